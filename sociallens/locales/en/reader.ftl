# Messages to read
front-search = Search
front-dense = Compact list
front-order = Order:
front-keys = j and k keys: next, previous
reader-list = Messages
reader-opened = The open message
reader-exchange = The exchange
reader-exchange-more =
    { $count ->
        [one] One more message is in the CSV file.
       *[other] { $count } more messages are in the CSV file.
    }
reader-this = this message
reader-other-customer = Another customer
reader-after = after { $delay }
reader-age = { $days } d
reader-others =
    { $count ->
        [one] +1 message
       *[other] +{ $count } messages
    }
reader-place = { $first } to { $last } of { $n }
reader-previous = Previous
reader-next = Next
reader-all = see all ({ $n })
reader-grave = High
reader-medium = Medium
reader-low = Low
reader-unanswered = Unanswered
reader-followed = With a follow-up
reader-starred = With stars
order-latest = latest first
order-oldest = oldest first
order-gravest = most severe first
order-confidence = least certain first

# Why a message has its labels
why-grave = Severe: the text speaks of { $reasons }.
why-program = { $program } gave: { $labels }.
why-program-sure = { $program }, { $confidence } sure, gave: { $labels }.
reason-fraud = fraud or deception
reason-accused = an accusation of deceit
reason-theft = theft
reason-legal = legal action
reason-safety = safety
reason-boycott = a call to boycott
reason-withheld = money withheld
reason-month = a problem that drags on
reason-unanswered = requests left unanswered
reason-repeated = repeated reminders

# What waits for an answer
todo =
    { $count ->
        [one] { $grave ->
            [0] One complaint is waiting for an answer.
           *[other] One severe complaint is waiting for an answer.
        }
       *[other] { $grave ->
            [0] { $n } complaints are waiting for an answer, none of them severe.
            [one] { $n } complaints are waiting for an answer, one of them severe.
           *[other] { $n } complaints are waiting for an answer, { $of_them } of them severe.
        }
    }
todo-about = negative customer-service messages, where a reply would be seen
todo-oldest =
    { $years ->
        [0] { $days ->
            [0] the oldest is from the last day of the data
            [one] the oldest is a day old
           *[other] the oldest is { $days } days old
        }
        [one] the oldest is over a year old
       *[other] the oldest is over { $years } years old
    }
todo-none = No complaint is waiting for an answer in this view.
todo-none-about =
    { $count ->
        [one] one conversation that a customer opened, where a reply would be seen
       *[other] { $count } conversations that customers opened, where a reply would be seen
    }
todo-unseen = There is no telling who is waiting for an answer.
todo-unseen-about = No source in this view shows the merchants’ replies, so “unanswered” is unknown here.
