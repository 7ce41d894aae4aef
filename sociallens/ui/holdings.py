"""What the store holds and where it came from."""

from datetime import date

import polars as pl
import streamlit as st

from sociallens.answers import choices
from sociallens.holdings import holdings
from sociallens.i18n import day, days, number, percent
from sociallens.naming import labeller_name, language_name
from sociallens.selection import Selection
from sociallens.ui.safe import label
from sociallens.ui.sheet import heading
from sociallens.ui.state import Screen, screen
from sociallens.ui.wording import say, small


def facts() -> None:
    """Say how much there is, from when, about whom, and what the data cannot show."""
    shown = screen.get()
    language = shown.language
    contents = holdings(shown.engine, shown.scope)
    sites, languages = list(shown.known.sites.values()), shown.known.values("language")
    manifest = shown.engine.store.manifest
    heading(
        say("holdings-title", n=number(contents.contributions, language)),
        days(*contents.span, language) if contents.span else "",
    )
    with st.container(border=True, key="card-holdings"):
        facts = [
            say(
                "holdings-customers",
                customers=number(contents.messages, language),
                brand=number(contents.brand_messages, language),
                conversations=number(contents.threads, language),
            ),
            say("holdings-sites", count=len(sites), sites=_some(sites)),
            say("holdings-channels", channels=_channels(shown)),
            say(
                "holdings-languages",
                languages=", ".join(language_name(code, language) for code in languages),
            ),
            say("holdings-undated", share=_share(contents.undated, contents.messages)),
            say("holdings-unseen", share=_share(contents.unobserved, contents.conversations)),
            say("holdings-unlabelled", share=_share(contents.unlabelled, contents.messages)),
            say(
                "holdings-version",
                version=str(manifest.version),
                classifier=small(labeller_name(manifest.classifier, language)),
                taxonomy=shown.engine.taxonomy.title(language),
            ),
        ]
        if contents.reposts:
            facts.insert(1, say("holdings-reposts", count=number(contents.reposts, language)))
        for fact in facts:
            st.markdown(label(fact))


def _channels(shown: Screen) -> str:
    """The channels with messages, the largest first, with how many."""
    counted = choices(shown.engine, "channel", Selection(), shown.scope)
    rows = sorted(((key, n) for key, n in counted.items() if n), key=lambda row: -row[1])
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
    listed = ", ".join(names[:most])
    return listed if len(names) <= most else f"{listed}…"


def imports() -> None:
    """Show every import of the store, latest first."""
    shown = screen.get()
    rows = [
        (
            f"{day(date.fromisoformat(run.at[:10]), shown.language)}, {run.at[11:16]}",
            *(run.read, run.added, run.updated, run.unchanged, run.clashing, run.rejected),
            _some(list(run.files), 3),
            ", ".join(run.profiles),
        )
        for run in reversed(shown.engine.store.manifest.imports)
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
            column_config={
                name: st.column_config.Column(say(f"imports-{name}"))
                if name not in counts
                else st.column_config.NumberColumn(say(f"imports-{name}"), format="localized")
                for name in names
            },
        )
