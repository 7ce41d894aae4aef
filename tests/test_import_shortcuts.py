"""Shortcuts of an import give what the long way gives, whatever the texts."""

import hashlib
import hmac
from collections.abc import Iterator

import numpy as np
import polars as pl
from hypothesis import example, given
from hypothesis import strategies as st

from sociallens import taxonomy
from sociallens.importing.cast import refusal, vocabularies
from sociallens.importing.formats import long, mojibake
from sociallens.importing.formats.table import LINE
from sociallens.importing.privacy import handles, pseudonyms
from sociallens.importing.privacy.redaction import checked
from sociallens.importing.profiles import mapping
from sociallens.importing.profiles.profile import shipped
from sociallens.importing.values import dates, vocabulary

# Signs that fold, look or count otherwise than they seem: long s, Kelvin, a Turkish I, digits of
# other scripts, joiners, marks, full-width letters, blanks of all kinds.
HOSTILE = "ſKİıＦＲ７٣१ ́​‍   \t\n�\U000e0041À√Ã©â€™¬´ð\x9f\x80"
ANY = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
HARD = st.text(st.sampled_from(HOSTILE + "FRfrDEgb0147 ._-:/uU@|;é"), max_size=60)
TEXTS = st.lists(st.none() | ANY | HARD, max_size=8)
# -- Runs that may hold the number of an account.

COUNTRY = st.sampled_from([*checked._IBAN_LENGTHS, "fr", "Fr", "XX", "ſE", "FRFR"])
RUN = st.lists(COUNTRY | st.from_regex(r"\A[0-9]{1,30}\Z") | HARD | st.just(" "), max_size=8)


@example(["iban ", "FR", "7630006000011234567890189"])
@example(["FR", "76 3000 6000 0112 3456 7890 189", " DE", "89370400440532013000"])
@example(["BE", "68539007547034", "BE", "68539007547034"])
@given(RUN)
def test_accounts_are_found_where_each_sign_is_looked_at(parts: list[str]) -> None:
    run = "".join(parts)
    assert list(checked._ibans(run)) == list(_ibans_sign_by_sign(run))


def _ibans_sign_by_sign(run: str) -> Iterator[str]:
    places = [place for place, sign in enumerate(run) if sign.isascii() and sign.isalnum()]
    compact = "".join(run[place] for place in places).upper()
    said = run[:4].casefold().startswith(checked._SAID)
    start = 0
    while start < len(compact) - 14:
        length = checked._IBAN_LENGTHS.get(compact[start : start + 2], 0)
        end = start + length
        if not (length and end <= len(compact) and checked._sums_to_one(compact[start:end])):
            end = checked._mistyped(run, places, start, length, said) if length else 0
        if end:
            yield run[places[start] : places[end - 1] + 1]
        start = end or start + 1


# -- Pseudonyms, and ids that name their author.


@given(st.binary(max_size=200), st.lists(st.binary(max_size=200), max_size=5))
def test_messages_are_signed_as_the_standard_library_does(
    secret: bytes, messages: list[bytes]
) -> None:
    signed = pseudonyms._signed(messages, secret)
    assert signed == [hmac.digest(secret, each, hashlib.sha256) for each in messages]


NAMES = ("12345678", "u/1234567", "/User/7654321", "U/lea_1", "lea", "Léa", "۱۲۳۴۵۶۷", "12 34 567",
         "_1234567", "K1234567", "1234567\u0301")  # fmt: skip
AUTHOR = st.sampled_from(NAMES) | HARD
WRITTEN = st.tuples(st.none() | AUTHOR, st.none() | HARD, st.none() | HARD, st.booleans())


