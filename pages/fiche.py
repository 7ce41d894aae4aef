"""All about one merchant, channel, topic, cause or forum, its peers beside it."""

from sociallens.ui import fiche

fiche.show()
