"""The published study's figures beside one's own."""

from sociallens.ui import study

study.comparison()