@given(st.lists(WRITTEN, max_size=8), st.sampled_from(["", "fb-"]))
def test_ids_hold_their_author_where_all_are_looked_at(
    written: list[tuple[str | None, str | None, str | None, bool]], prefix: str
) -> None:
    rows = pl.DataFrame(
        [
            {
                "id": f"{prefix}{before or ''}{author or ''}" if held else before,
                "parent_id": behind,
                "conversation_id": author,
                "role": "customer",
                "author": author,
            }
            for author, before, behind, held in written
        ],
        schema=dict.fromkeys(("id", "parent_id", "conversation_id", "role", "author"), pl.String),
    )
    author = handles._bare(pl.col("author"))
    least = pl.when(author.str.contains(r"^\d+$")).then(7).otherwise(4)
    signed = rows.with_columns(author=pl.when(author.str.len_chars() >= least).then(author))
    found = [
        signed.filter(
            handles._bare(pl.col(name).str.strip_prefix(prefix)).str.contains(
                pl.col("author"), literal=True
            )
        )[name]
        for name in ("id", "parent_id", "conversation_id")
    ]
    expected = {each for ids in found for each in ids}
    assert {*handles.ids_of_authors(rows, prefix)} == expected


# -- Cells.


@given(TEXTS)
def test_broken_signs_are_mended_where_each_cell_is_read(texts: list[str | None]) -> None:
    frame = pl.DataFrame({"text": texts}, {"text": pl.String}).with_row_index(LINE)
    mended, notes = mojibake.repair_frame(frame)
    likely = frame["text"].str.contains(mojibake._LIKELY).fill_null(False).to_list()
    expected = [
        mojibake.repair(text) if text is not None and is_likely else text
        for text, is_likely in zip(texts, likely, strict=True)
    ]
    assert mended["text"].to_list() == expected
    changed = sum(old != new for old, new in zip(texts, expected, strict=True))
    assert notes["import-note-mojibake"] == changed
    assert notes["import-note-mojibake-doubt"] == sum(likely) - changed


@given(TEXTS)
def test_dates_are_simplified_where_each_is_folded(texts: list[str | None]) -> None:
    plain = dates._plain(pl.Series("text", texts, pl.String))
    assert plain["plain"].equals(plain.select(dates._simple(pl.col("text"))).to_series())


QUOTED = st.text(st.sampled_from('",\nx'), max_size=30)


@given(QUOTED)
def test_signs_within_quotes_are_told_where_each_sign_is_counted(text: str) -> None:
    signs = np.frombuffer(text.encode(), np.uint8)
    quotes, commas = np.flatnonzero(signs == ord('"')), np.flatnonzero(signs == ord(","))
    expected = [text[:place].count('"') % 2 == 1 for place in commas]
    assert long._within(quotes, commas).tolist() == expected


CELL = st.none() | st.lists(
    st.sampled_from(["delivery", "Livraison", "", " ", "refund", "nonsense", ";", "|", "é"]),
    max_size=4,
).map(";".join)


@given(st.lists(CELL, max_size=8))
def test_lists_of_labels_are_read_where_each_cell_is(cells: list[str | None]) -> None:
    ecommerce = taxonomy.load("ecommerce")
    nothing = pl.lit(None, pl.String)
    frame = pl.DataFrame({"causes": cells}, {"causes": pl.String}).with_columns(
        nothing.alias(refusal.REASON), nothing.alias(refusal.DETAIL)
    )
    read = vocabularies._resolve_lists(frame, "causes", "cause", ecommerce)
    spellings = vocabulary.spellings(ecommerce, "cause")
    for cell, keys, detail in zip(cells, read["causes"], read[refusal.DETAIL], strict=True):
        if cell is None:
            assert keys is None
            assert detail is None
            continue
        parts = [part.strip() for part in cell.replace("|", ";").split(";") if part.strip()]
        known = vocabulary.lookup([*parts], spellings)
        assert keys.to_list() == list(dict.fromkeys(known.get(part) for part in parts))
        unknown = [part for part in parts if part not in known]
        assert (detail in unknown) if unknown else detail is None


def test_columns_that_decide_are_found_without_the_others() -> None:
    for profile in shipped():
        headers = sorted({*profile.known_headers(), "other"})
        frame = pl.DataFrame({LINE: [1]} | {name: [f"{name}!"] for name in headers})
        few = mapping.headers_of(frame.columns, profile, vocabularies.ONE)
        assert mapping.cells(frame.select(few), profile, vocabularies.ONE).equals(
            mapping.cells(frame, profile, vocabularies.ONE)
        )
