# People correct and check labels
group-labels = Reliability
page-review = Review

# Labels, as one is asked for them
label-topic = Topic
label-causes = Causes
label-sentiment = Mood
label-severity = Severity
label-intent = Intent
label-none = none
label-value = { $label }: { $value }
mark-corrected = corrected
mark-disputed = disputed
corrected =
    { $count ->
        [one] { $label }: { $value }. Saved.
       *[other] { $label }: { $value }, for { $count } messages. Saved.
    }
demo-not-written = These are the demonstration data, and they are read-only: nothing is saved in them. Import your own to review and correct them.
undone = Undone.
reverted = Corrections are back at that state.
why-said = { $value }, says { $who } ({ $moment })
why-because = { $said }, “{ $why }”
why-corrected = { $label }: { $said }.
why-disputed = { $label }, two opinions: { $said }. The latest counts.

# What the scripts of the page say
front-all-keys =
    j and k: next and previous message.

    e: correct the open message; then a digit or the arrows to choose, Enter to confirm, Esc to close.

    x: pick the open message, to correct several at once.

    u: undo the last correction.
front-shortcuts = Keyboard shortcuts
front-pick = Pick this message:
front-several = messages picked. Correct:
front-clear = Pick none
front-none = none
front-also = Also:
front-why-corrected = Why? (optional)
front-who = Your first name or initials
front-who-help = Each correction is signed. This browser remembers it; you can change it later.
front-sign = Save
front-cancel = Cancel
front-signed = You sign as
front-rename = change
front-further = Go on
front-none-of-them = None, go on
front-is-right = It is right
front-skip = Skip
front-label-keys = digits: choose · Enter: confirm · Backspace: previous question · s: skip

# The page
review-parts = Parts of the page
review-queue = To review first
review-audit = Audit
review-corrections = Corrections

# What to label first
queue-title = What to review first?
queue-about = The messages whose label, were it wrong, changes the negative rate of customer service most: unsure, weighing in that rate, grave.
queue-begin-title = Ten minutes will do
queue-how = One message at a time: “It is right” confirms the proposed labels, a tap on one of them corrects it. Stop when you like, all is saved already.
queue-begin = Begin
queue-progress =
    { $count ->
        [0] None reviewed
        [one] One reviewed
       *[other] { $count } reviewed
    }
queue-left =
    { $count ->
        [one] about one minute left
       *[other] about { $count } minutes left
    }
queue-stop = Stop and see what it changes
queue-over =
    { $count ->
        [0] Nothing was reviewed
        [one] One message reviewed
       *[other] { $count } messages reviewed
    }
queue-changed =
    { $count ->
        [0] All labels were right.
        [one] One message was labelled wrongly: figures already know.
       *[other] { $count } messages were labelled wrongly: figures already know.
    }
queue-again = Another ten minutes
queue-effect = See what it changes
queue-none = Nothing to review in this view
queue-none-about = All that weighs in it has been reviewed, or belongs to an audit, which reviews must not touch.
reviewed-right = It is right. Saved.
reviewed-changed = { $said }. Corrected.

# The audit
audit-title = How wrong may the figures be?
audit-about = A sample of your own messages is drawn at random in each channel, then sealed: nobody chooses what will be reviewed. You label without seeing what the machine says, and the difference between you and it gives the error of each figure.
audit-draw-title = Draw a sample
audit-how = All classified messages can be drawn, whatever the filters. You can stop and go on later. Fewer messages are done sooner and tell less.
audit-draw =
    { $count ->
        [one] { $n } messages, about one minute
       *[other] { $n } messages, about { $count } minutes
    }
audit-draw-sure = The new sample will take the place of the present audit in corrected figures, once it has enough answers.
audit-again-title = Another audit
audit-again = Useful after a large import, or when labels have changed a lot.
audit-sealed = The sample is drawn and sealed.
audit-progress = { $k } of { $n }
audit-left = { queue-left }
audit-stop = Stop here, go on later
audit-saved = Saved.
audit-passed = Skipped.
audit-over =
    { $count ->
        [one] The audit is done: one message labelled
       *[other] The audit is done: { $count } messages labelled
    }
audit-drawn = Drawn by { $who } on { $moment } among { $n } messages.
audit-skipped =
    { $count ->
        [one] One message was skipped: it does not count.
       *[other] { $count } messages were skipped: they do not count.
    }
audit-few = At least { $least } labelled messages are needed to correct a figure.
audit-second = Label it under another name
audit-second-about = Where somebody else labels the same sample, “Corrections” says how far they agree; her answer, the later one, counts for the figures.
audit-headline = See the corrected figures

# What was corrected
decided-none = Nobody has corrected anything yet.
decided-how-title = How to correct
decided-how = Open a message and tap the label that is wrong, or begin with what to review first. Each correction is signed, dated and can be undone; it outlives imports and a new classification.
decided-title =
    { $people ->
        [one] { $count ->
            [one] One person reviewed one message.
           *[other] One person reviewed { $n } messages.
        }
       *[other] { $count ->
            [one] { $people } people reviewed one message.
           *[other] { $people } people reviewed { $n } messages.
        }
    }
decided-about = What people say goes before what the machine says, in all figures and in all files.
decided-message = Message
decided-said = Labels
decided-who = Who
decided-at = When
decided-why = Why
decided-undo = Undo
decided-revert = Go back
decided-revert-here = Back to here
decided-revert-sure = All that follows ({ $moment }) will no longer hold.
decided-listed =
    { $count ->
        [one] one decision
       *[other] the last { $count } decisions
    }
card-decisions = Who said what?
card-effect = What does it change?
effect-seen = Reviewed in this view, corrected: { $corrected }, confirmed: { $confirmed }, disputed: { $disputed }; rates without and with their corrections
effect-metric = Figure
effect-before = Before
effect-after = After
effect-interval = 95% interval
effect-change = Change
card-agreement = Do people agree with each other?
agreement-about = messages that two people labelled; Cohen’s kappa: 1, always agreed, 0, as by chance
agreement-people = Who
agreement-task = Label
agreement-same = Agreed
agreement-kappa = Kappa
agreement-two = { $one } and { $other }
agreement-few = too few for a kappa

files-title = Export, import, undo everything
files-about = The CSV file holds all decisions, with who and when. A file that is imported adds its decisions to those here.
files-export = Export the corrections (CSV)
files-name = sociallens-corrections.csv
files-import = File of corrections to import
files-sign = Who imports these corrections?
files-take = Import
files-revert = Undo everything
files-revert-sure = No correction will hold any more. Nor will audits. You can take this back.
