server-exposed = SocialLens n’a pas démarré : il devait écouter sur { $address }, donc répondre à d’autres machines. Personne ne s’y connecte : qui atteint le serveur lit tous les messages. Écoutez sur cette machine seulement (server.address = localhost) ; pour d’autres lecteurs, lancez-le par « sociallens serve --public » (docs/access.md).
server-everywhere = toutes les adresses de cette machine
server-elsewhere = Ce tableau de bord ne répond qu’à la machine où il tourne ; pour d’autres, il se lance avec --public.
server-host = Ce tableau de bord ne s’appelle pas « { $host } ». Ouvrez-le sous le nom localhost ou 127.0.0.1 ; derrière un serveur mandataire, ajoutez le nom voulu au réglage server.allowedHosts de Streamlit.
server-origin = Cette demande vient d’une page d’un autre site. Le tableau de bord ne répond qu’à ses propres pages.
server-export-unknown = Il n’y a rien à l’adresse { $path }. Un tableau s’exporte à l’adresse /export/TABLEAU.csv, .xlsx, .parquet ou .arrow. Tableaux disponibles : { $known }.
server-export-failed = Cet export n’a pas pu être préparé : la base n’a pas répondu. Recommencez ; si cela persiste, lancez « sociallens check ».
server-export-protocol = Un export demande HTTP/1.1 : avec HTTP/1.0, un fichier interrompu passerait pour complet. Derrière un serveur mandataire, réglez la version du protocole vers ce serveur.
server-export-incomplete = sociallens-{ $table }-incomplet.{ $form }
damage-total = Ce résultat est incomplet : { $rows ->
    [one] il y manque { $rows } contribution
   *[other] il y manque { $rows } contributions
} en tout.
damage-between = Un fichier de la base a changé pendant l’export, qui s’est arrêté : ce qui est écrit n’est pas complet. Recommencez.
setting-log = Réglage « log » : { $value } n’est pas connu. Valeurs possibles : { $known }.
setting-metrics = Réglage « metrics » : { $value } n’a pas la forme hôte:port, par exemple 127.0.0.1:9464.
metrics-refused = Les mesures ne peuvent pas être données à l’adresse { $at } : { $reason }. Choisissez un autre port (SOCIALLENS_METRICS), ou aucun.
page-failed = Cette page n’a pas pu s’afficher : l’erreur vient de nous, vos données et vos filtres sont intacts. Rechargez-la ; si cela ne suffit pas, donnez cette référence à la personne qui gère le serveur : { $reference }
