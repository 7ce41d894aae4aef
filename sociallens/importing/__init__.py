"""Importing exports of conversations into a store.

`read_files` previews what `import_files` adds to a store. Every row is accounted for: read =
added + updated + unchanged + clashing + suppressed + rejected.
"""

from sociallens.importing.files import inspect_files, preview_files, read_files
from sociallens.importing.inspecting import Inspection
from sociallens.importing.own_terms import change_terms, restore_terms
from sociallens.importing.report import Reading, Report
from sociallens.importing.storing import import_files, refuse_demo

__all__ = [
    "Inspection",
    "Reading",
    "Report",
    "change_terms",
    "import_files",
    "inspect_files",
    "preview_files",
    "read_files",
    "refuse_demo",
    "restore_terms",
]
