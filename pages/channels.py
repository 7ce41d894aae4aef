"""Where people speak of the merchants, and what each channel is for."""

from sociallens.ui import cards, plots, sheet, tell

sheet.of_view("answer", lambda: [[tell.title()], [tell.facts(3)]])
sheet.of_view(
    "figures",
    lambda: [
        [
            cards.stack(plots.bars("channels"), plots.bars("communities"), span=2),
            cards.stack(plots.grid("channel_sentiment"), plots.grid("channel_topic"), span=3),
        ]
    ],
)
