integrity-folder-gone = The folder { $folder } is gone. If it is on a removable disk or a network share, connect it again, then retry.
integrity-shortage = Too many files are open on this machine to read “{ $folder }”. Try again in a moment.
integrity-unsteady = Files of the store are changing while they are read. Try again when the copy or restoration in progress has ended.
integrity-failed = { $kind ->
    [OutOfMemoryException] This question needs more memory than SocialLens may take. Narrow the period or the filters, then try again.
    [IOException] The store could not be read, twice in a row. Check the disk and the rights on its files, then run “sociallens check”.
   *[other] The store did not answer this question, twice in a row ({ $kind }). Run “sociallens check”; if all is well, it is a fault of SocialLens: please report it.
}
