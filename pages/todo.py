"""The complaints that wait for an answer, the gravest first."""

from sociallens.ui import sheet, worklist

sheet.show("todo", [worklist.heading()], [worklist.messages()])
