# The frame
group-read = Read
group-data = Data
page-overview = Overview
page-channels = Channels
page-topics = Topics
page-customer_service = Customer service
page-merchants = Merchants
page-conversations = Conversations
page-data = Data
page-glossary = Glossary
demo-badge = Made-up data
demo-help = Merchants, authors and messages are invented. Import your exports on the Data page to see your own.
language-switch = Read this page in English
link-mend = Remove what is not recognised from the link
banner-damage = { $files ->
    [one] One data file is damaged
   *[other] { $files } data files are damaged
 }: { $rows } messages are missing from all figures. Run “sociallens check” and import the export concerned again.
banner-version = This link shows the data as they stood at version { $version }.

# Filters
filter-period = Period
filter-compare = Compare with
filter-site = Merchants
filter-channel = Channels
filter-topic = Topics
filter-cause = Causes
filter-sentiment = Sentiment
filter-severity = Severity
filter-intent = Intents
filter-language = Languages
filter-q = Search text
bar-more = More filters
bar-filters = Filters
period-all = All dates
period-7d = Last 7 days
period-30d = Last 30 days
period-90d = Last 90 days
period-12m = Last 12 months
period-month = This month
period-quarter = This quarter
period-year = This year
period-last-year = Last year
period-holidays = Holidays (1 Dec – 15 Jan)
period-since = since { $day }
period-until = until { $day }
compare-none = No comparison
compare-previous = Previous period
compare-year = A year earlier
chip-compare = compared with { $period }
compare-needs-period = Choose a period with a start and an end to compare it.
chip-drop = Remove this filter
chips-total = { $count ->
    [one] { $n } customer message
   *[other] { $n } customer messages
 }
chips-reset = clear all

# Figures
k-of-n = { $k } of { $n }
between = between { $low } and { $high }
nearly = very nearly { $share }
points = { $count ->
    [one] { $size } point
   *[other] { $size } points
 }
change = { $size } (between { $low } and { $high })
colon = :
semicolon = { "; " }
too-few = too few for a rate
of-messages = { $count ->
    [one] of { $n } message
   *[other] of { $n } messages
 }
numbers-customers = written by customers
delta-none-before = nothing in the compared period
delta-count = { $size }% ({ $before } before)
nothing-net_sentiment = no messages with a known mood
nothing-negative_rate_customer_service = no customer service messages
nothing-brand_participation = no conversations started by a customer
nothing-customer_service_share = no messages with a known topic
nothing-negative_rate = no messages with a known mood
nothing-recovery = no replies to negative messages
nothing-here = Nothing to show: no message in view counts towards “{ $metric }”.

# Cards
file-help = Download “{ $table }” as { $form }
compared-tick = tick: compared period
hover-compared = compared period: { $rate }
card-summary = The key figures
card-headline_trend = The key figures over time
card-channels = Where are people talking?
about-channels = { $whole ->
    [one] share of one message
   *[other] share of { $n } messages
 }
card-topics = What are they talking about?
about-topics = { about-channels }
card-trend = How is the mood changing?
about-trend-day = customer messages by day
about-trend-week = customer messages by week
about-trend-month = customer messages by month
about-trend-quarter = customer messages by quarter
alt-trend = Customer messages over time, stacked by mood
card-topic_trend = Which topics are on the rise?
about-topic_trend-day = share of each topic, by day
about-topic_trend-week = share of each topic, by week
about-topic_trend-month = share of each topic, by month
about-topic_trend-quarter = share of each topic, by quarter
alt-topic_trend = Share of each topic over time
card-service_trend = Is customer service getting better?
about-service_trend-day = share of customer-service messages that are negative, by day
about-service_trend-week = share of customer-service messages that are negative, by week
about-service_trend-month = share of customer-service messages that are negative, by month
about-service_trend-quarter = share of customer-service messages that are negative, by quarter
alt-service_trend = Negative rate in customer service over time
card-channel_topic = What is each channel about?
about-channel_topic = share of each channel’s messages
card-channel_sentiment = How do people feel on each channel?
about-channel_sentiment = share of each channel’s messages
card-topic_sentiment = How do people feel about each topic?
about-topic_sentiment = share of each topic’s messages
card-causes = What do customers complain about?
about-causes = { $whole ->
    [one] share of one complaint
   *[other] share of { $n } complaints
 }
