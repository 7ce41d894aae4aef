export-unknown-table = Il n’y a pas de tableau « { $name } ». Tableaux disponibles : { $known }.
link-problem = Le lien demande « { $key } = { $value } », que ces données ne connaissent pas.
link-problem-void = Aucun chiffre n’est montré tant que le lien n’est pas corrigé, pour ne pas en montrer plus qu’il ne dit.
link-problem-kept = Cette valeur est laissée de côté ; les autres filtres du lien s’appliquent.
