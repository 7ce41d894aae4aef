"""How often the mapping form proposes the right column: `python -m benchmarks.proposals [--all]`.

The golden exports of the profiles: as they are, and with their headers renamed as other makers
call them, written in several styles. What a profile takes from where is what is right: each of the
columns of which it takes the first filled one, and another column of the file that reads to the
same in every row. That is the same instants, the same texts without their markup, the same values;
for an author, one that tells the same persons apart; for an address, also the longer one of the
contribution on the page that the profile names.

Left out is what no column says by itself: a part of a value, another meaning of it, what it means
that there is one, an address made of an id, minutes counted from another date. To propose that
column for that field all the same is wrong. So is a column that another field comes from.
"""

import random
import sys
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from sociallens import merchants, taxonomy
from sociallens.importing.formats import markup
from sociallens.importing.formats.detect import load
from sociallens.importing.formats.table import LINE
from sociallens.importing.profiles import evidence, propose
from sociallens.importing.profiles.fields import FIELDS, REPLY
from sociallens.importing.profiles.profile import Profile, Source, shipped
from sociallens.importing.values import dates
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


@dataclass(frozen=True)
class Case:
    """Rows, and what their profile takes from which of their columns."""

    profile: Profile
    frame: pl.DataFrame
    truth: dict[str, tuple[str, ...]]  # field -> the headers that it is taken from
    made: dict[str, tuple[str, ...]]  # field -> headers of which alone it does not come


def cases() -> Iterator[Case]:
    """Each golden export as it is."""
    for profile in shipped():
        for path in sorted((EXPORTS / profile.name).glob("input.*")):
            table, _ = load(path, (profile,), profile)
            yield _case(profile, table.frame)


def _case(profile: Profile, frame: pl.DataFrame) -> Case:
    headers = {fold(name): name for name in frame.columns if name != LINE and name}
    reply = {REPLY + name: source for name, source in profile.reply.items()}
    case = Case(profile, frame, {}, {})
    for field, source in {**profile.columns, **reply}.items():
        there = tuple(headers[fold(name)] for name in source.columns if fold(name) in headers)
        if field not in DECLARED or not there or source.match or source.values:
            continue
        if _made(source):
            case.made[field] = there
            continue
        taken = {header for several in case.truth.values() for header in several}
        # An empty column tells nothing.
        if not taken.intersection(there) and frame[there[0]].str.strip_chars().ne("").any():
            case.truth[field] = there
    return case


def _made(source: Source) -> bool:
    """Whether its columns say something else than what is made of them."""
    return bool(source.filled or source.equals or source.after or source.before.startswith("http"))


def renamed(case: Case, chance: random.Random) -> Case:
    """The rows under other headers, some columns more, and where each field is now."""
    style = chance.choice(STYLES)
    names = {
        several[0]: style(chance.choice(DECLARED[field])) for field, several in case.truth.items()
    }
    kept = {name: names.get(name, name) for name in case.frame.columns if name != LINE and name}
    if len(set(kept.values())) < len(kept):  # two columns of one name
        return renamed(case, chance)
    table = case.frame.select(pl.col(name).alias(new) for name, new in kept.items())
    for extra in chance.sample(DECLARED["distractors"]["headers"], 3):
        if extra not in table.columns:
            numbers = [str(chance.randrange(100)) for _ in range(table.height)]
            table = table.with_columns(pl.Series(extra, numbers, dtype=pl.String))
    truth, made = (
        {field: tuple(kept[each] for each in several) for field, several in taken.items()}
        for taken in (case.truth, case.made)
    )
    return Case(case.profile, table, truth, made)


def judged(case: Case, proposals: tuple[propose.Proposal, ...]) -> Iterator[tuple[str, str]]:
    """`right`, `wrong`, `missing` or `beyond`, with what it is about, for each field."""
    proposed = {each.field: each.header for each in proposals}
    for field, several in case.truth.items():
        given = proposed.get(field)
        if given is None:
            verdict = "missing"
        else:
            right = given in several or _same(field, case, given, several[0])
            verdict = "right" if right else "wrong"
        yield verdict, f"{field}: {given} instead of {several[0]}"
    first = {several[0] for several in case.truth.values()}
    for field, header in proposed.items():
        if field not in case.truth:
            wrong = header in first or header in case.made.get(field, ())
            yield "wrong" if wrong else "beyond", f"{field}: {header}"


def _same(field: str, case: Case, given: str, right: str) -> bool:
    """Whether the field reads the same from both columns."""
    one, other = (case.frame[name].str.strip_chars() for name in (given, right))
    pairs = pl.DataFrame([one.alias("one"), other.alias("other")])
    test = FIELDS[field].test
    if test == "date":
        return _same_times(one, other, case.profile)
    if test in ("text", "title", "reply"):
        one, other = (markup.plain(texts).str.strip_chars() for texts in (one, other))
    if test == "person":
        return pairs.n_unique() == one.n_unique() == other.n_unique()
    if test == "url":
        return bool(pairs.select(pl.col("one").str.starts_with(pl.col("other")).all()).item())
    return bool((one == other).all())


def _same_times(one: pl.Series, other: pl.Series, profile: Profile) -> bool:
    told = dates.read(other, profile.dates, profile.zone)["time"]
    formats, orders = dates.suitable_formats(one.filter(one != ""))
    choices = [(*formats, order) for order in orders] or [formats]
    return any(dates.read(one, names, profile.zone)["time"].equals(told) for names in choices)


def main() -> None:
    chance = random.Random(SEED)
    known = taxonomy.load(taxonomy.DEFAULT), merchants.load()
    told: Counter[str] = Counter()
    totals: dict[str, Counter[str]] = {"as they are": Counter(), "renamed": Counter()}
    for case in cases():
        name = case.profile.name
        others = [renamed(case, chance) for _ in range(ROUNDS)]
        for kind, several in (("as they are", [case]), ("renamed", others)):
            found: Counter[str] = Counter()
            for each in several:
                proposals = propose.propose(evidence.observe(each.frame, *known))
                verdicts = list(judged(each, proposals))
                found.update(verdict for verdict, _ in verdicts)
                told.update(f"{v}, {name}: {what}" for v, what in verdicts if v != "right")
            print(f"{name:24} {kind:12}", _shares(found), flush=True)
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
