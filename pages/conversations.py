"""What customers wrote, and the exchanges that followed."""

from sociallens.ui import search, sentences, sheet, verbatims

search.box()
sheet.heading(*sentences.conversations())
verbatims.listing()
