# The page on quality, and what our test texts say of a headline figure
page-quality = Qualité
quality-kind-shops = boutiques et opérateurs
quality-kind-others = autres secteurs
quality-ours = Sur nos textes d’essai, le sujet est juste pour { $topic }, l’humeur pour { $mood }
quality-ours-about = { $count ->
    [one] 1 texte
   *[other] { $n } textes
 } ({ $kind }) lus et étiquetés un par un, surtout par un modèle de langue qui suit nos consignes, et tenus à l’écart de la mise au point ; vos messages peuvent en différer
quality-yours = Sur vos messages audités, le sujet est juste pour { $topic }, l’humeur pour { $mood }
quality-yours-about = { $count ->
    [one] 1 message tiré
   *[other] { $n } messages tirés
 } au hasard parmi ceux que la machine a étiquetés chez vous, puis relus par des personnes ; à côté, nos textes d’essai ({ $kind })
quality-task-topic = Sujet
    .help = Le sujet principal du message est celui que des personnes lui ont donné.
quality-task-causes = Motif
    .help = Le premier motif est celui que des personnes ont donné, pour les messages de service client.
quality-task-sentiment = Humeur
    .help = Négatif, neutre ou positif, comme des personnes l’ont jugé.
quality-task-severity = Gravité
    .help = Grave, moyenne ou légère, comme des personnes l’ont jugé.
quality-task-intent = Intention
    .help = Réclamation, question, éloge…, comme des personnes l’ont jugé.
quality-accepted = { $share } avec ce qui est aussi acceptable
quality-ours-beside = { $share } sur nos textes d’essai
quality-label = Étiquette
quality-yours-all = Vos messages audités
quality-ours-all = Nos textes, tous canaux
quality-ours-channel = Nos textes, { $channel }
quality-all-channels = tous canaux
quality-rate = Taux
quality-told = Selon la machine
quality-true = Après lecture
quality-difference = Écart
quality-points = { $size } ({ $low } à { $high })
quality-band = { $low } à { $high }
quality-tick = Trait : la confiance annoncée par la machine. Une barre plus courte que son trait : elle se croit plus sûre qu’elle n’est.
quality-none = Aucun texte avec une confiance.
quality-bias-none = Trop peu de textes d’essai pour mesurer un taux.
quality-confusion = Confusion
quality-how-often = Combien
quality-example = Exemple
quality-taken-for = « { $truth } » pris pour « { $told } »
quality-confusions-none = Aucune confusion vue deux fois.
quality-see = voir un de vos messages
card-label_quality = Étiquettes justes
about-label_quality = part des textes où la machine donne la même étiquette que la lecture ; entre parenthèses, combien, et l’intervalle à 95 %
note-label_quality = Nos textes d’essai sont de vrais messages ({ $kind }) que personne n’a lus en mettant la machine au point. Ils ne disent pas comment elle lit les vôtres : un audit d’une centaine de vos messages le dit. Les groupes de moins de dix textes ne sont pas montrés.
card-model_bias = Taux : la machine face à la lecture
about-model_bias = sur les mêmes textes d’essai ({ $kind }) ; écart en points, négatif si la machine compte trop peu
note-model_bias = Un fait du modèle, mesuré sur d’autres textes que les vôtres : aucun chiffre du tableau de bord n’en est corrigé. L’intervalle à 95 % vient de tirages répétés des textes, les deux étiquettes de chacun ensemble.
card-label_confidence = Confiance et réalité
about-label_confidence-ours = sujet et humeur justes à la fois, par confiance annoncée, sur nos textes d’essai
about-label_confidence-yours = sujet et humeur justes à la fois, par confiance annoncée, sur vos messages audités
note-label_confidence = Une confiance de 80 % est bien réglée si elle est juste huit fois sur dix.
card-label_confusions = Confusions qui comptent
about-label_confusions-ours = sur nos textes d’essai, d’abord celles qui changent le taux de négatifs ; les phrases d’exemple sont inventées
about-label_confusions-yours = sur vos messages audités, d’abord celles qui changent le taux de négatifs
note-label_confusions = « 22 sur 54 » : parmi 54 textes que des personnes classent ainsi, la machine en a pris 22 pour l’autre étiquette nommée.
card-unlike_channels = Textes inhabituels, par canal
about-unlike_channels = les { $most } derniers messages de chaque canal ; entre parenthèses l’intervalle à 95 %
card-unlike_months = Textes inhabituels, dans le temps
about-unlike_months-month = par mois, sur les { $most } derniers messages de chacun
about-unlike_months-quarter = par trimestre, sur les { $most } derniers messages de chacun
alt-unlike_months = Part des étiquettes peu sûres, des mots inconnus et des langues non classées dans le temps
note-unlike = Trois signes qu’un texte ne ressemble pas à ceux sur lesquels la machine a été réglée. « Peu sûres » : étiquettes d’une confiance sous { $unsure }. « Langue non classée » : messages sans étiquette, faute d’une langue que la machine lit. « Mots inconnus » : mots de trois lettres et plus qui ne sont dans aucun de ses lexiques, noms propres compris.

    Une source est signalée quand la part dépasse sûrement d’un quart la plus haute des sources connues, soit { $limits }. Elle reste dans les chiffres : c’est à vous de juger.
