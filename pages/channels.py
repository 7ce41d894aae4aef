"""Where people speak of the merchants, and what each channel is for."""

from sociallens.ui import cards, plots, sentences, sheet

sheet.show("answer", [cards.heading(*sentences.channels())])
sheet.show(
    "figures",
    [plots.bars("channels"), plots.grid("channel_sentiment")],
    [plots.grid("channel_topic", span=2), plots.bars("communities")],
)
