"""The complaints that wait for an answer, the gravest first."""

from sociallens.ui import sheet, worklist

sheet.show("answer", [worklist.heading()], [worklist.messages()])
