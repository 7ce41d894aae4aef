"""The published study's figures beside one's own."""

from sociallens.ui import study, view

if not view.nothing_in_view():
    study.draw()
