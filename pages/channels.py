"""Where people speak of the merchants, and what each channel is for."""

from sociallens.ui import cards, plots, sentences

cards.finding(*sentences.channels())
with cards.row(1, 1) as (left, right):
    with left:
        plots.bars("channels")
    with right:
        cards.sentences_card("role", sentences.roles())
plots.grid("channel_topic")
plots.grid("channel_sentiment")
cards.hint()
