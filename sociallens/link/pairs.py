"""The pairs of a query string, and their reading key by key."""

import re
from collections.abc import Callable, Collection, Sequence
from urllib.parse import parse_qsl, urlsplit

LONGEST = 200  # characters of a searched text or of an id
# Parameters that newsletters, social networks and embedding pages add to an address.
FOREIGN = re.compile(r"utm_\w+|fbclid|gclid|msclkid|mc_[ce]id|embed(_options)?")
Pairs = tuple[tuple[str, str], ...]


def parse(query: str) -> Pairs:
    """The pairs of a query string, with or without the question mark."""
    return tuple(parse_qsl(query.strip().lstrip("?"), keep_blank_values=True))


def copied(text: str) -> Pairs:
    """The pairs of a pasted link: a whole address, or a fragment of a mail's source.

    Our own links never contain `&amp;`, bare brackets or quotation marks.
    """
    bare = re.sub(r"""[)>\]»”"'’]+[.,;:!?]*$""", "", text.strip().lstrip("<("))
    query = bare.replace("&amp;", "&")
    if re.match(r"(?i)https?://", query):
        query = urlsplit(query).query
    return parse(query)


class Reader:
    """Reads pairs key by key and collects those that it does not understand."""

    def __init__(self, pairs: Pairs) -> None:
        self.pairs = [pair for pair in pairs if not FOREIGN.fullmatch(pair[0])]
        self.unknown: list[tuple[str, str]] = []

    def every(self, key: str) -> list[str]:
        """All values of a key."""
        return [value for name, value in self.pairs if name == key]

    def single(self, key: str, read: Callable[[str], str | None]) -> str | None:
        """The value of a key that may occur once; if repeated or unreadable, it is unknown."""
        values = self.every(key)
        if len(values) == 1 and (value := read(values[0])) is not None:
            return value
        self.unknown += [(key, value) for value in values]
        return None

    def one_of(self, key: str, values: Sequence[str]) -> str | None:
        """The value of a key that takes one of some."""
        return self.single(key, lambda text: text if text in values else None)

    def text(self, key: str) -> str:
        """The value of a key that takes any text of bounded length; else empty."""
        return self.single(key, lambda text: text if 0 < len(text) <= LONGEST else None) or ""

    def number(self, key: str) -> int | None:
        """The value of a key that takes a number from 1 on."""
        read = self.single(
            key, lambda text: text if re.fullmatch(r"[1-9][0-9]{0,8}", text) else None
        )
        return int(read) if read else None

    def known(self, key: str, value: Callable[[str], str | None]) -> list[str]:
        """The values of a key that may occur often, as `value` reads them."""
        values = [(text, value(text)) for text in self.every(key)]
        self.unknown += [(key, text) for text, read in values if read is None]
        return [read for _, read in values if read is not None]

    def beside(self, keys: Collection[str]) -> list[tuple[str, str]]:
        """The pairs of other keys than these."""
        return [pair for pair in self.pairs if pair[0] not in keys]
