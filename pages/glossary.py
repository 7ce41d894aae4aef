"""Every figure's definition."""

from sociallens.ui import glossary

glossary.metrics()
glossary.vocabularies()
glossary.study()
