"""Two hundred files that mean harm, or look like it, each with the good rows that must survive it.

`FILES` has them by kind; those in `HEAVY` are large or slow and stay out of the tests.
"""

import json
import os
import random
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tests.hostile_binary import COLUMNS, VALUES, Make, archives, parquets, workbooks

HEADER = ",".join(COLUMNS)
GOOD = ",".join(VALUES)
RECORD = dict(zip(COLUMNS, VALUES, strict=True))
MILLION = 1_000_000


class Hostile(NamedTuple):
    """A file: its name, what makes it, and its rows that must arrive (None: that is open)."""

    name: str
    make: Make
    good: int | None


def data(content: str | bytes) -> Make:
    return lambda path: path.write_bytes(
        content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass")
    )


def lines(*rows: str) -> Make:
    return data("".join(f"{row}\n" for row in (HEADER, *rows)))


def swollen(before: bytes, piece: bytes, times: int, after: bytes = b"") -> Make:
    def make(path: Path) -> None:
        with path.open("wb") as file:
            file.write(before)
            for _ in range(times):
                file.write(piece)
            file.write(after)

    return make


def sparse(size: int, before: bytes = b"") -> Make:
    def make(path: Path) -> None:
        path.write_bytes(before)
        os.truncate(path, size)

    return make


def valued(column: str, value: str) -> Make:
    """One good row with one odd value."""
    row = RECORD | {column: value}
    return data(f"{','.join(row)}\n{','.join(map(_quoted, row.values()))}\n")


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"'


def records(content: object) -> Make:
    return data(json.dumps(content))


