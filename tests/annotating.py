"""A random walk over a store that people correct, beside an oracle that is simple and slow.

The oracle keeps the rows as they were last imported or labelled by a model, and a list of what
people did. Whether an entry holds it looks up in the definition: no later entry that holds takes
it back. It shares no code with the product but the names of labels.
"""

import random
from collections import defaultdict
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

import polars as pl

from sociallens import schema
from sociallens.access import UNLIMITED
from sociallens.annotations.entries import TASKS, Decision
from sociallens.annotations.exchange import export_csv, import_csv
from sociallens.annotations.log import file_of, read
from sociallens.annotations.writing import annotate, erase, repair, revert, undo
from sociallens.dimensions import CHOOSABLE
from sociallens.engine import Engine, load
from sociallens.engine.duckdb.engine import DuckDBEngine
from sociallens.metrics import COUNTS
from sociallens.selection import Selection
from sociallens.store.manifest import open_store
from sociallens.store.relabel import CHANGED, relabel
from sociallens.store.write import commit
from tests import made

Row = dict[str, object]
Said = Mapping[str, tuple[str, ...]]
PEOPLE = ("Zoé", "Marc", "=Ali")
VALUES: Mapping[str, tuple[str, ...]] = {
    "topic": ("customer_service", "offer", "none"),
    "causes": ("delivery", "product", "website_app"),
    "sentiment": ("negative", "neutral", "positive"),
    "severity": ("low", "medium", "high"),
    "intent": ("complaint", "question", "thanks"),
}
LABELS = (*schema.LABELS, *schema.PROVENANCE.values())
WEIGHTS = {"correct": 50, "undo": 14, "revert": 2, "erase": 4, "export": 3, "take": 3, "tear": 8,
           "alter": 3, "again": 3, "changed": 4, "more": 2, "classify": 4}  # fmt: skip


def told(engine: Engine) -> tuple[list[tuple[object, ...]], object, object]:
    """All that an engine tells: rows as they are shown, counts by every dimension, and without."""
    whole = Selection(reposts=True)
    rows = engine.contributions(whole, UNLIMITED, kind="").sort("id").rows()
    counts = [engine.counts([*COUNTS], [each], whole, UNLIMITED).rows() for each in CHOOSABLE]
    return rows, counts, engine.corrected([*COUNTS], whole, UNLIMITED)


def decide(draw: random.Random, ids: list[str]) -> Decision:
    task = draw.choice(TASKS)
    most, least = 2 if task in ("topic", "causes") else 1, 0 if task == "causes" else 1
    values = draw.sample(VALUES[task], draw.randint(least, most))
    return Decision(draw.choice(ids), task, tuple(values))


def by_hand(row: Row, said: Said) -> Row:
    """A row as it would have come if a person had given these labels."""
    new = dict(row)
    if "topic" in said:
        new |= {"topic": said["topic"][0], "topics": list(said["topic"])}
        if "customer_service" not in said["topic"]:
            new["causes"] = None
    if "causes" in said:
        new["causes"] = list(said["causes"])
    if "sentiment" in said:
        new |= {"sentiment": said["sentiment"][0], "sentiment_score": None}
        if said["sentiment"] != ("negative",):
            new["severity"] = "low"
    for task in ("severity", "intent"):
        if task in said:
            new[task] = said[task][0]
    return new | {f"{task}_by": "person" for task in said}


def outcome(turns: list[Row]) -> str | None:
    """How a conversation of the walk ended: turns in the order of their times."""
    replies = [turn for turn in turns if turn["role"] == "brand"]
    if not replies:
        return None
    first = min(turn["published_at"] for turn in replies)  # type: ignore[type-var]
    after = [t for t in turns[1:] if t["role"] == "customer" and t["published_at"] > first]  # type: ignore[operator]
    if any(t["intent"] == "thanks" or t["sentiment"] == "positive" for t in after):
        return "thanked"
    return "still_negative" if any(t["sentiment"] == "negative" for t in after) else "quiet"


@dataclass(frozen=True)
class Act:
    """An entry of the oracle: what it says, which one it takes back, or where it goes back to."""

    number: int
    who: str
    said: Decision | None = None
    audit: str = ""
    of: int = 0
    to: int = -1


