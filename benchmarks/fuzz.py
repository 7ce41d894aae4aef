"""Whether any text makes a reader of ours fail or hang: `make fuzz`.

`python -m benchmarks.fuzz [--runs 200000] [--seed 0] [FORMAT …]`. Of each text format the files of
the tests are changed by chance (bytes, pieces, signs that mean something) and read. An error that
is worded for a user is an answer; any other is a fault and ends the run, as does a second of work.
Told: runs, how they ended, and the slowest. A fault is found again by its seed.
"""

import argparse
import random
import resource
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from sociallens import link, merchants, taxonomy
from sociallens.access import Identity, file
from sociallens.errors import SocialLensError
from sociallens.importing.formats.detect import Part, parts
from sociallens.importing.profiles.profile import SHIPPED, shipped
from sociallens.importing.profiles.profile import parse as parse_profile
from sociallens.link import Known
from sociallens.search import marking
from sociallens.search.query import parse as parse_words
from tests.doors import ACCESS
from tests.random_exports import export

Read = Callable[[bytes, Path], str]  # content and a free file -> how it ended
EXPORTS = Path(__file__).parents[1] / "tests" / "exports"
SECONDS, MEMORY = 1.0, 8 << 30
KNOWN = Known(taxonomy.load(taxonomy.DEFAULT), {"a": "A"}, {}, {}, date(2026, 1, 1))
SIGNS = (
    b'"', b"'", b",", b";", b"\t", b"|", b"\n", b"\r", b"\0", b"\\", b"{", b"}", b"[", b"]", b":",
    b"\xef\xbb\xbf", b"\xff\xfe", b"\xff", b"\xc3", b"\\u0000", b"\\ud800", b"&#0;", b"<b>", b"=",
    b"-", b"1e999", b"9" * 400, b"[" * 200, b'{"a":' * 100, b"null", b"%00", b"&", b"sep=,\n",
    "\u202e\u2028é".encode(), b'"""', b'\n"', b"2024-13-45", b"NaN", b"-0",
)  # fmt: skip


def of_export(content: bytes, path: Path) -> str:
    """Recognise a file and read all rows of its tables."""
    path.write_bytes(content)
    rows = 0
    for part in parts(path, shipped(), None):
        if isinstance(part, Part):
            rows += sum(table.frame.height for table in part.table.slices())
    return "rows" if rows else "no row"


def of_link(content: bytes, _: Path) -> str:
    """Follow a link, and write its view as one."""
    view = link.decode(link.parse(content.decode("utf-8", "replace")), KNOWN)
    again = link.decode(link.encode(view, KNOWN), KNOWN)
    assert again.selection == view.selection
    return "unknown parts" if view.selection.unknown else "understood"


def of_words(content: bytes, _: Path) -> str:
    """Read words that somebody looks for, and find them in a text."""
    typed = content.decode("utf-8", "replace")[:200]  # as a link takes it
    parse_words(typed)
    return "found" if marking.found("Mon colis est perdu depuis 3 jours", typed) else "not found"


def of_access(content: bytes, path: Path) -> str:
    """Read an access file."""
    path.write_bytes(content)
    return "seen" if file.reader(path, Identity("lise@marque.example")).may() else "nothing"


def of_merchants(content: bytes, _: Path) -> str:
    """Read a file of merchants."""
    merchants.parse(content, "merchants.toml")
    return "read"


def of_mapping(content: bytes, _: Path) -> str:
    """Read what somebody says of the columns of an export."""
    parse_profile("mapping", content.decode("utf-8", "replace"))
    return "read"


def of_taxonomy(content: bytes, path: Path) -> str:
    """Read a sector of the user's own."""
    folder = path.with_name("sector")
    folder.mkdir(exist_ok=True)
    (folder / taxonomy.FILE).write_bytes(content)
    taxonomy.load(str(folder))
    return "read"


def _texts(*endings: str) -> list[bytes]:
    return [each.read_bytes() for each in sorted(EXPORTS.rglob("*")) if each.suffix in endings]


def _made(kind: str) -> list[bytes]:
    return [each.content for each in map(export, range(400)) if each.kind == kind]


