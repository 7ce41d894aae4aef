"""Which merchant does better, and how sure that is."""

from sociallens.ui import merchants, plots, sentences, sheet

sheet.heading(*sentences.merchants())
sheet.show(
    "figures",
    [merchants.side_by_side()],
    [plots.intervals("merchants"), plots.grid("merchant_causes")],
    [merchants.table()],
)
