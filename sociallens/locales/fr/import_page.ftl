# Le formulaire des colonnes d’un fichier inconnu
map-about = format inconnu, { $count ->
    [one] { $rows } ligne
   *[other] { $rows } lignes
 }
map-how = Vérifiez quelle colonne est quoi : sous chaque choix, trois valeurs du fichier et combien se lisent.
map-more = Autres colonnes, fuseau horaire
map-zone = Fuseau des heures qui n’en disent pas
map-empty = colonne vide
map-reads = { $samples } — { $reads } sur { $filled } { $reads ->
    [one] lisible
   *[other] lisibles
 }
map-dates-found = reconnues : { $forms }
map-dates-order = jour ou mois en premier ? à choisir
map-dates-choose = à choisir
map-scale = Échelle des notes
map-scale-of = de { $worst } à { $best }
map-maker = Qui a établi « { $column } » ?
map-maker-person = une personne
map-maker-tool = un outil
map-maker-nobody = ne pas reprendre
map-name = Nom de ce format, pour le reconnaître la prochaine fois
map-use = Utiliser ces colonnes
map-open = Une question reste ouverte ci-dessus.
map-no-text = Choisissez au moins la colonne du texte, ou celle de la note.
upload-open = Ouvrir le tableau de bord
folder-about = Dossier surveillé : « { $folder } ». Ce qui y arrive est importé une seule fois.
folder-read = Relire le dossier
