# Filters and the values of dimensions that no vocabulary words
filter-answered = Réponse de l’enseigne
filter-outcome = Suite de la réponse
filter-rating = Note
filter-country = Pays
filter-community = Forum, page ou compte
filter-confidence = Confiance du classement
filter-labelled_by = Classé par
filter-except = { $title }, sauf
values-except = sauf { $values }
value-answered-yes = Répondue
value-answered-no = Sans réponse
value-answered-unseen = Réponses invisibles
value-rating-1 = 1 étoile
value-rating-2 = 2 étoiles
value-rating-3 = 3 étoiles
value-rating-4 = 4 étoiles
value-rating-5 = 5 étoiles
value-confidence-low = Faible (moins de 60 %)
value-confidence-medium = Moyenne (60 à 80 %)
value-confidence-high = Forte (80 % et plus)
labeller-person = Une personne
labeller-stars = Les étoiles
labeller-model = Le programme, version { $version }
labeller-calibrated = Le programme, version { $version }, ajusté sur vos corrections ({ $calibration })

# What a figure covers
coverage = observable chez { $observed ->
    [one] { $observed } enseigne
   *[other] { $observed } enseignes
 } sur { $merchants }
coverage-none = ne se voit pas dans ces sources
coverage-alone = { $observed ->
    [one] observable chez 1 enseigne sur { $merchants }, { $merchant } : { $rate } ({ $counted })
   *[other] observable chez { $observed } enseignes sur { $merchants } ; { $share } de ces messages sont ceux de { $merchant } : pas de taux commun
 }

# A message
verbatim-source = Ouvrir le message d’origine, dans un nouvel onglet
