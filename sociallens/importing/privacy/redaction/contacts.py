"""E-mails, accounts and phones of persons; accounts and numbers of services stay."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sociallens.importing.privacy.redaction.rules import Judged, Rule
from sociallens.importing.privacy.redaction.tables import LETTER, UPPER, column, unaccented

EMAIL, PHONE, ACCOUNT = "[e-mail]", "[téléphone]", "[compte]"

_WORD = r"[\p{L}0-9_%+'-]+"
_POINT = r"(?i:\.|\s\.\s?|\s?[(\[](?:point|dot|pt)[)\]]\s?|\s(?:point|dot)\s)"
_LOCAL = (
    rf"[\p{{L}}0-9._%+'-]*[\p{{L}}0-9_%+](?:(?:\s\.\s|\s(?i:point|dot|tiret|underscore)\s){_WORD})*"
)
_TOP = (
    r"(?i:com|fr|net|org|eu|be|ch|lu|mc|io|co|uk|de|es|it|pt|nl|ca|us|ma|tn|dz|sn|ci|cm|re|info|biz"
    r"|me|email|pro|tv|mail|example|test)"
)
_HOSTS = (
    r"(?i:gmail|googlemail|hotmail|outlook|live|msn|yahoo|ymail|orange|wanadoo|free|sfr|neuf|bbox"
    r"|bouygtel|numericable|laposte|aol|icloud|me|mac|gmx|proton|protonmail|pm|mail|mailo|tutanota"
    r"|skynet|telenet|bluewin|pt)"
)
_AROBASE = r"\s?(?i:[(\[{<](?:at|a|@|arobase|arobas)[)\]}>]|\barobas[e]?\b)\s?"
_DOMAIN = rf"[\p{{L}}0-9-]+(?:{_POINT}[\p{{L}}0-9-]+)*?{_POINT}\s?{_TOP}\b"
_HOST = rf"{_HOSTS}(?:\s?[.,]\s?|{_POINT}){_TOP}(?:\.{_TOP})?\b"

_BAR = r"[\s_-]{1,3}"
_SPELT = (
    rf"[\p{{L}}0-9._+-]+(?:\s?[_-]{{1,2}}(?i:at|arobase)[_-]{{1,2}}\s?|\sAT\s)[\p{{L}}0-9]+"
    rf"(?:(?:[.-]|{_BAR}(?i:dot|point){_BAR})[\p{{L}}0-9]+)*?(?:\.|{_BAR}(?i:dot|point){_BAR}){_TOP}\b"
)
_ENCODED = (
    r"[\p{L}0-9._+-]+(?:%2[BbEe][\p{L}0-9._+-]+)*%(?:25)?40"
    r"[\p{L}0-9-]+(?:(?:\.|%2[Ee])[\p{L}0-9-]+)*(?:\.|%2[Ee])\p{L}{2,10}\b"
)

EMAILS = Rule(
    "e-mail",
    EMAIL,
    rf"{_LOCAL}@[\p{{L}}0-9-]+(?:\.[\p{{L}}0-9-]+)*\.\p{{L}}{{2,10}}\b"
    rf"|{_LOCAL}{_AROBASE}{_DOMAIN}"
    rf"|{_LOCAL}\s{{0,2}}@\s{{0,2}}{_HOST}"
    rf"|{_LOCAL}\s(?i:at)\s{_HOST}"
    rf"|{_LOCAL}\s@\s{_DOMAIN}"
    rf"|[\p{{L}}0-9]+[._][\p{{L}}0-9._]*\s?@\s?{_DOMAIN}",
    sign=r"(?i)@|arobas|[(\[{<]\s?at?\s?[)\]}>]|\sat\s",
)

# Apart from the others, which would be slower with them.
SPELT_EMAILS = Rule(
    "e-mail in other signs",
    EMAIL,
    rf"{_SPELT}|{_ENCODED}|[\p{{L}}0-9._+-]+@[\p{{L}}0-9-]+{_BAR}(?i:dot|point){_BAR}{_TOP}\b",
    sign=r"(?i)[_-]at[_-]|[_-]arobase[_-]|\s(?-i:AT)\s|%40|%2540|@[a-z0-9-]+[\s_-]+(?:dot|point)[\s_-]",
)
# What one of the two needs at least.
EMAIL_SIGN = r"(?i)@|arobas|[(\[{<]\s?at?\s?[)\]}>]|[\s_-]at[\s_-]|%(?:25)?40"

_HANDLE = r"@(?:[A-Za-z_](?:[\w.]*\w)?|\d+[A-Za-z_]\w{2,})"
_NAMED = rf"@{UPPER}[{LETTER}'’-]+ {UPPER}[{LETTER}'’-]+"
_LONGEST = 40  # characters of the account of a brand


@dataclass(frozen=True)
class _Accounts:
    """Tells accounts of brands from those of persons."""

    brands: Collection[str]  # folded, without blanks and signs
    endings: Collection[str]
    first: Collection[str]
    kept: Collection[str]

    def judge(self, found: str, ends: bool) -> str:
        """`found` as it stays; as a mention by a name, the last name goes too."""
        handle, blank, rest = found.partition(" ")
        body = _bare(handle)
        if len(body) <= _LONGEST and self._is_brand(body):
            return found
        named = unaccented(handle[1:]) in self.first and unaccented(rest) not in self.kept
        return ACCOUNT if named else ACCOUNT + blank + rest

    def _is_brand(self, body: str) -> bool:
        """Whether `body` is a brand, alone or with endings such as "SAV" or "fr"."""
        if body in self.brands:
            return True
        shorter = {body.rstrip("0123456789")} | {body.removesuffix(end) for end in self.endings}
        return any(map(self._is_brand, shorter - {body, ""}))


def _bare(name: str) -> str:
    return "".join(sign for sign in unaccented(name) if sign.isalnum() or sign in "&+")


def accounts(brands: Iterable[str]) -> Judged:
    """Handles, except those of `brands`, alone or with an ending such as "SAV" or "_fr"."""
    judge = _Accounts(
        frozenset(map(_bare, brands)),
        frozenset(column("account_endings", "ending")),
        frozenset(map(unaccented, column("first_names", "name"))),
        frozenset(map(unaccented, column("kept_words", "word"))),
    )
    return Judged(
        "handle",
        rf"(?<before>(?:^|[^\w@.])\.?)(?<found>{_NAMED}|{_HANDLE})",
        judge.judge,
        sign=r"@\w",
    )


_GAP = r"[\s._/·–—-]"
_COUNTRY = (
    r"(?:3[0-9]|4[013-9]|5[1-8]|6[0-6]|7|8[1246]|9[0-58]|2[07]|2[1-9]\d|35\d|37\d|38\d|42\d|59\d"
    r"|67\d|68\d|85\d|88\d|96\d|97\d|99\d)"
)
_COMMA = r"[\s.,_/·–—()-]"  # between the pairs of a number of which more is known
_NEAR = r"(?:32|352|41|44|49|34|39|351|212|213|216|221|225|237|241|243|590|594|596|262)"
_ABROAD = (
    rf"(?:\(\+33\)|(?:\+|\b00)\s?33){_GAP}{{0,3}}(?:\(0\)|0)?(?:{_COMMA}{{0,3}}\d){{9}}\b",
    r"(?:\+|\b00)\s?1[\s.-]{0,2}\(?[2-9]\d\d\)?(?:[\s.-]{0,3}\d){7}\b",
    rf"(?:\(\+{_NEAR}\)|(?:\+|\b00)\s?{_NEAR})"
    rf"{_GAP}{{0,2}}(?:\(0\)|0)?(?:[\s./()-]{{0,2}}\d){{6,11}}\b",
    rf"(?:\+|\b00)\s?\(?{_COUNTRY}\)?{_GAP}{{0,2}}(?:\(0\)|0)?[1-9](?:[\s./()-]{{0,2}}\d){{7,11}}\b",
    r"\(\d{3}\)\s?\d{3}[\s.-]\d{4}\b",
    r"\b[2-9]\d{2}([.-])[2-9]\d{2}[.-]\d{4}\b".replace("([.-])", "[.-]"),
)
_BARE = r"\b33[67]\d{8}\b"
_ZERO = r"(?:\(0\)|\b[0Oo])"
_FRENCH = (
    rf"{_ZERO}[1-79](?:{_GAP}{{1,3}}\d{{2}}){{4}}\b",
    rf"{_ZERO}[1-79]\d{{8}}\b",
    rf"{_ZERO}\s?[1-79](?:\s?\d){{8}}\b",
    rf"{_ZERO}[1-79](?:\d\d[.-]\d{{3}}[.-]\d{{3}}|[.-]\d{{4}}[.-]\d{{4}}|\d\d(?:[.-]\d\d){{3}}"
    r"|[.-]\d{3}[.-]\d{3}[.-]\d{2})\b",
    rf"{_ZERO}[1-79]\d?[\s/.-]{{1,3}}\d{{2,3}}(?:[\s.]\d{{2,3}}){{2}}\b",  # Belgium, Switzerland
    rf"{_ZERO}[1-79]\d\s\d{{4}}\s\d{{4}}\b",
    rf"{_ZERO}[1-79]\d{{2,4}}[\s-]\d{{3}}[\s-]?\d{{3,4}}\b",  # United Kingdom
)
_PAIR = r"(?:\(\d{2}\)|\[\d{2}\]|\d{2}\b)"
_BRACKETED = (
    rf"[(\[]0[1-79][)\]](?:{_COMMA}{{0,3}}{_PAIR}){{4}}"
    rf"|\b0[67](?:{_COMMA}{{1,3}}{_PAIR}){{4}}"
    r"|\b0[1-59](?:,\d{2}){4}\b"
)
# Lists of numbers, and sizes.
_LIST = (
    r"\b\d{1,2}(?:\s?,\s?\d{1,2}){5,}\b|\b\d{1,2}(?:\s?,\s?\d{1,2}){2,}\s(?:et|ou)\s\d{1,2}\b"
    r"|\b(?i:loto|tailles?|pointures?|pages?|chapitres?|[ée]tapes?|num[ée]ros gagnants)\s?:?\s?"
    r"\d{1,2}(?:\s?,\s?\d{1,2})+\b"
)
_ASKED = (
    r"(?<before>(?i:t[ée]l(?:[ée]phone)?|portable|mobile|fixe|gsm|whats?app|phone|num[ée]ro"
    r"|joignable|joindre|appelez[- ]moi|rappelez[- ]moi|contactez[- ]moi)"
    r"\s?(?i:au|est|est le|sur le|:|is|le|at)?\s?:?\s?)"
)
_DATE = (
    r"\b\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?(?:19|20)\d{2}\b"
    r"|\b(?:19|20)\d{2}[/.-]\d{1,2}[/.-]\d{1,2}\b"
)


def _services() -> str:
    """Numbers of services: their prefixes, with any gaps, then the rest of the number."""
    national = [prefix.removeprefix("0") for prefix in column("service_numbers", "prefix")]
    starts = "|".join(rf"{_GAP}{{0,3}}".join(prefix) for prefix in national)
    return (
        rf"(?:\b0|(?:\+|\b00)\s?33\s?(?:\(0\))?){_GAP}{{0,3}}(?:{starts})"
        rf"(?:{_GAP}{{0,3}}\d){{4,8}}\b"
    )


SERVICES = _services()
PHONES = Rule(
    "phone",
    PHONE,
    "|".join((*_ABROAD, *_FRENCH, _BARE, _BRACKETED)),
    stay=rf"{SERVICES}|{_DATE}|{_LIST}",
    sign=r"\d",
)
ASKED_PHONES = Rule(
    "phone asked for",
    PHONE,
    rf"{_ASKED}(?:\+?\d(?:[\s./-]?\d){{7,13}}\b|\(?0[1-79]\)?(?:{_COMMA}{{1,3}}\d{{2}}\b){{4}})",
    stay=rf"(?:num[ée]ro )?{SERVICES}|{_DATE}|{_ASKED.replace('?<before>', '')}{SERVICES}",
    sign=r"\d",
)
