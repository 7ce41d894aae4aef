server-exposed = SocialLens did not start: it was to listen on { $address } and so to answer other machines. Nobody signs in there: whoever reaches the server reads all messages. Listen on this machine only (server.address = localhost); for other readers, start it with “sociallens serve --public” (docs/access.md).
server-everywhere = all addresses of this machine
server-elsewhere = This dashboard answers only the machine that it runs on; for others it is started with --public.
server-host = This dashboard is not called “{ $host }”. Open it by the name localhost or 127.0.0.1; behind a reverse proxy, add the name to Streamlit’s setting server.allowedHosts.
server-origin = This request comes from a page of another site. The dashboard answers its own pages only.
server-export-unknown = There is nothing at { $path }. A table is exported at /export/TABLE.csv, .xlsx, .parquet or .arrow. Available tables: { $known }.
server-export-failed = This export could not be prepared: the database did not answer. Try again; if that does not help, run “sociallens check”.
server-export-protocol = An export needs HTTP/1.1: with HTTP/1.0 a file that broke off would pass for a whole one. Behind a reverse proxy, set the version of the protocol towards this server.
server-export-incomplete = sociallens-{ $table }-incomplete.{ $form }
damage-total = This result is not complete: it lacks { $rows ->
    [one] { $rows } contribution
   *[other] { $rows } contributions
} in all.
damage-between = A file of the store changed during the export, which stopped: what is written is not complete. Try again.
setting-log = Setting “log”: { $value } is not known. Possible values: { $known }.
setting-metrics = Setting “metrics”: { $value } is not of the form host:port, such as 127.0.0.1:9464.
metrics-refused = Metrics cannot be told at { $at }: { $reason }. Choose another port (SOCIALLENS_METRICS), or none.
page-failed = This page could not be shown: the fault is ours, your data and your filters are as they were. Load it again; if that does not help, tell whoever runs the server this reference: { $reference }
