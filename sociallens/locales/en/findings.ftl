# What the figures of a page answer. $who: you (the reader's own merchant), whole (the view), or the
# dimension of the subject; $way: more or less than what it is compared with.
findings-subject = { $dimension ->
    [channel] the channel “{ $name }”
    [topic] the topic “{ $name }”
    [cause] the cause “{ $name }”
    [community] the page “{ $name }”
   *[other] { $name }
 }
findings-within = { $dimension ->
    [site] at { $name }
    [channel] in the channel “{ $name }”
    [topic] on the topic “{ $name }”
   *[community] on the page “{ $name }”
 }
findings-lead-negative_rate_customer_service-others = { $who ->
    [you] You do { $way ->
        [more] worse
       *[less] better
    }
    [site] { $name } does { $way ->
        [more] worse
       *[less] better
    }
   *[other] { $name } is { $way ->
        [more] more
       *[less] less
    } negative
 } than the others in customer service
findings-lead-negative_rate_customer_service-before = { $who ->
    [you] You are
    [site] { $name } is
   *[other] Customer service is
 } getting { $way ->
    [more] worse
   *[less] better
 }{ $who ->
    [you] { " " }in customer service
    [site] { " " }in customer service
    [whole] { "" }
   *[other] { " " }{ $within }
 }
findings-lead-negative_rate-others = { $name } is { $way ->
    [more] more
   *[less] less
 } negative than the others
findings-lead-negative_rate-before = { $who ->
    [you] Your customers’ mood
   *[other] The mood
 } is getting { $way ->
    [more] worse
   *[less] better
 }{ $who ->
    [you] { "" }
    [whole] { "" }
   *[other] { " " }{ $within }
 }
findings-lead-brand_participation-others = { $who ->
    [you] You reply { $way ->
        [more] more
       *[less] less
    } often than the others
    [site] { $name } replies { $way ->
        [more] more
       *[less] less
    } often than the others
   *[other] Merchants reply { $way ->
        [more] more
       *[less] less
    } often { $within } than elsewhere
 }
findings-lead-brand_participation-before = { $who ->
    [you] You reply
    [site] { $name } replies
   *[other] Merchants reply
 } { $way ->
    [more] more
   *[less] less
 } often than before{ $who ->
    [you] { "" }
    [site] { "" }
    [whole] { "" }
   *[other] { " " }{ $within }
 }
findings-lead-cause_share-before = { $name } comes up { $way ->
    [more] more
   *[less] less
 } often
findings-lead-cause_share-others = { $who ->
    [you] Complaints about you mention “{ $part }” { $way ->
        [more] more
       *[less] less
    } often than elsewhere
    [cause] { $name } comes up { $way ->
        [more] more
       *[less] less
    } often at { $part } than elsewhere
   *[other] Complaints mention “{ $part }” { $way ->
        [more] more
       *[less] less
    } often { $within } than elsewhere
 }
findings-lead-topic_mix-before = { $name } is taking up { $way ->
    [more] more
   *[less] less
 } room
findings-lead-topic_mix-others = The topic “{ $part }” takes up { $way ->
    [more] more
   *[less] less
 } room { $who ->
    [you] in what is said about you
   *[other] { $within }
 } than elsewhere
findings-lead-channel_share-before = { $name } is taking up { $way ->
    [more] more
   *[less] less
 } room
findings-lead-channel_share-others = The channel “{ $part }” takes up { $way ->
    [more] more
   *[less] less
 } room { $who ->
    [you] in what is said about you
   *[other] { $within }
 } than elsewhere
findings-lead-waiting = { $count ->
    [one] { $n } complaint is waiting
   *[other] { $n } complaints are waiting
 } { $who ->
    [you] for your reply
   *[other] for a reply
 }
findings-lead-about = { $part ->
    [none] Negative messages: { $rate }
   *[other] Main topic: “{ $part }” ({ $rate })
 }

# Figures in a sentence, in its lead or after it
findings-rate-negative_rate_customer_service = { $rate } negative{ $place ->
    [lead] { " " }messages
   *[after] { " " }in customer service
 }
findings-rate-negative_rate = { $rate } negative messages
findings-rate-brand_participation = { $rate } of conversations had a reply
findings-rate-cause_share = { $rate } of complaints
findings-rate-topic_mix = { $rate } of messages
findings-rate-channel_share = { $rate } of messages
findings-points = { $count ->
    [one] { $size } point
   *[other] { $size } points
 } { $way ->
    [more] higher
   *[less] lower
 }{ $than ->
    [year] { " " }than a year ago
    [previous] { " " }than in the period before
    [site] { " " }than the others
    [elsewhere] { " " }than elsewhere
   *[said] { "" }
 }
findings-part = { $dimension ->
    [cause] complaints mention “{ $part }”
    [topic] “{ $part }” is talked about
   *[channel] “{ $part }” is used
 } { $way ->
    [more] more
   *[less] less
 } than elsewhere
findings-unanswered = { $count ->
    [one] { $n } complaint without a reply
   *[other] { $n } complaints without a reply
 }
findings-grave = { $count ->
    [one] { $n } of them severe
   *[other] { $n } of them severe
 }
findings-oldest = { $years ->
    [0] { $days ->
        [0] the oldest is from the last day
        [one] the oldest is { $n } day old
       *[other] the oldest is { $n } days old
    }
    [one] the oldest is over a year old
   *[other] the oldest is over { $years } years old
 }

# The line below
findings-interval = difference between { $low } and { $high } points, proven
findings-was = { $rate } { $than ->
    [year] a year ago
    [previous] in the period before
    [site] for the others
   *[elsewhere] elsewhere
 }
findings-part-detail = { $part }: { $rate }, { $was }
findings-waiting-detail = negative customer-service messages, where a reply would be seen
findings-of-messages = { $count ->
    [one] { $n } customer message
   *[other] { $n } customer messages
 }
findings-none-title = No difference is proven
findings-none = { $judged ->
    [one] One difference examined, not proven
   *[other] { $judged } differences examined, none of them proven
 }; a difference of about { $count ->
    [one] { $size } point
   *[other] { $size } points
 } would have been seen four times in five.
findings-few-title = Too few messages to compare
findings-few = Each side of a comparison needs at least { $few } messages.

# Who does better
findings-standing-better = { $count ->
    [one] { $number } merchant does better than the others
   *[other] { $number } merchants do better than the others
 }
findings-standing-worse = { $count ->
    [one] { $number } merchant does worse than the others
   *[other] { $number } merchants do worse than the others
 }
findings-standing-worse-too = { $number } worse
findings-standing-alike = nothing sets { $number } { $count ->
    [one] other
   *[other] others
 } apart
findings-standing-none = Nothing sets the merchants apart from each other
findings-standing-few = { $count ->
    [one] { $number } has too few messages to be compared.
   *[other] { $number } have too few messages to be compared.
 }
findings-number = { $count ->
    [0] none
    [1] one
    [2] two
    [3] three
    [4] four
    [5] five
    [6] six
    [7] seven
    [8] eight
    [9] nine
    [10] ten
    [11] eleven
    [12] twelve
    [13] thirteen
    [14] fourteen
    [15] fifteen
    [16] sixteen
   *[other] { $n }
 }
