spark-too-long = The question took the cluster more than { $seconds } s and was interrupted. Choose a shorter period or fewer merchants.
spark-unreachable = The cluster { $url } does not answer ({ $kind }). Check that it runs and that the address is right.
spark-segment-unread = The file { $file } cannot be read where the cluster looks for it. Publish the store again, or make this folder visible to all machines.
spark-other-rows = The cluster reads { $found } contributions instead of { $expected }: no figure is shown. Files are missing where it looks for them.
spark-other-columns = The files that the cluster reads do not have the expected columns: no figure is shown. Publish the store again.
spark-words-elsewhere = Words are searched on this machine, whose folder “{ $folder }” does not hold all segments: the cluster does not search. Remove the words from the search, or fetch the segments with “sociallens follow”.
objects-not-read = “{ $place }” does not answer, or refuses to be read. Check the address, the network and the permissions.
objects-not-written = “{ $place }” refuses to be written. The published version has not changed: check space and permissions.
objects-other-writer = Another import has just published in “{ $place }”. Nothing was replaced: fetch its version with “sociallens follow”, then import again.
objects-other-version = “{ $place }” holds a version that this folder does not come from. Nothing was replaced: fetch it first with “sociallens follow” into another folder.
objects-folder-ahead = “{ $folder }” holds an import that “{ $place }” lacks. Nothing was replaced: publish it with “sociallens push”, or follow from another folder.
objects-followed = Version { $version } received: { $segments ->
    [one] { $segments } file
   *[other] { $segments } files
}, { $megabytes } MB.
objects-current = Version { $version }: nothing new.
objects-pushed = Version { $version } published: { $segments ->
    [one] { $segments } file
   *[other] { $segments } files
}, { $megabytes } MB.
cluster-nothing = No file to read in “{ $place }”.
cluster-failed = The cluster did not finish ({ $kind }). The store has not changed: its logs say why.
cluster-editions = The machines of the cluster do not all have the same edition of SocialLens and its libraries. Nothing was written: install the same one everywhere.
cluster-files = The cluster read { $found } files instead of { $expected }. The store has not changed.
cluster-rows = The cluster gave { $found } contributions instead of { $expected }. The store has not changed.
cluster-built = Version { $version }: { $read ->
    [one] { $read } contribution
   *[other] { $read } contributions
} read, { $added } added, { $updated } updated, { $unchanged } unchanged, { $clashing } under a new identifier, { $suppressed } erased on request, { $rejected } rejected.
cluster-problem = { $file }: this file could not be read and is left out. “sociallens inspect” says why.
setting-engine = Setting “engine”: { $value } is not known. Possible values: duckdb, spark.
setting-spark = Setting “spark”: give the address of the cluster, for example sc://cluster:15002.
