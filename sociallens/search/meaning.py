"""What a query means, in words."""

from collections.abc import Iterator

from sociallens.i18n import Language, words
from sociallens.search.query import Part, Query, parse


def meaning(typed: str, language: Language) -> str:
    """What is looked for, and what is left out: so that a sign more or less is seen."""
    query = parse(typed)
    if not query.parts:
        return words("search-nothing", language, typed=typed)
    return " · ".join(_told(query, language))


def _told(query: Query, language: Language) -> Iterator[str]:
    plain = [part.typed for part in query.wanted if not part.exact and not part.prefix]
    if plain:
        yield words("search-words", language, count=len(plain), words=", ".join(plain))
    for part in query.wanted:
        if part.exact or part.prefix:
            yield _alone(part, language)
    for part in query.excluded:
        yield words("search-without", language, part=_alone(part, language))


def _alone(part: Part, language: Language) -> str:
    if part.prefix:
        return words("search-prefix", language, words=part.typed)
    if part.exact:
        return words("search-phrase", language, words=part.typed)
    return part.typed
