# Identity of contributions
import-clashing =
    { $count ->
        [one] One contribution has the id of another one whose author, date or text differs: it is kept apart, nothing is replaced.
       *[other] { $count } contributions have the id of another one whose author, date or text differs: they are kept apart, nothing is replaced.
    }
import-suppressed =
    { $count ->
        [one] One contribution was erased on request: it stays out.
       *[other] { $count } contributions were erased on request: they stay out.
    }
import-reposts =
    { $count ->
        [one] of which one repost (retweet, share), counted apart
       *[other] of which { $count } reposts (retweets, shares), counted apart
    }
import-note-ids-rounded =
    { $count ->
        [one] one id that a spreadsheet rounded (1.73E+18) is none any more: the contribution is known by its content
       *[other] { $count } ids that a spreadsheet rounded (1.73E+18) are none any more: the contributions are known by their content
    }
import-note-ids-few =
    { $count ->
        [one] the id column repeats from one contribution to the next, so it is none: the contribution is known by its content
       *[other] the id column repeats from one contribution to the next, so it is none: the { $count } contributions are known by their content
    }
import-note-tool-sentiment =
    { $count ->
        [one] one sentiment of the listening tool not understood, left empty
       *[other] { $count } sentiments of the listening tool not understood, left empty
    }

# Reposts
chip-reposts = with reposts

# Reviews without text, a tool’s sentiment
verbatim-stars-only = (stars without text)
why-tool = The listening tool said: { $sentiment } (kept as its opinion, in no figure).
