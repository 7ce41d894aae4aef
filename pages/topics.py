"""What people speak about, over time and by channel; one chosen topic in detail."""

from sociallens.ui import cards, plots, questions, sentences, verbatims

cards.finding(*sentences.topics())
with cards.row(2, 3) as (left, right):
    with left:
        plots.bars("topics")
    with right:
        plots.rates("topic_trend")
if questions.only("topic"):
    with cards.row(1, 1) as (left, right):
        with left:
            plots.bars("channels")
        with right:
            plots.bars("causes", negative=True)
    verbatims.latest()
else:
    plots.grid("channel_topic")
plots.grid("topic_sentiment")
cards.hint()
