"""The complaints that wait for an answer, the gravest first."""

from sociallens.ui import correcting, sheet, worklist

sheet.of_view("answer", lambda: [[worklist.heading()], [worklist.messages()]])
sheet.show("done", [correcting.done()])
