"""Questions about a view, as SQL over what a version stores and what people corrected."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sociallens.access import Scope
from sociallens.dimensions import DIMENSIONS, Dimension
from sociallens.engine.duckdb import choosing
from sociallens.engine.duckdb.choosing import DAY, FACTS, Part
from sociallens.engine.duckdb.dialect import GRAVITY, SCORE, Clause
from sociallens.engine.duckdb.forms import PLAIN, Form, clauses, days
from sociallens.engine.duckdb.relations import Relations
from sociallens.engine.duckdb.serving import layout
from sociallens.engine.duckdb.stored import PLACE
from sociallens.engine.duckdb.sums import CELLS, Summand, step, sums
from sociallens.metrics import COUNTS, Wait
from sociallens.selection import Choices, Selection

_KEYS = (*PLACE, "published_at", SCORE)  # what lists are ordered by, beside the gravity
_ENDS = ("ended", "open")  # how a wait can stand
# A number that is the greater the earlier a fact stands among the latest, and what it was made of.
# Multiplied: a shift refuses times before 1970, and what has none.
_NEWEST = (
    "coalesce(epoch_us(published_at), -2305843009213693952)::HUGEINT * 281474976710656"
    " + (65535 - segment)::HUGEINT * 4294967296 + (4294967295 - row)"
)
_PLACE_OF_NEWEST = (
    "(65535 - ((newest >> 32) & 65535))::USMALLINT AS segment,"
    " (4294967295 - (newest & 4294967295))::UINTEGER AS row"
)


@dataclass(frozen=True)
class Question:
    """A view, broken down by dimensions.

    `kind`: the count that contributions must add to; with "" everybody's contributions are in
    view and, in lists, reposts.
    """

    selection: Selection
    scope: Scope
    by: tuple[Dimension, ...] = ()
    kind: str = ""

    def shorter(self, said: Mapping[str, Choices]) -> "Question":
        """The same question about messages, with a count in place of the filters that say it.

        Every cube holds every count, but hardly one the dimensions of several filters. `said`: the
        filters that say each count, see `behind.said`.
        """
        chosen = set(self.selection.choices)
        for count, filters in said.items():
            if chosen.issuperset(filters):
                wider = replace(self.selection, choices=tuple(sorted(chosen.difference(filters))))
                return replace(self, selection=wider, kind=count)
        return self

    def parts(self, relations: Relations, counts: Sequence[str]) -> tuple[Part, ...]:
        """The sources that hold the sums of counts."""
        singly = bool(self.kind) and not all(_implies(name, self.kind) for name in counts)
        need = choosing.need(self.by, self.selection, self.scope, singly=singly)
        columns = {*need.dimensions, *counts, self.kind or CELLS}
        return relations.viewed(self.selection, columns).choose(need)

    def wait_parts(self, relations: Relations, wait: Wait) -> tuple[Part, ...]:
        """The sources that hold the hours of a wait."""
        need = choosing.need(self.by, self.selection, self.scope)
        return relations.viewed(self.selection).of_waits(wait).choose(need)

    def sums(
        self, relations: Relations, counts: Sequence[str], *, corrected: bool = True
    ) -> Clause:
        """Sums of counts by the dimensions: see `sums.sums`."""
        summands = [self._stored(relations, part) for part in self.parts(relations, counts)]
        if corrected and not relations.overlay.empty:
            summands.append(self._corrections(relations.holding("corrections", self.selection)))
        return sums(summands, counts, self.by, cells=[self.kind or CELLS])

    def waits(self, relations: Relations, wait: Wait) -> Clause:
        """Sums of `ended` and `open` waits by the dimensions and `hours`: see `Engine.waits`."""
        return self._waits(relations, wait, "hours")

    def buckets(self, relations: Relations, wait: Wait) -> Clause:
        """Numbers of `ended` and `open` waits by the dimensions and `bucket`.

        By one dimension that the counted times hold, its codes, and a cell may stand in several
        rows: there are about as many as counted ones, and what adds them up knows all cells.
        """
        times = relations.viewed(self.selection).times[wait.name]
        if len(self.by) != 1 or not times.dimensions.issuperset(each.name for each in self.by):
            return self._waits(relations, wait, "bucket")
        (dimension,) = self.by
        name, parts, bound = dimension.name, [], dict[str, object]()
        for each in self._waited(relations, wait):
            value, group = "{}", ""
            if each.relation != times.table:
                value, group = "sum({})", "GROUP BY ALL"
            sign = f" * {each.sign}" if each.sign else ""
            ends = (f"{value.format(end + sign)}::INTEGER AS {end}" for end in _ENDS)
            parts.append(
                f"SELECT {name}::{layout.kind(dimension)} AS {name}, bucket, {', '.join(ends)}"
                f" FROM {each.relation} WHERE {each.where} {group}"
            )
            bound |= each.bound
        return " UNION ALL ".join(parts), bound

    def _waits(self, relations: Relations, wait: Wait, length: str) -> Clause:
        return sums(self._waited(relations, wait), _ENDS, self.by, beside=[length], cells=_ENDS)

    def _waited(self, relations: Relations, wait: Wait) -> list[Summand]:
        """What waits are summed of: by `hours` or, where the version counts them, by `bucket`."""
        counted, summands = wait.name in relations.viewed(self.selection).times, []
        for part in self.wait_parts(relations, wait):
            relation = part.source.table
            if part.source.name == FACTS:
                relation = _waited(wait, relation, bucketed=counted)
            summands.append(self._stored(relations, part, relation))
        if not relations.overlay.empty:
            corrections = relations.holding("corrections", self.selection)
            relation = _waited(wait, corrections, bucketed=counted)
            summands.append(self._corrections(relation))
        return summands

    def rows(
        self, relations: Relations, *, ordered: str = "", segments: Sequence[int] | None = None
    ) -> Clause:
        """The places of the contributions in view; `PLACE`. `ordered`: by `dialect.ORDERS`.

        `segments`: numbers of those that alone are looked at.
        """
        parts, bound = [], dict[str, object]()
        for relation, form in _shown(relations, self.selection):
            where, values = self._where(form)
            gravity = " ".join(
                f"WHEN {form.has(DIMENSIONS['severity'], severity)} THEN {place}"
                for place, severity in enumerate(GRAVITY)
            )
            keys = f"{', '.join(_KEYS)}, CASE {gravity} ELSE {len(GRAVITY)} END AS gravity"
            parts.append(f"SELECT {keys} FROM {relation} WHERE {where}")
            bound |= values
        among = ""
        if segments is not None:
            among = "WHERE segment IN $segments"
            bound["segments"] = list(segments)
        rows = " UNION ALL ".join(parts)
        return f"SELECT {', '.join(PLACE)} FROM ({rows}) {among} {ordered}", bound

    def latest(self, relations: Relations, most: int) -> Clause:
        """Places of the latest contributions of each value of the only dimension, in its order."""
        (dimension,) = self.by
        name = dimension.name
        parts, bound = [], dict[str, object]()
        for relation, form in _shown(relations, self.selection):
            where, values = self._where(form)
            value, group, joined = step(dimension, DAY), DAY, ""
            if not dimension.time:
                (value, joined), group = form.told(dimension), name
            newest = (
                f"SELECT {group}, unnest(max({_NEWEST}, {int(most)})) AS newest"
                f" FROM {relation} WHERE {where} GROUP BY {group}"
            )
            parts.append(f"SELECT {value} AS {name}, newest FROM ({newest}){joined}")
            bound |= values
        place = f"row_number() OVER (PARTITION BY {name} ORDER BY newest DESC) <= {int(most)}"
        return (
            f"SELECT {name}, {_PLACE_OF_NEWEST} FROM ({' UNION ALL '.join(parts)})"
            f" WHERE {name} IS NOT NULL QUALIFY {place} ORDER BY {name}, newest DESC",
            bound,
        )

    def members(self, relations: Relations, table: str, columns: Sequence[str]) -> Clause:
        """Columns of single rows of a table of plain facts, with their values of dimensions."""
        groups = [
            f"{step(each, DAY) if each.time else PLAIN.told(each)[0]} AS {each.name}"
            for each in self.by
        ]
        where, bound = self._where(PLAIN)
        columns, table = ", ".join((*columns, *groups)), relations.holding(table, self.selection)
        return f"SELECT {columns} FROM {table} WHERE {where} ORDER BY ALL", bound

    def _where(self, form: Form) -> Clause:
        """The condition of the view over facts in a form, and its bound values."""
        everybody = not self.kind and not self.by
        where, bound = clauses(self.selection, self.scope, form, everybody=everybody)
        dated, dates = days([self.selection.period], DAY)
        kind = f" AND {self.kind} = 1" if self.kind else ""
        return f"{where} AND {dated}{kind}", bound | dates

    def _stored(self, relations: Relations, part: Part, relation: str = "") -> Summand:
        where, bound = clauses(self.selection, self.scope, relations.form)
        dated, dates = days(part.spans, part.source.step)
        kind = f" AND {self.kind} = 1" if self.kind and part.source.name == FACTS else ""
        return Summand(
            relation or part.source.table,
            relations.form,
            part.source.step,
            f"{where} AND ({dated}){kind}",
            bound | dates,
        )

    def _corrections(self, relation: str) -> Summand:
        where, bound = clauses(self.selection, self.scope, PLAIN)
        dated, dates = days([self.selection.period], DAY)
        kind = f" AND {self.kind} = 1" if self.kind else ""
        return Summand(relation, PLAIN, DAY, f"{where} AND {dated}{kind}", bound | dates, "sign")


def _shown(relations: Relations, selection: Selection) -> Iterator[tuple[str, Form]]:
    """The facts of all contributions, each once, in the relations where they stand as shown."""
    facts = relations.viewed(selection).facts.table
    if relations.overlay.empty:
        yield facts, relations.form
        return
    yield f"(SELECT * FROM {facts} ANTI JOIN overlay USING (segment, row))", relations.form
    yield f"(SELECT * FROM {relations.holding('corrections', selection)} WHERE sign = 1)", PLAIN


def _waited(wait: Wait, facts: str, *, bucketed: bool) -> str:
    """Facts that count to a wait: their `hours`, and whether it has `ended` or is `open` (1 or 0).

    `bucketed`: the `bucket` of the hours, so that they can be added to the counted times.
    """
    ended, since = f"{wait.name}_ended", f"{wait.name}_since"
    hours = f"coalesce({ended}, greatest(epoch(observed_until - {since}) / 3600.0, 0.0))"
    length = f"{layout.bucket(hours, wait)} AS bucket" if bucketed else f"{hours} AS hours"
    return f"""(SELECT f.*, {length},
            ({ended} IS NOT NULL)::UTINYINT AS ended, ({ended} IS NULL)::UTINYINT AS open
        FROM {facts} f JOIN {layout.NAME}.observed USING (site)
        WHERE {ended} IS NOT NULL OR {since} IS NOT NULL)"""


def _implies(count: str, kind: str) -> bool:
    """Whether every contribution that adds to a count adds to the other, too."""
    return COUNTS[kind].items() <= COUNTS[count].items()
