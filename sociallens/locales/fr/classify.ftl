classify-absent = Le fichier « { $file } » est introuvable.
classify-empty = { $file } est vide : il faut une ligne d’en-tête (id,text,channel) puis une ligne par texte.
classify-no-rows = { $file } n’a qu’une ligne d’en-tête : aucun texte à classer.
classify-encoding = { $file } n’est pas en UTF-8. Dans votre tableur, enregistrez-le au format « CSV UTF-8 ».
classify-unreadable = { $file } n’est pas un tableau lisible : après { $after } lignes lues, un guillemet reste ouvert, une ligne compte trop de colonnes ou un caractère n’est pas de l’UTF-8.
classify-columns = { $file } : colonne(s) manquante(s) : { $missing }. Il faut id, text et channel (et, au choix, language) ; trouvé : { $found }.
classify-output = Impossible d’écrire dans { $folder } : ce dossier n’existe pas.
classify-which = Indiquez soit un fichier (sociallens classify ENTRÉE.csv --output SORTIE.csv, avec au besoin --taxonomy, ou --store DOSSIER pour classer comme cette base), soit une base (sociallens classify --store DOSSIER, avec --dry-run au besoin ; sa taxonomie est la sienne).
classify-done = { $rows ->
    [one] { $rows } texte lu
   *[other] { $rows } textes lus
  } ; { $without } sans étiquette (texte vide ou langue non classée).
terms-columns = { $file } : les colonnes doivent être { $expected }.
terms-row = { $file }, ligne { $line } : il faut un terme et un poids en chiffres.
classify-channels = { $rows } avec un canal inconnu, traités comme « other ». Canaux connus : { $known }.
