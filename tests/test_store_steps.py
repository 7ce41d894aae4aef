"""A long life of a store, step by step, beside a dictionary that knows what it must hold."""

import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import polars as pl
import pytest

from sociallens import personal
from sociallens.access import UNLIMITED
from sociallens.annotations import log
from sociallens.annotations.entries import Decision
from sociallens.annotations.writing import annotate, undo
from sociallens.engine import load
from sociallens.importing.privacy import pseudonyms
from sociallens.selection import Selection
from sociallens.store.check import problems
from sociallens.store.manifest import open_store
from sociallens.store.scan import scan
from sociallens.store.write import commit
from tests import lengths
from tests.made import contributions, record, store
from tests.store_writer import Watch

LIVES, STEPS = 2, lengths.times(25, 2_500)
IDS, MONTHS = 14, 4
START = datetime(2024, 1, 10)
MOODS = ("positive", "negative", "neutral")


def _at(number: int) -> datetime:
    return START + timedelta(days=31 * (number % MONTHS), minutes=number)


class Died(BaseException):
    """The process ends here: no step after it reaches the disk."""


@dataclass
class Life:
    """A store, and what it must hold: nothing of the product says so."""

    path: Path
    draw: random.Random
    watch: Watch
    texts: dict[str, tuple[int, str]] = field(default_factory=dict)  # id -> when it was said, what
    moods: dict[str, list[str]] = field(default_factory=dict)  # id -> what was decided, in turn
    gone: set[str] = field(default_factory=set)  # ids that were erased
    clock: int = 0

    def batch(self) -> list[dict[str, object]]:
        """Rows of an export, new ones and later states of known ones."""
        rows: list[dict[str, object]] = []
        known = self.draw.sample(self._numbers(), self.draw.randint(1, 5))
        gone = sorted(int(name[1:]) for name in self.gone)
        for number in known + self.draw.sample(gone, min(1, len(gone))):
            self.clock += 1
            at = _at(number)
            rows.append(
                {
                    "id": f"c{number}",
                    "published_at": at,
                    "updated_at": START + timedelta(days=900, seconds=self.clock),
                    "text": f"said {self.clock}",
                }
            )
        return rows

    def _numbers(self) -> list[int]:
        """Of messages that there may be: for each that was erased there is another."""
        return [n for n in range(IDS + len(self.gone)) if f"c{n}" not in self.gone]

    def learn(self, rows: list[dict[str, object]]) -> None:
        for row in rows:
            if row["id"] in self.gone:
                continue
            at = row["updated_at"]
            assert isinstance(at, datetime)
            said = int(at.timestamp()), str(row["text"])
            self.texts[str(row["id"])] = max(said, self.texts.get(str(row["id"]), said))

    def imports(self, rows: list[dict[str, object]]) -> None:
        key = pseudonyms.read_key()
        commit(self.path, contributions(rows), record(), classifier="made", key=key)

    def import_(self) -> None:
        rows = self.batch()
        self.imports(rows)
        self.learn(rows)

    def import_again(self) -> None:
        """The stored states once more, and what an old export says of one."""
        if not self.texts:
            return
        version = open_store(self.path).manifest.version
        rows = [self._state(name) for name in sorted(self.texts)]
        rows[0] |= {"updated_at": START, "text": "said long ago"}
        self.imports(rows)
        assert open_store(self.path).manifest.version == version

    def _state(self, name: str) -> dict[str, object]:
        at, text = self.texts[name]
        number = int(name[1:])
        published = _at(number)
        said = {"updated_at": datetime.fromtimestamp(at), "text": text}
        return {"id": name, "published_at": published, **said}

    def imports_at_once(self) -> None:
        batches = [self.batch(), self.batch()]
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(self.imports, batches))
        for rows in batches:
            self.learn(rows)

    def import_dies(self) -> None:
        """Before any change to a file, of which there are some fifty; and it is done again."""
        rows = self.batch()
        self._dies(lambda: self.imports(rows), 60)
        found = self.stored()
        before = {name: text for name, (_, text) in self.texts.items()}
        self.learn(rows)
        assert found in (before, self.expected())
        self.imports(rows)

    def erase(self) -> None:
        name = f"c{self.draw.choice(self._numbers())}"
        erased = personal.erase(self.path, personal.Request("id", name))
        assert erased.receipt
        assert erased.receipt.rows == (name in self.texts)
        self._forget([name])
        self.gone.add(name)

    def erasure_dies(self) -> None:
        """Before any change to a file; it is ended, or asked for again."""
        name = f"c{self.draw.choice(self._numbers())}"
        request = personal.Request("id", name)
        self._dies(lambda: personal.erase(self.path, request), 60)
        assert self.stored().items() <= self.expected().items()
        personal.finish(self.path)
        personal.erase(self.path, request)
        self._forget([name])
        self.gone.add(name)

    def purge(self) -> None:
        """The oldest months; what went may come back."""
        day = START + timedelta(days=31 * self.draw.randrange(MONTHS))
        personal.purge(self.path, {}, day.date())
        self._forget([each for each in self.texts if _at(int(each[1:])).date() < day.date()])

    def _forget(self, names: list[str]) -> None:
        for name in names:
            self.texts.pop(name, None)
            self.moods.pop(name, None)

    def correct(self) -> None:
        if not self.texts:
            return
        name, mood = self.draw.choice(sorted(self.texts)), self.draw.choice(MOODS)
        annotate(self.path, [Decision(name, "sentiment", (mood,))], who="Anne")
        self.moods.setdefault(name, []).append(mood)

    def correction_dies(self) -> None:
        if not self.texts:
            return
        name, mood = self.draw.choice(sorted(self.texts)), self.draw.choice(MOODS)
        decisions = [Decision(name, "sentiment", (mood,))]
        before = log.read(self.path).version
        self._dies(lambda: annotate(self.path, decisions, who="Anne"), 6)
        if log.read(self.path).version > before:
            self.moods.setdefault(name, []).append(mood)

    def undo(self) -> None:
        holding = log.read(self.path).holding
        if holding.is_empty():
            return
        number, name = self.draw.choice(holding.select("number", "id").rows())
        standing = holding.filter(pl.col("id") == name)["number"].to_list()
        undo(self.path, [number], who="Anne")
        del self.moods[name][standing.index(number)]

    def _dies(self, work: Callable[[], object], most: int) -> None:
        at = self.draw.randint(1, most)

        def strike(seen: int) -> None:
            if seen >= at:
                raise Died

        self.watch.over(self.path, strike)
        try:
            work()
        except Died:
            pass
        finally:
            self.watch.over(self.path, lambda _: None)

    def stored(self) -> dict[str, str]:
        rows = scan(open_store(self.path).files()).select("id", "text").collect().rows()
        assert len(rows) == len(dict(rows)), "a row stands twice"
        return dict(rows)

    def expected(self) -> dict[str, str]:
        return {name: text for name, (_, text) in self.texts.items()}

    def judge(self) -> None:
        assert self.stored() == self.expected()
        said = dict(log.read(self.path).corrections.select("id", "values").rows())
        wanted = {name: [moods[-1]] for name, moods in self.moods.items() if moods}
        assert said == wanted

    def judge_answers(self) -> None:
        engine = load(self.path)
        found = engine.contributions(Selection(), UNLIMITED)
        assert dict(found.select("id", "text").rows()) == self.expected()
        moods = dict(found.select("id", "sentiment").rows())
        assert all(moods[name] == said[-1] for name, said in self.moods.items() if said)
        assert problems(engine.store) == []


@pytest.fixture(scope="module")
def watch() -> Watch:
    return Watch()


@pytest.mark.parametrize("seed", range(LIVES))
def test_a_store_holds_what_a_long_life_left(
    tmp_path: Path, watch: Watch, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOCIALLENS_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("SOCIALLENS_WORK", str(tmp_path / "work"))
    draw = random.Random(seed)
    life = Life(tmp_path / "store", draw, watch)
    first = life.batch()
    store(life.path, first)
    life.learn(first)
    steps = (
        life.import_, life.import_, life.import_again, life.imports_at_once, life.import_dies,
        life.correct, life.correct, life.correction_dies, life.undo,
        life.erase, life.erasure_dies, life.purge,
    )  # fmt: skip
    for number in range(STEPS):
        draw.choice(steps)()
        life.judge()
        if number % 20 == 0:
            life.judge_answers()
    life.judge_answers()
