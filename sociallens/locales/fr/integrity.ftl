integrity-folder-gone = Le dossier { $folder } n’est plus là. S’il est sur un disque amovible ou un partage réseau, rebranchez-le, puis recommencez.
integrity-shortage = Trop de fichiers sont ouverts sur cette machine pour lire « { $folder } ». Recommencez dans un instant.
integrity-unsteady = Des fichiers de la base changent pendant leur lecture. Recommencez quand la copie ou la restauration en cours sera terminée.
integrity-failed = { $kind ->
    [OutOfMemoryException] Cette question demande plus de mémoire que SocialLens ne peut en prendre. Réduisez la période ou les filtres, puis recommencez.
    [IOException] La base n’a pas pu être lue, deux fois de suite. Vérifiez le disque et les droits sur ses fichiers, puis lancez « sociallens check ».
   *[other] La base n’a pas répondu à cette question, deux fois de suite ({ $kind }). Lancez « sociallens check » ; si tout va bien, c’est une erreur de SocialLens : signalez-la.
}
