"""Profiles: which export has which columns, declared one file each, and which profile fits a file.

A profile says from which column of the export each column of the schema comes. The generic
template is the profile whose columns are the schema's own names; the others are
`shipped/*.toml` beside it and, saved from the page, in the user's own folder.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from sociallens import settings, toml
from sociallens.errors import BadExport
from sociallens.i18n import in_every_language
from sociallens.importing.values.dates import AUTO
from sociallens.importing.values.ratings import FIVE
from sociallens.merchants import fold
from sociallens.schema import LABELS, TEMPLATE

SHIPPED = Path(__file__).with_name("shipped")
GENERIC = "template"
TITLE = "title"  # may be declared beside the schema's columns: goes in front of the text
TOOL_SENTIMENT = "tool_sentiment"  # a vendor's opinion: never a person's label
MAPPED = (*TEMPLATE, TITLE)  # what a column can be mapped to


def own_folder() -> Path:
    """Where the profiles are that the user saved."""
    return settings.home() / "profiles"


@dataclass(frozen=True)
class Source:
    """Where a column comes from: the first of `columns` that is filled, or all of them joined."""

    columns: tuple[str, ...]
    match: str = ""  # a regular expression (Rust) whose first group is taken
    join: bool = False  # all columns, with a space between, instead of the first that is filled
    values: Mapping[str, str] = field(default_factory=dict)  # what it says -> what that means here
    equals: tuple[str, ...] = ()  # it counts only where it is what one of these columns says
    where: Mapping[str, str] = field(default_factory=dict)  # it counts only where these say so
    filled: str = ""  # what it means that there is anything in it
    after: bool = False  # of a reply's time: it is told in minutes after the contribution
    before: str = ""  # put in front, unless it begins so already
    otherwise: "Source | None" = None  # where to look when this says nothing

    def names(self) -> tuple[str, ...]:
        """Every header that it looks for."""
        more = self.otherwise.names() if self.otherwise else ()
        return (*self.columns, *self.equals, *self.where, *more)


@dataclass(frozen=True)
class Shape:
    """Where the records of a JSON document are. Paths have dots; lists are passed through."""

    records: str = ""
    children: str = ""  # path inside a record to records that answer it
    key: str = "id"  # the field of a record by which its children know it
    # (prefix of the fields, path of a list in the document, its key, the record's key)
    join: tuple[tuple[str, str, str, str], ...] = ()


@dataclass(frozen=True)
class Profile:
    """One declaration."""

    name: str
    titles: Mapping[str, str]
    basis: Mapping[str, str]  # what it is based on, and how sure that is
    needs: tuple[tuple[str, ...], ...]  # they claim a file: of each, one of these headers is there
    columns: Mapping[str, Source]
    reply: Mapping[str, Source] = field(default_factory=dict)  # the brand's, in the same record
    defaults: Mapping[str, Any] = field(default_factory=dict)
    dates: tuple[str, ...] = ("iso", "french")
    zone: str = "Europe/Paris"  # of times that name none
    scale: str = FIVE  # of ratings that name none
    prefix: str = ""  # before ids that are unique in their source only
    phrases: tuple[str, ...] = ()  # texts of the site's interface, no contributions
    deleted: tuple[str, ...] = ()  # texts that stand where one was deleted
    names_only: bool = False  # a text that is only a name is no contribution
    one_site: bool = False  # rows that name no site are of the one that the others name
    find_site: bool = False  # the site is the merchant that a longer value mentions
    ignored: tuple[str, ...] = ()  # columns that are known and not used
    only: bool = False  # claims no file with other columns than these
    requires: tuple[str, ...] = ()  # a record that fills none of these is no contribution
    lacks: tuple[str, ...] = ()  # headers that no file of this export has
    own: bool = False  # SocialLens wrote it: labels, authors and sources stay what they were
    shape: Shape | None = None  # of a JSON document; None for rows

    def claims(self, headers: Iterable[str]) -> bool:
        """Whether these are the headers of this export."""
        folded = {fold(header) for header in headers}
        if self.name != GENERIC:
            if not self.needs or self._needed(folded) is None:
                return False
            if not folded.isdisjoint(fold(name) for name in self.lacks):
                return False
            return not self.only or folded <= self._declared_headers()
        has_content = not folded.isdisjoint(("text", *LABELS))
        return has_content and ("site" in folded or folded - {""} <= set(TEMPLATE))

    def outclaims(self, other: "Profile", headers: Iterable[str]) -> bool:
        """Whether, of `headers`, it knows all those by which `other` claims them, and more."""
        folded = {fold(header) for header in headers}
        needed, others = self._needed(folded), other._needed(folded)
        return needed is not None and others is not None and needed > others

    def known_headers(self) -> set[str]:
        """The headers that it reads or knows, folded."""
        sources = [*self.columns.values(), *self.reply.values()]
        return {
            fold(name) for source in sources for name in source.names()
        } | self._declared_headers()

    def _needed(self, headers: set[str]) -> set[str] | None:
        """Those of the headers that meet its needs; None where one is not met."""
        met = [headers & {fold(name) for name in names} for names in self.needs]
        return set().union(*met) if all(met) else None

    def _declared_headers(self) -> set[str]:
        needed = (name for names in self.needs for name in names)
        return {fold(name) for name in (*self.ignored, *self.requires, *needed)}


TEMPLATE_PROFILE = Profile(
    name=GENERIC,
    titles=in_every_language("template-title"),
    basis=in_every_language("template-basis"),
    needs=(),
    columns={name: Source((name,)) for name in TEMPLATE},
    dates=(AUTO,),
)


_RULES = ("match", "join", "where", "filled", "after", "before")


def _source(declared: Any) -> Source:
    """A name, names of which the first filled counts, a table with rules, or a list of these."""
    if isinstance(declared, list) and not all(isinstance(each, str) for each in declared):
        first, *more = declared
        return replace(_source(first), otherwise=_source(more) if more else None)
    if isinstance(declared, dict):
        names, equals = declared["column"], declared.get("equals", ())
        values = {fold(value): meaning for value, meaning in declared.get("values", {}).items()}
        rules = {key: declared[key] for key in _RULES if key in declared}
        return Source(_tuple(names), values=values, equals=_tuple(equals), **rules)
    return Source(_tuple(declared))


def _tuple(value: str | Sequence[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def parse(name: str, text: str) -> Profile:
    """The profile declared in `text`. Raises `BadExport` naming what is missing or unknown."""
    try:
        declared = toml.parse(text)
        shape = declared.get("shape")
        profile = Profile(
            name=name,
            titles=declared["title"],
            basis=declared["basis"],
            needs=tuple(_tuple(need) for need in declared["needs"]),
            columns={key: _source(value) for key, value in declared["columns"].items()},
            reply={key: _source(value) for key, value in declared.get("reply", {}).items()},
            defaults=declared.get("defaults", {}),
            shape=_shape(shape) if shape is not None else None,
            **{key: _option(declared[key]) for key in _OPTIONS if key in declared},
        )
    except (KeyError, TypeError, ValueError) as error:
        raise BadExport("import-profile-unreadable", name=name, problem=str(error)) from error
    unknown = {*profile.columns, *profile.reply, *profile.defaults} - {*MAPPED}
    if unknown:
        raise BadExport("import-profile-column", name=name, column=min(unknown))
    return profile


_OPTIONS = (
    "dates",
    "zone",
    "scale",
    "prefix",
    "phrases",
    "deleted",
    "names_only",
    "one_site",
    "find_site",
    "ignored",
    "only",
    "requires",
    "lacks",
    "own",
)


def _option(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _shape(declared: dict[str, Any]) -> Shape:
    joined = declared.get("join", {}).items()
    join = tuple((prefix, each["list"], each["key"], each["by"]) for prefix, each in joined)
    records, children = declared.get("records", ""), declared.get("children", "")
    return Shape(records, children, declared.get("key", "id"), join)


@cache
def shipped() -> tuple[Profile, ...]:
    """The profiles of the package, the template first."""
    files = sorted(SHIPPED.glob("*.toml"))
    return (TEMPLATE_PROFILE, *(parse(f.stem, f.read_text(encoding="utf-8")) for f in files))


def all_profiles(folder: Path | None = None) -> dict[str, Profile]:
    """Every profile by name: the shipped ones and those saved in `folder`."""
    files = sorted((folder or own_folder()).glob("*.toml"))
    saved = [parse(file.stem, file.read_text(encoding="utf-8")) for file in files]
    return {profile.name: profile for profile in (*shipped(), *saved)}


def profile_named(name: str, profiles: Mapping[str, Profile]) -> Profile:
    """The profile `name`. Raises `BadExport` listing the known ones."""
    if name not in profiles:
        raise BadExport("import-profile-unknown", name=name, known=tuple(sorted(profiles)))
    return profiles[name]


def identify(headers: list[str], profiles: Iterable[Profile]) -> Profile:
    """The one profile that claims `headers`. Raises `BadExport` when none does, or several.

    A profile that needs all that another one needs, and more, knows the file better.
    """
    claimants = [profile for profile in profiles if profile.claims(headers)]
    best = [p for p in claimants if not any(other.outclaims(p, headers) for other in claimants)]
    if len(best) == 1:
        return best[0]
    columns = tuple(header for header in headers if header) or "–"
    if best:
        names = tuple(profile.name for profile in best)
        raise BadExport("import-two-profiles", names=names, columns=columns)
    raise BadExport("import-no-profile", columns=columns)
