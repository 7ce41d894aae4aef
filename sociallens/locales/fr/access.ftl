access-absent = Le fichier des accès { $file } est introuvable : personne ne peut rien voir.
access-unreadable = Le fichier des accès { $file } est illisible : { $reason }. Tant qu’il n’est pas réparé, personne ne peut rien voir.
access-field = Le fichier des accès { $file } a, dans l’entrée { $entry }, un champ « { $field } » inconnu ou qui n’est pas une liste de mots. Tant qu’il n’est pas réparé, personne ne peut rien voir.
access-right = Le fichier des accès { $file } donne, dans l’entrée { $entry }, un droit « { $right } » qui n’existe pas. Droits connus : { $known }.
access-whole = Le fichier des accès { $file } donne, dans l’entrée { $entry }, le droit « { $right } » sur une partie des données. Il porte sur toutes : ne le donnez qu’avec sites = "*".
banner-damage-part = Des fichiers de la base sont endommagés : il peut manquer des messages dans ces chiffres. L’exploitant du serveur en connaît le nombre.
texts-withheld = Votre accès donne ici les chiffres, pas ce que les clients ont écrit.
server-export-withheld = Votre accès ne permet pas d’emporter ce tableau. Demandez à la personne qui gère les accès à ce tableau de bord.
access-all = tout
access-figures = chiffres seuls
access-entry = Entrée { $entry } : { $part } – { $may }
access-nobody = Aucune entrée de { $file } ne désigne { $who } : rien n’est montré.
access-stranger = Entrée { $entry } : la base n’a pas de { $title } « { $value } ».
access-signed-out = Toutes les sessions de { $who } sont closes.
token-made = Jeton { $token }, valable { $days ->
    [one] un jour
   *[other] { $days } jours
}. Il n’est montré que cette fois ; envoyez-le par « Authorization: Bearer … », jamais dans une adresse.
token-unknown = Il n’y a pas de jeton « { $token } » ; « sociallens token list » les énumère.
token-revoked = Le jeton { $token } de { $who } n’est plus valable.
sign-in-again = Se connecter
sign-out = Se déconnecter
sign-in-needed = Connectez-vous d’abord ; un programme envoie un jeton personnel par « Authorization: Bearer … ».
sign-in-token-in-address = Un jeton ne figure jamais dans une adresse, qui est consignée en chemin : envoyez-le par « Authorization: Bearer … », et faites révoquer celui-ci.
sign-in-refused-title = Connexion impossible
sign-in-refused = { $reason }
sign-in-lost = La connexion a pris trop de temps ou a commencé dans une autre fenêtre.
sign-in-failed = La réponse du fournisseur d’identité n’a pas été acceptée ({ $reason }).
sign-in-unreachable = Le fournisseur d’identité { $issuer } ne répond pas comme il le devrait. Réessayez ; si cela persiste, prévenez l’exploitant de ce tableau de bord.
sign-in-nameless = Le fournisseur d’identité n’indique pas de { $claim } : l’exploitant de ce tableau de bord peut en choisir un autre.
sign-in-unverified = Le fournisseur d’identité n’a pas vérifié votre adresse électronique.
sign-in-no-access-title = Pas encore d’accès
sign-in-no-access = Vous êtes connecté en tant que { $who }, mais rien ne vous est encore ouvert ici. Demandez à la personne qui gère les accès à ce tableau de bord.
signed-out-title = Vous êtes déconnecté
signed-out = Vous pouvez fermer cette fenêtre.
session-over = Votre session est terminée ou votre accès a changé.
serve-not-public = Le serveur écouterait sur { $host }, ouvert à d’autres, sans que personne ne se connecte : lancez-le avec --public.
public-incomplete = Le serveur public ne démarre pas. Il manque, ou n’est pas valable :
public-needs-address = son adresse, https://… sans chemin (SOCIALLENS_SERVER_ADDRESS)
public-needs-issuer = le fournisseur OpenID, https://… (SOCIALLENS_SERVER_ISSUER)
public-needs-client-id = l’identifiant par lequel le fournisseur le connaît (SOCIALLENS_SERVER_CLIENT_ID)
public-needs-client-secret = son secret auprès du fournisseur (SOCIALLENS_SERVER_CLIENT_SECRET ou …_FILE)
public-needs-secret = un secret d’au moins 32 signes, qui scelle les sessions (SOCIALLENS_SERVER_SECRET ou …_FILE)
public-needs-access = le fichier des accès : qui peut voir quoi (SOCIALLENS_SERVER_ACCESS)
public-needs-key = la clé des pseudonymes, que crée le premier import et que son propriétaire seul peut lire (mode 600)
serve-began-public = SocialLens est ouvert à qui se connecte : { $address }. Ctrl+C pour l’arrêter.
