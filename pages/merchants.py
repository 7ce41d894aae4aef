"""Which merchant does better, and how sure that is."""

from sociallens.ui import merchants, plots, sheet, tell

sheet.of_view("answer", lambda: [[tell.title()], [tell.facts(3)]])
sheet.of_view(
    "figures",
    lambda: [
        [merchants.side_by_side()],
        [plots.intervals("merchants"), plots.grid("merchant_causes")],
        [merchants.table()],
    ],
)
