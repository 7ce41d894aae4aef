"""The forms in which exports write dates, declared once: readers, choices and documentation.

The patterns see small letters without accents, one blank between words, and digits 0 to 9.
"""

from dataclasses import dataclass
from datetime import datetime

_NAMES = {
    "01": "janvier janv jan january",
    "02": "fevrier fevr fev february feb",
    "03": "mars march mar",
    "04": "avril avr april apr",
    "05": "mai may",
    "06": "juin june jun",
    "07": "juillet juil july jul",
    "08": "aout august aug",
    "09": "septembre september sept sep",
    "10": "octobre october oct",
    "11": "novembre november nov",
    "12": "decembre december dec",
}
MONTHS = {name: number for number, names in _NAMES.items() for name in names.split()}
# Zones that mean one thing everywhere, in minutes from UTC. CST, IST and BST mean several.
ZONES = {
    "z": 0, "ut": 0, "utc": 0, "gmt": 0, "wet": 0, "west": 60, "cet": 60, "cest": 120,
    "eet": 120, "eest": 180, "est": -300, "edt": -240, "mst": -420, "mdt": -360, "pst": -480,
    "pdt": -420, "jst": 540,
}  # fmt: skip
ENDS = 14 * 60  # minutes: no clock is farther from UTC

_TIME = (
    r"(?P<h>[0-9]{1,2})(?: ?[:h] ?(?P<m>[0-9]{2})| ?h)"
    r"(?: ?: ?(?P<s>[0-9]{2})(?:[.,](?P<f>[0-9]{1,9}))?)?(?: ?(?P<a>[ap])\.?m\.?)?"
)
_SIGNED = r"(?P<g>[+-])(?P<o>[0-9]{1,2})(?::?(?P<p>[0-9]{2}))?"
_NAMED = "|".join(sorted(ZONES, key=len, reverse=True))
_ZONE = rf"(?: ?(?:(?:utc|gmt)?{_SIGNED}|(?P<n>{_NAMED}))(?: ?\[[a-z_/+-]+\]| \([^()]*\))?)?"
_AFTER = rf"(?:(?:t|,? (?:a |at |- )?) ?{_TIME}{_ZONE})?$"
_YEAR = r"(?P<Y>[0-9]{4}|[0-9]{2})"
_MONTH = r"(?P<N>[a-z]{3,9})\.?"
_WEEKDAY = (
    r"(?:le )?(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lun|mar|mer|jeu|ven|sam"
    r"|dim|monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tues?|wed|thu(?:rs?)?"
    r"|fri|sat|sun)\.?,? )?(?:le )?"
)
_DAY = r"(?P<D>[0-9]{1,2})"
_TWO = r"(?P<{}>[0-9]{{2}})"
_PLAIN_CLOCK = _TWO.format("h") + _TWO.format("m") + f"(?:{_TWO.format('s')})?"
UNIX = datetime(1970, 1, 1)


@dataclass(frozen=True)
class Form:
    """One way to write a date. The groups of `pattern` are the parts of an ISO time.

    With a `unit` (`s`, `ms`, `us`, `d`), its one group is a number counted since `begins`.
    """

    pattern: str
    example: str  # 15 March 2026, 14:30 UTC where it has a zone
    words: str  # how people and spreadsheets call it
    unit: str = ""
    begins: datetime = UNIX
    digits: bool = False  # digits only: other numbers look like it


