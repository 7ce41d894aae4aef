# Files
import-empty = the file is empty: no row to import.
import-header-only = the file has headers only: no row to import.
import-foreign = this is no export of conversations: the content is that of a { $kind } file, whatever its name. Formats read: CSV, JSON, JSON Lines, XLSX, Parquet.
import-binary = this is no readable text. Formats read: CSV, JSON, JSON Lines, XLSX, Parquet.
import-json-broken = the JSON document is incomplete or damaged at line { $line }.
import-json-deep = the JSON document is nested deeper than { $most } levels.
import-json-records = no record found in this JSON document.
import-xlsx-broken = the workbook cannot be read: it is damaged or protected by a password.
import-xlsx-bomb = the workbook is refused: inflated, it would be out of all proportion ({ $limit }).
import-parquet-broken = the Parquet file is damaged or not made of plain columns.
import-no-room = reading it needs { $need } MB of free disk space in { $folder }, and there are { $free }. Nothing was read.
import-too-big = the file is larger than { $most } MB.
import-too-many-rows = the file has more than { $most } rows: split it.
import-too-many-columns = { $found } columns; at most { $most } are read.
import-no-profile = format not recognised. Columns found: { $columns }. Three ways on: rename the columns after the SocialLens template (text, site, channel, published_at…), say which column is what (Data page, or --map), or name a profile with --profile. “sociallens inspect FILE” proposes columns and the command that imports them.
    .page = format not recognised. Columns found: { $columns }. Drop this file alone to say which column is what, or rename its columns after the template.
import-two-profiles = two profiles recognise this file: { $names }. Choose one with --profile. Columns found: { $columns }.
    .page = two formats recognise this file: { $names }. Keep the columns of one tool only. Columns found: { $columns }.
import-profile-unknown = profile “{ $name }” not found. Known profiles: { $known }.
import-profile-shape = profile “{ $name }” does not fit the shape of this file.
import-profile-unreadable = profile “{ $name }” cannot be read: { $problem }
import-profile-column = profile “{ $name }” fills a column that does not exist: { $column }.
import-other-taxonomy = this store uses the taxonomy “{ $store }”, not “{ $name }”.
import-channel-asked = channel “{ $name }” not found. Known channels: { $known }.
import-into-demo = “{ $folder }” holds the made-up data of the demonstration: import into another store (--store).
    .page = “{ $folder }” holds the made-up data of the demonstration, to which nothing is added. Ask whoever installed SocialLens to choose another folder for your data.

# Key of the pseudonyms
import-key-open = the key of the pseudonyms { $file } can be read by others. Restrict it: chmod 600 { $file }
import-key-damaged = the key of the pseudonyms { $file } is unreadable or too short. Restore it from a backup.
import-key-other = this store was made with another key of pseudonyms than { $file }. With two keys one author would count as two: restore the original key, or import into a new store.

# Merchants
merchants-twice = { $file }: “{ $alias }” stands for two merchants, “{ $first }” and “{ $second }”.

# Report
import-why = columns { $columns } are those of “{ $title }”
import-why-asked = profile “{ $title }”, chosen by you
import-site-from-name = merchant taken from the file’s name: { $site }
import-file = { $file }: { $why }; { $read } { $read ->
      [one] contribution
     *[other] contributions
    } read, { $rejected } rejected
import-file-problem = { $file }: { $problem }
import-file-aside = { $file }: left aside, { $problem }
import-unused = columns not used: { $columns }
import-counts = { $read } { $read ->
      [one] contribution
     *[other] contributions
    } read = { $added } added + { $updated } updated + { $unchanged } unchanged{ $clashing ->
      [0] {""}
     *[other] {" "}+ { $clashing } kept apart
    }{ $suppressed ->
      [0] {""}
     *[other] {" "}+ { $suppressed } erased on request
    } + { $rejected } rejected
import-reason = { $reason }: { $count } ({ $examples })
import-known = known values: { $values }
import-place = { $file }, line { $line }
import-place-value = { $place }: “{ $value }”
import-version = Store up to date: version { $version }.
import-dry = Dry run: nothing was written.
import-speed = { $rate } contributions per second ({ $seconds } s).
import-rejected-file = Rejected rows: { $file }
import-progress = Contributions
import-column-file = file
import-column-line = line
import-column-reason = reason
import-column-detail = value
import-column-content = content

# Reasons for rejection
import-no-text = neither text nor label
import-date = unreadable date (expected: 2023-03-15, 2023-03-15T13:09:00Z or 15 mars 2023, unless the profile says otherwise)
    .page = date that cannot be read, or not written like the others in the file
import-future = date in the future
import-unknown-channel = unknown channel
import-no-channel = no channel: add a column channel, or --channel
    .page = no channel: give it below the dropped file, or in a column of the file
import-no-site = no merchant: add a column site, or --site
    .page = no merchant: give it below the dropped file, or in a column of the file
import-unknown-topic = unknown topic
import-unknown-cause = unknown cause
import-unknown-sentiment = unknown sentiment
import-unknown-severity = unknown severity
import-unknown-intent = unknown intent
import-unknown-role = unknown role
import-ragged = number of cells differs from that of the headers
import-quoting = quotes not closed properly
import-undecodable = characters that cannot be decoded
import-cell-too-long = cell too long (more than 50,000 characters)
import-interface = phrase of the site’s interface, no contribution
import-name = line that is only a name
import-json-line = unreadable JSON line

# Notes
import-note-repaired =
    { $count ->
        [one] one line in another encoding than the file, converted (Windows-1252)
       *[other] { $count } lines in another encoding than the file, converted (Windows-1252)
    }
import-note-quotes =
    { $count ->
        [one] one line with misplaced quotes, read nevertheless
       *[other] { $count } lines with misplaced quotes, read nevertheless
    }
import-note-rating =
    { $count ->
        [one] one rating outside 1 to 5, left empty
       *[other] { $count } ratings outside 1 to 5, left empty
    }
import-note-sentiment-score =
    { $count ->
        [one] one sentiment score outside -1 to 1, left empty
       *[other] { $count } sentiment scores outside -1 to 1, left empty
    }
import-note-updated =
    { $count ->
        [one] one unreadable update date, left empty
       *[other] { $count } unreadable update dates, left empty
    }
import-note-clock =
    { $count ->
        [one] one time that falls on a clock change (twice the same: the first; non-existent: one hour later)
       *[other] { $count } times that fall on a clock change (twice the same: the first; non-existent: one hour later)
    }
import-note-reply-date =
    { $count ->
        [one] one reply of the brand without a readable date, kept undated
       *[other] { $count } replies of the brand without a readable date, kept undated
    }
import-note-no-key =
    { $count ->
        [one] one author left out: the key of the pseudonyms could not be made
       *[other] { $count } authors left out: the key of the pseudonyms could not be made
    }
