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

# The funnel of merchants
card-funnel = Qui s’écarte plus que le hasard ?
about-funnel = négatifs au service client selon le nombre de messages · pointillé : ensemble { $rate }
largest-first = les { $shown } plus grandes enseignes de { $whole } et celles que vous avez choisies ; le fichier les a toutes
note-funnel = Chaque point est une enseigne. Entre les deux premières lignes, un écart à l’ensemble peut venir du hasard (19 fois sur 20) ; au-delà des secondes, il ne le doit guère (1 fois sur 500). Plus une enseigne a de messages, plus l’entonnoir est étroit.
funnel-hover = { $site } : { $rate }, { $counted } ; le hasard seul : { $chance }
funnel-alt = Part de négatifs selon le nombre de messages. { $sites }
column-service = Messages, service client
column-chance = Hasard seul
