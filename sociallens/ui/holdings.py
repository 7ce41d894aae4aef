"""What the store holds and where it came from."""

import polars as pl
import streamlit as st

from sociallens.filters import Selection
from sociallens.i18n import days, number, percent
from sociallens.metrics import DIMENSIONS
from sociallens.ui.safe import label
from sociallens.ui.state import Screen, screen
from sociallens.ui.view import finding, say
from sociallens.ui.wording import language_name

_FACTS = """
SELECT count(*) AS rows, count(*) FILTER (WHERE role = 'customer') AS customers,
  count(*) FILTER (WHERE role = 'brand') AS brand,
  count(*) FILTER (WHERE role = 'repost') AS reposts, count(DISTINCT site) AS sites,
  count(DISTINCT conversation_id) AS conversations, min(day) AS first, max(day) AS last,
  count(*) FILTER (WHERE role = 'customer' AND published_at IS NULL) AS undated,
  count(*) FILTER (WHERE role = 'customer' AND opens AND NOT reply_observed) AS unseen,
  count(*) FILTER (WHERE role = 'customer' AND opens) AS opened,
  count(*) FILTER (WHERE role = 'customer' AND sentiment IS NULL) AS unlabelled
FROM facts WHERE {where}
"""


def facts() -> None:
    """How much there is, from when, about whom, and what the data cannot show."""
    here = screen.get()
    language = here.language
    where, values = here.scope.clause()
    row = here.engine.frame(_FACTS.format(where=where), values).row(0, named=True)
    manifest = here.engine.store.manifest
    finding(
        say("holdings-title", n=number(row["rows"], language)),
        days(row["first"], row["last"], language) if row["first"] else "",
    )
    with st.container(border=True, key="card-holdings"):
        lines = [
            say(
                "holdings-customers",
                customers=number(row["customers"], language),
                brand=number(row["brand"], language),
                conversations=number(row["conversations"], language),
            ),
            say("holdings-sites", count=row["sites"], sites=_some(list(here.known.sites.values()))),
            say("holdings-channels", channels=_channels(here)),
            say(
                "holdings-languages",
                languages=", ".join(language_name(code, language) for code in here.known.languages),
            ),
            say("holdings-undated", share=_share(row["undated"], row["customers"])),
            say("holdings-unseen", share=_share(row["unseen"], row["opened"])),
            say("holdings-unlabelled", share=_share(row["unlabelled"], row["customers"])),
            say(
                "holdings-version",
                version=str(manifest.version),
                classifier=manifest.classifier,
                taxonomy=here.engine.taxonomy.title(language),
            ),
        ]
        if row["reposts"]:
            lines.insert(1, say("holdings-reposts", count=number(row["reposts"], language)))
        for line in lines:
            st.markdown(label(line))


def _channels(here: Screen) -> str:
    """The channels with messages, the largest first, with how many."""
    counted = here.engine.counts(["messages"], [DIMENSIONS["channel"]], Selection(), here.scope)
    rows = counted.filter(pl.col("messages") > 0).sort("messages", descending=True).rows()
    words = here.engine.taxonomy
    return ", ".join(
        f"{words.label('channel', key, here.language)} ({number(count, here.language)})"
        for key, count in rows
    )


def _share(k: int, n: int) -> str:
    here = screen.get()
    whole = percent(k / n, here.language, 1) if n else "–"
    return f"{whole} ({say('k-of-n', k=number(k, here.language), n=number(n, here.language))})"


def _some(names: list[str], most: int = 12) -> str:
    shown = ", ".join(names[:most])
    return shown if len(names) <= most else f"{shown}…"


def imports() -> None:
    """Every import of the store, latest first."""
    here = screen.get()
    rows = [
        (
            each.at[:16].replace("T", " "),
            *(each.read, each.added, each.updated, each.unchanged, each.clashing, each.rejected),
            _some(list(each.files), 3),
            ", ".join(each.profiles),
        )
        for each in reversed(here.engine.store.manifest.imports)
    ]
    counts = ("read", "added", "updated", "unchanged", "clashing", "rejected")
    names = ("at", *counts, "files", "profiles")
    with st.container(border=True, key="card-imports"):
        st.subheader(say("card-imports"), anchor=False)
        if not rows:
            st.write(say("imports-none"))
            return
        st.dataframe(
            pl.DataFrame(rows, list(names), orient="row"),
            hide_index=True,
            column_config={name: say(f"imports-{name}") for name in names},
        )
