"""The overview in Dash over DuckDB: four numbers, the course of moods, causes, channels, topics.

`python dash_app.py FACTS PORT`, by a Python that has `dash` and `duckdb`. `FACTS` is a DuckDB file
that `dash_page` makes. Written as its makers advise: one callback, one cursor a question, no cache.
"""

import sys
from typing import Any

import duckdb
import plotly.graph_objects as go
from dash import Dash, Input, Output, dcc, html  # type: ignore[import-not-found,unused-ignore]

EVERY = ""  # all merchants
SHOWN = 40  # merchants to choose from
CHARTS = ("trend", "causes", "channels", "topics")
MOODS = ("negative", "neutral", "positive")
LAYOUT = {"template": None, "margin": {"l": 90, "r": 10, "t": 20, "b": 30}}
NUMBERS = """
    SELECT count(*), count(*) FILTER (topic = 'customer_service'),
      count(*) FILTER (topic = 'customer_service' AND sentiment = 'negative'),
      count(*) FILTER (sentiment = 'positive') - count(*) FILTER (sentiment = 'negative'),
      count(sentiment), count(*) FILTER (replied), count(*) FILTER (reply_observed)
"""


def bars(rows: list[tuple[Any, ...]]) -> go.Figure:
    """Shares as horizontal bars."""
    bar = go.Bar(x=[row[1] for row in rows], y=[row[0] for row in rows], orientation="h")
    return go.Figure(bar, LAYOUT)


def application(facts: str) -> Dash:
    """The page over a file of facts."""
    database = duckdb.connect(facts, read_only=True, config={"threads": 2})
    largest = "SELECT site FROM facts GROUP BY site ORDER BY count(*) DESC LIMIT $most"
    sites = [site for (site,) in database.execute(largest, {"most": SHOWN}).fetchall()]
    app = Dash(__name__, serve_locally=True)
    style = {"height": "300px", "width": "48%", "display": "inline-block"}
    charts = [dcc.Graph(id=name, style=style) for name in CHARTS]
    choices = [{"label": site or "all", "value": site} for site in (EVERY, *sites)]
    site = dcc.RadioItems(choices, EVERY, id="site", inline=True)
    app.layout = html.Main([site, html.P(id="numbers"), *charts])

    @app.callback(  # type: ignore[untyped-decorator,unused-ignore]
        [Output(name, "figure") for name in CHARTS] + [Output("numbers", "children")],
        Input("site", "value"),
    )
    def show(site: str) -> tuple[object, ...]:
        where = "WHERE site = $site" if site else "WHERE $site = ''"

        def ask(question: str, by: str = "") -> list[tuple[Any, ...]]:
            sql = f"{question} FROM facts {where} {by}"
            return database.cursor().execute(sql, {"site": site}).fetchall()

        def shares(column: str) -> go.Figure:
            return bars(ask(f"SELECT {column}, count(*)", "GROUP BY 1 ORDER BY 2"))

        months = ask("SELECT month, sentiment, count(*)", "GROUP BY ALL ORDER BY ALL")
        areas = [
            go.Scatter(
                x=[month for month, mood, _ in months if mood == named],
                y=[count for _, mood, count in months if mood == named],
                stackgroup="moods",
                name=named,
            )
            for named in MOODS
        ]
        numbers = " · ".join(map(str, ask(NUMBERS)[0]))
        causes = shares("unnest(causes)")
        return go.Figure(areas, LAYOUT), causes, shares("channel"), shares("topic"), numbers

    return app


if __name__ == "__main__":
    application(sys.argv[1]).run(port=int(sys.argv[2]), debug=False)
