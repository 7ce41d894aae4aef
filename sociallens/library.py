"""The tables of a store from Python: the same figures as the pages, the files and the command.

>>> import sociallens
>>> from sociallens.settings import DEMO_STORE
>>> demo = sociallens.open(DEMO_STORE)
>>> merchants = demo.table("merchants", site=["Modalys"], period="12m")
>>> merchants.filter("selected").select("site", "k", "n").rows()
[('Modalys', 496, 643)]
>>> demo.table("channels", not_topic="offer").columns
['channel', 'k', 'n', 'rate', 'low', 'high', 'selected']
>>> demo.table("summary", site="Nowhere")
Traceback (most recent call last):
ValueError: site=Nowhere
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from sociallens import damage, link
from sociallens.access import LOCAL, UNLIMITED
from sociallens.answers import answer, conversations, thread
from sociallens.dimensions import FILTERS
from sociallens.engine import Engine, known, load
from sociallens.export import stream
from sociallens.forms import FORMS
from sociallens.quality import tables as quality
from sociallens.tables import CONVERSATIONS, NAMES, QUALITY, TABLES


@dataclass(frozen=True)
class Dataset:
    """One version of a store, to ask its tables."""

    engine: Engine

    @property
    def tables(self) -> tuple[str, ...]:
        """The names of the tables."""
        return NAMES

    def table(self, name: str, /, **view: object) -> pl.DataFrame:
        """A table for a view.

        `view` says what a link says, key by key, one value or several: `period="12m"`,
        `site=["Modalys"]`, `q="colis"`, `reposts="with"`; `from` is written `start`, `to` is
        `end`, and `not-topic` is `not_topic`. The frame has the table's dimensions, then k and n
        (integers), rate, low and high (floats, a 95 % interval; null where there is nothing to
        say); see `Answer.rows`. Filters of its own dimensions leave no row out, but say in
        `selected` which they narrow to. For `conversations` it has the columns of the schema, a
        contribution each.

        Raises `KeyError` for a name that no table has, `ValueError` for a key or a value that
        the store does not know: what is not understood must not widen. A version is opened, not
        asked for: `data` is no key here.
        """
        decoded = self._view(name, view)
        if name == CONVERSATIONS and decoded.thread:
            return thread(self.engine, decoded.thread, decoded.selection, UNLIMITED)
        if name == CONVERSATIONS:
            return conversations(self.engine, decoded.selection, UNLIMITED)
        if name in QUALITY:
            return quality.frame(self.engine, name, decoded.selection, UNLIMITED)
        return answer(self.engine, TABLES[name], decoded.selection, UNLIMITED).rows

    def save(self, name: str, file: str | Path, /, **view: object) -> None:
        """Write a table for a view, as `table` takes them, to `file`, piece by piece.

        The end of its name says the form, one of `FORMS`; `lang="fr"` the language of its
        dialect and of what it says about itself. Where it fails, what `file` was before stays.

        Raises what `table` raises, `ValueError` for another form, `StoreError` and `OSError`.
        """
        path = Path(file)
        form = path.suffix.removeprefix(".")
        if form not in FORMS:
            raise ValueError(f"{path.name!r} ends in none of: {', '.join(FORMS)}")
        pieces = stream(self.engine, name, self._view(name, view), LOCAL, form)
        unfinished = path.with_name(f"{path.name}.part")
        try:
            with unfinished.open("wb") as written:
                written.writelines(damage.steady(self.engine, pieces))
            unfinished.replace(path)
        finally:
            unfinished.unlink(missing_ok=True)

    def _view(self, name: str, view: Mapping[str, object]) -> link.View:
        """The view of a table that is asked for. Raises `KeyError` and `ValueError`."""
        if name not in NAMES:
            raise KeyError(f"no table is named {name!r}; there are: {', '.join(NAMES)}")
        wanted = {_SPELT.get(key, key): _texts(values) for key, values in view.items()}
        pairs = tuple((key, text) for key, texts in wanted.items() for text in texts)
        decoded = link.decode(pairs, known(self.engine, UNLIMITED))
        unknown = [f"{key}={text}" for key, text in decoded.selection.unknown]
        unknown += [f"{key}=" for key, texts in wanted.items() if not texts or key == "data"]
        if unknown:
            raise ValueError(", ".join(unknown))
        return decoded


_SPELT = {"start": "from", "end": "to"} | {key.replace("-", "_"): key for key in FILTERS}


def _texts(values: object) -> tuple[str, ...]:
    if isinstance(values, Iterable) and not isinstance(values, str):
        return tuple(str(value) for value in values)
    return (str(values),)


def open_dataset(path: str | Path, version: int | None = None) -> Dataset:
    """The store in the folder `path`, at its current version or at an older one still kept.

    Raises `StoreError` where there is none.
    """
    return Dataset(load(Path(path), version))
