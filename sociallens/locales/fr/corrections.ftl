# What people say of labels
filter-checked = Relecture
value-checked-corrected = Corrigé
value-checked-confirmed = Confirmé
value-checked-disputed = Avis divergents

annotation-busy = D’autres corrections s’écrivent dans « { $folder } ». Elles n’étaient pas terminées après { $seconds } secondes d’attente : recommencez dans un instant.
annotation-no-name = Qui corrige ? Indiquez un nom.
annotation-no-message = Cette correction ne nomme aucun message.
annotation-unknown-task = « { $task } » n’est pas une étiquette. Étiquettes possibles : { $known }.
annotation-unknown-value = « { $value } » n’est pas une valeur de { $task } dans ce secteur. Valeurs possibles : { $known }.
annotation-no-value = Aucune valeur pour { $task } : choisissez-en une.
annotation-many-values = Trop de valeurs pour { $task }.
annotation-not-holding = La correction { $number } n’est pas en vigueur : elle n’existe pas, ou elle a déjà été annulée.
annotation-no-version = Les corrections n’ont pas de version { $version } : la dernière est { $last }.
annotation-altered = { $file } a été modifié hors de SocialLens à la ligne { $line }. Les corrections d’avant restent en vigueur ; { $lost ->
    [one] { $lost } ligne est écartée
   *[other] { $lost } lignes sont écartées
}. Restaurez ce fichier depuis une sauvegarde, ou continuez avec ce qui reste : sociallens corrections repair
corrections-between = Une étiquette a été corrigée pendant l’export : recommencez, pour qu’aucune ligne ne manque.

# The file of corrections
corrections-cells = pas autant de cellules que de colonnes
corrections-unknown-id = aucun message « { $id } » dans cette base
corrections-time = « { $value } » n’est pas une date (attendu : 2026-11-27T09:30:00Z)
corrections-large = { $file } dépasse { $most } Mo : ce n’est pas un export de corrections.
corrections-columns = { $file } : colonnes absentes : { $absent }. Il faut au moins { $needed }.
corrections-unreadable = { $file } n’est pas un CSV lisible (ligne { $line }).
corrections-imported = { $read ->
    [one] { $read } ligne lue
   *[other] { $read } lignes lues
} : { $added } ajoutées, { $known } déjà connues, { $rejected } rejetées.
corrections-rejected = ligne { $line } : { $why }
corrections-rejected-more = … et { $more } autres lignes rejetées

# The log, line by line
corrections-none = Aucune correction.
corrections-line = { $number }  { $at }  { $who } : { $said }
corrections-decision = { $id }, { $task } = { $values }
corrections-answer = { $id }, { $task } = { $values } (audit)
corrections-why = { $said } (« { $why } »)
corrections-empty = aucune
corrections-skipped = passé
corrections-undo = annule l’entrée { $of }
corrections-revert = retour à l’entrée { $to }
corrections-erasure = { $count ->
    [one] { $count } entrée effacée pour de bon
   *[other] { $count } entrées effacées pour de bon
}
corrections-no-longer = { $said } [plus en vigueur]
corrections-undone = { $count ->
    [one] { $count } entrée annulée.
   *[other] { $count } entrées annulées.
}
corrections-reverted = Revenu à l’entrée { $to } : les suivantes ne sont plus en vigueur.
corrections-version = Les corrections en sont à la version { $version }.
corrections-erased = { $count ->
    [one] { $count } entrée effacée pour de bon.
   *[other] { $count } entrées effacées pour de bon.
}
corrections-repaired = { $lost ->
    [one] { $lost } ligne mise
   *[other] { $lost } lignes mises
} de côté, dans le dossier annotations ; le reste est en vigueur.
corrections-sound = Rien à réparer.

# What they did, and how far people agree
corrections-effect = Taux négatif en service client : { $before } sans les corrections, { $after } avec.
corrections-rate = { $rate } ({ $counted }, { $between })
corrections-seen = Messages relus : { $corrected } corrigés, { $confirmed } confirmés, { $disputed } aux avis divergents.
corrections-absent = { $count ->
    [one] { $count } message corrigé n’est pas dans cette base : sa correction attend.
   *[other] { $count } messages corrigés ne sont pas dans cette base : leurs corrections attendent.
}
corrections-agreement = { $task }, { $one } et { $other } : { $same } d’accord, kappa { $kappa } (entre { $low } et { $high })
corrections-agreement-few = { $task }, { $one } et { $other } : { $same } d’accord, trop peu ou trop uniforme pour un kappa
corrections-agreement-none = Aucun message étiqueté par deux personnes.
