# The page of the data
holdings-title = { $count ->
    [0] Aucun message dans la base
    [one] { $n } message dans la base
   *[other] { $n } messages dans la base
 }
holdings-about = { $sites ->
    [0] Aucune enseigne
    [one] Une enseigne
   *[other] { $sites } enseignes
 }, messages classés par { $classifier }, vocabulaire « { $taxonomy } », version { $version } des données.
holdings-messages = Messages de clients
holdings-messages-about = et { $brand } { $count ->
    [0] réponse d’enseigne
    [one] réponse d’enseigne
   *[other] réponses d’enseignes
 }
holdings-conversations = Conversations
holdings-conversations-about = réponses visibles pour { $share }
holdings-period = Période
holdings-dated-none = aucun message daté
holdings-import = Dernier import
holdings-import-about = { $count ->
    [0] aucun message ajouté
    [one] 1 message ajouté
   *[other] { $n } messages ajoutés
 }
holdings-import-none = aucun
card-sources = D’où viennent les messages
about-sources = part parmi tous les messages de clients ; « réponses visibles » : conversations dont la source montre si l’enseigne répond
sources-channel = Canal
sources-messages = Messages
sources-share = Part
sources-conversations = Conversations
sources-seen = Réponses visibles
sources-unseen-all = aucune : « sans réponse » y est inconnu
sources-none = Aucun message pour l’instant.
card-limits = Ce que les données ne disent pas
limits-what = Messages
limits-count = Combien
limits-meaning = Ce que cela change
limits-undated = Sans date
limits-undated-meaning = comptés dans « Toute la période » seulement
limits-unlabelled = Non classés
limits-unlabelled-meaning = dans une autre langue ou sans texte : sans sujet ni humeur
limits-unseen = Conversations dont la source ne montre pas les réponses
limits-unseen-meaning = « sans réponse » y est inconnu : hors des taux de réponse
limits-reposts = Reprises (retweets, partages)
limits-reposts-meaning = hors des chiffres des clients, sauf demande
limits-languages = Langues
limits-languages-meaning = reconnues message par message
limits-none = Rien à signaler.
language-share = { $language } ({ $share })
languages-others = { $count ->
    [one] 1 autre langue
   *[other] { $count } autres langues
 } ({ $share })
share-tiny = moins de { $limit }
moment = { $day }, { $hours } h { $minutes }
moment-zone = Date (UTC)
card-imports = Les imports
about-imports = le plus récent d’abord ; lus = ajoutés + mis à jour + inchangés + à part + effacés + refusés
imports-none = Aucun import pour l’instant.
imports-files = Fichiers
imports-profiles = Format reconnu
imports-mapped = colonnes indiquées à l’import
imports-read = Lus
imports-added = Ajoutés
imports-updated = Mis à jour
imports-unchanged = Inchangés
imports-clashing = À part
imports-suppressed = Effacés
imports-rejected = Refusés
