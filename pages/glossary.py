"""Every figure's definition."""

from sociallens.ui import cards, glossary, sheet
from sociallens.ui.wording import say

sheet.show(
    "answer",
    [cards.heading(say("page-glossary"), say("glossary-about"))],
    [glossary.glossary()],
    [glossary.study()],
)
