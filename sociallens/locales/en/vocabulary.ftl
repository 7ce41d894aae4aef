# The page of the vocabulary
page-vocabulary = Vocabulary
vocabulary-title = The words that tell what a message is about
vocabulary-about = The classifier reads terms: those of all sectors, those of yours, and your own, which win. Add one: you see what it would change before you save it.
vocabulary-running = Saving, then labelling messages again…
vocabulary-done = Saved
vocabulary-old = You read an earlier version of the data: go back to the present one to save.
vocabulary-demo = These are demonstration data: try things, nothing is saved here. Import your own to have a vocabulary of yours.
vocabulary-unfinished = Labelling again is not finished
vocabulary-unfinished-about = Your vocabulary is saved, but not all messages have its labels yet: the work was interrupted. It goes on where it stopped.
vocabulary-finish = Finish
vocabulary-versions = Versions of your vocabulary
vocabulary-version = { $number } · { $at } · { $terms ->
    [0] no term
    [one] { $terms } term
   *[other] { $terms } terms
 }
vocabulary-now = (in use)
vocabulary-restore = Go back to it
vocabulary-restore-title = Go back to version { $number }

# The form
term-add = Add a term
term-add-about = A word or a few words in a row; an asterisk at the end stands for any ending (refund*). Accents and capitals do not matter.
term-field = Term
term-hint = pickup point closed
term-says = What it tells
term-strength = Strength
term-language = Language
term-try = See what would change
term-choose = Choose…
term-any = All
term-strength-weak = weak
term-strength-normal = normal
term-strength-strong = strong
term-strength-none = none (does not count)
term-kind-topic = Topic
term-kind-cause = Cause
term-kind-complaint = Discontent
term-kind-praise = Content
term-kind-severity = Severity
term-kind-intent = Intent
term-complaint-strong = strong discontent
term-complaint-plain = discontent
term-complaint-problem = problem
term-complaint-mild = reservation
term-praise-strong = strong praise
term-praise-plain = praise
term-intent-question = question
term-intent-request = request
term-intent-thanks = thanks
term-intent-advice = advice

# Terms that were looked for
terms-look = Look up a term
terms-words = Words
term-origin = Table
term-origin-common = all sectors
term-origin-sector = your sector
term-origin-own = yours
terms-found-title = Terms
terms-found = { $count ->
    [0] No term.
    [one] 1 term.
   *[other] { $n } terms{ $more ->
        [0] .
       *[other] , of which the first; narrow the search to see the others.
    }
 }
terms-column-term = Term
terms-column-says = What it tells
terms-column-strength = Strength
terms-column-origin = Table
terms-column-count = Messages in view with these letters
terms-none = No term of our tables answers this search.
terms-none-own = You have no term of your own yet. Look up one of our tables, or add yours.
term-replace = Adjust
term-replace-title = Give “{ $term }” another strength
term-drop = Remove
term-drop-title = Remove “{ $term }”

# What a change would do
trial-term = “{ $term }” ({ $says })
trial-add = With { $term }
trial-drop = Without { $term }
trial-changed = { $count ->
    [0] No message in view would change, of { $holding } that hold this term.
    [one] 1 message in view would change, of { $holding } that hold this term.
   *[other] { $changed } messages in view would change, of { $holding } that hold this term.
}
trial-headline = Negative rate in customer service: { $was } today, { $now } then.
trial-headline-same = The negative rate in customer service would stay { $now }.
trial-cut = This word is too common to try all of it beforehand: these figures come from the { $most } most recent messages that hold it. Saving labels all again.
trial-older = The messages were labelled by another version of the program: saving labels all of them again, and other labels may change.
trial-save = Save and label again
trial-cancel = Give up
trial-to = would become
trial-nothing = nothing
trial-more = { $count ->
    [one] One other message would change.
   *[other] { $n } other messages would change.
}