FORMATS: dict[str, tuple[Callable[[], list[bytes]], Read]] = {
    "csv": (lambda: _texts(".csv", ".tsv") + _made("csv"), of_export),
    "json": (lambda: _texts(".json") + _made("json"), of_export),
    "lines": (lambda: _texts(".jsonl"), of_export),
    "link": (
        lambda: [
            b"v=1&lang=fr&site=a&period=12m&compare=year&q=colis",
            b"?v=1&from=2025-01-01&to=2025-02-01&not-topic=price&thread=x&open=y&data=3",
        ],
        of_link,
    ),
    "words": (lambda: [b'"colis perdu" -merci rembours*', "été OR L'ARRIVÉE".encode()], of_words),
    "access": (
        lambda: [ACCESS.replace("{one}", '["A"]').replace("{two}", '"*"').encode()],
        of_access,
    ),
    "merchants": (
        lambda: [b'[Modalys]\naliases = ["modalys.fr"]\nsector = "fashion"\n'],
        of_merchants,
    ),
    "mapping": (
        lambda: [each.read_bytes() for each in sorted(SHIPPED.glob("*.toml"))],
        of_mapping,
    ),
    "taxonomy": (
        lambda: [each.read_bytes() for each in sorted(taxonomy.FOLDER.glob(f"*/{taxonomy.FILE}"))],
        of_taxonomy,
    ),
}  # fmt: skip


def changed(content: bytes, others: Sequence[bytes], chance: random.Random) -> bytes:
    """A content with some changes."""
    told = bytearray(content[:20_000])
    for _ in range(chance.choice((1, 1, 2, 4, 16))):
        at = chance.randrange(len(told) + 1)
        end = min(len(told), at + chance.choice((1, 4, 40, 400)))
        match chance.randrange(6):
            case 0:
                told[at:at] = chance.choice(SIGNS)
            case 1:
                told[at:end] = chance.choice(SIGNS)
            case 2:
                del told[at:end]
            case 3:
                told[at:at] = told[at:end] * chance.choice((1, 2, 20))
            case 4 if told:
                told[chance.randrange(len(told))] ^= 1 << chance.randrange(8)
            case _:
                other = chance.choice(others)
                start = chance.randrange(len(other) + 1)
                told[at:end] = other[start : start + chance.choice((4, 40, 400))]
    return bytes(told)


def fuzz(name: str, runs: int, seed: int) -> bool:
    """Read changed contents of a format; whether none was a fault."""
    corpus, read = FORMATS[name]
    contents, ends = corpus(), Counter[str]()
    slowest, began = (0.0, 0), time.monotonic()
    with TemporaryDirectory() as folder:
        path = Path(folder) / "file"
        for number in range(seed, seed + runs):
            chance = random.Random(f"{name} {number}")
            content = changed(chance.choice(contents), contents, chance)
            start = time.process_time()
            try:
                ends[read(content, path)] += 1
            except SocialLensError as error:
                ends[f"told: {error.key}"] += 1
            except Exception:
                traceback.print_exc()
                Path(f"fuzz-{name}-{number}").write_bytes(content)
                print(f"{name}: seed {number} is a fault; its content is in fuzz-{name}-{number}")
                return False
            slowest = max(slowest, (time.process_time() - start, number))
            if slowest[0] > SECONDS:
                print(f"{name}: seed {number} took {slowest[0]:.1f} s of processor time")
                return False
    print(
        f"{name}: {runs} runs in {time.monotonic() - began:.0f} s, none a fault; "
        f"slowest {slowest[0]:.2f} s (seed {slowest[1]}); "
        + ", ".join(f"{end} {count}" for end, count in ends.most_common(8)),
        flush=True,
    )
    return True


def main() -> None:
    """Fuzz all formats, or those that are named; ends with 1 after a fault."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("formats", nargs="*", choices=[*FORMATS, []], metavar="FORMAT")
    parser.add_argument("--runs", type=int, default=200_000, help="of each format")
    parser.add_argument("--seed", type=int, default=0, help="the first one")
    options = parser.parse_args()
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    found = [fuzz(name, options.runs, options.seed) for name in options.formats or FORMATS]
    sys.exit(not all(found))


if __name__ == "__main__":
    main()
