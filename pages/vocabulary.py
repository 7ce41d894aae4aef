"""The words that tell the classifier what a message is about, and one's own among them."""

from sociallens.ui import vocabulary

vocabulary.draw()
