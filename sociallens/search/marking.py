"""Where in a text the words of a query stand."""

from functools import lru_cache

from sociallens.passages import Span
from sociallens.search.query import Part, Query, parse
from sociallens.search.words import folded, stems, written


@lru_cache(maxsize=512)  # a page is shown again at each click
def found(text: str, typed: str) -> tuple[Span, ...]:
    """The places of what a reader sought, in order and apart, by the rules that found the text.

    Words between which there is nothing but space are one place: a phrase is read as one.
    """
    wanted = parse(typed).wanted
    words = _words(text) if wanted else []
    spans = sorted(span for part in wanted for span in _spans(part, words))
    apart: list[Span] = []
    for start, end in spans:
        if apart and not text[apart[-1][1] : start].strip():
            start, last = apart.pop()
            end = max(end, last)
        apart.append((start, end))
    return tuple(apart)


def holds(query: Query, text: str) -> bool:
    """Whether a query finds a text."""
    words = _words(text)
    return bool(query.parts) and all(
        bool(_spans(part, words)) != part.excluded for part in query.parts
    )


def _words(text: str) -> list[tuple[str, int, int]]:
    """Each word folded, with its place. Between words no sign could be part of one."""
    words, end = [], 0
    for word in written(text):
        start = text.index(word, end)
        end = start + len(word)
        words.append((folded(word), start, end))
    return words


def _spans(part: Part, words: list[tuple[str, int, int]]) -> list[Span]:
    """Where a part stands, each place apart from the others."""
    spans, first, length = [], 0, len(part.words)
    while first + length <= len(words):
        if all(_same(part, nth, words[first + nth][0]) for nth in range(length)):
            spans.append((words[first][1], words[first + length - 1][2]))
            first += length
        else:
            first += 1
    return spans


def _same(part: Part, nth: int, word: str) -> bool:
    sought = part.words[nth]
    if part.prefix and nth == len(part.words) - 1:
        return word.startswith(sought)
    if word == sought or part.exact:
        return word == sought
    return any(one == other for one, other in zip(stems(word), stems(sought), strict=True))
