"""The records of a JSON document as a table: which list they are, what is joined to them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from sociallens.errors import BadExport
from sociallens.importing.formats.documents import Document, parse
from sociallens.importing.formats.encoding import Text
from sociallens.importing.formats.envelope import ABOVE, EACH, Path, Spot, survey, walk
from sociallens.importing.formats.flat import by_rows, flatten
from sociallens.importing.formats.mojibake import repair
from sociallens.importing.formats.table import (
    MAX_BYTES,
    MAX_CELL,
    MAX_COLUMNS,
    MAX_DEPTH,
    MAX_ROWS,
    Refusal,
    Table,
    frame,
)
from sociallens.importing.profiles.profile import GENERIC, Profile, Shape, identify
from sociallens.merchants import fold

PARENT = "#parent"  # the id of the record that a nested record answers
LISTS = "import-unread-lists"
COLUMNS = "import-unread-columns"
_SAMPLE = 200  # records that show which profile's they are


@dataclass(frozen=True)
class _Place:
    """Where a profile finds its records, and which fields the first of them have."""

    path: Path
    shape: Shape  # what is nested in the records and joined to them
    headers: tuple[str, ...]
    count: int  # 0 for those of a declared shape: they come first


def read_document(
    text: Text, profiles: Sequence[Profile], forced: Profile | None
) -> tuple[Table, Profile]:
    """The records of a document and their profile: `forced`, or the one that claims them.

    Raises `BadExport` when there are none, no profile or several claim them, values are nested
    deeper than `MAX_DEPTH`, or there are too many records.
    """
    try:
        document = parse(text)
        root = by_rows(document.root)
        spots = [spot for spot in survey(root) if spot.holds_records]
        place, profile = _choose(root, spots, profiles, forced)
        table = _table(document, root, place, profile if profiles else None)
    except RecursionError as error:
        raise BadExport("import-json-deep", most=MAX_DEPTH) from error
    return replace(table, unread={**table.unread, **_unread(spots, place)}), profile


def _choose(
    root: Any, spots: Sequence[Spot], profiles: Sequence[Profile], forced: Profile | None
) -> tuple[_Place, Profile]:
    candidates = (forced,) if forced else tuple(profiles)
    places = {p.name: place for p in candidates if (place := _place(root, spots, p)) is not None}
    if places:
        best = min(places.values(), key=lambda place: (place.count > 0, -place.count))
        same = [p for p in candidates if p.name in places and places[p.name].path == best.path]
        profile = forced or identify(list(best.headers), same)
        return places[profile.name], profile
    spot = likeliest(spots)
    if spot is None:
        raise BadExport("import-json-records")
    if forced and forced.shape and profiles:
        raise BadExport("import-profile-shape", name=forced.name)
    place = _Place(spot.path, Shape(), tuple(spot.headers), spot.count)
    return place, forced or identify(spot.headers, ())


def likeliest(spots: Sequence[Spot]) -> Spot | None:
    """The list whose records look most like contributions: they have texts, and there are many."""
    lists = [spot for spot in spots if spot.is_list]
    told = [spot for spot in lists if spot.text]
    return next(iter((*told, *lists, *spots)), None)


def _place(root: Any, spots: Sequence[Spot], profile: Profile) -> _Place | None:
    """The declared place of the profile's records if they are there, else any that it claims."""
    shape = profile.shape or Shape()
    if profile.shape is not None:
        path = _steps(shape.records)
        headers = tuple(_headers(islice(_shaped(root, path, shape), _SAMPLE)))
        if headers and profile.claims(headers):
            return _Place(path, shape, headers, 0)
    for spot in spots:
        if profile.claims(spot.headers) and not _is_part(spot, spots, profile):
            return _Place(spot.path, shape, tuple(spot.headers), spot.count)
    return None


def _is_part(spot: Spot, spots: Sequence[Spot], profile: Profile) -> bool:
    """Whether the template's claim, which a bare `text` meets, is on a piece of longer records."""
    if profile.name != GENERIC or "site" in spot.headers:
        return False
    outer = (each for each in spots if each is not spot and each.is_list and each.text)
    return any(spot.path[: len(each.path)] == each.path for each in outer)


