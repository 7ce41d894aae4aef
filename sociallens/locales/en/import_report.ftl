# The report of an import on the page
card-report = What the import did
card-files = Files
card-refusals = Rows that will be rejected
report-column-outcome = Contributions
report-column-count = Number
report-column-examples = Where
report-column-file = File
report-column-format = Recognised format
report-column-read = Read
report-column-rejected = Rejected
report-column-remarks = Remarks
report-added = added
report-updated = updated
report-unchanged = unchanged, already in the store
report-clashing = added apart, under another identifier
report-rejected = rejected: { $reason }
report-read = read in all
