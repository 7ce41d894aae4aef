"""Random files as programs write them, and worse: tables and JSON documents, told by a seed."""

import csv
import gzip
import io
import json
import random
import zipfile
from dataclasses import dataclass
from typing import Any, Literal

import polars as pl

from tests.workbooks import rows_xml, write_workbook

_WORDS = [
    "colis",
    "commande",
    "livraison",
    "jamais",
    "reçu",
    "déçu",
    "très",
    "bien",
    "service",
    "client",
    "remboursé",
    "attente",
    "écran",
    "cassé",
    "merci",
    "équipe",
    "rapide",
    "“cher”",
    "l’été",
    "12",
    "€",
    "<3",
    "&amp;",
    "<b>gras</b>",
    "œuvre",
    "Noël",
    "ok",
    "😀",
    "２",
    "Ã©té",
]
_HEADERS = (
    "site", "channel", "text", "id", "author", "published_at", "rating", "url", "Prix TTC", "a,b",
    "user.name", "", "#line", "#parent", "^site", "Référence", "x" * 300, "\u200bid", "=1+1",
)  # fmt: skip
_CELLS = (
    "", " ", "0", "-1", "5", "4,5", "1e400", "NaN", "12345678901234567890", "2024-02-30", "５",
    "2024-02-01", "01/02/2024", "null", "=1+1", "'", '"', "\\", "a;b", "a,b", "a\tb", "l1\nl2",
    "\x00", "\ufeff", "\ud7ff", "fin.\\", '\\"', "9" * 5000,
)  # fmt: skip
_ENCODINGS = (
    "utf-8",
    "utf-8-sig",
    "cp1252",
    "iso8859-15",
    "utf-16",
    "utf-16-le",
    "mac_roman",
    "cp850",
)


@dataclass(frozen=True)
class Export:
    """A file."""

    kind: str
    content: bytes


def export(seed: int) -> Export:
    """The random file of a seed."""
    chance = random.Random(seed)
    kind = chance.choice(("csv", "csv", "csv", "json", "json", "json", "xlsx", "parquet"))
    made = _MAKERS[kind](chance, _table(chance))
    return _packed(chance, made) if chance.random() < 0.1 else made


def _table(chance: random.Random) -> list[dict[str, str]]:
    """Records with some columns of the template and some of none."""
    own = ["site", "channel", "text"] if chance.random() < 0.6 else []
    names = own + chance.sample(_HEADERS, chance.randint(1 - bool(own), 6))
    names = list(dict.fromkeys(names))
    chance.shuffle(names)
    size = chance.choice((1, 2, 5, 30))
    return [{name: _cell(chance, name) for name in names} for _ in range(size)]


def _cell(chance: random.Random, name: str) -> str:
    if chance.random() < 0.1:
        return chance.choice(_CELLS)
    given = {"site": "Fnac", "channel": "avis", "rating": "4", "published_at": "2024-02-01"}
    return given.get(name) or " ".join(chance.choices(_WORDS, k=chance.randint(1, 12)))


def _csv(chance: random.Random, table: list[dict[str, str]]) -> Export:
    delimiter = chance.choice(",,;;\t|")
    stream = io.StringIO()
    ends = chance.choice(("\n", "\r\n"))
    quoting: Literal[0, 1] = csv.QUOTE_ALL if chance.random() < 0.5 else csv.QUOTE_MINIMAL
    writer = csv.writer(stream, delimiter=delimiter, quoting=quoting, lineterminator=ends)
    for _ in range(chance.choice((0, 0, 0, 1, 4))):
        stream.write(chance.choice(("Export du jour\n", "\n", f"sep={delimiter}\n", "sep=\n")))
    body = [list(row.values()) for row in table]
    ways = chance.choices(("plain", "index", "ragged", "trailing", "quotes"), (6, 1, 1, 1, 1))
    if ways == ["index"]:
        body = [[str(n), *row] for n, row in enumerate(body)]
    elif ways == ["trailing"]:
        body = [[*row, ""] for row in body]
    elif ways == ["ragged"]:
        body[chance.randrange(len(body))] += ["de trop", "encore"]
    writer.writerows([list(table[0]), *body])
    text = stream.getvalue()
    if ways == ["quotes"]:
        place = chance.randrange(len(text))
        text = text[:place] + chance.choice(('"', '\\"', '"\n', '""')) + text[place:]
    return Export("csv", text.encode(chance.choice(_ENCODINGS), "replace"))


