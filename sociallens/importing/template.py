"""The template to fill in: the schema's column names above two invented rows."""

import polars as pl

from sociallens.i18n import Language
from sociallens.schema import TEMPLATE
from sociallens.spreadsheet import as_csv

_ROWS = (
    {
        "id": "exemple-1",
        "site": "Maison Exemple",
        "channel": "review_site",
        "published_at": "2026-03-15 14:30",
        "author": "Camille",
        "role": "customer",
        "text": "Colis reçu avec dix jours de retard, et personne pour répondre.",
        "rating": "2",
    },
    {
        "id": "exemple-2",
        "conversation_id": "exemple-1",
        "parent_id": "exemple-1",
        "site": "Maison Exemple",
        "channel": "review_site",
        "published_at": "2026-03-15 17:05",
        "author": "Maison Exemple",
        "role": "brand",
        "text": "Bonjour Camille, nous sommes désolés de ce retard et revenons vers vous.",
    },
)


def template_csv(language: Language) -> bytes:
    """The template as a CSV file that a spreadsheet in this language opens."""
    schema = dict.fromkeys(TEMPLATE, pl.String)
    rows = [{name: row.get(name) for name in TEMPLATE} for row in _ROWS]
    return as_csv(pl.DataFrame(rows, schema=schema), language)
