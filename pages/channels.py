"""Where people speak of the merchants, and what each channel is for."""

from sociallens.ui import plots, sheet, tell

sheet.of_view("answer", lambda: [[tell.title()], [tell.facts(3)]])
sheet.of_view(
    "figures",
    lambda: [
        [plots.bars("channels"), plots.grid("channel_sentiment")],
        [plots.grid("channel_topic", span=2), plots.bars("communities")],
    ],
)
