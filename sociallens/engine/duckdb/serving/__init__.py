"""Serving data: what questions are answered from, derived from a version's segments.

`layout` declares its tables, `build` fills them. Texts and ids stay in the segments: a fact names
its contribution by segment and row.
"""
