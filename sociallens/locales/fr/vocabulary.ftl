# The page of the vocabulary
page-vocabulary = Vocabulaire
vocabulary-title = Les mots qui disent de quoi parle un message
vocabulary-about = Le classifieur lit des termes : ceux de tous les secteurs, ceux du vôtre, et les vôtres, qui l’emportent. Ajoutez-en un : vous voyez ce qu’il changerait avant de l’enregistrer.
vocabulary-running = Enregistrement, puis reclassement des messages…
vocabulary-done = Enregistré
vocabulary-old = Vous lisez une version antérieure des données : revenez à l’actuelle pour enregistrer.
vocabulary-demo = Ce sont les données de démonstration : essayez, rien ne s’y enregistre. Importez les vôtres pour avoir votre vocabulaire.
vocabulary-unfinished = Le reclassement n’est pas terminé
vocabulary-unfinished-about = Votre vocabulaire est enregistré, mais tous les messages n’en ont pas encore les étiquettes : le travail a été interrompu. Il reprend où il en était.
vocabulary-finish = Terminer
vocabulary-versions = Versions de votre vocabulaire
vocabulary-version = { $number } · { $at } · { $terms ->
    [0] aucun terme
    [one] { $terms } terme
   *[other] { $terms } termes
 }
vocabulary-now = (en service)
vocabulary-restore = Reprendre
vocabulary-restore-title = Reprendre la version { $number }

# The form
term-add = Ajouter un terme
term-add-about = Un mot ou quelques mots qui se suivent ; une astérisque à la fin vaut toutes les terminaisons (rembours*). Accents et majuscules ne comptent pas.
term-field = Terme
term-hint = point relais fermé
term-says = Ce qu’il dit
term-strength = Force
term-language = Langue
term-try = Voir ce qui changerait
term-choose = Choisir…
term-any = Tous
term-strength-weak = faible
term-strength-normal = normale
term-strength-strong = forte
term-strength-none = aucune (ne compte pas)
term-kind-topic = Sujet
term-kind-cause = Cause
term-kind-complaint = Mécontentement
term-kind-praise = Contentement
term-kind-severity = Gravité
term-kind-intent = Intention
term-complaint-strong = mécontentement fort
term-complaint-plain = mécontentement
term-complaint-problem = problème
term-complaint-mild = réserve
term-praise-strong = contentement fort
term-praise-plain = contentement
term-intent-question = question
term-intent-request = demande
term-intent-thanks = remerciement
term-intent-advice = conseil

# Terms that were looked for
terms-look = Chercher un terme
terms-words = Mots
term-origin = Table
term-origin-common = tous secteurs
term-origin-sector = votre secteur
term-origin-own = la vôtre
terms-found-title = Termes
terms-found = { $count ->
    [0] Aucun terme.
    [one] 1 terme.
   *[other] { $n } termes{ $more ->
        [0] .
       *[other] , dont les premiers ; précisez la recherche pour voir les autres.
    }
 }
terms-column-term = Terme
terms-column-says = Ce qu’il dit
terms-column-strength = Force
terms-column-origin = Table
terms-column-count = Messages en vue où ces lettres se trouvent
terms-none = Aucun terme de nos tables ne répond à cette recherche.
terms-none-own = Vous n’avez pas encore de terme à vous. Cherchez-en un de nos tables, ou ajoutez le vôtre.
term-replace = Régler
term-replace-title = Donner une autre force à « { $term } »
term-drop = Retirer
term-drop-title = Retirer « { $term } »

# What a change would do
trial-term = « { $term } » ({ $says })
trial-add = Avec { $term }
trial-drop = Sans { $term }
trial-changed = { $count ->
    [0] Aucun message en vue ne changerait, sur { $holding } qui contiennent ce terme.
    [one] 1 message en vue changerait, sur { $holding } qui contiennent ce terme.
   *[other] { $changed } messages en vue changeraient, sur { $holding } qui contiennent ce terme.
}
trial-headline = Taux négatif en service client : { $was } aujourd’hui, { $now } alors.
trial-headline-same = Le taux négatif en service client resterait { $now }.
trial-cut = Ce mot est trop courant pour tout essayer d’avance : ces chiffres viennent des { $most } messages les plus récents qui le contiennent. Enregistrer reclasse tout.
trial-older = Les messages ont été étiquetés par une autre version du programme : enregistrer les reclasse tous, et d’autres étiquettes peuvent changer.
trial-save = Enregistrer et reclasser
trial-cancel = Abandonner
trial-to = deviendrait
trial-nothing = rien
trial-more = { $count ->
    [one] Un autre message changerait.
   *[other] { $n } autres messages changeraient.
}