card-severity = How serious is it?
about-severity = share { $count } in customer service
card-intents = What do these customers want?
about-intents = share { $count } in customer service
card-merchants = Who does better, who does worse?
about-merchants = share of negative customer-service messages, 95% interval
card-merchant_causes = Who gets which complaints?
about-merchant_causes = share of each merchant’s negative customer-service messages
card-conversations = The messages
card-side = Side by side

# Empty views
empty-title = No messages match these filters
empty-store = This data store is empty. Import an export on the “Data” page.
empty-without = without “{ $what }”: { $count ->
    [one] { $n } message
   *[other] { $n } messages
 }
empty-advice = Removing a single filter would be enough:
empty-nothing-alone = No single filter is to blame: remove several with their crosses above, or “clear all”.

# Conversations
thread-back = Back to the messages
thread-title = The whole exchange
why = Why this label?
verbatim-undated = no date
verbatim-rating = { $rating }/5
verbatim-no-text = (no text: labelled by hand in the imported file)
verbatim-unlabelled = not classified
latest-none = No messages in this view.

# Merchants
table-merchants = All merchants
column-site = Merchant
column-volume = Messages
column-voice = Share of voice
column-negative = Negative, customer service
column-of = Negative, as a count
column-interval = 95% interval
column-net = Net
column-replies = Reply rate
column-reply-time = Median reply time (h)
column-within = Replies within 3 h
column-recovery = Won back
hours = { $hours } h
days-long = { $days } d
reply-none = under half answered
side-cause = First cause
nothing-title = Nothing to show in this view.
thread-gone = This exchange is not in the data, or no longer is.



# Import
upload-title = Import your exports
upload-about = CSV, Excel, JSON, JSON Lines or Parquet. Addresses, phone numbers and references are hidden and authors replaced by pseudonyms before anything is saved. Your data stay in a store of their own, never mixed with the made-up data.
upload-template = Template to fill in (CSV)
upload-template-file = sociallens-template.csv
upload-rejected-file = sociallens-rejected.csv
quoted = “{ $text }”
upload-files = Drop or choose one or more exports
upload-site = Merchant, if the file does not say
upload-site-help = Used for rows whose “site” column is empty or missing.
upload-channel = Channel, if the file does not say
upload-channel-any = as the file says
upload-preview = { $count ->
    [one] The first message, as it will be saved:
   *[other] The first { $count } messages, as they will be saved:
 }
upload-import = Import
upload-running = Importing…
upload-preparing = Preparing the pages…
upload-progress = { $done } messages read of about { $expected }
upload-done = Import finished
upload-rejected = Download the rejected rows (CSV)
upload-close = Close the report
upload-no-column = none
upload-dates = How dates are written
upload-column-site = Merchant
upload-column-channel = Channel
upload-column-published-at = Date (UTC)
upload-column-role = Role
upload-column-author = Author (pseudonym)
upload-column-text = Text
upload-column-rating = Rating
upload-column-topic = Topic
upload-column-sentiment = Sentiment
upload-field-text = Text
upload-field-title = Title
upload-field-published-at = Date
upload-field-author = Author
upload-field-rating = Rating
upload-field-site = Merchant
upload-field-channel = Channel
upload-field-id = Identifier
upload-field-conversation-id = Conversation identifier
upload-field-parent-id = Identifier of the message it replies to
upload-field-url = Address of the message
upload-field-community = Page or forum
upload-field-country = Country
upload-field-date-precision = Date precision
upload-field-language = Language
upload-field-role = Role (customer or brand)
upload-field-topic = Topic
upload-field-topics = All topics
upload-field-causes = Causes
upload-field-sentiment = Sentiment
upload-field-sentiment-score = Sentiment score
upload-field-severity = Severity
upload-field-intent = Intent
upload-field-reply-observed = Replies visible
upload-field-updated-at = Date of last edit