@dataclass
class Walk:
    """Takes random steps and knows what must be seen after each."""

    path: Path
    seed: int
    size: int = 40  # conversations at first
    rows: dict[str, Row] = field(default_factory=dict)
    acts: list[Act] = field(default_factory=list)
    last: int = 0  # the number of the last entry, also of one that is erased
    exported: list[Act] | None = None
    taken: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def __post_init__(self) -> None:
        self.draw = random.Random(self.seed)
        self.file = self.path.with_name(f"{self.path.name}.csv")
        for number in range(self.size):
            self._conversation(number)
        made.store(self.path, self.rows.values())

    def _conversation(self, number: int) -> list[Row]:
        start = datetime(2025, 1, 20) + timedelta(hours=number)
        roles = ("customer", "brand", "customer", "customer")[: self.draw.choice((1, 1, 2, 3, 4))]
        turns: list[Row] = []
        for place, role in enumerate(roles):
            row: Row = {"id": f"m{number}-{place}", "conversation_id": f"m{number}-0",
                        "published_at": start + timedelta(days=7 * place), "role": role,
                        "reply_observed": True, "followup_observed": True, "text": "Bonjour",
                        "confidence": 0.5}  # fmt: skip
            turns.append(row | self._labels())
        self.rows |= {str(row["id"]): row for row in turns}
        return turns

    def _labels(self) -> Row:
        topic = self.draw.choice(VALUES["topic"])
        served = topic == "customer_service"
        return {"topic": topic, "topics": [topic],
                "sentiment": self.draw.choice(VALUES["sentiment"]),
                "causes": self.draw.sample(VALUES["causes"], 1) if served else None,
                "sentiment_score": 0.5, "severity": self.draw.choice(VALUES["severity"]),
                "intent": self.draw.choice(VALUES["intent"]), **made.by("model:4")}  # fmt: skip

    # -- What must be.

    def holding(self) -> list[Act]:
        takers = defaultdict(list)
        for act in self.acts:
            if act.of:
                takers[act.of].append(act)
        reverts = [act for act in self.acts if act.to >= 0]

        @cache
        def holds(number: int) -> bool:
            back = (act for act in reverts if act.to < number < act.number)
            return not any(holds(act.number) for act in (*takers[number], *back))

        for act in reversed(self.acts):  # the last first, so that no question goes deep
            holds(act.number)
        return [act for act in self.acts if holds(act.number)]

    def corrections(self) -> dict[str, dict[str, tuple[str, ...]]]:
        said: dict[str, dict[str, tuple[str, ...]]] = defaultdict(dict)
        for act in self.holding():
            if act.said and not act.audit:
                said[act.said.id][act.said.task] = act.said.values
        return said

    def expected(self) -> dict[str, Row]:
        said = self.corrections()
        rows = {identity: by_hand(row, said[identity]) for identity, row in self.rows.items()}
        turns = defaultdict(list)
        for row in sorted(rows.values(), key=lambda each: str(each["published_at"])):
            turns[row["conversation_id"]].append(row)
        for each in turns.values():
            for row in each:
                row["outcome"] = outcome(each) if row is each[0] else None
        return rows

    def check(self) -> None:
        """All rows of the store, as a reader who has had it open for long sees them."""
        whole = Selection(reposts=True)
        shown = load(self.path).contributions(whole, UNLIMITED, kind="")
        columns = ("id", "outcome", *LABELS)
        found = {str(row["id"]): row for row in shown.select(columns).to_dicts()}
        expected = {i: {c: row.get(c) for c in columns} for i, row in self.expected().items()}
        assert found == expected, self.seed
        log = read(self.path)
        assert log.version == self.last
        assert log.holding.height == sum(act.said is not None for act in self.holding())

    def check_fresh(self) -> None:
        """What a reader has had open for long says the same as what is opened now."""
        one, other = load(self.path), DuckDBEngine(open_store(self.path))
        assert told(one) == told(other), self.seed

    # -- Steps.

    def step(self) -> None:
        (name,) = self.draw.choices(list(WEIGHTS), list(WEIGHTS.values()))
        self.taken[name] += 1
        steps: Mapping[str, Callable[[], None]] = {each: getattr(self, each) for each in WEIGHTS}
        steps[name]()

    def _add(self, *acts: Act) -> None:
        self.acts += acts
        self.last += len(acts)

    def correct(self) -> None:
        who = self.draw.choice(PEOPLE)
        audit = "mars" if self.draw.random() < 0.1 else ""
        ids = [*self.rows, "nowhere"]
        said = [decide(self.draw, ids) for _ in range(self.draw.choice((1, 1, 2, 3)))]
        annotate(self.path, said, who=who, audit=audit)
        numbers = range(self.last + 1, self.last + 1 + len(said))
        self._add(*(Act(n, who, each, audit) for n, each in zip(numbers, said, strict=True)))

    def undo(self) -> None:
        if holding := self.holding()[-60:]:
            act = self.draw.choice(holding)
            undo(self.path, [act.number], who="Zoé")
            self._add(Act(self.last + 1, "Zoé", of=act.number))

    def revert(self) -> None:
        to = self.draw.randint(max(0, self.last - 30), self.last)
        revert(self.path, to, who="Marc")
        self._add(Act(self.last + 1, "Marc", to=to))

    def erase(self) -> None:
        ids = self.draw.sample([*self.rows, "nowhere"], 2)
        gone: set[int] = set()
        for act in self.acts:
            if act.of in gone or (act.said and act.said.id in ids):
                gone.add(act.number)
        _, count = erase(self.path, ids)
        assert count == len(gone)
        if gone:
            self.acts = [act for act in self.acts if act.number not in gone]
            self.last += 1  # the line that says so
            if self.exported:
                self.exported = [a for a in self.exported if not (a.said and a.said.id in ids)]
                self.file.write_bytes(export_csv(self.path, "fr"))
                self.exported = [act for act in self.holding() if act.said]

    def export(self) -> None:
        self.file.write_bytes(export_csv(self.path, "fr"))
        self.exported = [act for act in self.holding() if act.said]

    def take(self) -> None:
        if self.exported is None:
            return
        before = {(e.number, e.at) for e in read(self.path).entries}
        done = import_csv(self.path, self.file)
        known = [a for a in self.exported if a.said and a.said.id in self.rows]
        assert done.read == len(self.exported)
        assert len(done.rejected) == len(self.exported) - len(known)
        new = [e for e in done.log.entries if (e.number, e.at) not in before]
        assert len(new) == done.added
        self._add(*(
            Act(e.number, e.who, Decision(e.id, e.task, e.values), e.audit)  # type: ignore[union-attr]
            for e in new
        ))  # fmt: skip

    def tear(self) -> None:
        """A writer dies at any byte of an act: it has not happened, and nothing else is lost."""
        file = file_of(self.path)
        before = file.read_bytes()[: read(self.path).size] if file.exists() else b""
        said = [decide(self.draw, [*self.rows]) for _ in range(self.draw.choice((1, 3)))]
        annotate(self.path, said, who="Zoé")
        after = file.read_bytes()
        assert after.startswith(before)
        file.write_bytes(after[: self.draw.randrange(len(before), len(after))])

    def alter(self) -> None:
        """Somebody changes a byte: what stands before holds, and a backup brings all back."""
        file = file_of(self.path)
        data = file.read_bytes() if file.exists() else b""
        whole = data[: read(self.path).size]
        if len(whole) < 2:
            return
        spoilt = bytearray(whole)
        spoilt[self.draw.randrange(len(whole) - 1)] ^= 1 << self.draw.randrange(8)
        file.write_bytes(spoilt)
        log = read(self.path)
        assert log.altered
        assert whole.startswith(bytes(spoilt[: log.size]))
        repair(self.path)
        assert read(self.path).entries == log.entries
        file.write_bytes(whole)
        for aside in file.parent.glob("log-altered-*"):
            aside.unlink()

    def again(self) -> None:
        ids = self.draw.sample([*self.rows], min(10, len(self.rows)))
        self._commit([self.rows[identity] for identity in ids])

    def changed(self) -> None:
        ids = self.draw.sample([*self.rows], 3)
        rows = [self.rows[identity] | self._labels() for identity in ids]
        self.rows |= {str(row["id"]): row for row in rows}
        self._commit(rows)

    def more(self) -> None:
        self._commit(self._conversation(1000 + self.last + len(self.rows)))

    def _commit(self, rows: list[Row]) -> None:
        commit(self.path, made.contributions(rows), made.record(), classifier="made")

    def classify(self) -> None:
        ids = self.draw.sample([*self.rows], 5)
        fresh = {identity: self.rows[identity] | self._labels() for identity in ids}
        self.rows |= fresh

        def label(rows: pl.DataFrame) -> pl.DataFrame:
            here = [fresh[i] for i in rows["id"] if i in fresh]
            return made.contributions(here).select(CHANGED)

        with suppress(FileNotFoundError):
            relabel(self.path, label, classifier="made", edition=str(self.draw.random()))
