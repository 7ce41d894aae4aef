store-absent = Aucune base de conversations dans « { $folder } ». Importez un export pour la créer : sociallens import FICHIER --store DOSSIER
store-damaged = La base « { $folder } » est abîmée : { $file } manque ou a été modifié. Restaurez ce fichier depuis une sauvegarde, ou réimportez vos exports dans un nouveau dossier.
store-schema = La base « { $folder } » vient d’une autre version de SocialLens, qui range les conversations dans d’autres colonnes. Ouvrez-la avec cette version, ou réimportez vos exports dans un nouveau dossier.
store-not-read = Impossible de lire { $file } ({ $reason }) : vérifiez les droits sur ce fichier.
store-version-gone = La version { $version } des données n’est plus conservée. Versions encore disponibles : { $kept }.
store-busy = Un import ou un reclassement est en cours dans « { $folder } ». Il n’était pas terminé après { $seconds } secondes d’attente : recommencez dans un instant.
store-full = Il n’y a plus de place sur le disque pour écrire dans « { $folder } ». Rien n’a changé : libérez de l’espace, puis recommencez.
store-not-written = Impossible d’écrire dans « { $folder } » ({ $reason }). Rien n’a changé : vérifiez les droits sur ce dossier, puis recommencez.
store-segments-damaged = Refusé : { $file } manque ou a été modifié depuis son écriture (fichiers touchés : { $count }). Restaurez-le depuis une sauvegarde, ou réimportez vos exports dans un nouveau dossier ; « sociallens check » donne le détail.
store-segment-missing = { $file } : fichier absent, { $rows ->
    [one] { $rows } contribution manque
   *[other] { $rows } contributions manquent
}. Restaurez-le depuis une sauvegarde, ou réimportez vos exports dans un nouveau dossier.
store-segment-changed = { $file } : contenu modifié depuis l’écriture, { $rows ->
    [one] { $rows } contribution écartée
   *[other] { $rows } contributions écartées
}. Restaurez-le depuis une sauvegarde, ou réimportez vos exports dans un nouveau dossier.
store-segment-columns = { $file } : ce fichier n’a pas les colonnes d’une base SocialLens. Réimportez vos exports dans un nouveau dossier.
store-segment-rows = { $file } : { $rows } lignes au lieu des { $listed } annoncées. Réimportez vos exports dans un nouveau dossier.
store-older-damaged = { $file } : la version { $version } ne peut plus être ouverte ; la version actuelle n’est pas touchée. Restaurez ce fichier depuis une sauvegarde si des liens citent cette version ; sinon, ne faites rien.
store-value-unknown = { $file } : la valeur « { $value } » de la colonne { $column } n’est pas dans la taxonomie. Ajoutez-la à la taxonomie, ou réimportez vos exports dans un nouveau dossier.
store-ids-repeated = { $files } : { $count ->
    [one] { $count } identifiant figure plusieurs fois
   *[other] { $count } identifiants figurent plusieurs fois
}. Réimportez vos exports dans un nouveau dossier.
store-openings-wrong = { $files } : { $count ->
    [one] { $count } conversation n’a pas exactement une contribution d’ouverture
   *[other] { $count } conversations n’ont pas exactement une contribution d’ouverture
}. Réimportez vos exports dans un nouveau dossier.
store-healthy = { $folder } : aucun problème. Version { $version }, { $imports ->
    [one] { $imports } import
   *[other] { $imports } imports
}, { $rows ->
    [one] { $rows } contribution
   *[other] { $rows } contributions
} dans { $files ->
    [one] { $files } fichier
   *[other] { $files } fichiers
}.
store-period = Période couverte : { $period }.
