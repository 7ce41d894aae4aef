"""What customers wrote, and the exchanges that followed."""

from sociallens.ui import correcting, reader, sheet, tell
from sociallens.ui.state import screen

sheet.of_view("answer", lambda: [[tell.title()], [reader.reader(screen.get().selection)]])
sheet.show("done", [correcting.done()])
