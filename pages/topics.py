"""What people speak about, over time and by channel."""

from sociallens.ui import plots, sentences, view

if not view.nothing_in_view():
    view.finding(*sentences.topics())
    with view.row(2, 3) as (left, right):
        with left:
            plots.bars("topics")
        with right:
            plots.lines("topic_trend")
    plots.grid("channel_topic")
    plots.grid("topic_sentiment")
    view.hint()
