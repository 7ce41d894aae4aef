# The form for the columns of an unknown file
map-about = unknown format, { $count ->
    [one] { $rows } row
   *[other] { $rows } rows
 }
map-how = Check which column is which: below each choice, three values of the file and how many can be read.
map-more = Other columns, time zone
map-zone = Zone of times that name none
map-empty = empty column
map-reads = { $samples } — { $reads } of { $filled } readable
map-dates-found = recognised: { $forms }
map-dates-order = day or month first? Please choose
map-dates-choose = please choose
map-scale = Scale of the ratings
map-scale-of = { $worst } to { $best }
map-maker = Who made “{ $column }”?
map-maker-person = a person
map-maker-tool = a tool
map-maker-nobody = do not take it over
map-name = Name of this format, to recognise it next time
map-use = Use these columns
map-open = A question above is still open.
map-no-text = Choose at least the column of the text, or that of the rating.
upload-open = Open the dashboard
folder-about = Watched folder: “{ $folder }”. What arrives there is imported once.
folder-read = Read the folder again
