"""Where people speak of the merchants, and what each channel is for."""

from sociallens.ui import plots, sentences, view

if not view.nothing_in_view():
    view.finding(*sentences.channels())
    with view.row(1, 1) as (left, right):
        with left:
            plots.bars("channels")
        with right:
            view.sentences_card("role", sentences.roles())
    plots.grid("channel_topic")
    plots.grid("channel_sentiment")
    view.hint()