FORMATS = {
    "iso": Form(
        rf"^(?P<Y>[0-9]{{4}})-(?P<M>[0-9]{{1,2}})-(?P<D>[0-9]{{1,2}}){_AFTER}",
        "2026-03-15T14:30:00Z",
        "yyyy-mm-dd",
    ),
    "m d, y": Form(
        r"^(?P<M>[0-9]{1,2}) (?P<D>[0-9]{1,2}), (?P<Y>[0-9]{4})$", "03 15, 2026", "mm dd, yyyy"
    ),
    "rfc2822": Form(
        rf"^{_WEEKDAY}{_DAY} {_MONTH} {_YEAR} {_TIME}{_ZONE}$",
        "Sun, 15 Mar 2026 14:30:00 +0000",
        "rfc 2822",
    ),
    "french": Form(
        rf"^{_WEEKDAY}{_DAY}(?:er|st|nd|rd|th)? {_MONTH},? {_YEAR}{_AFTER}",
        "15 mars 2026 à 14h30",
        "d month yyyy",
    ),
    "d-mon-y": Form(
        rf"^{_DAY}[- ]{_MONTH}[- ]{_YEAR}(?: {_TIME}{_ZONE}(?: .*)?)?$",
        "15-Mar-2026 14:30",
        "dd-mon-yyyy",
    ),
    "month d, y": Form(
        rf"^{_WEEKDAY}{_MONTH} {_DAY}(?:st|nd|rd|th)?,? (?P<Y>[0-9]{{4}}){_AFTER}",
        "March 15, 2026 at 2:30 PM",
        "month d, yyyy",
    ),
    "ctime": Form(
        rf"^[a-z]{{3,4}}\.? {_MONTH} {_DAY} {_TIME}{_ZONE} (?P<Y>[0-9]{{4}})$",
        "Sun Mar 15 14:30:00 +0000 2026",
        "ddd mon dd hh:mm:ss zone yyyy",
    ),
    "y/m/d": Form(
        rf"^(?P<Y>[0-9]{{4}})[/.](?P<M>[0-9]{{1,2}})[/.](?P<D>[0-9]{{1,2}}){_AFTER}",
        "2026/03/15 14:30",
        "yyyy/mm/dd",
    ),
    "d/m/y": Form(
        rf"^{_DAY}[/.-](?P<M>[0-9]{{1,2}})[/.-]{_YEAR}{_AFTER}",
        "15/03/2026 14:30",
        "dd/mm/yyyy",
    ),
    "m/d/y": Form(
        rf"^(?P<M>[0-9]{{1,2}})[/-]{_DAY}[/-]{_YEAR}{_AFTER}",
        "03/15/2026 2:30 PM",
        "mm/dd/yyyy",
    ),
    "yyyymmdd": Form(
        rf"^(?P<Y>(?:19|20)[0-9]{{2}}){_TWO.format('M')}{_TWO.format('D')}"
        rf"(?:[t ]?{_PLAIN_CLOCK}(?P<n>z)?)?$",
        "20260315",
        "yyyymmddhhmmss",
        digits=True,
    ),
    "epoch-s": Form(
        r"^([0-9]{9,10}(?:[.,][0-9]{1,9})?)$", "1773585000", "unix", unit="s", digits=True
    ),
    "epoch-ms": Form(
        r"^([0-9]{12,13}(?:[.,][0-9]{1,6})?)$", "1773585000000", "unix ms", unit="ms", digits=True
    ),
    "epoch-us": Form(
        r"^([0-9]{15,16}(?:[.,][0-9]{1,3})?)$",
        "1773585000000000",
        "unix us",
        unit="us",
        digits=True,
    ),
    "excel": Form(
        r"^([0-9]{5}(?:[.,][0-9]{1,12})?)$",
        "46096,604167",
        "serial",
        unit="d",
        begins=datetime(1899, 12, 30),
        digits=True,
    ),
}


def message(name: str) -> str:
    """The key of the message that shows a format: `date-form-d-m-y`."""
    return "date-form-" + name.replace("/", "-").replace(",", "").replace(" ", "_")


def form_named(wording: str) -> str | None:
    """The key of the format that people call `wording` (`dd/mm/yyyy`, `jj/mm/aaaa`, `d/m/y`)."""
    plain = " ".join(wording.casefold().split())
    plain = plain.replace("j", "d").replace("a", "y") if set(plain) <= set("jma/.-") else plain
    short = plain.replace(".", "/").replace("-", "/")
    for key, form in FORMATS.items():
        names = (key, form.words)
        if plain in names or short in (_squeeze(name) for name in names):
            return key
        if _squeeze(short) in (_squeeze(name) for name in names):
            return key
    return None


def _squeeze(name: str) -> str:
    """`dd/mm/yyyy` as `d/m/y`: repeated letters once."""
    squeezed = ""
    for sign in name:
        squeezed += "" if squeezed.endswith(sign) else sign
    return squeezed
