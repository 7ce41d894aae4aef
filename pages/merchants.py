"""Which merchant does better, and how sure that is."""

from sociallens.ui import merchants, plots, sentences, view

if not view.nothing_in_view():
    view.finding(*sentences.merchants())
    merchants.side_by_side()
    plots.intervals("merchants")
    merchants.table()
    plots.grid("merchant_causes")
    view.hint()
