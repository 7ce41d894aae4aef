# People's rights: to erase, to purge, to say what is held
erase-found = { $count ->
    [0] No message.
    [one] { $count } message: { $sites } ({ $channels }).
   *[other] { $count } messages: { $sites } ({ $channels }).
}
erase-span = From { $first } to { $last }.
erase-sure = Erase them for good?
erase-dry = Nothing was erased: add --yes to do it. What is erased is gone for good.
erase-done = { $rows ->
    [0] No message erased
    [one] { $rows } message erased
   *[other] { $rows } messages erased
}{ $annotations ->
    [0] {""}
    [one] , with one decision of the log of corrections
   *[other] , with { $annotations } decisions of the log of corrections
}. The store is at version { $version }; older versions are gone, a receipt is kept.
erase-elsewhere = Out of reach remain: the original exports, files that were exported, and backups. After a restore: sociallens erase --listed --yes
erase-nothing = There was nothing to do.
erase-nothing-asked = Say what to look for: a name, an identifier, an address or a text.
erase-no-authors = The store { $folder } was made without a key: it knows no author. Look by --id, --url or --text.
erasing-unfinished = { $folder }: an erasure has begun and not ended. Finish it: sociallens erase --finish
erasing-damaged = { $folder }: the plan of an erasure ({ $file }) cannot be read. Restore the store from a backup, then begin again.
erasing-left = The file { $file } cannot be removed: another program has it open. Close that, then: sociallens erase --finish
suppressed-damaged = { $folder }: the list of what was erased ({ $file }) cannot be read, and nothing may enter without it. Restore it from a backup.
suppressed-key = { $folder }: messages were erased there, and the key that recognises them is missing. Restore the key of the pseudonyms.
receipts-altered = { $folder }: a receipt of an erasure is not as it was written.
purge-found = { $source }: { $count ->
    [one] { $count } message has been kept long enough.
   *[other] { $count } messages have been kept long enough.
}
purge-none = No message has been kept long enough.
purge-no-terms = No term of retention: give --before, or write into { $file } a section [retention] with default = "36 months".
setting-retention = Term of retention “{ $name }”: “{ $value }” is not understood. Examples: "36 months", "2 years", "90 days".
key-rotated = A new key: the store is at version { $version }. Keep { $file }, which holds all keys.
rotate-no-key = The store { $folder } was made without a key: there is nothing to renew.
import-key-not-written = The key of the pseudonyms { $file } cannot be written. Nothing has changed.
store-version-gone-now = Version { $version } of these data has just been removed. Reload the page.
held-nothing = Nothing is held under this name.
held-written = { $count ->
    [one] { $count } message
   *[other] { $count } messages
}: { $file }
held-about = About
held-what = What this store holds of your messages, and what was made of them. Names, addresses and numbers in them were masked at import; your name is not in it, only a pseudonym.
held-name = Name looked for
held-made = Made on (UTC)
held-version = Version of the store
held-messages = Messages
held-id = Identifier
held-published-at = Published (UTC)
held-site = Merchant
held-channel = Channel
held-community = Community
held-country = Country
held-language = Language
held-url = Address
held-text = Text
held-rating = Rating
held-topic = Topic
held-causes = Causes
held-sentiment = Mood
held-severity = Severity
held-intent = Intent
held-confidence = Confidence of the automatic labels
held-corrected = Corrected by a person
held-replied-at = Reply of the merchant (UTC)
held-reply = Reply of the merchant
held-author = Pseudonym
held-source = Source
held-imported = Imported on
