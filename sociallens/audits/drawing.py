"""Draws an audit: a stratified random sample, sealed before anybody labels."""

import hashlib
import secrets
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from sociallens.access import Scope
from sociallens.annotations import log
from sociallens.audits.audit import ENDING, FOLDER, Audit, BadAudit, read
from sociallens.dimensions import excluding
from sociallens.engine.protocol import Engine
from sociallens.schema import PARTS
from sociallens.selection import Selection
from sociallens.store import disk

SIZE, LEAST = 100, 10  # messages: of fewer nothing can be said
OF_EACH = 8  # messages of a channel, so that rare channels count
LABEL_FILTERS = (*PARTS, "cause", "outcome", "confidence", "labelled_by", "checked")


def draw(
    engine: Engine,
    scope: Scope,
    *,
    size: int = SIZE,
    who: str,
    seed: int | None = None,
    within: Selection | None = None,
) -> Audit:
    """Draw `size` messages, at least `OF_EACH` of a channel, and write the sealed audit.

    The frame are customers' own messages with a text and a topic, within the period and the
    filters of `within`, none of which may ask for labels. Raises `BadAudit`, `StoreError`.
    """
    within = Selection(within.period, choices=within.choices) if within else Selection()
    labelled = {key for name in LABEL_FILTERS for key in (name, excluding(name))}
    if asked := [key for key, _ in within.choices if key in labelled]:
        raise BadAudit("audit-of-labels", filter=asked[0])
    if not scope.everything:
        within = _narrowed(within, scope)
    frame = engine.members("framed", within, scope)
    if size < LEAST or frame.height < LEAST:
        raise BadAudit("audit-too-small", size=size, frame=frame.height, least=LEAST)
    seed = secrets.randbits(32) if seed is None else seed
    sample = chosen(list(frame.select("id", "channel").iter_rows()), size, seed)
    strata = {str(channel): int(n) for channel, n in frame.group_by("channel").len().iter_rows()}
    path = engine.store.path
    at = datetime.now(UTC)
    start, end = (str(day or "") for day in (within.period.start, within.period.end))
    audit = Audit(
        "", at.isoformat(timespec="seconds"), who, engine.data.digest, seed,
        dict(sorted(strata.items())), sample, within.choices, start, end,
    )  # fmt: skip
    with disk.locked(path):
        return _write(path, audit, f"{at:%Y-%m-%d}")


def _narrowed(within: Selection, scope: Scope) -> Selection:
    """The frame of somebody who sees a part: the filters say so. Raises `BadAudit`."""
    if len(scope.parts) != 1:
        raise BadAudit("audit-of-parts")
    (part,) = scope.parts
    for dimension, allowed in part.only:
        within = within.choose(dimension, set(within.values(dimension) or allowed) & allowed)
    return within


def _write(path: Path, audit: Audit, day: str) -> Audit:
    """Give the audit the first free name of its day, and put it on the disk.

    A name is taken by answers too: those to an audit whose file was lost are none to this one.
    """
    taken = {each.name for each in read(path)} | set(log.read(path).holding["audit"])
    names = (day if number == 1 else f"{day}-{number}" for number in range(1, len(taken) + 2))
    audit = Audit(**vars(audit) | {"name": next(name for name in names if name not in taken)})
    disk.make_folder(path / FOLDER)
    disk.write(path / FOLDER / f"{audit.name}{ENDING}", audit.encode())
    disk.flush(path / FOLDER)
    return audit


def chosen(frame: list[tuple[str, str]], size: int, seed: int) -> tuple[tuple[str, str], ...]:
    """The sample of a frame of ids and strata, in an order of which any beginning is a sample too.

    Ids are ordered by the SHA-256 of seed and id, which is as good as chance and the same on
    every machine, in whatever order the frame comes; each stratum gives its first. They are asked
    in turn: the i-th of n of a stratum at (i - ½) / n of the way.
    """
    strata: dict[str, list[tuple[str, str]]] = {}
    for id, stratum in frame:
        strata.setdefault(stratum, []).append(
            (hashlib.sha256(f"{seed}:{id}".encode()).hexdigest(), id)
        )
    sizes = allocation({stratum: len(ids) for stratum, ids in strata.items()}, size)
    turns = [
        ((place + 0.5) / sizes[stratum], key, id, stratum)
        for stratum, ids in strata.items()
        for place, (key, id) in enumerate(sorted(ids)[: sizes[stratum]])
    ]
    return tuple((id, stratum) for _, _, id, stratum in sorted(turns))


def allocation(strata: Mapping[str, int], size: int, least: int = OF_EACH) -> dict[str, int]:
    """How many of each stratum to draw: in proportion, but at least so many of each.

    `least` gives way where all strata together would take more than half of the sample; a stratum
    gives no more than it has. What rounding leaves goes to the largest remainders.
    """
    size = min(size, sum(strata.values()))
    least = min(least, size // (2 * len(strata)))
    taken = {name: min(n, least) for name, n in strata.items()}
    # In proportion to what a stratum has beyond its least; the quota of the whole, not of the rest,
    # so that large strata are not thinned more than the least of others asks for.
    while rest := size - sum(taken.values()):
        whole = sum(strata.values())
        wanted = {name: max(size * n / whole - taken[name], 0) for name, n in strata.items()}
        wanted = {name: wanted[name] if taken[name] < strata[name] else 0 for name in strata}
        scale = rest / sum(wanted.values())
        given = {
            name: min(int(wanted[name] * scale), strata[name] - taken[name]) for name in strata
        }
        if not any(given.values()):
            by_remainder = sorted(
                (name for name in strata if taken[name] < strata[name]),
                key=lambda name: (-(wanted[name] * scale % 1), name),
            )
            given = dict.fromkeys(by_remainder[:rest], 1)
        for name, n in given.items():
            taken[name] += n
    return taken
