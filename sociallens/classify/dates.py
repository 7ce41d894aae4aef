"""How long a customer has been waiting, by what she writes and the day she wrote it.

"Depuis trois semaines" says it by itself. "Commandé le 3, nous sommes le 24" says it by two dates,
"j’attends depuis le 5 mai" by one and the date of the row. A day without its month or year is the
last one before the row; a month is read at its middle. Of several waits in a text the longest
counts. How long one has been a customer is no wait.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

MONTH = 28  # days from which a wait is a month
SIGN = "severity.month"
_WEIGHT = 1.2  # of such a wait, like "depuis un mois" in the tables
_LONGEST = 1500  # days; what is longer is a story, or another number
_DAYS = {"j": 1, "d": 1, "s": 7, "w": 7, "m": 30, "a": 365, "y": 365}  # by the unit's first letter
_UNIT_DAY = 31


@dataclass(frozen=True)
class _Words:
    """How one language tells a wait: parts of regular expressions over folded texts."""

    hints: list[str]  # one of these stands in every text that tells one
    numbers: Mapping[str, int]
    months: Mapping[str, int]
    units: str
    before: str  # what makes a length a wait, before it
    after: str  # and after it
    since: str
    began: str  # what was done on the day the wait began
    on: str  # before a day
    today: str
    customer: str  # around a length that is no wait

    @property
    def length(self) -> str:
        """A length of time: group 1 is its number, group 2 its unit."""
        return rf"([0-9]{{1,3}}|{'|'.join(self.numbers)}) ?({self.units})"

    @property
    def some_day(self) -> str:
        """That some day is named."""
        return rf" (?:{self.on}) [0-3]?[0-9]"

    @property
    def day(self) -> str:
        """A day: groups for its number, its month (a name or a number) and its year."""
        month = rf"{'|'.join(self.months)}|0?[1-9]|1[0-2]"
        return rf"([0-3]?[0-9])(?:er|rd|nd|st|th)?(?: (?:of )?({month})(?: ((?:20)?[0-9]{{2}}))?)?"


_FRENCH = _Words(
    hints=[" jours ", " jour ", " semaine", " mois ", " depuis ", " sommes le ", " est le ",
           " le 1", " le 2", " le 3", " le 4", " le 5", " le 6", " le 7", " le 8", " le 9", " le 0",
           " du 1", " du 2", " du 3", " du 4", " du 5", " du 6", " du 7", " du 8", " du 9", " du 0",
           "jours ", "mois "],
    numbers={"un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7,
             "huit": 8, "neuf": 9, "dix": 10, "onze": 11, "douze": 12, "quinze": 15, "vingt": 20,
             "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60, "cent": 100},
    months={"janvier": 1, "janv": 1, "fevrier": 2, "fev": 2, "mars": 3, "avril": 4, "mai": 5,
            "juin": 6, "juillet": 7, "aout": 8, "septembre": 9, "sept": 9, "octobre": 10, "oct": 10,
            "novembre": 11, "nov": 11, "decembre": 12, "dec": 12},
    units="jours?|semaines?|mois|ans?|annees?",
    before="depuis|(?:ca|sa|cela|voila|ca va|cela va|va) (?:fait|faire)|voila|j attends?|attends?"
           "|attendu|attendre|attendons|attente de|au bout de|apres|il y a|retard de|bientot",
    after="que|qu|d attente|de retard|sans|plus tard|et toujours|et rien|en panne|de silence"
          "|de galere|apres|d errance|d appels|de relances|et aucun|et aucune|et pas|et j attends",
    since="depuis",
    began=r"command[a-z]*|achet[a-z]*|pay[a-z]*|reserv[a-z]*|retourn[a-z]*|renvoy[a-z]*|reclam[a-z]*|demand[a-z]*|envoy[a-z]*"
          r"|expedi[a-z]*|preleve[a-z]*|resili[a-z]*|signal[a-z]*|declar[a-z]*|prevu[a-z]*|passee?|effectuee?|annul[a-z]*"
          r"|livraison|colis|debite[a-z]*|rembours[a-z]*|virement|contact[a-z]*|panne",
    on="le|du|en|au|date du|des le|depuis le|date de",
    today="(?:nous )?sommes|on est|c est|aujourd hui|nous voila|ce jour|ajd|nous etions",
    customer=r"client[a-z]*|abonne[a-z]*|fidel[a-z]*|assure[a-z]*|adherent[a-z]*|chez|garanti[a-z]*|essai|utilis[a-z]*"
             r"|tous les|par mois|par an|possede|membre|contrat|engag[a-z]*|credit|mensuel[a-z]*"
             r"|que j ai (?:la|le|ma|mon|l|un|une)|que je suis dans|minimum|maximum",
)  # fmt: skip
_ENGLISH = _Words(
    hints=[" days ", " day ", " week", " month", " since ", " today ", " on the ", " on "],
    numbers={"one": 1, "a": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
             "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "twenty": 20,
             "thirty": 30, "sixty": 60, "ninety": 90},
    months={"january": 1, "jan": 1, "february": 2, "feb": 2, "march": 3, "april": 4, "may": 5,
            "june": 6, "july": 7, "august": 8, "aug": 8, "september": 9, "sept": 9, "october": 10,
            "oct": 10, "november": 11, "nov": 11, "december": 12, "dec": 12},
    units="days?|weeks?|months?|years?",
    before="for|for over|for more than|over|been|been waiting|waited|waiting|after|nearly|almost",
    after="later|and still|and nothing|without|of waiting|waiting|late|overdue|ago and|wait",
    since="since",
    began=r"ordered|order|bought|purchased|paid|returned|sent|shipped|dispatched|due|charged|placed"
          r"|cancelled|requested|reported|booked|delivery",
    on="on|on the|on the date of|from|in|dated",
    today="today is|today s|it is now|it s now|now the|it is|now",
    customer=r"customer[a-z]*|client[a-z]*|member[a-z]*|subscri[a-z]*|with them|warranty"
             r"|guarantee[a-z]*|trial|every|per month|contract|used|using|loyal",
)  # fmt: skip
_OF = {"fr": _FRENCH, "en": _ENGLISH}
_MIDDLE = {"debut": 4, "mi": 15, "fin": 26, "early": 4, "mid": 15, "late": 26}


def waiting(signs: pl.DataFrame, texts: pl.DataFrame, language: str) -> pl.DataFrame:
    """`signs` in which a wait of a month or more that is reckoned counts as one that is named.

    One that the date of the row shows to be shorter ("depuis novembre", on the 5th) does not.
    `texts`: `folded`, and `published` (date, null where unknown), a row each.
    """
    days = days_waited(texts, language)
    reckoned = (
        pl.when(days["days"] >= MONTH)
        .then(pl.max_horizontal(SIGN, pl.lit(_WEIGHT)))
        .when(days["dated"])
        .then(0.0)
        .otherwise(SIGN)
    )
    return signs.with_columns(reckoned.alias(SIGN))


def days_waited(texts: pl.DataFrame, language: str) -> pl.DataFrame:
    """The longest wait that each text tells. `texts` as in `waiting`.

    `days`: int, null where it tells none. `dated`: whether the date of the row helped.
    """
    how = _OF[language]
    every = texts.select("folded", "published", row=pl.int_range(pl.len(), dtype=pl.UInt32))
    told = every.filter(pl.col("folded").str.contains_any(how.hints))
    said = pl.concat([_lengths(told, how), _between(told, how)])
    dated = _dated(told.drop_nulls("published"), how)
    found = pl.concat([said.with_columns(dated=False), dated.with_columns(dated=True)])
    longest = found.group_by("row").agg(pl.col("days").max(), pl.col("dated").any())
    joined = every.select("row").join(longest, on="row", how="left", maintain_order="left")
    return joined.select("days", pl.col("dated").fill_null(False))


def _each(told: pl.DataFrame, pattern: str, sign: str) -> pl.DataFrame:
    """Every place where `pattern` stands in a text: `row`, `published`, its `words`.

    Only texts with the simple pattern `sign` are searched: the other is fifty times slower.
    """
    told = told.filter(pl.col("folded").str.contains(sign))
    found = told.select("row", "published", words=pl.col("folded").str.extract_all(pattern))
    return found.explode("words").drop_nulls("words")


def _lengths(told: pl.DataFrame, how: _Words) -> pl.DataFrame:
    """Waits told by their length: `row`, `days`."""
    span = rf" (?:{how.before})(?: [a-z]+){{0,2}} {how.length} | {how.length} (?:{how.after}) "
    beside = rf"(?: [a-z0-9]+){{0,3}}(?:{span})(?:[a-z0-9]+ ){{0,3}}"
    found = _each(told, beside, rf" {how.length} ")
    length = pl.col("words").str.extract_groups(rf" {how.length} ")
    number, unit = length.struct[0], length.struct[1]
    counted = pl.coalesce(
        number.cast(pl.Int32, strict=False),
        number.replace_strict(dict(how.numbers), default=None, return_dtype=pl.Int32),
    )
    each = unit.str.head(1).replace_strict(_DAYS, default=None, return_dtype=pl.Int32)
    tenure = pl.col("words").str.contains(rf" (?:{how.customer}) ")
    return _plausible(found.filter(~tenure).select("row", days=counted * each))


def _dated(told: pl.DataFrame, how: _Words) -> pl.DataFrame:
    """Waits told by the day they began and the date of the row: `row`, `days`."""
    months = "|".join(how.months)
    part = "|".join(_MIDDLE)
    since_day = _each(told, rf" {how.since} (?:le |the )?{how.day} ", how.since)
    began = _each(
        told, rf" (?:{how.began})(?: [a-z0-9]+){{0,4}} (?:{how.on}) {how.day} ", how.some_day
    )
    days = [_ago(found, rf" {how.day} $", how) for found in (since_day, began)]
    since_month = _each(
        told,
        rf" {how.since} (?:(?:le mois de |le mois d |la |l )?(?:{part}) (?:de )?)?(?:{months})"
        rf"(?: (?:20)?[0-9]{{2}})? ",
        how.since,
    )
    middle = (
        pl.col("words")
        .str.extract(rf" ({part}) ")
        .replace_strict(_MIDDLE, default=15, return_dtype=pl.Int32)
    )
    named = pl.col("words").str.extract_groups(rf" ({months})(?: ((?:20)?[0-9]{{2}}))? $")
    month = named.struct[0].replace_strict(dict(how.months), default=None, return_dtype=pl.Int32)
    now = pl.col("published").dt
    this = (month == now.month()) & named.struct[1].is_null()
    middle = pl.when(this).then(pl.min_horizontal(middle, now.day())).otherwise(middle)
    days.append(_since(since_month, middle, month, named.struct[1]))
    return pl.concat(days)


def _ago(found: pl.DataFrame, pattern: str, how: _Words) -> pl.DataFrame:
    parts = pl.col("words").str.extract_groups(pattern)
    month = pl.coalesce(
        parts.struct[1].cast(pl.Int32, strict=False),
        parts.struct[1].replace_strict(dict(how.months), default=None, return_dtype=pl.Int32),
    )
    return _since(found, parts.struct[0].cast(pl.Int32, strict=False), month, parts.struct[2])


def _since(found: pl.DataFrame, day: pl.Expr, month: pl.Expr, year: pl.Expr) -> pl.DataFrame:
    """The days from a day to the row's date. Without month or year it is the last such day."""
    there = pl.col("published")
    written = year.cast(pl.Int32, strict=False)
    years = pl.when(written < 100).then(written + 2000).otherwise(written)
    table = found.select("row", "published", day=day, month=month, year=years)
    this_year = pl.coalesce("year", there.dt.year())
    began = _day(this_year, pl.coalesce("month", there.dt.month()), pl.col("day"))
    later = began > there
    earlier = (
        pl.when(pl.col("month").is_null())
        .then(began.dt.offset_by("-1mo"))
        .when(pl.col("year").is_null())
        .then(began.dt.offset_by("-1y"))
    )
    start = pl.when(later).then(earlier).otherwise(began)
    return _plausible(table.select("row", days=(there - start).dt.total_days().cast(pl.Int32)))


