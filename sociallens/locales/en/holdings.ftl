# The page of the data
holdings-title = { $count ->
    [0] No message in the store
    [one] { $n } message in the store
   *[other] { $n } messages in the store
 }
holdings-about = { $sites ->
    [0] No merchant
    [one] One merchant
   *[other] { $sites } merchants
 }, messages classified by { $classifier }, vocabulary “{ $taxonomy }”, version { $version } of the data.
holdings-messages = Customer messages
holdings-messages-about = plus { $brand } merchant { $count ->
    [one] reply
   *[other] replies
 }
holdings-conversations = Conversations
holdings-conversations-about = replies visible for { $share }
holdings-period = Period
holdings-dated-none = no dated message
holdings-import = Last import
holdings-import-about = { $count ->
    [0] no message added
    [one] 1 message added
   *[other] { $n } messages added
 }
holdings-import-none = none
card-sources = Where the messages come from
about-sources = share of all customer messages; “replies visible”: conversations whose source shows whether the merchant answers
sources-channel = Channel
sources-messages = Messages
sources-share = Share
sources-conversations = Conversations
sources-seen = Replies visible
sources-unseen-all = none: “unanswered” is unknown there
sources-none = No message yet.
card-limits = What the data cannot tell
limits-what = Messages
limits-count = How many
limits-meaning = What it means
limits-undated = Without a date
limits-undated-meaning = counted under “All dates” only
limits-unlabelled = Not classified
limits-unlabelled-meaning = in another language or without text: no topic, no mood
limits-unseen = Conversations whose source does not show replies
limits-unseen-meaning = “unanswered” is unknown there: left out of reply rates
limits-reposts = Reposts (retweets, shares)
limits-reposts-meaning = left out of customer figures unless you ask for them
limits-languages = Languages
limits-languages-meaning = recognised message by message
limits-none = Nothing to report.
language-share = { $language } ({ $share })
languages-others = { $count ->
    [one] 1 other language
   *[other] { $count } other languages
 } ({ $share })
share-tiny = less than { $limit }
moment = { $day }, { $hours }:{ $minutes }
moment-zone = Date (UTC)
card-imports = Imports
about-imports = latest first; read = added + updated + unchanged + kept apart + erased + rejected
imports-none = No import yet.
imports-files = Files
imports-profiles = Recognised format
imports-mapped = columns given for the import
imports-read = Read
imports-added = Added
imports-updated = Updated
imports-unchanged = Unchanged
imports-clashing = Kept apart
imports-suppressed = Erased
imports-rejected = Rejected
