# What people say of labels
annotation-busy = D’autres corrections s’écrivent dans « { $folder } ». Elles n’étaient pas terminées après { $seconds } secondes d’attente : recommencez dans un instant.
annotation-no-name = Qui corrige ? Indiquez un nom.
annotation-no-message = Cette correction ne nomme aucun message.
annotation-unknown-task = « { $task } » n’est pas une étiquette. Étiquettes possibles : { $known }.
annotation-unknown-value = « { $value } » n’est pas une valeur de { $task } dans ce secteur. Valeurs possibles : { $known }.
annotation-no-value = Aucune valeur pour { $task } : choisissez-en une.
annotation-many-values = Trop de valeurs pour { $task }.
annotation-not-holding = La correction { $number } n’est pas en vigueur : elle n’existe pas, ou elle a déjà été annulée.
annotation-no-version = Les corrections n’ont pas de version { $version } : la dernière est { $last }.
annotation-altered = { $file } a été modifié hors de SocialLens à la ligne { $line }. Les corrections d’avant restent en vigueur ; { $lost ->
    [one] { $lost } ligne est écartée
   *[other] { $lost } lignes sont écartées
}. Restaurez ce fichier depuis une sauvegarde, ou continuez avec ce qui reste : sociallens corrections repair
