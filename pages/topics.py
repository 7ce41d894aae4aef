"""What people speak about, over time and by channel."""

from sociallens.ui import cards, plots, sentences, sheet

sheet.show("answer", [cards.heading(*sentences.topics())])
sheet.show(
    "figures",
    [plots.bars("topics", span=2), plots.rates("topic_trend", span=3)],
    [plots.grid("topic_sentiment", span=2), plots.grid("channel_topic", span=3)],
)
