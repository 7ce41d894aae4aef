"""Names of persons after greetings and titles, in signatures, and of agents at work.

A first name of the table is enough of a sign; another word with a capital must also stand where
only a name stands. Words and brands of the tables stay.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sociallens.importing.privacy.redaction.rules import Judged
from sociallens.importing.privacy.redaction.tables import (
    LETTER,
    NO_LETTER,
    UPPER,
    column,
    signs,
    unaccented,
)

NAME = "[nom]"

_WORD = rf"[{LETTER}](?:[{LETTER}'’-]*[{LETTER}])?"
_CAPITAL = rf"{UPPER}(?:[{LETTER}'’-]*[{LETTER}])?"
_DEFINITE = ("le", "la", "les", "l")
_ELIDED = ("D", "d", "L", "O")  # as names begin: "D'Angelo", and not "N'hésitez"
_ARTICLES = frozenset({"d", "de", "des", "du", "l", "la", "le", "les"})  # words of a sentence too
_PARTICLES = frozenset(
    {"abd", "abdel", "al", "ben", "bin", "da", "del", "della", "den", "der", "di", "dos", "el",
     "ibn", "ten", "ter", "van", "von", "zu"}
)  # fmt: skip
_LINKS = _ARTICLES | _PARTICLES
_LINK = (
    r"(?:[Vv]an (?:[Dd]en|[Dd]er|[Dd]e|[Hh]et)|[Vv]on (?:[Dd]er|[Dd]em|[Zz]u)|[Dd]e (?:la|las|los)"
    r"|[Dd]ella|[Dd]e[lns]|[Dd]er|[Dd]os|[Dd][aeiu]|[Ll]es|[Ll][ae]|[EeAa]l|[Bb][ei]n|[Ii]bn"
    r"|[Vv][ao]n|[Tt]e[rn])"
)
_ANY_LINK = "(?i:" + "|".join(sorted(_LINKS, key=lambda link: (-len(link), link))) + ")"
_GAP = r"[ \u00a0\u202f]"
_MORE = rf"(?:{_GAP}(?:{_LINK}{_GAP})?{_CAPITAL}\.?){{0,3}}"
_BLANK = rf"{_GAP}+"
_UNCASED = r"\p{Lo}[\p{L}\p{M}]*"  # scripts without capitals
_STOP = r"[ \t]*(?:[,!;:?\n)…]|\.|$)"
_LINE_END = r"[ \t.!)]*(?:\n|$)"
_SHARP = r"[\s,.!;:–—-]+"
_THANKS = (
    r"(?:\b(?i:merci|thanks|thank you|bravo)"
    r"(?: (?i:beaucoup|encore|bien|infiniment|mille fois|aussi))?"
    r"|(?:^|[\n.!?]\s?)(?i:ch[eè]re?|my dear))"
)
_AT_WORK = (
    r",?\s(?i:du|de la|de l['’]|des|au|pour le|votre|l['’])\s?(?i:service|sav|support|relation"
    r"|[ée]quipe|hotline|chat|conseill|magasin|agence|standard|client)"
)


@dataclass(frozen=True)
class _Judge:
    """Tells names from other words."""

    first: Collection[str]  # first names, folded
    kept: frozenset[str]  # words and brands, folded

    def listed(self, found: str, ends: bool) -> str:
        """`found` without the name that a first name of the table begins in it."""
        words = found.split()
        for place, word in enumerate(words):
            if self._is_first(word) and not self._stays(words[place:]):
                return " ".join([*words[:place], self._without(words[place:])])
        return found

    def listed_with_capital(self, found: str, ends: bool) -> str:
        """As `listed`, for names written as names only."""
        return self.listed(found, ends) if found[:1].isupper() else found

    def likely(self, found: str, ends: bool) -> str:
        """`found` without the name in it, which any word with a capital may begin if it `ends`."""
        words = found.split()
        if self._stays(words):
            return found
        if self._is_first(words[0]) or (ends and found[:1].isupper()):
            return self._without(words)
        return found

    def titled(self, found: str, ends: bool) -> str:
        """As `likely`, and names with a particle however they are written ("El mansouri")."""
        words = found.split()
        links = 0
        while links < len(words) - 1 and unaccented(words[links]) in _LINKS:
            links += 1
        before, _, name = words[links].replace("’", "'").rpartition("'")
        if not links and before not in _ELIDED and name[:1].isascii():
            return self.likely(found, ends)
        if words[0] in _DEFINITE:
            return found  # "Madame la Présidente"
        foreign = any(unaccented(word) in _PARTICLES for word in words[:links])
        as_a_name = foreign or not (found[:1].islower() and name[:1].islower())
        if not as_a_name or self._is_kept([unaccented(name), *map(unaccented, words[links + 1 :])]):
            return found
        return self._without(words, links + 1)

    def full(self, found: str, ends: bool) -> str:
        """As `likely`, for a first name and a last one: "au nom de" precedes companies too."""
        return self.likely(found, " " in found)

    def line(self, found: str, ends: bool) -> str:
        """`found` hidden when it is a whole name, in either order of first and last name."""
        words = found.split()
        if any(unaccented(word) in self.kept - _LINKS for word in words):
            return found
        return NAME if any(map(self._is_first, words[:2])) else found

    def _is_first(self, word: str) -> bool:
        return all(part in self.first for part in unaccented(word).split("-"))

    def _stays(self, words: list[str]) -> bool:
        """Whether a word or a brand that stays begins here."""
        folded = [unaccented(word) for word in words]
        if folded[0].strip("'’") in _LINKS and words[1:] and words[1][:1].isupper():
            folded = folded[1:]  # "Le Goff"
        if words[0].replace("’", "'").partition("'")[2][:1].islower():
            return True  # "L'équipe", and not "D'Angelo"
        return self._is_kept(folded)

    def _is_kept(self, folded: list[str]) -> bool:
        return any(" ".join(folded[:count]) in self.kept for count in (1, 2, 3))

    def _without(self, words: list[str], least: int = 1) -> str:
        """`words` with the placeholder for a first name and the last names that follow it.

        At least the first `least` words are the name.
        """
        end = least
        for place, word in enumerate(words[least:], least + 1):
            initial = word.isupper() and len(word.rstrip(".")) == 1
            if not initial and unaccented(word) in _LINKS:
                continue
            if not initial and unaccented(word) in self.kept:
                break
            end = place
        if end == 1 and unaccented(words[0]) in _LINKS:
            end = min(2, len(words))
        dot = "." if words[end - 1].endswith(".") and len(words[end - 1]) > 3 else ""
        return " ".join([NAME + dot, *words[end:]])


def names(brands: Iterable[str]) -> tuple[Judged, ...]:
    """The rules for names; `brands` stay wherever a name could stand."""
    kept = {*column("kept_words", "word"), *column("brands", "brand"), *brands}
    judge = _Judge(
        frozenset(map(unaccented, column("first_names", "name"))), frozenset(map(unaccented, kept))
    )
    greeting, title, ending = signs("greeting"), signs("title"), signs("ending")
    titled = rf"\b(?:(?:{title}|Dr|Me|Pr)\.?{_BLANK}|MM?\.{_BLANK})"
    ended = rf"(?<found>{_WORD}{_MORE})(?<after>{_STOP})|(?<loose>{_WORD})(?<end>{NO_LETTER})"
    return (
        Judged(
            "name after a title",
            rf"(?<before>{titled}(?:{title}\.?{_BLANK})?)"
            rf"(?<found>(?:{_ANY_LINK}{_GAP}){{1,3}}(?:{_WORD}|{_UNCASED}){_MORE}"
            rf"|[{''.join(_ELIDED)}]['’]{_WORD}{_MORE}|(?:{_LINK}{_GAP})?(?:{_CAPITAL}|{_UNCASED}){_MORE})"
            rf"(?<after>{NO_LETTER})",
            judge.titled,
            sign=rf"{titled}(?:{_ANY_LINK}{_GAP}|[{''.join(_ELIDED)}]['’]|{UPPER}|{_UNCASED})",
        ),
        Judged(
            "name without a blank after a title",
            rf"(?<before>\b(?:(?i:mme|mlle|mr|dr|pr)|MM?|Me)\.)(?<found>{UPPER}[{LETTER}'’-]{{2,}})"
            rf"(?<after>{NO_LETTER})",
            judge.likely,
            sign=rf"(?i:m|mme|mlle|mr|dr|pr|me)\.{UPPER}",
        ),
        Judged(
            "name after a greeting",
            rf"(?<before>\b{greeting}(?:{_BLANK}(?i:à|a|ch[eè]re?|m\.?))?{_BLANK})(?:{ended})",
            judge.likely,
        ),
        Judged(
            "first name after a greeting",
            rf"(?<before>(?:\b{greeting}[ \u00a0]*[,!\n]|{_THANKS})"
            rf"[ ,\u00a0\n!]*(?:(?i:à|a|to) )?)(?:{ended})",
            judge.listed,
        ),
        Judged(
            "signature",
            rf"(?<before>\b{ending}{_SHARP})(?<found>{_WORD}{_MORE})(?<after>{_LINE_END}|{_AT_WORK}|,)",
            judge.likely,
        ),
        Judged(
            "line that is a name",
            rf"(?<before>(?:^|\n|[.!?…)]\s)\s*[–—^*-]*[ \t]*)"
            rf"(?<found>{_CAPITAL}{_MORE})(?<after>{_LINE_END})",
            judge.line,
        ),
        Judged(
            "name at work",
            rf"(?<found>{_CAPITAL}{_MORE})(?<after>{_AT_WORK})",
            judge.listed,
            sign=_AT_WORK,
        ),
        Judged(
            "name of an agent",
            rf"(?<before>\b{signs('agent')}[ ,]+(?:(?i:un|une|la|le)\s|l['’])?(?:{title} )?)"
            rf"(?<found>{_CAPITAL}{_MORE})(?<after>{NO_LETTER})",
            judge.listed_with_capital,
        ),
        Judged(
            "name that is stated",
            rf"(?<before>\b{signs('stated')}[\s:]+(?:{titled})?)"
            rf"(?<found>{_CAPITAL}{_MORE})(?<after>{NO_LETTER})",
            judge.likely,
        ),
        Judged(
            "name on whose behalf",
            rf"(?<before>\b{signs('behalf')}[\s:]+(?:{titled})?)"
            rf"(?<found>{_CAPITAL}{_MORE})(?<after>{NO_LETTER})",
            judge.full,
        ),
    )
