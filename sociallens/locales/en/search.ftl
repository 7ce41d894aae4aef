# Searching for words
search-label = Search the messages
search-placeholder = parcel late, "customer service", -delivery, refund*
search-how = Search for words
search-help = All words, whatever their accents, capitals and endings. In quotes: these very words, side by side. A dash before: without this word. An asterisk at the end: words that begin so.
search-words = { $count ->
    [one] word: { $words }
   *[other] words: { $words }
 }
search-phrase = “{ $words }” as it is
search-prefix = words in { $words }…
search-without = without { $part }
search-nothing = “{ $typed }”: no word to look for
search-preparing = The words of the messages are being prepared ({ $percent } %). This happens only once: search again in a moment. Without a search, all pages answer.
search-unprepared = The words of the messages could not be prepared. Check that “{ $folder }” can be written and that the disk has room, then search again.
