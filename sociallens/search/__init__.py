"""Words in texts: what a reader types, which texts it finds, and where in them.

A text is found by whole words, whatever their accents, case and endings, in French and in English.
"""
