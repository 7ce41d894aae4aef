"""What people speak about, over time and by channel."""

from sociallens.ui import plots, sheet, tell

sheet.of_view("answer", lambda: [[tell.title()], [tell.facts(3)]])
sheet.of_view(
    "figures",
    lambda: [
        [plots.bars("topics", span=2), plots.rates("topic_trend", span=3)],
        [plots.grid("topic_sentiment", span=2), plots.grid("channel_topic", span=3)],
    ],
)
