"""What answers from a damaged store say about themselves."""

from collections.abc import Iterable, Iterator
from itertools import chain

from sociallens.engine import Engine
from sociallens.errors import StoreError
from sociallens.i18n import Language, words
from sociallens.store.integrity import Damage


def rows(damages: Iterable[Damage]) -> int:
    """How many contributions are missing from all figures."""
    return sum(damage.rows for damage in damages)


def lines(damages: Iterable[Damage], language: Language) -> list[str]:
    """Each damaged file in words, and how many contributions all figures lack."""
    listed = tuple(damages)
    named = [
        words(f"store-segment-{damage.problem}", language, file=damage.file, rows=damage.rows)
        for damage in listed
    ]
    return [*named, words("damage-total", language, rows=rows(listed))] if listed else []


def steady(engine: Engine, pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The pieces of one answer, as long as they come from the same files.

    Rows are counted off piece by piece: where a file falls out or comes back between two of
    them, the rest would skip rows or repeat them, or look like the end. So it would where somebody
    corrects a label meanwhile that the view narrows to. Raises `StoreError` then.
    """
    damages, said = engine.damages, engine.annotations.digest
    for piece in chain(pieces, [b""]):
        if engine.damages != damages:
            raise StoreError("damage-between")
        if engine.annotations.digest != said:
            raise StoreError("corrections-between")
        yield piece
