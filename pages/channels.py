"""Where people speak of the merchants, and what each channel is for."""

from sociallens.ui import plots, sheet, tell

sheet.show("answer", [tell.title()], [tell.facts(3)])
sheet.show(
    "figures",
    [plots.bars("channels"), plots.grid("channel_sentiment")],
    [plots.grid("channel_topic", span=2), plots.bars("communities")],
)
