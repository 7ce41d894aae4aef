"""How often the mapping form proposes the right column: `python -m benchmarks.proposals [--all]`.

The golden exports of the profiles: as they are, and with their headers renamed as other makers
call them, written in several styles. What a profile takes from where is what is right.
"""

import random
import sys
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import polars as pl

from sociallens import merchants, taxonomy
from sociallens.importing.formats.detect import load
from sociallens.importing.formats.table import LINE
from sociallens.importing.profiles import evidence, propose
from sociallens.importing.profiles.fields import REPLY
from sociallens.importing.profiles.profile import Profile, shipped
from sociallens.merchants import fold

EXPORTS = Path(__file__).parents[1] / "tests" / "exports"
DECLARED = tomllib.loads(Path(__file__).with_name("renamed.toml").read_text(encoding="utf-8"))
ROUNDS = 5  # ways of naming each export
SEED = 20260315


def _snake(name: str) -> str:
    return "_".join(name.lower().replace("'", " ").replace("(", "").replace(")", "").split())


def _camel(name: str) -> str:
    first, *rest = _snake(name).split("_")
    return first + "".join(word.capitalize() for word in rest)


STYLES: tuple[Callable[[str], str], ...] = (
    str,
    str.upper,
    str.lower,
    _snake,
    _camel,
    lambda name: f"data.{_camel(name)}",
)


Truth = dict[str, tuple[str, ...]]  # field -> the headers that it is taken from


def truths() -> Iterator[tuple[Profile, pl.DataFrame, Truth]]:
    """Each golden export: its profile, its rows, and where each field is taken from."""
    for profile in shipped():
        for path in sorted((EXPORTS / profile.name).glob("input.*")):
            table, _ = load(path, (profile,), profile)
            yield profile, table.frame, _truth(profile, table.frame)


def _truth(profile: Profile, frame: pl.DataFrame) -> Truth:
    headers = {fold(name): name for name in frame.columns if name != LINE and name}
    reply = {REPLY + name: source for name, source in profile.reply.items()}
    found: Truth = {}
    for field, source in {**profile.columns, **reply}.items():
        there = [headers[fold(name)] for name in source.columns if fold(name) in headers]
        # A part of another column's value is no column; an empty one tells nothing.
        if field not in DECLARED or not there or source.match or source.values:
            continue
        taken = {header for several in found.values() for header in several}
        if not taken.intersection(there) and frame[there[0]].str.strip_chars().ne("").any():
            found[field] = tuple(there)
    return found


def renamed(frame: pl.DataFrame, truth: Truth, chance: random.Random) -> tuple[pl.DataFrame, Truth]:
    """The rows under other headers, some columns more, and where each field is now."""
    style = chance.choice(STYLES)
    names = {several[0]: style(chance.choice(DECLARED[field])) for field, several in truth.items()}
    kept = {name: names.get(name, name) for name in frame.columns if name != LINE and name}
    if len(set(kept.values())) < len(kept):  # two columns of one name
        return renamed(frame, truth, chance)
    table = frame.select(pl.col(name).alias(new) for name, new in kept.items())
    for extra in chance.sample(DECLARED["distractors"]["headers"], 3):
        if extra not in table.columns:
            numbers = [str(chance.randrange(100)) for _ in range(table.height)]
            table = table.with_columns(pl.Series(extra, numbers, dtype=pl.String))
    now = {field: tuple(kept[each] for each in several) for field, several in truth.items()}
    return table, now


def judged(truth: Truth, proposals: tuple[propose.Proposal, ...]) -> Iterator[tuple[str, str]]:
    """`right`, `wrong`, `missing` or `beyond`, with what it is about, for each field."""
    proposed = {each.field: each.header for each in proposals}
    for field, several in truth.items():
        given = proposed.get(field)
        verdict = "right" if given in several else "missing" if given is None else "wrong"
        yield verdict, f"{field}: {given} instead of {several[0]}"
    used = {header for several in truth.values() for header in several}
    for field, header in proposed.items():
        if field not in truth:
            verdict = "wrong" if header in used else "beyond"
            yield verdict, f"{field}: {header}"


def main() -> None:
    chance = random.Random(SEED)
    known = taxonomy.load(taxonomy.DEFAULT), merchants.load()
    told: Counter[str] = Counter()
    totals: dict[str, Counter[str]] = {"as they are": Counter(), "renamed": Counter()}
    for profile, frame, truth in truths():
        tables = [renamed(frame, truth, chance) for _ in range(ROUNDS)]
        for kind, several in (("as they are", [(frame, truth)]), ("renamed", tables)):
            found: Counter[str] = Counter()
            for table, right in several:
                proposals = propose.propose(evidence.observe(table, *known))
                verdicts = list(judged(right, proposals))
                found.update(verdict for verdict, _ in verdicts)
                told.update(f"{v}, {profile.name}: {what}" for v, what in verdicts if v != "right")
            print(f"{profile.name:24} {kind:12}", _shares(found), flush=True)
            totals[kind] += found
    for kind, total in totals.items():
        print(f"{'all':24} {kind:12}", _shares(total))
    if "--all" in sys.argv:
        for what, times in told.most_common():
            print(f"{times:5} {what}")


def _shares(found: Counter[str]) -> str:
    fields = found["right"] + found["wrong"] + found["missing"]
    shares = (
        f"{name} {found[name] / max(fields, 1):6.1%}" for name in ("right", "wrong", "missing")
    )
    return "  ".join([f"{fields:5} fields", *shares, f"beyond {found['beyond']}"])


if __name__ == "__main__":
    main()