def texts() -> Iterator[tuple[str, Make, int | None]]:
    start = f"{HEADER}\n{GOOD}\n".encode()
    head = f"{HEADER}\n".encode()
    yield "empty.csv", data(""), None
    yield "blank.csv", data(" \n \n\t\n"), None
    yield "zeros.csv", data(bytes(1000)), None
    yield "many_zeros.csv", data(bytes(MILLION)), None
    yield "only_bom.csv", data(b"\xef\xbb\xbf"), None
    yield "two_boms.csv", data(b"\xef\xbb\xbf\xef\xbb\xbf" + start), None
    yield "only_header.csv", data(head), None
    yield "newlines_1m.csv", data(b"\n" * MILLION), None
    yield "newlines_50m.csv", swollen(start, b"\n" * MILLION, 50), None
    yield "returns.csv", data(start.replace(b"\n", b"\r")), 1
    yield "windows.csv", data(start.replace(b"\n", b"\r\n")), 1
    yield "line_300mb.csv", swollen(head, b"x" * MILLION, 300), None
    yield "line_1gb.csv", swollen(head, b"y" * MILLION, 1000), None
    yield "line_1gb.json", swollen(b'[{"text":"', b"y" * MILLION, 1000, b'"}]'), None
    yield "sparse_1gb.csv", sparse(1000 * MILLION, start), None
    yield "sparse_3gb.csv", sparse(3000 * MILLION, start), None
    yield "sparse_zeros.csv", sparse(1900 * MILLION), None
    yield "quotes_100mb.csv", swollen(start, b'"' * MILLION, 100), None
    yield "commas_100mb.csv", swollen(start, b"," * MILLION, 100), None
    yield "cell_50mb.csv", swollen(head + b"h2,Belverde,avis,2024-01-02,", b"x" * MILLION, 50,
                                   f"\n{GOOD}\n".encode()), 1  # fmt: skip
    yield "columns_600.csv", data(",".join(f"c{n}" for n in range(600)) + "\n" + "x," * 600), None
    yield "columns_100k.csv", data(",".join(f"c{n}" for n in range(100_000)) + "\nx\n"), None
    yield "columns_1m.csv", data("," * MILLION + "\n" + "," * MILLION + "\n"), None
    yield "long_headers.csv", data(",".join(f"h{n}" * 900 for n in range(20)) + "\nx\n"), None
    yield "long_unused.csv", data(f"{HEADER},{'h' * 5000}\n{GOOD},x\n"), 1
    yield "braces.csv", data(f"{HEADER},{{ $count }},{{{{\n{GOOD},x,y\n"), 1
    yield "hash_line.csv", data(f"{HEADER},#line\n{GOOD},99\n"), 1
    yield "reason.csv", data(f"{HEADER},#reason,#detail\n{GOOD},x,y\n"), 1
    yield "same_headers.csv", data(f"{HEADER},text,text\n{GOOD},x,y\n"), None
    yield "case_headers.csv", data(f"{HEADER},TEXT,Text \n{GOOD},x,y\n"), None
    yield "blank_headers.csv", data(f"{HEADER},,,\n{GOOD},a,b,c\n"), None
    yield "ragged.csv", lines(GOOD, "a,b", "a,b,c,d,e,f,g,h"), 1
    yield "open_quote.csv", lines(GOOD, 'q,Belverde,avis,2024-01-02,"jamais fermé'), 1
    yield "open_quotes_20k.csv", lines(GOOD, *('q,B,avis,2024-01-02,"ouvert',) * 20_000), 1
    yield "open_quote_far.csv", lines(GOOD, 'q,B,avis,2024-01-02,"ouvert', *(",,,,",) * 90_000), 1
    yield "stray_quotes.csv", lines(*(f'{n},B,avis,2024-01-02,le "mot" x' for n in range(9))), 9
    yield (
        "separator.csv",
        data("sep=;\n" + f"{HEADER}\n{GOOD}\n".replace(",", ";")),
        None,
    )
    yield "odd_separator.csv", data(b"sep=\x00\n" + start), None
    yield "controls.csv", lines("h1,Belverde,avis,2024-01-02,\x01\x02\x07\x1b[31mLivraison"), None
    yield "zero_in_cell.csv", lines("h1,Belverde,avis,2024-01-02,Livr\x00aison rapide"), 1
    yield (
        "reversed.csv",
        lines("h1,Belverde,avis,2024-01-02,\u202eabc\u202c d\u0301\u0301\u0301"),
        1,
    )
    circle = "a,b,B,forum,Bonjour à tous\nb,a,B,forum,Bonjour aussi\nc,c,B,forum,Et moi\n"
    yield "threads.csv", data(f"id,parent_id,site,channel,text\n{circle}"), 3
    yield "chance.bin", data(random.Random(3).randbytes(MILLION)), None
    yield "chance.csv", data(start + random.Random(4).randbytes(100_000)), None
    for name in ("utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "mac-roman"):
        yield f"{name}.csv", data(f"{HEADER}\n{GOOD}\n".encode(name)), None
    mixed = "h2,Belverde,avis,2024-01-02,Été déçu\n".encode("cp1252")
    yield "mixed.csv", data(start + mixed + b"h3,B,avis,2024-01-02,\xff\xfe\x81\n"), None
    yield (
        "surrogates.csv",
        data(start + b"h2,B,avis,2024-01-02,\xed\xa0\x80 \xc3\x28\n"),
        None,
    )
    heads = (b"\x89PNG", b"%PDF-1.4", b"\x7fELF", b"MZ\0", b"Rar!", b"{\\rtf", b"\xd0\xcf\x11\xe0")
    for number, magic in enumerate(heads):
        yield f"foreign_{number}.csv", data(magic + start), None


def values() -> Iterator[tuple[str, Make, int | None]]:
    ratings = ("５", "٤", "⑤", "NaN", "inf", "-inf", "1e309", "9" * 400, "9" * 5000, "-1", "0x4",
               "true", "=1+1", "3,5", "½", "5/0", "１０/１０")  # fmt: skip
    for number, rating in enumerate(ratings):
        yield f"rating_{number}.csv", valued("rating", rating), 1
    dates = ("0000-00-00", "9999-12-31", "290000-01-01", "2024-02-30", "-1", "1e10",
             "٢٠٢٤-٠١-٠١", "2024-01-01" + "0" * 1000, "9" * 30, "9" * 5000, "2024-01-01T24:00:00",
             "2024-01-01T00:00:00+99:99", "2024-06-30T23:59:60Z", "2024-03-31T02:30")  # fmt: skip
    for number, date in enumerate(dates):
        yield f"date_{number}.csv", valued("published_at", date), None
    ids = ("9" * 5000, "x" * 10_000, "1e5", "NULL", "../../x", "\u202eid", "=cmd", "a\nb", "'; --",
           "\x00", "9007199254740993")  # fmt: skip
    for number, name in enumerate(ids):
        yield f"id_{number}.csv", valued("id", name), 1
    sites = ("S" * 49_000, "{ $x }", "<script>", "\u200b", "a\nb")
    for number, site in enumerate(sites):
        yield f"site_{number}.csv", valued("site", site), None
    slow = ("a@" * 12_000, "06 " * 16_000, "1" * 49_000, "@" * 49_000, "n° " * 16_000, "(" * 48_000,
            "FR76" * 12_000, "Mme Van der " * 4_000, "." * 49_000, "é\u0301" * 20_000)  # fmt: skip
    for number, text in enumerate(slow):
        yield f"slow_{number}.csv", valued("text", text), None


def documents() -> Iterator[tuple[str, Make, int | None]]:
    good = json.dumps(RECORD)
    yield "deep_lists.json", data(b"[" * 100_000 + b"]" * 100_000), None
    yield "deep_open.json", data(b"[" * 10 * MILLION), None
    yield "deep_objects.json", data(b'{"a":' * 5_000 + b"1" + b"}" * 5_000), None
    yield "deep_field.json", data(f'[{good[:-1]}, "x": {"[" * 100}{"]" * 100}}}]'), None
    yield "deep_line.jsonl", data(f"{good}\n{good}\n" + '{"a":' * 50_000 + "1" + "}" * 50_000), 1
    yield "cut.json", data('[{"text": "bon'), None
    yield "numbers.json", data("[1, 2, 3]"), None
    yield "empty_list.json", data("[]"), None
    yield "empty_object.json", data("{}"), None
    yield "integer.json", data(f'[{good[:-1]}, "n": {"9" * 5000}}}]'), None
    yield (
        "integer_id.json",
        data(f'[{{"id": {"9" * 5000}, "site": "B", "channel": "avis", "text": "bon"}}]'),
        None,
    )
    yield "integer_line.jsonl", data(f'{good}\n{{"n": {"9" * 5000}}}\n{good}\n'), 1
    yield "float.json", data(f'[{good[:-1]}, "n": 1e999}}]'), 1
    yield "no_numbers.json", data(f'[{good[:-1]}, "n": NaN, "m": -Infinity}}]'), 1
    yield "twice.json", data(f'[{good[:-1]}, "text": "Encore autre chose ici"}}]'), 1
    yield "mixed.json", records([RECORD, 1, None, "x", [{}], {"text": {"a": 1}}]), None
    yield "keys_100k.json", records([RECORD | {f"k{n}": 1 for n in range(100_000)}]), None
    yield "wide.json", records([RECORD | {f"k{n}": 1} for n in range(600)]), None
    yield "surrogate.json", data(f'[{good[:-1]}, "author": "a\\ud800b"}}]'), 1
    yield "surrogate_text.json", data(good.replace("Livraison", "Livraison \\udc00").join("[]")), 1
    yield "long_key.json", records([RECORD | {"k" * 2 * MILLION: 1}]), None
    yield "hash_line.json", records([RECORD | {"#line": 7}]), 1
    yield "open_string.json", swollen(b'[{"text":"', b"z" * MILLION, 50), None
    yield "utf16.json", data(json.dumps([RECORD]).encode("utf-16")), 1
    yield "prefix.js", data(f"window.x = [{good}]"), None


def names() -> Iterator[tuple[str, Make, int | None]]:
    for name in (b"\xff\xfe\xfd.csv", b"caf\xe9.csv", b"a\nb.csv", b"a\tb\x1b[2J.csv", b"-rf.csv",
                 b"--store.csv", b"n" * 251 + b".csv", "\u202egpj.csv".encode(), b"{ $x }.csv",
                 b"**b** [x](y).csv", "😀 é.csv".encode(), b"CON", b"a'b\"c.csv", b" .csv",
                 b"=cmd.csv"):  # fmt: skip
        yield os.fsdecode(name), lines(GOOD), 1


def devices() -> Iterator[tuple[str, Make, int | None]]:
    for target in ("/dev/zero", "/dev/full", "/dev/random", "/dev/tty", "/proc/self/mem",
                   "/proc/kmsg", "/absent", "loop", "."):  # fmt: skip
        name = "loop" if target == "loop" else f"to{target.replace('/', '_')}"
        yield name, pointing(target), None
    yield "pipe.csv", os.mkfifo, None
    yield "socket.csv", listening, None


def pointing(target: str) -> Make:
    return lambda path: path.symlink_to(target)


def listening(path: Path) -> None:
    here = os.open(".", os.O_RDONLY)
    try:
        os.chdir(path.parent)  # the name of a socket is short
        with socket.socket(socket.AF_UNIX) as one:
            one.bind(path.name)
    finally:
        os.fchdir(here)
        os.close(here)


KINDS = {
    "texts": texts,
    "values": values,
    "documents": documents,
    "workbooks": workbooks,
    "parquets": parquets,
    "archives": archives,
    "names": names,
    "devices": devices,
}
FILES = {kind: [Hostile(*each) for each in made()] for kind, made in KINDS.items()}
EVERY = [each for made in FILES.values() for each in made]
HEAVY = {
    "newlines_50m.csv", "line_300mb.csv", "line_1gb.csv", "line_1gb.json", "sparse_1gb.csv",
    "sparse_3gb.csv", "sparse_zeros.csv", "quotes_100mb.csv", "commas_100mb.csv", "cell_50mb.csv",
    "open_quote_far.csv", "open_quotes_20k.csv", "spaces_swollen.xlsx", "rows_swollen.xlsx",
    "understated.xlsx", "large.parquet", "swollen.csv.gz", "entries.xlsx", "deep_open.json",
    "open_string.json",
}  # fmt: skip
