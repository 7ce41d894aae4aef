"""Texts of made-up conversations, by the column: sentences of ours, with words in their slots."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import polars as pl

Integers: TypeAlias = npt.NDArray[np.int64]

SEED = 20261128
MERCHANTS = 500
LANGUAGES = ("fr", "en")
CAUSES = ("delivery", "return_refund", "contact_quality", "order_payment", "product", "website_app")
OTHERS = ("offer", "purchase_sharing", "reputation_advice", "brand_communication", "none")  # topics
SENTIMENTS = ("negative", "neutral", "positive")
PARTS: Mapping[str, Sequence[str]] = {  # of a text, with the labels that each has sentences for
    "open": SENTIMENTS,
    "about": (*CAUSES, *OTHERS),
    "tail": ("any",),
    "reply": ("any",),
    "after": SENTIMENTS,
}
NO_SENTENCE = -1
ORDERS = 200_000
_SLOT = re.compile(r"\{(\w)\}")
_SLOTS = "mnpoav"  # the merchant, days, a price, an order, an article, a town
_MOST = 3  # slots of a sentence


@dataclass(frozen=True)
class _Sentences:
    """All sentences in pieces, one more than they have slots; the last one is empty."""

    pieces: tuple[pl.Series, ...]
    slots: Integers  # a row each: places in `_SLOTS`, -1 for none
    kinds: Mapping[tuple[str, str, str], tuple[int, int]]  # language, part, label: first, count


@dataclass(frozen=True)
class _Fillings:
    """What may stand in slots, that of one after that of the other; the last is empty."""

    texts: pl.Series
    first: Integers  # of each slot
    count: Integers


@cache
def merchants() -> tuple[str, ...]:
    """Their names, first the one that most people write to."""
    first, second = (_written()["things"][f"merchant_{part}"] for part in ("first", "second"))
    return tuple(
        f"{first[place % len(first)]} {second[place // len(first)]}" for place in range(MERCHANTS)
    )


def drawn(
    draw: np.random.Generator, part: str, languages: Integers, labels: Integers | int = 0
) -> Integers:
    """A sentence for each row: its number. `labels`: places in those of the part."""
    kinds = _sentences().kinds
    places = np.array([[kinds[each, part, name] for name in PARTS[part]] for each in LANGUAGES])
    first, count = places[languages, labels].T
    return np.asarray(first + draw.random(len(languages)) * count, np.int64)


def texts(
    draw: np.random.Generator, merchant: Integers, sentences: Sequence[Integers]
) -> pl.Series:
    """A text for each row, of its sentences one after the other."""
    known, fillings = _sentences(), _fillings()
    columns = []
    for numbers in sentences:
        slots = known.slots[numbers]
        # Squared, so that some articles and towns are named often and others hardly ever.
        filled = fillings.first[slots] + draw.random(slots.shape) ** 2 * fillings.count[slots]
        filled = np.where(slots == 0, merchant[:, None], filled.astype(np.int64))
        filled = np.where(slots < 0, len(fillings.texts) - 1, filled)
        place = pl.Series(np.where(numbers == NO_SENTENCE, len(known.slots) - 1, numbers))
        for number in range(_MOST):
            columns.append(known.pieces[number].gather(place))
            columns.append(fillings.texts.gather(pl.Series(filled[:, number])))
        columns.append(known.pieces[_MOST].gather(place))
    frame = pl.DataFrame([column.alias(str(place)) for place, column in enumerate(columns)])
    return frame.select(pl.concat_str(pl.all()).str.strip_chars_end()).to_series()


@cache
def _written() -> Mapping[str, Any]:
    with (Path(__file__).parent / "made_texts.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def _sentences() -> _Sentences:
    listed: list[str] = []
    kinds = {}
    for language in LANGUAGES:
        for part, labels in PARTS.items():
            for label in labels:
                of_kind = _written()[language][part][label]
                kinds[language, part, label] = (len(listed), len(of_kind))
                listed += [f"{sentence} " for sentence in of_kind]
    taken = [_SLOT.split(sentence) for sentence in (*listed, "")]
    pieces = [each[::2] + [""] * (_MOST + 1 - len(each[::2])) for each in taken]
    slots = [[_SLOTS.index(name) for name in each[1::2]] for each in taken]
    return _Sentences(
        tuple(pl.Series(list(column)) for column in zip(*pieces, strict=True)),
        np.array([each + [-1] * (_MOST - len(each)) for each in slots]),
        kinds,
    )


@cache
def _fillings() -> _Fillings:
    """Common words and, of articles and orders, rare ones."""
    things = _written()["things"]
    orders = np.random.default_rng(SEED).integers(10**7, 10**8, ORDERS)
    listed = {
        "m": merchants(),
        "n": [str(days) for days in range(2, 31)],
        "p": [f"{euros},{cents:02}" for euros in range(9, 250) for cents in (0, 50, 90, 99)],
        "o": [f"CM{number}" for number in orders],
        "a": [f"{article} {name} {colour}" for article in things["articles"]
              for name in things["names"] for colour in things["colours"]],
        "v": things["towns"],
    }  # fmt: skip
    count = np.array([len(listed[name]) for name in _SLOTS])
    texts = pl.Series([*(text for name in _SLOTS for text in listed[name]), ""])
    return _Fillings(texts, np.cumsum(count) - count, count)