def _day(year: pl.Expr, month: pl.Expr, day: pl.Expr) -> pl.Expr:
    """A date; null where there is none like it."""
    text = pl.format("{}-{}-{}", year, month, day)
    return text.str.to_date("%Y-%m-%d", strict=False)


def _between(told: pl.DataFrame, how: _Words) -> pl.DataFrame:
    """Waits told by two days, the second of which is "today": `row`, `days`."""
    span = (
        rf" (?:{how.began})(?: [a-z0-9]+){{0,4}} (?:{how.on}) {how.day} (?:[a-z0-9¦]+ ){{0,12}}?"
        rf"(?:{how.today}) (?:deja )?(?:le |the |au )?{how.day} "
    )
    sign = rf"{how.some_day}.* (?:{how.today}) (?:deja )?(?:le |the |au )?[0-3]?[0-9]"
    groups = _each(told, span, sign).with_columns(part=pl.col("words").str.extract_groups(span))
    part = pl.col("part")

    def number(group: int) -> pl.Expr:
        return part.struct[group].cast(pl.Int32, strict=False)

    def month(group: int) -> pl.Expr:
        named = part.struct[group].replace_strict(
            dict(how.months), default=None, return_dtype=pl.Int32
        )
        return pl.coalesce(number(group), named)

    months = pl.coalesce(month(4), month(1)) - pl.coalesce(month(1), month(4))
    months = months.fill_null(0)
    days = number(3) - number(0) + 30 * pl.when(months < 0).then(months + 12).otherwise(months)
    days = pl.when((days < 0) & (months == 0)).then(days + _UNIT_DAY).otherwise(days)
    return _plausible(groups.select("row", days=days.cast(pl.Int32)))


def _plausible(found: pl.DataFrame) -> pl.DataFrame:
    return found.filter(pl.col("days").is_between(0, _LONGEST)).cast({"days": pl.Int32})


def as_dates(written: pl.Series) -> pl.Series:
    """Dates from dates, times or texts (2024-05-31, 31/05/2024); null for all else."""
    if written.dtype == pl.String:
        start = written.str.head(10)
        days = [start.str.to_date(form, strict=False) for form in ("%Y-%m-%d", "%d/%m/%Y")]
        return days[0].zip_with(days[0].is_not_null(), days[1])
    if written.dtype == pl.Null:
        return written.cast(pl.Date)
    return written.cast(pl.Date)
