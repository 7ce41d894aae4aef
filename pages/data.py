"""What the store holds, where it came from, and a way to bring in more."""

from sociallens.ui import holdings, sheet, upload

sheet.show("answer", *holdings.facts())
upload.draw()
sheet.show("imports", [holdings.imports()])
