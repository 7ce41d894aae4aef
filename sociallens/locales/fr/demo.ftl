demo-made = Données de démonstration créées dans « { $folder } » : { $rows } contributions inventées.
demo-other-store = « { $folder } » contient autre chose que des données de démonstration : rien n’a été touché. Choisissez un autre dossier avec --store.
