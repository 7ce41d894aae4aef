store-absent = No conversation store in “{ $folder }”. Import an export to create it: sociallens import FILE --store FOLDER
store-damaged = The store “{ $folder }” is damaged: { $file } is missing or was altered. Restore this file from a backup, or import your exports again into a new folder.
store-schema = The store “{ $folder }” comes from another version of SocialLens, which keeps conversations in other columns. Open it with that version, or import your exports again into a new folder.
store-version-gone = Version { $version } of the data is no longer kept. Versions still available: { $kept }.
store-busy = Another import is running in “{ $folder }”. It had not finished after { $seconds } seconds: try again in a moment.
store-full = The disk has no room left to write in “{ $folder }”. Nothing has changed: free some space, then import again.
store-not-written = Cannot write in “{ $folder }” ({ $reason }). Nothing has changed: check the permissions of this folder, then import again.
store-segments-damaged = Import refused: { $file } is missing or was altered since it was written (files affected: { $count }). Restore it from a backup, or import your exports again into a new folder; “sociallens check” gives the details.
