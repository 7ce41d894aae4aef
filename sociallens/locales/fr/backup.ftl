backup-busy = Une autre sauvegarde écrit dans { $folder } depuis { $seconds } secondes : réessayez quand elle sera finie.
backup-absent = Il n’y a pas de sauvegarde dans { $folder }.
backup-unknown = Il n’y a pas de sauvegarde « { $name } ». Les dernières sont : { $known }.
backup-damaged = La sauvegarde { $name } est endommagée : { $file } n’est pas tel qu’il a été écrit ({ $count ->
    [one] un fichier en tout
   *[other] { $count } fichiers en tout
}). Rien n’a été restauré ; une sauvegarde antérieure est peut-être intacte.
backup-list-damaged = La liste { $file } d’une sauvegarde n’est pas telle qu’elle a été écrite.
backup-older = La base est à la version { $now }, la sauvegarde à la version { $version } seulement : avec --older, elle prend sa place et la base est gardée à côté.
backup-no-store = Le dossier { $folder } contient autre chose qu’une base : restaurez dans un dossier vide ou qui n’existe pas.
backup-written = Sauvegarde { $name } : version { $version }, { $files ->
    [one] { $files } nouveau fichier
   *[other] { $files } nouveaux fichiers
} ({ $size } Mo). La clé des pseudonymes n’y est pas : gardez { $key } ailleurs.
backup-sound = { $name } : { $files ->
    [one] { $files } fichier intact
   *[other] { $files } fichiers intacts
}.
backup-broken = { $name } : { $file } n’est pas tel qu’il a été écrit.
backup-restored = La base de { $folder } est de nouveau à la version { $version }.
backup-kept = Ce qui s’y trouvait est gardé sous { $kept } ; supprimez-le quand vous n’en aurez plus besoin.
backup-erased = Des messages ont été effacés depuis, que cette sauvegarde contient peut-être encore. Effacez-les de nouveau : sociallens erase --listed --yes
