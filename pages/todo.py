"""Messages that wait for an answer."""

from sociallens.ui import sentences, sheet

sheet.heading(*sentences.conversations())
