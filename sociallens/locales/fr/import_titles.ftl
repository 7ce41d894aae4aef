template-title = modèle SocialLens
template-basis = Les noms de colonnes du schéma de SocialLens.
mapping-basis = Colonnes indiquées à l’import.
