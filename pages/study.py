"""The published study's figures beside one's own."""

from sociallens.ui import sheet, study

sheet.show("answer", *study.rows())
