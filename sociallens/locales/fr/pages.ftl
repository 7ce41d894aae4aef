# The frame
group-read = Lire
group-data = Données
page-overview = Vue d’ensemble
page-channels = Canaux
page-topics = Sujets
page-customer_service = Service client
page-merchants = Enseignes
page-conversations = Conversations
page-data = Données
page-glossary = Glossaire
demo-badge = Données fictives
demo-help = Enseignes, auteurs et messages sont inventés. Importez vos exports depuis la page Données pour voir les vôtres.
language-switch = Lire cette page en français
link-mend = Retirer du lien ce qui n’est pas connu
banner-damage = { $files ->
    [one] Un fichier de données est abîmé
   *[other] { $files } fichiers de données sont abîmés
 } : { $rows } messages manquent dans tous les chiffres. Lancez « sociallens check » et réimportez l’export concerné.
banner-version = Ce lien montre les données telles qu’elles étaient à la version { $version }.

# Filters
filter-period = Période
filter-compare = Comparer avec
filter-site = Enseignes
filter-channel = Canaux
filter-topic = Sujets
filter-cause = Motifs
filter-sentiment = Humeurs
filter-severity = Gravité
filter-intent = Intentions
filter-language = Langues
filter-q = Texte cherché
bar-more = Plus de filtres
bar-filters = Filtres
period-all = Toute la période
period-7d = 7 derniers jours
period-30d = 30 derniers jours
period-90d = 90 derniers jours
period-12m = 12 derniers mois
period-month = Ce mois
period-quarter = Ce trimestre
period-year = Cette année
period-last-year = L’an dernier
period-holidays = Fêtes (1er déc. – 15 janv.)
period-since = depuis le { $day }
period-until = jusqu’au { $day }
compare-none = Sans comparaison
compare-previous = Période précédente
compare-year = Un an plus tôt
chip-compare = comparé à { $period }
compare-needs-period = Choisissez une période avec un début et une fin pour la comparer.
chip-drop = Retirer ce filtre
chips-total = { $count ->
    [one] { $n } message de client
   *[other] { $n } messages de clients
 }
chips-reset = tout effacer

# Figures
k-of-n = { $k } sur { $n }
between = entre { $low } et { $high }
nearly = à très peu près { $share }
points = { $count ->
    [0] { $size } point
    [one] { $size } point
   *[other] { $size } points
 }
change = { $size } (entre { $low } et { $high })
colon = { " :" }
semicolon = { " ; " }
too-few = trop peu pour un taux
of-messages = { $count ->
    [one] sur { $n } message
   *[other] sur { $n } messages
 }
numbers-customers = écrits par des clients
delta-none-before = rien dans la période comparée
delta-count = { $size } % ({ $before } auparavant)
nothing-net_sentiment = aucun message dont l’humeur soit connue
nothing-negative_rate_customer_service = aucun message de service client
nothing-brand_participation = aucune conversation ouverte par un client
nothing-customer_service_share = aucun message dont le sujet soit connu
nothing-negative_rate = aucun message dont l’humeur soit connue
nothing-recovery = aucune réponse à un message négatif
nothing-here = Rien à montrer ici : aucun message de la vue n’entre dans « { $metric } ».

# Cards
file-help = Télécharger « { $table } » en { $form }
compared-tick = trait : période comparée
hover-compared = période comparée : { $rate }
card-summary = Les chiffres clés
card-headline_trend = Les chiffres clés dans le temps
card-channels = Où parle-t-on de vous ?
about-channels = { $whole ->
    [one] part d’un message
   *[other] part des { $n } messages
 }
card-topics = De quoi parle-t-on ?
about-topics = { about-channels }
card-trend = Comment l’humeur évolue-t-elle ?
about-trend-day = messages de clients par jour
about-trend-week = messages de clients par semaine
about-trend-month = messages de clients par mois
about-trend-quarter = messages de clients par trimestre
alt-trend = Messages de clients dans le temps, empilés par humeur
card-topic_trend = Quels sujets montent ?
about-topic_trend-day = part de chaque sujet, par jour
about-topic_trend-week = part de chaque sujet, par semaine
about-topic_trend-month = part de chaque sujet, par mois
about-topic_trend-quarter = part de chaque sujet, par trimestre
alt-topic_trend = Part de chaque sujet dans le temps
card-service_trend = Le service client s’améliore-t-il ?
about-service_trend-day = part de négatifs au service client, par jour
about-service_trend-week = part de négatifs au service client, par semaine
about-service_trend-month = part de négatifs au service client, par mois
about-service_trend-quarter = part de négatifs au service client, par trimestre
alt-service_trend = Part de négatifs dans le service client dans le temps
card-channel_topic = De quoi parle-t-on sur chaque canal ?
about-channel_topic = part des messages de chaque canal
card-channel_sentiment = Dans quelle humeur, sur chaque canal ?
about-channel_sentiment = part des messages de chaque canal
card-topic_sentiment = Dans quelle humeur, pour chaque sujet ?
about-topic_sentiment = part des messages de chaque sujet
card-causes = De quoi se plaint-on au service client ?
about-causes = { $whole ->
    [one] part d’une plainte
   *[other] part des { $n } plaintes
 }