def _unread(spots: Sequence[Spot], place: _Place) -> dict[str, tuple[str, ...]]:
    """The lists of objects that are neither the records nor joined to them."""
    own = _plain(place.path)
    read = {own, *(_steps(path) for _, path, _, _ in place.shape.join)}
    if place.shape.children:
        read.add((*own, *_steps(place.shape.children)))
    names = []
    for spot in spots:
        path = _plain(spot.path)
        is_above, is_below = own[: len(path)] == path, path[: len(own)] == own
        if spot.is_list and path not in read and not is_above:
            names += [".".join(path)] if not is_below or _holds_texts(spot, own) else []
    return {LISTS: tuple(names)} if names else {}


def _plain(path: Path) -> Path:
    return tuple(step for step in path if step != EACH)


def _holds_texts(spot: Spot, own: Path) -> bool:
    """Whether a list inside of the records holds texts of its own, as comments of posts do."""
    return bool(spot.text) and "type" not in spot.sample[0] and len(spot.path) > len(own)


def _headers(records: Iterable[dict[str, str]]) -> Counter[str]:
    """The fields of the records, in the order in which they come, with how many have them."""
    return Counter(name for record in records for name in record)


def _table(document: Document, root: Any, place: _Place, profile: Profile | None) -> Table:
    """The records as rows; without a profile all their fields, else those that it knows."""
    found = list(_shaped(root, place.path, place.shape))
    if len(found) > MAX_ROWS:
        raise BadExport("import-too-many-rows", most=MAX_ROWS)
    plain = len(found) == len(document.lines)
    numbers = document.lines if plain else range(1, len(found) + 1)
    counts = _headers(found)
    used = profile.known_headers() if profile else set()
    offered = [n for n in counts if fold(n) in used or not n.startswith(ABOVE)]
    most = {name for name, _ in counts.most_common(MAX_COLUMNS)}
    named = [name for name in offered if name in most or fold(name) in used]
    headers = [name for name in named if fold(name) in used] if profile else named
    refusals = list(document.refusals)
    rows, kept, size = [], [], 0
    for number, record in zip(numbers, found, strict=True):
        cells = [record.get(header, "") for header in headers]
        size += sum(map(len, cells))
        if size > MAX_BYTES:  # what stands above many records, or is joined to them
            raise BadExport("import-too-big", most=MAX_BYTES // 1_000_000)
        if any(len(cell) > MAX_CELL for cell in cells):
            refusals.append(Refusal(number, "import-cell-too-long"))
        else:
            rows.append(cells)
            kept.append(number)
    left = tuple(name for name in offered if name not in set(named))
    whole = frame([repair(header) for header in headers], rows, kept)
    unread = {COLUMNS: left} if left else {}
    told = tuple(map(repair, named)) if profile else ()
    return Table(whole, "json", refusals, unread=unread, named=told)


def _steps(path: str) -> Path:
    return tuple(path.split(".")) if path else ()


def _shaped(root: Any, path: Path, shape: Shape) -> Iterator[dict[str, str]]:
    joined: dict[str, tuple[dict[str, dict[str, str]], str]] | None = None
    for record, above in walk(root, path, {}):
        if joined is None:
            joined = _joined(root, shape)
        for fields in _with_children(record, shape):
            extra = {
                f"{prefix}.{name}": value
                for prefix, (known, own) in joined.items()
                for name, value in known.get(fields.get(own, ""), {}).items()
            }
            yield fields | above | extra


def _joined(root: Any, shape: Shape) -> dict[str, tuple[dict[str, dict[str, str]], str]]:
    """For each join the records of all pages by their key, and the field that names one."""
    joined = {}
    for prefix, path, key, own in shape.join:
        items = (flatten(item) for item, _ in walk(root, _steps(path), {}))
        joined[prefix] = ({item[key]: item for item in items if item.get(key)}, own)
    return joined


def _with_children(record: dict[str, Any], shape: Shape) -> Iterator[dict[str, str]]:
    """A record and those nested in it, however deep, each with the id of its parent."""
    path = shape.children
    pending = [(record, "")]
    for record, parent in pending:
        fields = flatten(record, skip=path.split(".")[0] if path else "")
        yield fields | ({PARENT: parent} if parent else {})
        if path:
            nested = [child for child, _ in walk(record, _steps(path), {})]
            pending += [(child, fields.get(shape.key, "")) for child in nested]
