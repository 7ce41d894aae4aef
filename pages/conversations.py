"""What customers wrote, and the exchanges that followed."""

from sociallens.ui import cards, reader, sentences, sheet
from sociallens.ui.state import screen

sheet.show(
    "answer",
    [cards.heading(*sentences.conversations())],
    [reader.reader(screen.get().selection)],
)
