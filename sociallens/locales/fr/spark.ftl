spark-too-long = La question a demandé plus de { $seconds } s au cluster et a été interrompue. Choisissez une période plus courte ou moins de commerçants.
spark-unreachable = Le cluster { $url } ne répond pas ({ $kind }). Vérifiez qu’il tourne et que l’adresse est la bonne.
spark-segment-unread = Le fichier { $file } ne peut pas être lu là où le cluster le cherche. Publiez à nouveau la base, ou rendez ce dossier visible de toutes les machines.
spark-other-rows = Le cluster lit { $found } contributions au lieu de { $expected } : aucun chiffre n’est montré. Il manque des fichiers là où il les cherche.
spark-other-columns = Les fichiers que lit le cluster n’ont pas les colonnes attendues : aucun chiffre n’est montré. Publiez à nouveau la base.
spark-words-elsewhere = Les mots se cherchent sur cette machine, dont le dossier « { $folder } » n’a pas tous les segments : le cluster ne cherche pas. Retirez les mots de la recherche, ou récupérez les segments avec « sociallens follow ».
objects-not-read = « { $place } » ne répond pas, ou refuse la lecture. Vérifiez l’adresse, le réseau et les droits.
objects-not-written = « { $place } » refuse l’écriture. La version publiée n’a pas changé : vérifiez l’espace et les droits.
objects-other-writer = Un autre import vient de publier dans « { $place } ». Rien n’a été remplacé : récupérez sa version avec « sociallens follow », puis importez à nouveau.
objects-other-version = « { $place } » contient une version dont ce dossier ne part pas. Rien n’a été remplacé : récupérez-la d’abord avec « sociallens follow » dans un autre dossier.
objects-folder-ahead = « { $folder } » contient un import que « { $place } » n’a pas. Rien n’a été remplacé : publiez-le avec « sociallens push », ou suivez depuis un autre dossier.
objects-followed = Version { $version } reçue : { $segments ->
    [one] { $segments } fichier
   *[other] { $segments } fichiers
}, { $megabytes } Mo.
objects-current = Version { $version } : rien de nouveau.
objects-pushed = Version { $version } publiée : { $segments ->
    [one] { $segments } fichier
   *[other] { $segments } fichiers
}, { $megabytes } Mo.
cluster-nothing = Aucun fichier à lire dans « { $place } ».
cluster-failed = Le cluster n’a pas terminé ({ $kind }). La base n’a pas changé : ses journaux disent pourquoi.
cluster-editions = Les machines du cluster n’ont pas toutes la même édition de SocialLens et de ses bibliothèques. Rien n’a été écrit : installez la même partout.
cluster-files = Le cluster a lu { $found } fichiers au lieu de { $expected }. La base n’a pas changé.
cluster-rows = Le cluster a rendu { $found } contributions au lieu de { $expected }. La base n’a pas changé.
cluster-built = Version { $version } : { $read ->
    [one] { $read } contribution lue
   *[other] { $read } contributions lues
}, { $added } ajoutées, { $updated } mises à jour, { $unchanged } inchangées, { $clashing } sous un nouvel identifiant, { $suppressed } effacées à la demande, { $rejected } rejetées.
cluster-problem = { $file } : ce fichier n’a pas pu être lu, il reste dehors. « sociallens inspect » dit pourquoi.
setting-engine = Réglage « engine » : { $value } n’est pas connu. Valeurs possibles : duckdb, spark.
setting-spark = Réglage « spark » : donnez l’adresse du cluster, par exemple sc://cluster:15002.
