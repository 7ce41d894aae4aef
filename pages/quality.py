"""How far the labels can be trusted: on our test texts, on one's own, and where texts are new."""

from sociallens.ui import quality, sheet

sheet.of_view("answer", quality.answer)
sheet.of_view("figures", quality.rows)
