"""What the store holds, where it came from, and a way to bring in more."""

from sociallens.ui import holdings, upload

holdings.facts()
upload.draw()
holdings.imports()
