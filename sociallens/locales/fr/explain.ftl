# La commande explain : ce dont les chiffres d’une vue sont la somme.
explain-source = { $source }, { $cells } cellules.
explain-fewest = De ce qui peut répondre, c’est ce qui en a le moins.
explain-edges = Pour les jours qui ne font pas un mois entier.
explain-singly = La vue demande des messages un par un : des mots dans les textes, ou un compte que rien n’a fait d’avance.
explain-lacking = Aucun cube ne tient toutes les dimensions demandées.
explain-small = La base est petite : elle n’a pas de cubes.
explain-elsewhere = Cette base n’est pas lue par DuckDB : rien à expliquer ici.
