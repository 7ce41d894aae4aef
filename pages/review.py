"""People check labels: what to label first, an audit, and what was corrected so far."""

from sociallens.ui import correcting, review, sheet

sheet.show("answer", *review.rows())
review.files()
sheet.show("done", [correcting.done()])
