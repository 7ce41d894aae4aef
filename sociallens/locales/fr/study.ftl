# The page of the published study
page-study = L’étude publiée
study-about = Des chiffres de la presse professionnelle, que SocialLens n’a pas mesurés, à côté de ceux de la vue. Époque, sites et méthode diffèrent : un repère, pas un objectif.
study-finding = { $metric } : { $published } dans l’étude, { $own } dans la vue.
study-own-none = Rien dans la vue ne se compare à cette étude.
study-other-vocabulary = Cette base est classée avec le vocabulaire « { $own } », qui n’est pas celui de l’étude : les chiffres ne se comparent pas. Ceux de l’étude restent à lire ci-dessous.
study-beside = étude : { $published }
study-tick = trait : { $study }
hover-study = étude : { $rate }
study-figures = { $edition } : les chiffres publiés
study-measure = Mesure
study-figure = Chiffre publié
study-sure = Intervalle à 95 %
study-part = effectif non publié
study-link = Les chiffres d’une étude de 2011-2012, et les vôtres à côté.
study-open = Ouvrir l’étude
