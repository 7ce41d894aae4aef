backup-busy = Another backup has been writing to { $folder } for { $seconds } seconds: try again when it is done.
backup-absent = There is no backup in { $folder }.
backup-unknown = There is no backup “{ $name }”. The last ones are: { $known }.
backup-damaged = The backup { $name } is damaged: { $file } is not as it was written ({ $count ->
    [one] one file in all
   *[other] { $count } files in all
}). Nothing was restored; an earlier backup may be whole.
backup-list-damaged = The list { $file } of a backup is not as it was written.
backup-older = The store has version { $now }, the backup only version { $version }: with --older it is put in its place, and the store is kept beside it.
backup-no-store = The folder { $folder } holds something else than a store: restore to a folder that is empty or not there.
backup-written = Backup { $name }: version { $version }, { $files ->
    [one] one new file
   *[other] { $files } new files
} ({ $size } MB). The key of the pseudonyms is not in it: keep { $key } elsewhere.
backup-sound = { $name }: { $files ->
    [one] one file
   *[other] { $files } files
} as written.
backup-broken = { $name }: { $file } is not as it was written.
backup-restored = The store in { $folder } is at version { $version } again.
backup-kept = What stood there is kept as { $kept }; remove it when you no longer need it.
backup-erased = Messages were erased since that this backup may still hold. Erase them again: sociallens erase --listed --yes
