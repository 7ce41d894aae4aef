store-absent = Aucune base de conversations dans « { $folder } ». Importez un export pour la créer : sociallens import FICHIER --store DOSSIER
store-damaged = La base « { $folder } » est abîmée : { $file } manque ou a été modifié. Restaurez ce fichier depuis une sauvegarde, ou réimportez vos exports dans un nouveau dossier.
store-schema = La base « { $folder } » vient d’une autre version de SocialLens, qui range les conversations dans d’autres colonnes. Ouvrez-la avec cette version, ou réimportez vos exports dans un nouveau dossier.
store-version-gone = La version { $version } des données n’est plus conservée. Versions encore disponibles : { $kept }.
store-busy = Un autre import est en cours dans « { $folder } ». Il n’était pas terminé après { $seconds } secondes d’attente : recommencez dans un instant.
store-full = Il n’y a plus de place sur le disque pour écrire dans « { $folder } ». Rien n’a changé : libérez de l’espace, puis recommencez l’import.
store-not-written = Impossible d’écrire dans « { $folder } » ({ $reason }). Rien n’a changé : vérifiez les droits sur ce dossier, puis recommencez l’import.
store-segments-damaged = Import refusé : { $file } manque ou a été modifié depuis son écriture (fichiers touchés : { $count }). Restaurez-le depuis une sauvegarde, ou réimportez vos exports dans un nouveau dossier ; « sociallens check » donne le détail.
