"""Personal data out of texts, before anything is written.

All patterns run in Polars (Rust regular expressions: linear time, whatever the text). Bank and
card numbers are replaced only where their check digits are right. What is caught and what is not:
`docs/redaction.md`.
"""

from collections.abc import Iterable, Sequence
from functools import cache, lru_cache

import polars as pl

from sociallens.importing.privacy.redaction import (
    addresses,
    checked,
    contacts,
    identifiers,
    names,
    numbers,
)
from sociallens.importing.privacy.redaction.normal import normal
from sociallens.importing.privacy.redaction.rules import Judged, Rule, among, sign_of_any
from sociallens.importing.privacy.redaction.tables import column
from sociallens.merchants import Merchants, load

# Four digits near each other, capitals after "n°", or the shape of a plate: without them there is
# no number to hide.
_DIGITS = (
    r"\d(?:\D{0,3}\d){3}|(?i:n[°º]|num[ée]ro)\D{0,30}[A-Z]{8}"
    r"|[A-Za-z]{2}[ .-]?\d{3}[ .-]?[A-Za-z]{2}"
)
_EMAILS = (contacts.SPELT_EMAILS, contacts.EMAILS)
_NUMBERS = (
    identifiers.IPS,
    identifiers.PAPERS,
    contacts.PHONES,
    *numbers.CARRIERS,
    *numbers.KEYWORDED,
    identifiers.PLATES,
    contacts.ASKED_PHONES,
    numbers.LONELY,
    numbers.BARE,
)


def redact(
    text: pl.Series, merchants: Merchants | None = None, sites: Iterable[str] = ()
) -> pl.Series:
    """`text` with placeholders for what identifies a person, an account or an order.

    Names and accounts of `merchants` (without: of those shipped) stay, and the names of `sites`,
    declared or not. What is written in other widths, or broken by invisible characters, is found
    in the normal form of the text; a text in which nothing is found stays as it was written, to
    the byte.
    """
    standard = normal(text)
    redacted = _redacted(standard, _judged(_brands(merchants or _shipped(), sites)))
    return text.zip_with((redacted == standard).fill_null(True), redacted)


def rules(merchants: Merchants | None = None) -> tuple[Rule | Judged, ...]:
    """Every rule, in the order of application, but for the checks of IBAN and card."""
    judged = _judged(_brands(merchants or _shipped()))
    return (*_EMAILS, addresses.ADDRESSES, *_NUMBERS, *judged)


@cache
def _shipped() -> Merchants:
    return load()


def _brands(merchants: Merchants, sites: Iterable[str] = ()) -> frozenset[str]:
    return frozenset((*merchants.canonical, *merchants.accounts, *sites))


@lru_cache(maxsize=8)
def _judged(brands: frozenset[str]) -> tuple[Judged, ...]:
    """The rules that tables decide, after all others."""
    names_of_brands = brands | set(column("brands", "brand"))
    return (contacts.accounts(names_of_brands), *names.names(brands))


def _redacted(text: pl.Series, judged: tuple[Judged, ...]) -> pl.Series:
    text = among(text, contacts.EMAIL_SIGN, lambda some: _applied(_EMAILS, some))
    text = among(text, "[0-9]", addresses.ADDRESSES.apply)
    text = among(text, _DIGITS, _without_numbers)
    return among(text, sign_of_any(judged), lambda some: _applied(judged, some))


def _without_numbers(text: pl.Series) -> pl.Series:
    return _applied(_NUMBERS, checked.without_accounts(text))


def _applied(rules: Sequence[Rule | Judged], text: pl.Series) -> pl.Series:
    for rule in rules:
        text = rule.apply(text)
    return text
