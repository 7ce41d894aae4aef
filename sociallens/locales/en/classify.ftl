classify-absent = There is no file “{ $file }”.
classify-empty = { $file } is empty: it needs a header line (id,text,channel), then one line per text.
classify-no-rows = { $file } has a header line only: no text to classify.
classify-encoding = { $file } is not UTF-8. In your spreadsheet program, save it as “CSV UTF-8”.
classify-unreadable = { $file } is not a readable table: after { $after } rows, a quote stays open, a line has too many columns or a character is not UTF-8.
classify-columns = { $file }: missing column(s): { $missing }. It needs id, text and channel (and, if you like, language); found: { $found }.
classify-output = Cannot write to { $folder }: there is no such folder.
classify-which = Name either a file (sociallens classify IN.csv --output OUT.csv, perhaps with --taxonomy, or with --store DIR to label as that store does) or a store (sociallens classify --store DIR, perhaps with --dry-run; its taxonomy is its own).
classify-done = { $rows ->
    [one] { $rows } text read
   *[other] { $rows } texts read
  }; { $without } without labels (empty text, or a language that is not classified).
terms-columns = { $file }: the columns must be { $expected }.
terms-row = { $file }, line { $line }: a term and a weight in figures are needed.
classify-channels = { $rows } of an unknown channel, treated as “other”. Known channels: { $known }.
