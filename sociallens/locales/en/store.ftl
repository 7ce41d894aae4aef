store-absent = No conversation store in “{ $folder }”. Import an export to create it: sociallens import FILE --store FOLDER
store-damaged = The store “{ $folder }” is damaged: { $file } is missing or was altered. Restore this file from a backup, or import your exports again into a new folder.
store-schema = The store “{ $folder }” comes from another version of SocialLens, which keeps conversations in other columns. Open it with that version, or import your exports again into a new folder.
store-not-read = Cannot read { $file } ({ $reason }): check the permissions of this file.
store-version-gone = Version { $version } of the data is no longer kept. Versions still available: { $kept }.
store-busy = An import or a reclassification is running in “{ $folder }”. It had not finished after { $seconds } seconds: try again in a moment.
store-full = The disk has no room left to write in “{ $folder }”. Nothing has changed: free some space, then try again.
store-not-written = Cannot write in “{ $folder }” ({ $reason }). Nothing has changed: check the permissions of this folder, then try again.
store-segments-damaged = Refused: { $file } is missing or was altered since it was written (files affected: { $count }). Restore it from a backup, or import your exports again into a new folder; “sociallens check” gives the details.
store-segment-missing = { $file }: file missing, { $rows ->
    [one] { $rows } contribution is
   *[other] { $rows } contributions are
} lost. Restore it from a backup, or import your exports again into a new folder.
store-segment-changed = { $file }: altered since it was written, { $rows ->
    [one] { $rows } contribution is
   *[other] { $rows } contributions are
} left out. Restore it from a backup, or import your exports again into a new folder.
store-segment-columns = { $file }: this file does not have the columns of a SocialLens store. Import your exports again into a new folder.
store-segment-rows = { $file }: { $rows } rows instead of the { $listed } announced. Import your exports again into a new folder.
store-older-damaged = { $file }: version { $version } can no longer be opened; the current version is not affected. Restore this file from a backup if links name that version; otherwise do nothing.
store-value-unknown = { $file }: the value “{ $value }” of column { $column } is not in the taxonomy. Add it to the taxonomy, or import your exports again into a new folder.
store-ids-repeated = { $files }: { $count ->
    [one] { $count } identifier stands
   *[other] { $count } identifiers stand
} more than once. Import your exports again into a new folder.
store-openings-wrong = { $files }: { $count ->
    [one] { $count } conversation does
   *[other] { $count } conversations do
} not have exactly one opening contribution. Import your exports again into a new folder.
store-healthy = { $folder }: no problem found. Version { $version }, { $imports ->
    [one] { $imports } import
   *[other] { $imports } imports
}, { $rows ->
    [one] { $rows } contribution
   *[other] { $rows } contributions
} in { $files ->
    [one] { $files } file
   *[other] { $files } files
}.
store-period = Period covered: { $period }.
