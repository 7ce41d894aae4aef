# What charts say beside their figures
others = others ({ $count })
all-median = median { $rate }
peers-median = median of the others { $rate }
compared-line = dotted: compared period
trend-old = { $count ->
    [one] without { $n } older message
   *[other] without { $n } older messages
 }
file-all = all-dates
column-time = Period

# What goes without saying under a title, and is said behind its question mark
note-causes = A message can mention several causes: their shares do not add up to 100%.
note-merchants = Merchants with fewer than ten customer-service messages are not ranked. The median is that of the ranked merchants.
note-channel_topic = Each row adds up to 100%.
note-channel_sentiment = Each row adds up to 100%.
note-topic_sentiment = Each row adds up to 100%.

# The funnel of merchants
card-funnel = Who is beyond chance?
about-funnel = negative in customer service by number of messages · dotted: overall { $rate }
largest-first = the { $shown } largest merchants of { $whole } and those you chose; the file has them all
note-funnel = Each dot is a merchant. Within the first pair of lines a gap to the overall rate may be chance (19 times in 20); beyond the second pair it hardly is (1 in 500). The more messages a merchant has, the narrower the funnel.
funnel-hover = { $site }: { $rate }, { $counted }; chance alone: { $chance }
funnel-alt = Negative rate by number of messages. { $sites }
column-service = Messages, customer service
column-chance = Chance alone
