"""Words in texts: what a reader types, which texts it finds, and where in them.

A text is found by whole words, whatever their accents, case and endings, in French and in English.
"""

from sociallens.search.hits import Hits
from sociallens.search.marking import found
from sociallens.search.query import Part, Query, parse

__all__ = ["Hits", "Part", "Query", "found", "parse"]
