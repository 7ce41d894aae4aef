doctor-ok = en ordre
doctor-warning = attention
doctor-fault = DÉFAUT
doctor-unseen = non vérifié
doctor-line = [{ $status }] { $said }
doctor-end = { $faults ->
    [0] Aucun défaut
    [one] { $faults } défaut
   *[other] { $faults } défauts
}, { $warnings ->
    [0] aucun avertissement
    [one] { $warnings } avertissement
   *[other] { $warnings } avertissements
}.
doctor-unreadable = Impossible de vérifier { $file } ({ $reason }) : lancez la commande sous le compte qui fait tourner le serveur.
doctor-what = { $check ->
    [access] Le fichier des accès
    [provider] Le fournisseur d’identité
    [address] L’adresse publique
   *[other] Ce que le proxy transmet
}
doctor-not-public = { doctor-what } : ne concerne qu’un serveur public (SOCIALLENS_SERVER_PUBLIC, ou --public).
doctor-not-set = { doctor-what } : les réglages du serveur public sont incomplets : complétez-les d’abord.
doctor-offline = { doctor-what } : il faudrait interroger une autre machine ; relancez sans --offline.
doctor-python = Python { $version } (déclaré : { $wanted }).
doctor-python-other = Python { $version } n’est pas une version déclarée pour SocialLens ({ $wanted }) : installez-le avec une autre.
doctor-packages = Tous les paquets sont dans une version déclarée : { $versions }.
doctor-package-absent = Le paquet { $name } ({ $wanted }) n’est pas installé : installez d’après requirements.lock.
doctor-package-other = Le paquet { $name } est en version { $found }, alors que { $wanted } est déclaré : installez d’après requirements.lock.
doctor-settings = Les réglages sont lisibles ; pour cette machine seulement.
doctor-settings-public = Les réglages du serveur public { $address } sont complets.
doctor-secrets = { $files ->
    [0] Aucun fichier de secret n’est désigné.
    [one] Le fichier de secret n’est pas lisible par d’autres.
   *[other] Les { $files } fichiers de secrets ne sont pas lisibles par d’autres.
}
doctor-secret-open = { $file } contient un secret que tout compte de cette machine peut lire : chmod o-rwx { $file }
doctor-access = Le fichier des accès { $file } est valable ; entrées : { $entries }.
doctor-access-empty = Le fichier des accès { $file } n’a aucune entrée : personne ne peut rien voir (docs/access.md).
doctor-access-wrong = Le fichier des accès { $file } n’est pas valable, donc personne ne peut rien voir ; pour savoir pourquoi : sociallens access check ADRESSE
doctor-access-open = Tout compte de cette machine peut écrire dans le fichier des accès { $file }, donc s’y donner tous les droits : chmod o-w { $file }
doctor-store-demo = Les données inventées sont affichées. Importez un export, ou indiquez le dossier de votre base par SOCIALLENS_STORE ; c’est à présent { $folder }.
doctor-erasing = Aucun effacement n’est resté inachevé.
doctor-key = La clé des pseudonymes { $file } est là, pour son propriétaire seul, et c’est celle de la base.
doctor-key-alone = La clé des pseudonymes { $file } est là, pour son propriétaire seul ; aucune base faite avec une clé n’est là pour la comparer.
doctor-key-none = Il n’y a pas encore de clé des pseudonymes : le premier import la crée dans { $file }.
doctor-key-lost = La clé des pseudonymes de cette base manque : remettez-la dans { $file }. Avec une nouvelle clé, un auteur qui récrit en serait un autre.
doctor-folder = { $folder } est inscriptible, et fermé aux autres.
doctor-folder-new = { $folder } n’existe pas encore, et peut être créé.
doctor-folder-unwritable = Impossible d’écrire dans { $folder } : donnez ce dossier au compte qui fait tourner le serveur.
doctor-folder-open = Tout compte de cette machine peut entrer dans { $folder } : chmod o-rwx { $folder }
doctor-disk = Il reste { $left } Mo sur le disque ; il en faut { $least } (SOCIALLENS_DISK_LEFT).
doctor-disk-low = Il ne reste que { $left } Mo sur le disque, il en faut { $least } (SOCIALLENS_DISK_LEFT) : libérez de l’espace, sinon les imports s’arrêtent.
doctor-zone = Le fuseau horaire { $zone } est inconnu : installez tzdata.
doctor-clock = L’horloge indique { $now } UTC, et le fuseau horaire des chiffres est connu.
doctor-clock-alone = L’horloge indique { $now } UTC ; il n’y a pas de base à laquelle la comparer.
doctor-clock-behind = L’horloge indique { $now } UTC, mais quelque chose a été écrit à { $last } UTC : réglez-la, les sessions et les imports s’y fient.
doctor-trail = Le journal d’audit est tel qu’il a été écrit ; lignes : { $lines }.
doctor-trail-none = Aucun journal d’audit n’est tenu ; SOCIALLENS_TRAIL en désigne le dossier.
doctor-port-free = Le port { $port } est libre.
doctor-port-ours = SocialLens répond sur le port { $port }.
doctor-port-taken = Le port { $port } est pris par un programme qui ne répond pas comme SocialLens : arrêtez-le, ou choisissez un autre port avec --port.
doctor-port-refused = Le port { $port } ne s’ouvre pas ({ $reason }) : choisissez-en un autre avec --port, ou vérifiez --host.
doctor-provider = Le fournisseur d’identité { $issuer } répond comme il le doit.
doctor-provider-silent = Le fournisseur d’identité { $issuer } est injoignable d’ici ({ $reason }), donc personne ne peut se connecter : vérifiez le réseau, son certificat et l’adresse.
doctor-provider-unfit = Ce que le fournisseur { $issuer } publie ne convient pas ({ $what }), donc personne ne peut se connecter : écrivez SOCIALLENS_SERVER_ISSUER exactement comme lui ; ses adresses doivent être en HTTPS.
doctor-address = { $address } mène à SocialLens.
doctor-address-silent = { $address } ne répond pas d’ici ({ $reason }) : démarrez le serveur et son proxy, ou vérifiez depuis le poste d’un lecteur.
doctor-address-other = Autre chose que SocialLens répond à { $address } (statut { $status }) : vérifiez vers où le proxy envoie les requêtes.
doctor-proxy = Le proxy transmet Host et les WebSockets.
doctor-proxy-silent = Ce que le proxy transmet : { $address } ne répond pas d’ici ({ $reason }).
doctor-proxy-other = Ce que le proxy transmet : { $address } a répondu par le statut { $status }, qui n’en dit rien.
doctor-proxy-host = Le proxy ne transmet pas Host : { $address } refuse son propre nom. Nginx veut « proxy_set_header Host $host; », Caddy rien.
doctor-proxy-websocket = Le proxy ne transmet pas les WebSockets (statut { $status }), les pages resteraient donc vides : il doit parler HTTP/1.1 au serveur et transmettre Upgrade et Connection.
