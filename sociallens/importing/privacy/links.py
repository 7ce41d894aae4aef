"""Addresses of posts without their authors.

`links.csv` declares the forms that are known to open a post and to name nobody; any other
address becomes a token that opens nothing. Nothing else of an address is kept, so what stands in
its query or fragment goes too.
"""

import csv
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import polars as pl

from sociallens.importing.privacy.pseudonyms import Key
from sociallens.merchants import Merchants, account

MASKED = "masked:"  # before the token of an address that is not kept
WEB = rf"(?i)^https?://|^{MASKED}[0-9a-f]*$"  # what may stand in `url`
_HOST = r"(?i)^https?://(?:[^/?#@]*@)?([^/:?#\s]+)"
_REST = r"(?i)^https?://[^/?#]+([^\s]*)"
# Parts of a path after which somebody is named.
_PERSON = (
    r"(?i)[@~]|%40|/(?:u|users?|utilisateurs?|profile?s?|membres?|members?|authors?|auteurs?|comptes?"
    r"|account|people|perso|contributeurs?|contributors?|pseudo)\b"
)
_PAGE = (
    r"^(/[^?#]*)(?:\?(?:[^#]*&)?((?:p|t|f|id|page|start)=\d+))?[^#]*(#(?:p|post|c|comment)?-?\d+)?"
)


@dataclass(frozen=True)
class Form:
    """One kind of address: the pattern of what follows the host, and what is kept of it."""

    pattern: str
    kept: str  # empty: the path, where it names nobody

    @property
    def owned(self) -> bool:
        """Whether it names an account, which must be a merchant's."""
        return "(?<owner>" in self.pattern


@cache
def forms() -> dict[str, tuple[Form, ...]]:
    """The declared forms by host; `amazon.*` is the host under any ending."""
    forms_by_host: dict[str, tuple[Form, ...]] = {}
    with Path(__file__).with_name("links.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            form = Form(_PAGE if row["path"] == "*" else f"^{row['path']}", row["kept"])
            forms_by_host[row["host"]] = (*forms_by_host.get(row["host"], ()), form)
    return forms_by_host


def without_authors(url: pl.Series, merchants: Merchants, key: Key | None) -> pl.Series:
    """`url` in a form that names nobody, else `MASKED` and a token of `key`; null stays null."""
    hosts, rests = url.str.extract(_HOST).str.to_lowercase(), url.str.extract(_REST)
    safe = pl.Series("url", [None], pl.String).new_from_index(0, url.len())
    for host in hosts.drop_nulls().unique():
        if host_forms := _of_host(host):
            places = (hosts == host).arg_true()
            forms = [_safe_form(form, host, merchants) for form in host_forms]
            path = rests.gather(places).alias("rest").to_frame()
            safe = safe.scatter(places, path.select(pl.coalesce(forms)).to_series())
    hidden = url.filter(safe.is_null()).drop_nulls().unique()
    tokens = {text: mask(text, key) for text in hidden}
    return safe.fill_null(url.replace_strict(tokens, default=None, return_dtype=pl.String))


def mask(text: str, key: Key | None) -> str:
    """The token that replaces `text`: always the same for one key, empty without a key."""
    if re.fullmatch(rf"{MASKED}[0-9a-f]*", text):
        return text
    return MASKED + (key.sign("link", text) if key else "")


def _of_host(host: str) -> tuple[Form, ...]:
    labels = host.split(".")
    for start in range(len(labels) - 1):
        for end in (len(labels), len(labels) - 1, len(labels) - 2):
            pattern = ".".join(labels[start:end])
            candidates = forms().get(pattern if end == len(labels) else f"{pattern}.*")
            if candidates:
                return candidates
    return ()


def _safe_form(form: Form, host: str, merchants: Merchants) -> pl.Expr:
    rest = pl.col("rest")
    fits = rest.str.contains(form.pattern)
    if not form.kept:
        parts = [rest.str.extract(form.pattern, group).fill_null("") for group in (1, 2, 3)]
        path, query, place = parts
        question = pl.when(query != "").then(pl.lit("?") + query).otherwise(pl.lit(""))
        whole = pl.concat_str(pl.lit(f"https://{host}"), path, question, place)
        return pl.when(fits & ~rest.str.contains(_PERSON)).then(whole)
    if form.owned:
        owners = pl.col("rest").str.extract(form.pattern)
        fits &= owners.str.to_lowercase().is_in([account(name) for name in merchants.accounts])
    replacement = form.kept.replace("${host}", host)
    return pl.when(fits).then(rest.str.replace(f"(?s){form.pattern}.*", replacement))
