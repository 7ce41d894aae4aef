calibrate-read = { $messages ->
    [0] No message was corrected or confirmed.
    [one] { $messages } message corrected or confirmed. Answers to audits do not count.
   *[other] { $messages } messages corrected or confirmed. Answers to audits do not count.
}
calibrate-missing = { $task }: { $n } of { $needed } needed; { $missing } are missing.
calibrate-unconfirmed = { $task }: { $n }, of which { $confirmed } had the right label; { $needed } are needed, { $unconfirmed } are missing. Confirm what is right, too: else nothing tells what an adjustment would spoil.
calibrate-more = { $task }: { $n }, of which { $confirmed } had the right label: fewer than among your messages, where it is right in { $usual }. Judged by that, the difference would be { $low } to { $high } points: { $verdict }. { $more } more confirmations, taken at random (or an audit), would tell better.
calibrate-verdict-yes = kept
calibrate-verdict-no = refused, it may be chance
calibrate-disagree = { $task }: { $n }, of which { $confirmed } had the right label: your labels and the program’s agree no more than by chance, nothing can be learnt from that. Confirm what is right, too.
calibrate-better = { $task }: { $n } messages, right { $before } before, { $after } after on messages that were not learnt (chance given to the right label: { $low } to { $high } points): kept.
calibrate-not-better = { $task }: { $n } messages, right { $before } before, { $after } after on messages that were not learnt (chance given to the right label: { $low } to { $high } points): refused, it may be chance.
calibrate-kept = Calibration { $number } is in use. To go back: sociallens calibrate --back.
calibrate-dry = Dry run: nothing was written.
calibrate-known = Nothing new: this calibration is in use already.
calibrate-nothing = Nothing has changed.
calibrate-nothing-before = No calibration is in use: there is nothing to go back to.
calibrate-back = What was before is in use again ({ $number ->
    [0] the program’s own weights
   *[other] calibration { $number }
 }).
calibrate-which = --back does not go with --dry-run.
own-weights-unreadable = The calibration of this store cannot be read ({ $file }). Remove the folder “model” of the store to use the program’s own, then: sociallens classify --store DIR.
terms-no-version = There is no version { $number } of the vocabulary.
term-bad-label = Choose what the term tells.
term-bad-formula = “{ $term }” begins with a sign of formulas: a term is made of words.
term-bad-star = “{ $term }”: the asterisk stands at the end only, for all endings of a word.
term-bad-signs = “{ $term }” has no letter and no digit: a term is made of words.
term-bad-clauses = “{ $term }” goes from one sentence to the next: a term is made of words in a row.
term-bad-long = A term has { $words } words and { $signs } signs at most.
term-bad-short = A term has at least { $letters } letters: a shorter one would stand everywhere.
term-bad-plain = “{ $term }” stands in any text and tells nothing by itself.
term-bad-there = “{ $term }” is in your vocabulary already, with this strength.