def _json(chance: random.Random, table: list[dict[str, str]]) -> Export:
    records: list[dict[str, Any]] = [
        {name: _value(chance, cell) for name, cell in row.items()} for row in table
    ]
    name, document = chance.choice(_WRAPPERS)(chance, records)
    dumped = [json.dumps(part, ensure_ascii=chance.random() < 0.5, indent=chance.choice((None, 1)))
              for part in document]  # fmt: skip
    text = name + chance.choice(("\n", "\n\n")).join(dumped)
    if chance.random() < 0.1:
        text = text[: chance.randrange(len(text))]
    return Export("json", text.encode(chance.choice(("utf-8", "utf-8-sig", "utf-16"))))


def _value(chance: random.Random, cell: str) -> Any:
    if chance.random() < 0.85:
        return cell
    lists: tuple[Any, ...] = ([], [cell, cell], [[cell]], [{"text": cell}], [{"type": "a"}])
    return chance.choice((None, True, 3, 4.5, 10**30, {}, {"text": cell}, *lists))


_WRAPPERS: tuple[Any, ...] = (
    lambda _, records: ("", [records]),
    lambda _, records: ("", records),
    lambda _, records: ("", [{"reviews": records, "meta": {"count": len(records)}}]),
    lambda _, records: ("", [{"data": {"comments": records}, "errors": [{"code": 1}]}]),
    lambda _, records: ("", [{"data": [each], "includes": {"users": []}} for each in records]),
    lambda _, records: ("", [[{"data": records}, {"data": records}]]),
    lambda _, records: ("", [{"hits": {"hits": [{"_source": each} for each in records]}}]),
    lambda _, records: ("", [{name: [each[name] for each in records] for name in records[0]}]),
    lambda _, records: (
        "",
        [{name: {str(n): each[name] for n, each in enumerate(records)} for name in records[0]}],
    ),
    lambda _, records: ("", [{f"id{n}": each for n, each in enumerate(records)}]),
    lambda _, records: ("window.YTD.tweets.part0 = ", [[{"tweet": each} for each in records]]),
    lambda _, records: (
        "",
        [{"columns": list(records[0]), "data": [list(r.values()) for r in records]}],
    ),
    lambda chance, records: ("", [_nested(records, chance.randint(1, 90))]),
    lambda _, records: ("", [5, "texte", None, records]),
)


def _nested(value: Any, depth: int) -> Any:
    for level in range(depth):
        value = [value] if level % 2 else {"in": value}
    return value


def _xlsx(chance: random.Random, table: list[dict[str, str]]) -> Export:
    def clean(cell: str) -> str:
        return "".join(sign for sign in cell if sign >= " " and sign not in "\ufeff")

    rows: list[list[str | float]] = [[clean(name) for name in table[0]]]
    rows += [[clean(cell) for cell in row.values()] for row in table]
    sheets = {"Données": rows_xml(rows)}
    if chance.random() < 0.3:
        sheets = {"Lisez-moi": rows_xml([["Export du jour"], ["Rien ici"]]), **sheets}
    if chance.random() < 0.3:
        sheets |= {"Suite": rows_xml(rows), "Codes": rows_xml([["code"], ["a"]])}
    file = io.BytesIO()
    write_workbook(file, sheets)
    return Export("xlsx", _damaged(chance, file.getvalue()))


def _parquet(chance: random.Random, table: list[dict[str, str]]) -> Export:
    frame = pl.DataFrame(
        {name: [row[name] for row in table] for name in table[0]},
        schema=dict.fromkeys(table[0], pl.String),
    )
    odd: Any = chance.choice(([b"\xff"], [{"a": 1}], [[1, 2]], [1.5], [True], [None], ["2"]))
    if chance.random() < 0.5:
        frame = frame.with_columns(pl.Series("odd", odd * frame.height, strict=False))
    file = io.BytesIO()
    frame.write_parquet(file)
    return Export("parquet", _damaged(chance, file.getvalue()))


def _damaged(chance: random.Random, content: bytes) -> bytes:
    if chance.random() > 0.2:
        return content
    damaged = bytearray(content)
    for _ in range(chance.choice((1, 5, 50))):
        damaged[chance.randrange(len(damaged))] = chance.randrange(256)
    return bytes(damaged)


def _packed(chance: random.Random, made: Export) -> Export:
    if chance.random() < 0.4:
        return Export(f"{made.kind}.gz", gzip.compress(made.content, mtime=0))
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(chance.choice(("avis/a.csv", "../../a", "a", "\\\\x\\a")), made.content)
        archive.writestr("LISEZMOI.txt", "Bonjour,\n\nvoici l’export.\n")
    return Export(f"{made.kind}.zip", file.getvalue())


_MAKERS = {"csv": _csv, "json": _json, "xlsx": _xlsx, "parquet": _parquet}
