# Le compte rendu d’un import sur la page
card-report = Ce que l’import a fait
card-files = Les fichiers
card-refusals = Lignes qui seront refusées
report-column-outcome = Contributions
report-column-count = Nombre
report-column-examples = Où
report-column-file = Fichier
report-column-format = Format reconnu
report-column-read = Lues
report-column-rejected = Refusées
report-column-remarks = Remarques
report-added = ajoutées
report-updated = mises à jour
report-unchanged = inchangées, déjà dans la base
report-clashing = ajoutées à part, sous un autre identifiant
report-rejected = refusées : { $reason }
report-read = lues en tout
