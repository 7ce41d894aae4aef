# What charts say beside their figures
others = autres ({ $count })
all-median = médiane { $rate }
peers-median = médiane des autres { $rate }
compared-line = pointillé : période comparée
trend-old = { $count ->
    [one] sans { $n } message plus ancien
   *[other] sans { $n } messages plus anciens
 }
file-all = toute-la-periode
column-time = Période

# What goes without saying under a title, and is said behind its question mark
note-causes = Un message peut citer plusieurs motifs : leurs parts ne font pas 100 %.
note-merchants = Les enseignes de moins de dix messages de service client ne sont pas classées. La médiane est celle des enseignes classées.
note-channel_topic = Chaque ligne fait 100 %.
note-channel_sentiment = Chaque ligne fait 100 %.
note-topic_sentiment = Chaque ligne fait 100 %.
