"""What each model reads of texts, and what people say its answer should be."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import polars as pl

from sociallens.classify import classify, model
from sociallens.classify.model import Weights
from sociallens.classify.own import Own
from sociallens.classify.terms import Matrix
from sociallens.taxonomy import Taxonomy

LABELS = ("topic", "sentiment", "severity", "intent")  # one value each, weighed by a model
Places = npt.NDArray[np.intp]


def answers(task: str, table: pl.DataFrame, taxonomy: Taxonomy) -> str | None:
    """The label that a table of weights decides; None where it decides no label.

    Its classes say it. That the labels of a text are right (`confidence`) is none: people correct
    what is wrong, so that their corrections cannot tell how often labels are right.
    """
    classes = set(model.classes(table))
    fits = [label for label in LABELS if classes <= set(taxonomy[label])]
    return task if task in fits else next(iter(fits), None)


@dataclass(frozen=True)
class Reading:
    """What a model reads of some texts: their places among all, in order, and a row for each."""

    places: Places
    values: Matrix

    @classmethod
    def joined(cls, parts: Sequence["Reading"]) -> "Reading":
        """Several readings of one model as one."""
        places = np.concatenate([part.places for part in parts])
        values = np.concatenate([part.values for part in parts])
        order = np.argsort(places)
        return cls(places[order], np.asarray(values[order], np.float64))

    def of(self, places: Places) -> Matrix:
        """The rows of some of its texts."""
        return np.asarray(self.values[np.searchsorted(self.places, places)], np.float64)


@dataclass(frozen=True)
class Samples:
    """Texts that people labelled, as the models in use read them.

    `texts`: `text, channel, language` (decided), and what `classify` may be given beside. `labels`:
    a column for each of `LABELS`, null where nobody gave it. Both in the same order.
    """

    texts: pl.DataFrame
    labels: pl.DataFrame
    taxonomy: Taxonomy
    own: Own
    weights: Weights  # in use

    @classmethod
    def of(cls, rows: pl.DataFrame, taxonomy: Taxonomy, own: Own) -> "Samples":
        """Those of `rows` (texts and `LABELS`) that have words in a language that is classified."""
        given = rows.with_columns(
            pl.lit(None, pl.String).alias(name)
            for name in ("language", *LABELS)
            if name not in rows.columns
        ).with_columns(id=pl.int_range(pl.len()).cast(pl.String))
        read = classify(given.drop(LABELS), taxonomy, own=own)
        rows = given.with_columns(read["language"]).filter(read["topic"].is_not_null())
        weights = {**model.shipped(), **own.weights}
        return cls(rows.drop(LABELS), rows.select(LABELS), taxonomy, own, weights)

    def predicted(self, weights: Weights, rows: pl.Series | None = None) -> pl.DataFrame:
        """The labels (`LABELS`) that weights give these texts, or some of them."""
        texts = self.texts if rows is None else self.texts[rows]
        return classify(texts, self.taxonomy, weights=weights, own=self.own).select(LABELS)

    @cached_property
    def readings(self) -> Mapping[str, Reading]:
        """By table what its model reads, of the texts that it is asked about."""
        heard: dict[str, list[Reading]] = {name: [] for name in self.weights}
        for places in self._by_language():
            parts: dict[str, list[Matrix]] = {name: [] for name in self.weights}

            def listen(
                values: Matrix, table: pl.DataFrame, parts: dict[str, list[Matrix]] = parts
            ) -> None:
                for name, weights in self.weights.items():
                    if weights is table:
                        parts[name].append(values)

            with model.told_to(listen):
                self.predicted(self.weights, pl.Series(places))
            for name, values in parts.items():
                if values:
                    heard[name].append(Reading(places, np.concatenate(values)))
        return {name: Reading.joined(parts) for name, parts in heard.items() if parts}

    def _by_language(self) -> list[Places]:
        """The places of the texts of each language: they are read language by language."""
        languages = self.texts["language"]
        return [
            np.asarray((languages == each).arg_true(), np.intp)
            for each in languages.unique().sort()
        ]
