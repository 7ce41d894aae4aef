# People correct and check labels
group-labels = Fiabilité
page-review = Relire

# Labels, as one is asked for them
label-topic = Sujet
label-causes = Motifs
label-sentiment = Humeur
label-severity = Gravité
label-intent = Intention
label-none = aucun
label-value = { $label } : { $value }
mark-corrected = corrigé
mark-disputed = désaccord
corrected =
    { $count ->
        [one] { $label } : { $value }. Enregistré.
       *[other] { $label } : { $value }, pour { $count } messages. Enregistré.
    }
demo-not-written = Ce sont les données de démonstration, et elles sont en lecture seule : rien ne s’y enregistre. Importez les vôtres pour les relire et les corriger.
undone = C’est annulé.
reverted = Les corrections sont revenues à cet état.
why-said = { $value }, selon { $who } ({ $moment })
why-because = { $said }, « { $why } »
why-corrected = { $label } : { $said }.
why-disputed = { $label }, deux avis : { $said }. Le dernier compte.

# What the scripts of the page say
front-all-keys =
    Touches j et k : message suivant, précédent.

    Touche e : corriger le message ouvert ; puis un chiffre ou les flèches pour choisir, Entrée pour valider, Échap pour fermer.

    Touche x : choisir le message ouvert, pour en corriger plusieurs à la fois.

    Touche u : annuler la dernière correction.
front-shortcuts = Raccourcis du clavier
front-pick = Choisir ce message :
front-several = messages choisis. Corriger :
front-clear = Ne plus rien choisir
front-none = aucun
front-also = Aussi :
front-why-corrected = Pourquoi ? (facultatif)
front-who = Votre prénom ou vos initiales
front-who-help = Chaque correction est signée. Ce navigateur s’en souvient ; vous pourrez en changer.
front-sign = Enregistrer
front-cancel = Annuler
front-signed = Vous signez
front-rename = changer
front-further = Continuer
front-none-of-them = Aucun, continuer
front-is-right = C’est juste
front-skip = Passer
front-label-keys = chiffres : choisir · Entrée : valider · Retour arrière : question d’avant · s : passer

# The page
review-parts = Parties de la page
review-queue = À relire d’abord
review-audit = Audit
review-corrections = Corrections

# What to label first
queue-title = Que relire d’abord ?
queue-about = Les messages dont l’étiquette, si elle est fausse, change le plus le taux de négatifs au service client : peu sûrs, qui pèsent dans ce taux, graves.
queue-begin-title = Dix minutes suffisent
queue-how = Un message à la fois : « C’est juste » confirme les étiquettes proposées, un appui sur l’une d’elles la corrige. Arrêtez quand vous voulez, tout est déjà enregistré.
queue-begin = Commencer
queue-progress =
    { $count ->
        [0] Aucun relu
        [one] Un relu
       *[other] { $count } relus
    }
queue-left =
    { $count ->
        [one] encore une minute environ
       *[other] encore { $count } minutes environ
    }
queue-stop = Arrêter et voir ce que cela change
queue-over =
    { $count ->
        [0] Rien n’a été relu
        [one] Un message relu
       *[other] { $count } messages relus
    }
queue-changed =
    { $count ->
        [0] Toutes les étiquettes étaient justes.
        [one] Un message était mal étiqueté : les chiffres en tiennent déjà compte.
       *[other] { $count } messages étaient mal étiquetés : les chiffres en tiennent déjà compte.
    }
queue-again = Encore dix minutes
queue-effect = Voir ce que cela change
queue-none = Rien à relire dans cette vue
queue-none-about = Tout ce qui pèse y est déjà relu, ou appartient à un audit, que la relecture ne doit pas toucher.
reviewed-right = C’est juste. Enregistré.
reviewed-changed = { $said }. Corrigé.

# The audit
audit-title = De combien les chiffres peuvent-ils se tromper ?
audit-about = Un échantillon de vos propres messages est tiré au hasard dans chaque canal, puis scellé : personne ne choisit ce qui sera relu. Vous étiquetez sans voir l’avis de la machine, et l’écart entre vous et elle donne l’erreur de chaque chiffre.
audit-draw-title = Tirer un échantillon
audit-how = Le tirage porte sur tous les messages classés, quels que soient les filtres. Vous pourrez vous arrêter et reprendre plus tard. Moins de messages, c’est plus vite fini et moins précis.
audit-draw =
    { $count ->
        [one] { $n } messages, environ une minute
       *[other] { $n } messages, environ { $count } minutes
    }
