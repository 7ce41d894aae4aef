# Motifs de rejet des réseaux sociaux
import-deleted = texte supprimé par son auteur ou par la modération
