"""What the store holds and where it came from."""

import polars as pl
import streamlit as st

from sociallens.answers import choices
from sociallens.holdings import holdings
from sociallens.i18n import days, number, percent
from sociallens.naming import language_name
from sociallens.selection import Selection
from sociallens.ui.cards import finding
from sociallens.ui.safe import label
from sociallens.ui.state import Screen, screen
from sociallens.ui.wording import say


def facts() -> None:
    """How much there is, from when, about whom, and what the data cannot show."""
    shown = screen.get()
    language = shown.language
    held = holdings(shown.engine, shown.scope)
    sites, languages = list(shown.known.sites.values()), shown.known.values("language")
    manifest = shown.engine.store.manifest
    finding(
        say("holdings-title", n=number(held.contributions, language)),
        days(*held.span, language) if held.span else "",
    )
    with st.container(border=True, key="card-holdings"):
        lines = [
            say(
                "holdings-customers",
                customers=number(held.messages, language),
                brand=number(held.brand_messages, language),
                conversations=number(held.threads, language),
            ),
            say("holdings-sites", count=len(sites), sites=_some(sites)),
            say("holdings-channels", channels=_channels(shown)),
            say(
                "holdings-languages",
                languages=", ".join(language_name(code, language) for code in languages),
            ),
            say("holdings-undated", share=_share(held.undated, held.messages)),
            say("holdings-unseen", share=_share(held.unobserved, held.conversations)),
            say("holdings-unlabelled", share=_share(held.unlabelled, held.messages)),
            say(
                "holdings-version",
                version=str(manifest.version),
                classifier=manifest.classifier,
                taxonomy=shown.engine.taxonomy.title(language),
            ),
        ]
        if held.reposts:
            lines.insert(1, say("holdings-reposts", count=number(held.reposts, language)))
        for line in lines:
            st.markdown(label(line))


def _channels(shown: Screen) -> str:
    """The channels with messages, the largest first, with how many."""
    counted = choices(shown.engine, "channel", Selection(), shown.scope)
    rows = sorted(((key, n) for key, n in counted.items() if n), key=lambda each: -each[1])
    words = shown.engine.taxonomy
    return ", ".join(
        f"{words.label('channel', key, shown.language)} ({number(count, shown.language)})"
        for key, count in rows
    )


def _share(k: int, n: int) -> str:
    shown = screen.get()
    whole = percent(k / n, shown.language, 1) if n else "–"
    return f"{whole} ({say('k-of-n', k=number(k, shown.language), n=number(n, shown.language))})"


def _some(names: list[str], most: int = 12) -> str:
    shown = ", ".join(names[:most])
    return shown if len(names) <= most else f"{shown}…"


def imports() -> None:
    """Every import of the store, latest first."""
    shown = screen.get()
    rows = [
        (
            each.at[:16].replace("T", " "),
            *(each.read, each.added, each.updated, each.unchanged, each.clashing, each.rejected),
            _some(list(each.files), 3),
            ", ".join(each.profiles),
        )
        for each in reversed(shown.engine.store.manifest.imports)
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