audit-draw-sure = Le nouveau tirage prendra la place de l’audit présent dans les chiffres corrigés, dès qu’il aura assez de réponses.
audit-again-title = Refaire un audit
audit-again = Utile après un grand import, ou quand les étiquettes ont beaucoup changé.
audit-sealed = L’échantillon est tiré et scellé.
audit-progress = { $k } sur { $n }
audit-left = { queue-left }
audit-stop = Arrêter là, reprendre plus tard
audit-saved = Enregistré.
audit-passed = Passé.
audit-over =
    { $count ->
        [one] L’audit est fini : un message étiqueté
       *[other] L’audit est fini : { $count } messages étiquetés
    }
audit-drawn = Tiré par { $who } le { $moment } parmi { $n } messages.
audit-skipped =
    { $count ->
        [one] Un message a été passé : il ne compte pas.
       *[other] { $count } messages ont été passés : ils ne comptent pas.
    }
audit-few = Il faut au moins { $least } messages étiquetés pour corriger un chiffre.
audit-second = Relire sous un autre nom
audit-second-about = Si une autre personne étiquette le même échantillon, leur accord se lit dans « Corrections » ; sa réponse, plus récente, compte pour les chiffres.
audit-headline = Voir les chiffres corrigés

# What was corrected
decided-none = Personne n’a encore rien corrigé.
decided-how-title = Pour corriger
decided-how = Ouvrez un message et appuyez sur l’étiquette qui est fausse, ou commencez par ce qui est à relire d’abord. Chaque correction est signée, datée et annulable ; elle survit aux imports et à un nouveau classement.
decided-title =
    { $people ->
        [one] { $count ->
            [one] Une personne a relu un message.
           *[other] Une personne a relu { $n } messages.
        }
       *[other] { $count ->
            [one] { $people } personnes ont relu un message.
           *[other] { $people } personnes ont relu { $n } messages.
        }
    }
decided-about = Ce qu’une personne a corrigé passe avant ce que dit la machine, dans tous les chiffres et dans tous les fichiers.
decided-message = Message
decided-said = Étiquettes
decided-who = Qui
decided-at = Quand
decided-why = Pourquoi
decided-undo = Annuler
decided-revert = Revenir
decided-revert-here = Revenir ici
decided-revert-sure = Tout ce qui suit ({ $moment }) ne vaudra plus.
decided-listed =
    { $count ->
        [one] une décision
       *[other] les { $count } dernières décisions
    }
card-decisions = Qui a dit quoi ?
card-effect = Qu’est-ce que cela change ?
effect-seen = Relus dans cette vue, corrigés : { $corrected }, confirmés : { $confirmed }, avis divergents : { $disputed } ; taux sans puis avec leurs corrections
effect-metric = Chiffre
effect-before = Avant
effect-after = Après
effect-interval = Intervalle à 95 %
effect-change = Écart
card-agreement = Les relecteurs sont-ils d’accord entre eux ?
agreement-about = messages que deux personnes ont étiquetés ; kappa de Cohen : 1, toujours d’accord ; 0, comme au hasard
agreement-people = Qui
agreement-task = Étiquette
agreement-same = D’accord
agreement-kappa = Kappa
agreement-two = { $one } et { $other }
agreement-few = trop peu pour un kappa

files-title = Exporter, importer, tout annuler
files-about = Le fichier CSV contient toutes les décisions, avec qui et quand. Un fichier importé ajoute ses décisions à celles d’ici.
files-export = Exporter les corrections (CSV)
files-name = sociallens-corrections.csv
files-import = Fichier de corrections à importer
files-sign = Qui importe ces corrections ?
files-take = Importer
files-revert = Tout annuler
files-revert-sure = Plus aucune correction ne vaudra. Les audits non plus. Vous pourrez revenir sur cette décision.
