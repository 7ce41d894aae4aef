# Who or what gave each label of a message.
why-person = By a person, in the imported file: { $labels }.
why-stars = Sentiment from the stars: 1 or 2, negative; 4 or 5, positive; 3 says nothing.

# What an import could not read.
import-note-country =
    { $count ->
        [one] 1 country could not be read: left empty
       *[other] { $count } countries could not be read: left empty
    }
