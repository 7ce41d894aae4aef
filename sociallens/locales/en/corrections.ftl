# What people say of labels
filter-checked = Checked by people
value-checked-corrected = Corrected
value-checked-confirmed = Confirmed
value-checked-disputed = Disputed

annotation-busy = Other corrections are being written in “{ $folder }”. They had not ended after waiting { $seconds } seconds: try again in a moment.
annotation-no-name = Who corrects? Give a name.
annotation-no-message = This correction names no message.
annotation-unknown-task = “{ $task }” is no label. Possible labels: { $known }.
annotation-unknown-value = “{ $value }” is no value of { $task } in this sector. Possible values: { $known }.
annotation-no-value = No value for { $task }: choose one.
annotation-many-values = Too many values for { $task }.
annotation-not-holding = Correction { $number } does not hold: there is none, or it was already undone.
annotation-no-version = The corrections have no version { $version }: the last is { $last }.
annotation-altered = { $file } was changed outside SocialLens at line { $line }. The corrections before it still hold; { $lost ->
    [one] { $lost } line is left out
   *[other] { $lost } lines are left out
}. Restore the file from a backup, or go on with what is left: sociallens corrections repair
corrections-between = A label was corrected during the export: start again, so that no row is missing.

# The file of corrections
corrections-cells = not as many cells as columns
corrections-unknown-id = no message “{ $id }” in this store
corrections-time = “{ $value }” is no date (expected: 2026-11-27T09:30:00Z)
corrections-large = { $file } is larger than { $most } MB: this is no export of corrections.
corrections-columns = { $file }: columns missing: { $absent }. At least { $needed } are needed.
corrections-unreadable = { $file } is no CSV that can be read (line { $line }).
corrections-imported = { $read ->
    [one] { $read } row read
   *[other] { $read } rows read
}: { $added } added, { $known } already known, { $rejected } rejected.
corrections-rejected = line { $line }: { $why }
corrections-rejected-more = … and { $more } more rejected rows

# The log, line by line
corrections-none = No corrections.
corrections-line = { $number }  { $at }  { $who }: { $said }
corrections-decision = { $id }, { $task } = { $values }
corrections-answer = { $id }, { $task } = { $values } (audit)
corrections-why = { $said } (“{ $why }”)
corrections-empty = none
corrections-skipped = skipped
corrections-undo = undoes entry { $of }
corrections-revert = back to entry { $to }
corrections-erasure = { $count ->
    [one] { $count } entry erased for good
   *[other] { $count } entries erased for good
}
corrections-no-longer = { $said } [no longer holds]
corrections-undone = { $count ->
    [one] { $count } entry undone.
   *[other] { $count } entries undone.
}
corrections-reverted = Back at entry { $to }: those after it no longer hold.
corrections-version = The corrections are at version { $version }.
corrections-erased = { $count ->
    [one] { $count } entry erased for good.
   *[other] { $count } entries erased for good.
}
corrections-repaired = { $lost ->
    [one] { $lost } line
   *[other] { $lost } lines
} set aside, in the folder annotations; all else holds.
corrections-sound = Nothing to repair.

# What they did, and how far people agree
corrections-effect = Negative rate in customer service: { $before } without corrections, { $after } with them.
corrections-rate = { $rate } ({ $counted }, { $between })
corrections-seen = Messages checked: { $corrected } corrected, { $confirmed } confirmed, { $disputed } disputed.
corrections-absent = { $count ->
    [one] { $count } corrected message is not in this store: its correction waits.
   *[other] { $count } corrected messages are not in this store: their corrections wait.
}
corrections-agreement = { $task }, { $one } and { $other }: { $same } agree, kappa { $kappa } (between { $low } and { $high })
corrections-agreement-few = { $task }, { $one } and { $other }: { $same } agree, too few or too uniform for a kappa
corrections-agreement-none = No message labelled by two people.
