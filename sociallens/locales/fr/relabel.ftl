relabel-read = { $labelled ->
    [one] { $labelled } contribution étiquetée par le classifieur, reclassée
   *[other] { $labelled } contributions étiquetées par le classifieur, reclassées
  } ; { $kept ->
    [0] aucune autre.
    [one] { $kept } autre (étiquetée à la main), laissée telle quelle.
   *[other] { $kept } autres (étiquetées à la main), laissées telles quelles.
}
relabel-nothing = Rien n’a changé : la base porte déjà les étiquettes du classifieur { $classifier }.
relabel-changed = Étiquettes qui changent :
relabel-task = { $task } : { $rows } ({ $share })
relabel-headline = Taux négatif en service client : { $was } avant, { $now } après.
relabel-rate = { $rate } ({ $k } sur { $n })
relabel-dry = Essai à blanc : rien n’a été écrit.
relabel-version = Version { $version } des données. La précédente reste lisible dans un lien qui porte data={ $old }.
relabel-progress = Reclassement
