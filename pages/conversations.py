"""What customers wrote, and the exchanges that followed."""

from sociallens.ui import sentences, verbatims, view

verbatims.search_box()
if not view.nothing_in_view():
    view.finding(*sentences.conversations())
    verbatims.listing()