card-severity = Est-ce grave ?
about-severity = part { $count } de service client
card-intents = Que veulent ces clients ?
about-intents = part { $count } de service client
card-merchants = Qui fait mieux, qui fait moins bien ?
about-merchants = part de négatifs au service client, intervalle à 95 %
card-merchant_causes = De quoi se plaint-on, chez qui ?
about-merchant_causes = part des messages de service client négatifs de chaque enseigne
card-conversations = Les messages
card-side = Côte à côte

# Empty views
empty-title = Aucun message ne correspond à ces filtres
empty-store = La base est vide. Importez un export depuis la page « Données ».
empty-without = sans « { $what } » : { $count ->
    [one] { $n } message
   *[other] { $n } messages
 }
empty-advice = Retirer un seul filtre suffirait :
empty-nothing-alone = Aucun filtre n’y suffit à lui seul : retirez-en plusieurs d’une croix ci-dessus, ou « tout effacer ».

# Conversations
thread-back = Revenir aux messages
thread-title = L’échange complet
why = Pourquoi ce classement ?
verbatim-undated = sans date
verbatim-rating = { $rating }/5
verbatim-no-text = (sans texte : classé à la main dans le fichier importé)
verbatim-unlabelled = non classé
latest-none = Aucun message dans cette vue.

# Merchants
table-merchants = Toutes les enseignes
column-site = Enseigne
column-volume = Messages
column-voice = Part de voix
column-negative = Négatifs, service client
column-of = Négatifs, en nombre
column-interval = Intervalle à 95 %
column-net = Solde
column-replies = Répond à
column-reply-time = Délai médian
column-within = Répond en 3 h
column-recovery = Reconquis
hours = { $hours } h
days-long = { $days } j
reply-none = moins d’une sur deux
side-cause = Premier motif
nothing-title = Rien à montrer dans cette vue.
thread-gone = Cet échange n’est pas, ou n’est plus, dans les données.



# Import
upload-title = Importer vos exports
upload-about = CSV, Excel, JSON, JSON Lines ou Parquet. Les adresses, téléphones et numéros sont masqués et les auteurs remplacés par des pseudonymes avant tout enregistrement. Vos données restent dans une base à part, jamais mêlée aux données fictives.
upload-template = Modèle à remplir (CSV)
upload-template-file = sociallens-modele.csv
upload-rejected-file = sociallens-rejets.csv
quoted = « { $text } »
upload-files = Déposez ou choisissez un ou plusieurs exports
upload-site = Enseigne, si le fichier ne la dit pas
upload-site-help = Vaut pour les lignes dont la colonne « site » est vide ou absente.
upload-channel = Canal, si le fichier ne le dit pas
upload-channel-any = d’après le fichier
upload-preview = { $count ->
    [one] Le premier message, tel qu’il sera enregistré :
   *[other] Les { $count } premiers messages, tels qu’ils seront enregistrés :
 }
upload-import = Importer
upload-running = Import en cours…
upload-preparing = Préparation des pages…
upload-progress = { $done } messages lus sur environ { $expected }
upload-done = Import terminé
upload-rejected = Télécharger les lignes refusées (CSV)
upload-close = Fermer le compte rendu
upload-no-column = aucune
upload-dates = Comment les dates sont écrites
upload-column-site = Enseigne
upload-column-channel = Canal
upload-column-published-at = Date (UTC)
upload-column-role = Rôle
upload-column-author = Auteur (pseudonyme)
upload-column-text = Texte
upload-column-rating = Note
upload-column-topic = Sujet
upload-column-sentiment = Humeur
upload-field-text = Texte
upload-field-title = Titre
upload-field-published-at = Date
upload-field-author = Auteur
upload-field-rating = Note
upload-field-site = Enseigne
upload-field-channel = Canal
upload-field-id = Identifiant
upload-field-conversation-id = Identifiant de conversation
upload-field-parent-id = Identifiant du message auquel il répond
upload-field-url = Adresse du message
upload-field-community = Page ou forum
upload-field-country = Pays
upload-field-date-precision = Précision de la date
upload-field-language = Langue
upload-field-role = Rôle (client ou enseigne)
upload-field-topic = Sujet
upload-field-topics = Tous les sujets
upload-field-causes = Motifs
upload-field-sentiment = Humeur
upload-field-sentiment-score = Score d’humeur
upload-field-severity = Gravité
upload-field-intent = Intention
upload-field-reply-observed = Réponses visibles
upload-field-updated-at = Date de modification
