import-suppressed = erased before, on request
erase-no-key = The key of this store’s pseudonyms is not here: without it nobody can be found, nor kept from coming back.
erase-found = { $rows ->
    [0] No message is
    [one] One message is
   *[other] { $rows } messages are
} about this. They go for good, out of earlier versions too.
erase-sure = Erase them?
erase-dry = Nothing was erased: say --yes.
erase-done = { $rows ->
    [0] No message was
    [one] One message was
   *[other] { $rows } messages were
} erased. Backups still hold them until they are removed.
erase-one = Say one of --author, --id, --conversation, --url, --text.
erase-no-channel = There is no channel “{ $channel }”. Known are: { $known }.
purge-done = { $rows ->
    [0] No message was
    [one] One message was
   *[other] { $rows } messages were
} older and removed.
purge-none = Nothing is set: say --before, or [retention] in settings.toml.
