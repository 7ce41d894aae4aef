"""What customers wrote, and the exchanges that followed."""

from sociallens.ui import cards, search, sentences, verbatims

search.box()
cards.finding(*sentences.conversations())
verbatims.listing()
