# Fiches: all about one merchant, channel, topic, cause or forum
others-tick = mark: the others
hover-others = the others: { $rate }
peers-tick = tick: median of the others
hover-peers = median of the other merchants: { $rate }
numbers-peers = median of the others: { $figure }
numbers-others = the others: { $figure }
page-fiche = Profile
fiche-none = Choose a merchant, a channel, a topic, a cause or a forum
fiche-none-about = A profile shows everything about one of them. Open it by clicking a name on the Merchants, Channels, Topics or Customer service page.
card-replies = How long until the first reply?
about-replies = share answered by hours waited, { $count }
alt-replies = Share of conversations answered by hours waited. After 48 h: { $curves }
replies-others = the others
replies-hover = { $who }, after { $hours } h: { $share }
of-conversations = { $count ->
    [one] of { $n } conversation
   *[other] of { $n } conversations
 }
card-communities = On which forums and pages?
about-communities = share of the messages whose forum, page or account is known, { $count }
column-waited = Wait
card-messages = What they write
about-messages = telling messages, with the terms that decided highlighted
