# Droits des personnes : effacer, purger, dire ce qui est détenu
erase-found = { $count ->
    [0] Aucun message.
    [one] { $count } message : { $sites } ({ $channels }).
   *[other] { $count } messages : { $sites } ({ $channels }).
}
erase-span = Du { $first } au { $last }.
erase-sure = Les effacer pour de bon ?
erase-dry = Rien n’a été effacé : ajoutez --yes pour le faire. Un effacement est définitif.
erase-done = { $rows ->
    [0] Aucun message effacé
    [one] { $rows } message effacé
   *[other] { $rows } messages effacés
}{ $annotations ->
    [0] {""}
    [one] , avec une décision du journal des corrections
   *[other] , avec { $annotations } décisions du journal des corrections
}. Base à la version { $version } ; les versions antérieures sont supprimées, un reçu est gardé.
erase-elsewhere = Restent hors de portée : les exports d’origine, les fichiers déjà exportés et les sauvegardes. Après une restauration : sociallens erase --listed --yes
erase-nothing = Rien n’était à faire.
erase-nothing-asked = Dites ce qu’il faut chercher : un nom, un identifiant, une adresse ou un texte.
erase-no-authors = La base { $folder } a été faite sans clé : elle ne connaît aucun auteur. Cherchez par --id, --url ou --text.
erasing-unfinished = { $folder } : un effacement a commencé et n’est pas terminé. Finissez-le : sociallens erase --finish
erasing-damaged = { $folder } : le plan d’un effacement ({ $file }) est illisible. Rétablissez la base depuis une sauvegarde, puis recommencez.
erasing-left = Le fichier { $file } ne peut pas être supprimé : un autre programme le tient ouvert. Fermez-le, puis : sociallens erase --finish
suppressed-damaged = { $folder } : la liste de ce qui a été effacé ({ $file }) est illisible, et rien ne peut entrer sans elle. Rétablissez-la depuis une sauvegarde.
suppressed-key = { $folder } : des messages y ont été effacés, et la clé qui les reconnaît manque. Rétablissez la clé des pseudonymes.
receipts-altered = { $folder } : un reçu d’effacement n’est pas tel qu’il a été écrit.
purge-found = { $source } : { $count ->
    [one] { $count } message a fait son temps.
   *[other] { $count } messages ont fait leur temps.
}
purge-none = Aucun message n’a fait son temps.
purge-no-terms = Aucune durée de conservation : donnez --before, ou écrivez dans { $file } une rubrique [retention] avec default = "36 months".
setting-retention = Durée de conservation « { $name } » : « { $value } » n’est pas comprise. Exemples : "36 months", "2 years", "90 days".
key-rotated = Nouvelle clé : base à la version { $version }. Gardez { $file }, qui contient toutes les clés.
rotate-no-key = La base { $folder } a été faite sans clé : il n’y a rien à renouveler.
import-key-not-written = La clé des pseudonymes { $file } ne peut pas être écrite. Rien n’a changé.
store-version-gone-now = La version { $version } de ces données vient d’être supprimée. Rechargez la page.
held-nothing = Rien n’est détenu sous ce nom.
held-written = { $count ->
    [one] { $count } message
   *[other] { $count } messages
} : { $file }
held-about = Objet
held-what = Ce que cette base détient de vos messages et ce qui en a été déduit. Les noms, adresses et numéros y ont été masqués à l’import ; votre nom n’y figure pas, seulement un pseudonyme.
held-name = Nom cherché
held-made = Établi le (UTC)
held-version = Version de la base
held-messages = Messages
held-id = Identifiant
held-published-at = Publié le (UTC)
held-site = Enseigne
held-channel = Canal
held-community = Communauté
held-country = Pays
held-language = Langue
held-url = Adresse
held-text = Texte
held-rating = Note
held-topic = Sujet
held-causes = Causes
held-sentiment = Humeur
held-severity = Gravité
held-intent = Intention
held-confidence = Confiance du classement automatique
held-corrected = Corrigé par une personne
held-replied-at = Réponse de l’enseigne le (UTC)
held-reply = Réponse de l’enseigne
held-author = Pseudonyme
held-source = Source
held-imported = Importé le
