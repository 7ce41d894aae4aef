"""Every figure's definition, and the published study it can be held against."""

from sociallens.ui import glossary

glossary.metrics()
glossary.vocabularies()
glossary.study()
