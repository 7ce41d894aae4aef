# Columns told or proposed
import-why-mapped = columns told by you: { $columns }
import-why-guessed = columns recognised by their names and values: { $columns }
import-map-form = “{ $argument }” is not of the form FIELD=COLUMN, such as text=Comment or published_at=Date:dd/mm/yyyy.
import-map-field = unknown field “{ $field }”. Known fields: { $known }.
import-map-missing = the file has no column { $columns }. Columns found: { $found }.
import-map-empty = no column is told.
import-map-profile = --profile { $name } and --map exclude each other: a profile says which column is what.
import-profile-untitled = give this format a name with at least one letter or digit.
import-zone-unknown = unknown time zone “{ $zone }”. Examples: Europe/Paris, UTC, America/Montreal.
import-format-unknown = unknown date form “{ $format }”. Known forms: { $known }.
import-scale-unknown = unknown rating scale “{ $scale }”. Known scales: { $known }.
import-date-relative = relative date (“3 days ago”): the file does not say from which day
import-date-order = ambiguous date: day or month first? Say it with --map, such as published_at=Date:dd/mm/yyyy
    .page = ambiguous date: day or month first? Say it in the form for columns

# sociallens inspect
inspect-known = { $file } ({ $rows } rows, { $columns } columns): profile “{ $profile }”, { $why }
inspect-unknown = { $file } ({ $rows } rows, { $columns } columns): unknown format
inspect-missing = Only { $fields } missing.
inspect-complete = Nothing that is needed is missing.
inspect-and = and
missing-text = the text
missing-site = the merchant
missing-channel = the channel
inspect-proposal = { $field } = { $header }{ $form }: { $reads } of { $filled } read; { $samples }
inspect-unread = not read: { $values }
inspect-command = To import:
ask-date = A column of dates is not used ({ $headers }): is it the date of publication?
ask-order = The dates of “{ $headers }” can be read in two ways, day/month or month/day: which one is right?
ask-sentiment = Who made “{ $headers }”: a person (sentiment) or a tool (tool_sentiment)?

# Date forms
date-form-iso = 2026-03-15 14:30
date-form-rfc2822 = Sun, 15 Mar 2026 14:30:00 +0000
date-form-french = 15 March 2026
date-form-d-mon-y = 15-Mar-2026
date-form-month_d_y = March 15, 2026
date-form-m_d_y = 03 15, 2026 (month, day)
date-form-ctime = Sun Mar 15 14:30:00 +0000 2026
date-form-y-m-d = 2026/03/15
date-form-d-m-y = 15/03/2026 (day, month)
date-form-m-d-y = 03/15/2026 (month, day)
date-form-yyyymmdd = 20260315
date-form-epoch-s = seconds since 1970 (1773585000)
date-form-epoch-ms = milliseconds since 1970 (1773585000000)
date-form-epoch-us = microseconds since 1970 (1773585000000000)
date-form-excel = Excel’s day number (46096.604)

# Fields
upload-field-tool-sentiment = Sentiment by a tool
upload-field-reply-text = Brand’s reply
upload-field-reply-published-at = Date of the reply
upload-field-reply-author = Author of the reply
