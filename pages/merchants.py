"""Which merchant does better, and how sure that is."""

from sociallens.ui import merchants, plots, sheet, tell

sheet.show("answer", [tell.title()], [tell.facts(3)])
sheet.show(
    "figures",
    [merchants.side_by_side()],
    [plots.intervals("merchants"), plots.grid("merchant_causes")],
    [merchants.table()],
)
