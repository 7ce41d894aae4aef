# Files
import-parquet-columns = no column of this Parquet file can be read as text: { $columns }.
import-archive-bomb = the archive is refused: inflated, it would be out of all proportion ({ $limit }).
import-archive-broken = the archive cannot be read: it is damaged or protected by a password.
import-archive-nested = an archive inside an archive is not read: unpack it once first.
import-archive-members = the archive holds { $found } files; { $most } at most are read.

# Parts that were not read
import-unread-sheets = sheets not read: { $names }
import-unread-lists = lists of the document not read: { $names }
import-unread-columns = columns not read, being no text or too many: { $names }

# Why rows are rejected
import-separator-in-text = separator inside a text: this line has more cells than headers, a text holds the separator without being quoted

# Notes
import-note-index =
    { $count ->
        [one] first column without a header (row numbers), left aside
       *[other] { $count } first columns without a header (row numbers), left aside
    }
import-note-last-empty =
    { $count ->
        [one] last column without a header and empty, left aside
       *[other] { $count } last columns without a header and empty, left aside
    }
import-note-unnamed =
    { $count ->
        [one] one column without a header, left aside
       *[other] { $count } columns without a header, left aside
    }
import-note-surplus =
    { $count ->
        [one] one line with surplus empty cells, read without them
       *[other] { $count } lines with surplus empty cells, read without them
    }
import-note-mac-roman =
    { $count ->
        [one] one line with accents, read in the encoding Mac Roman
       *[other] { $count } lines with accents, read in the encoding Mac Roman
    }
import-note-cp850 =
    { $count ->
        [one] one line with accents, read in the MS-DOS encoding (CP850)
       *[other] { $count } lines with accents, read in the MS-DOS encoding (CP850)
    }
import-note-mojibake =
    { $count ->
        [one] one row encoded twice (“Ã©” for “é”), repaired
       *[other] { $count } rows encoded twice (“Ã©” for “é”), repaired
    }
import-note-mojibake-doubt =
    { $count ->
        [one] one row perhaps encoded twice, left as it is
       *[other] { $count } rows perhaps encoded twice, left as they are
    }
