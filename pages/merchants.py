"""Which merchant does better, and how sure that is."""

from sociallens.ui import cards, merchants, plots, sentences

cards.finding(*sentences.merchants())
merchants.side_by_side()
plots.intervals("merchants")
merchants.table()
plots.grid("merchant_causes")
cards.hint()
