"""What people speak about, over time and by channel; one chosen topic in detail."""

from sociallens.ui import plots, sentences, verbatims, view

if not view.nothing_in_view():
    view.finding(*sentences.topics())
    with view.row(2, 3) as (left, right):
        with left:
            plots.bars("topics")
        with right:
            plots.lines("topic_trend")
    if view.only("topic"):
        with view.row(1, 1) as (left, right):
            with left:
                plots.bars("channels")
            with right:
                plots.bars("causes", negative=True)
        verbatims.latest()
    else:
        plots.grid("channel_topic")
    plots.grid("topic_sentiment")
    view.hint()
