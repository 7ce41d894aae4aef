"""Which merchant does better, and how sure that is."""

from sociallens.ui import cards, merchants, plots, sheet, tell

sheet.of_view("answer", lambda: [[tell.title()], [tell.facts(3)]])
sheet.of_view(
    "figures",
    lambda: [
        [merchants.side_by_side()],
        [
            plots.intervals("merchants", span=3),
            cards.stack(merchants.funnel(), plots.grid("merchant_causes"), span=2),
        ],
        [merchants.table()],
    ],
)
