"""Casting: rows of text to typed columns by declared rules, and refusals with their reasons.

Reasons are message keys. A row is refused for the first reason that applies. Each module casts
some of the columns; a cell that makes no sense but does not refuse its row is counted in `notes`.
"""

from collections import Counter
from dataclasses import dataclass

import polars as pl

from sociallens.importing import observability
from sociallens.importing.cast.contents import refuse_silent_rows, refuse_unfit_texts
from sociallens.importing.cast.fallback import Fallback
from sociallens.importing.cast.numbers import parse_numbers
from sociallens.importing.cast.places import GIVEN_SITE, resolve_places
from sociallens.importing.cast.refusal import DETAIL, REASON
from sociallens.importing.cast.roles import assign_roles
from sociallens.importing.cast.times import parse_times
from sociallens.importing.cast.vocabularies import resolve_labels
from sociallens.importing.cast.whole import COLUMNS, Whole, decides
from sociallens.importing.formats.table import LINE
from sociallens.importing.profiles.profile import Profile
from sociallens.merchants import Merchants
from sociallens.schema import TEMPLATE
from sociallens.taxonomy import Taxonomy

__all__ = [
    "COLUMNS",
    "DETAIL",
    "GIVEN_SITE",
    "REASON",
    "Cast",
    "Fallback",
    "Whole",
    "cast",
    "decides",
]


@dataclass(frozen=True)
class Cast:
    """Typed rows, refused rows, and what happened to cells.

    `rows` has the columns of `cast`; `refused` has the columns of `raw` with `REASON` (a message
    key) and `DETAIL` (the value at fault), both text; `notes` counts cells by message key;
    `replies` tells whether a reply of the brand's is among all of them.
    """

    rows: pl.DataFrame
    refused: pl.DataFrame
    notes: Counter[str]
    replies: bool


def cast(
    raw: pl.DataFrame,
    profile: Profile,
    whole: Whole,
    fallback: Fallback,
    taxonomy: Taxonomy,
    merchants: Merchants,
) -> Cast:
    """The rows `raw` with typed columns.

    Args:
        raw: `LINE` (integer) and the columns of `schema.TEMPLATE`, all text.
        profile: How dates, ratings and sites are written.
        whole: What the rows of the whole file decide, of which `raw` may be a slice.
        fallback: What stands in for columns that are missing or empty.
        taxonomy: The closed vocabularies.
        merchants: The names and accounts of sites.

    Returns:
        Rows of `LINE` (integer), `GIVEN_SITE` (text) and the columns of `schema.TEMPLATE`: times
        in UTC, `rating` from 1 to 5, `sentiment_score` from -1 to 1 (floats), `topics` and
        `causes` lists of keys, `reply_observed` and `followup_observed` booleans that are null
        where only the whole file tells, the rest text.
    """
    notes: Counter[str] = Counter()
    typed = raw.with_columns(
        pl.lit(None, pl.String).alias(REASON), pl.lit(None, pl.String).alias(DETAIL)
    )
    typed = refuse_unfit_texts(typed, profile)
    typed = parse_times(typed, profile, whole, fallback.now, notes)
    typed = resolve_places(typed, profile, whole, fallback, taxonomy, merchants, notes)
    typed = resolve_labels(typed, taxonomy, notes)
    typed = parse_numbers(typed, profile, notes)
    typed = assign_roles(typed, taxonomy, merchants)
    typed = observability.with_observability(typed, profile)
    typed = refuse_silent_rows(typed)
    good = pl.col(REASON).is_null()
    rows = typed.filter(good).select(LINE, GIVEN_SITE, *TEMPLATE)
    refused = raw.with_columns(typed[REASON], typed[DETAIL]).filter(~good)
    return Cast(rows, refused, notes, bool((typed["role"] == "brand").any()))