sign-unsure = Étiquettes peu sûres
sign-unclassified = Langue non classée
sign-unknown = Mots inconnus
unlike-usual = Signalé au-delà de
unlike-verdict = Ressemblance
unlike-yes = différents des textes connus
unlike-no = comme les textes connus
unlike-few = trop peu de textes
unlike-looked-at = Lus
unlike-cell = { $rate } ({ $between })
unlike-limit = { $sign } { $limit }
unlike-title = { $count ->
    [one] Un canal ne ressemble pas à ce que la machine connaît
   *[other] { $count } canaux ne ressemblent pas à ce que la machine connaît
 }
unlike-reason = { $channel } : { $reasons }. Lisez ses chiffres avec prudence : un audit dira ce qu’il en est.
unlike-part = { $sign } { $rate }, au plus { $usual } dans les sources connues
unlike-parts = { $one } ; { $other }
unlike-none = Aucun message avec un texte.
model-error-one-low = Sur nos textes d’essai { $channel }, ce taux ressort { $low } à { $high } points trop bas
model-error-one-high = Sur nos textes d’essai { $channel }, ce taux ressort { $low } à { $high } points trop haut
model-error-one-open = Sur nos textes d’essai { $channel }, pas d’écart établi (de { $low } points trop bas à { $high } trop haut)
model-error-part-low = { $channel } { $low } à { $high } points trop bas
model-error-part-high = { $channel } { $low } à { $high } points trop haut
model-error-several = Sur nos textes d’essai, ce taux ressort : { $parts }
model-error-none = Pas d’écart établi sur nos textes d’essai ({ $channels })
model-error-unmeasured = { $count ->
    [one] Erreur non mesurée sur { $channel }
   *[other] Erreur non mesurée sur ces canaux
 }
model-error-help = Erreur de la machine, mesurée sur des textes d’essai ({ $kind }) lus et étiquetés un par un, surtout par un modèle de langue qui suit nos consignes. C’est un fait du modèle : le chiffre affiché n’en est pas corrigé. Un audit de vos propres messages dit mieux ce qu’il en est.
model-error-told-low = { $channel } ({ $n } textes) : ce taux ressort { $low } à { $high } points trop bas.
model-error-told-high = { $channel } ({ $n } textes) : ce taux ressort { $low } à { $high } points trop haut.
model-error-told-open = { $channel } ({ $n } textes) : pas d’écart établi, de { $low } points trop bas à { $high } trop haut.
model-error-missing = Moins de { $least } textes d’essai du service client : erreur non mesurée sur { $channels }.
quality-missing-tool-title = Comparer avec votre outil de veille
quality-missing-tool = Si l’export de votre outil contient son propre sentiment, la page dit ici combien de fois il est d’accord avec la machine et, sur un audit, qui a raison. Ces données n’en contiennent pas.
quality-missing-audit-title = Mesurer sur vos propres messages
quality-missing-audit = Pas encore assez de vos messages audités : cent, tirés au hasard et étiquetés sans voir la réponse de la machine, prennent une vingtaine de minutes, et trente suffisent pour commencer. La page dit alors combien de fois les étiquettes sont justes chez vous.
quality-missing-tool-audit-title = Qui a raison ?
quality-missing-tool-audit = L’accord ne dit pas qui a raison. Un audit de vos messages, étiquetés sans voir ni l’un ni l’autre, le dit.
quality-to-review = Relire et auditer des messages
quality-effect = Ce que cela change
quality-effect-enters = entre à tort dans le service client
quality-effect-leaves = quitte à tort le service client
quality-effect-unhappy = compté négatif à tort
quality-effect-missed = négatif qui n’est pas compté
card-tool_sentiment = Votre outil de veille et la machine
note-tool_sentiment = Parmi les messages que l’outil dit négatifs, neutres ou positifs, ce que dit la machine. Le kappa de Cohen dit l’accord au-delà du hasard : 0 pour le seul hasard, 1 pour un accord complet. Un accord n’est pas une preuve : tous deux peuvent se tromper ensemble. Les humeurs données par une personne ou par des étoiles n’y sont pas.
tool-of = Selon l’outil
tool-told = Machine : { $mood }
tool-row = { $mood } ({ $n })
tool-same = même humeur pour { $rate } ({ $counted })
tool-kappa = kappa { $value } (entre { $low } et { $high })
card-tool_contest = Qui a raison ?
note-tool_contest = Sur les messages de l’audit, étiquetés par des personnes qui n’ont vu ni l’humeur de l’outil ni celle de la machine. « Seul juste » : l’autre se trompe. Un écart n’est dit que si le test exact de McNemar l’établit (5 %).
tool-judge = Qui
tool-judge-model = La machine
tool-judge-tool = L’outil de veille
tool-right = Juste
tool-alone = Seul juste
tool-verdict-model = La machine a plus souvent raison, c’est établi : seule juste { $model } fois, l’outil { $tool }
tool-verdict-tool = L’outil a plus souvent raison, c’est établi : seul juste { $tool } fois, la machine { $model }
tool-verdict-open = Aucun écart établi : la machine seule juste { $model } fois, l’outil { $tool }
