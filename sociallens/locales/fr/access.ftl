access-absent = Le fichier des accès { $file } est introuvable : personne ne peut rien voir.
access-unreadable = Le fichier des accès { $file } est illisible : { $reason }. Tant qu’il n’est pas réparé, personne ne peut rien voir.
access-field = Le fichier des accès { $file } a, dans l’entrée { $entry }, un champ « { $field } » inconnu ou qui n’est pas une liste de mots. Tant qu’il n’est pas réparé, personne ne peut rien voir.
access-right = Le fichier des accès { $file } donne, dans l’entrée { $entry }, un droit « { $right } » qui n’existe pas. Droits connus : { $known }.
access-whole = Le fichier des accès { $file } donne, dans l’entrée { $entry }, le droit « { $right } » sur une partie des données. Il porte sur toutes : ne le donnez qu’avec sites = "*".
banner-damage-part = Des fichiers de la base sont endommagés : il peut manquer des messages dans ces chiffres. L’exploitant du serveur en connaît le nombre.
texts-withheld = Votre accès donne ici les chiffres, pas ce que les clients ont écrit.
server-export-withheld = Votre accès ne permet pas d’emporter ce tableau. Demandez à la personne qui gère les accès à ce tableau de bord.
nav-sign-out = Se déconnecter
