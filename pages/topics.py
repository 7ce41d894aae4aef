"""What people speak about, over time and by channel."""

from sociallens.ui import cards, plots, sheet, tell

sheet.of_view("answer", lambda: [[tell.title()], [tell.facts(3)]])
sheet.of_view(
    "figures",
    lambda: [
        [
            cards.stack(plots.bars("topics"), plots.grid("topic_sentiment"), span=2),
            cards.stack(plots.rates("topic_trend"), plots.grid("channel_topic"), span=3),
        ]
    ],
)
