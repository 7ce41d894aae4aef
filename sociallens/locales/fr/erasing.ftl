import-suppressed = effacé auparavant, sur demande
erase-no-key = La clé des pseudonymes de cette base n’est pas ici : sans elle, personne ne peut être retrouvé ni tenu à l’écart.
erase-found = { $rows ->
    [0] Aucun message n’est
    [one] Un message est
   *[other] { $rows } messages sont
} concerné(s). L’effacement est définitif, y compris dans les versions antérieures.
erase-sure = Les effacer ?
erase-dry = Rien n’a été effacé : ajoutez --yes.
erase-done = { $rows ->
    [0] Aucun message effacé
    [one] Un message effacé
   *[other] { $rows } messages effacés
}. Les sauvegardes les gardent tant qu’elles ne sont pas supprimées.
erase-one = Indiquez une des options --author, --id, --conversation, --url, --text.
erase-no-channel = Il n’y a pas de canal « { $channel } ». Canaux connus : { $known }.
purge-done = { $rows ->
    [0] Aucun message plus ancien
    [one] Un message plus ancien supprimé
   *[other] { $rows } messages plus anciens supprimés
}.
purge-none = Rien n’est réglé : indiquez --before, ou [retention] dans settings.toml.
