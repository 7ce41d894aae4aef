"""How right findings are, and what they cost: `python -m benchmarks.findings [PART...]`.

Parts: `chance` (random splits of one population, a row a page), `planted` (ten points, n = 300, by
base rate), `speed` and `said` (the embedded data, or the store that `SOCIALLENS_STORE` names).
"""

import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable
from functools import partial

import numpy as np

from sociallens import settings
from sociallens.access import UNLIMITED
from sociallens.engine import Engine, known, load
from sociallens.findings import told
from sociallens.findings.counting import Counts
from sociallens.findings.judging import judge
from sociallens.findings.kinds import PAGES
from sociallens.findings.wording import Speaker
from sociallens.naming import Names
from sociallens.selection import Selection, preset
from sociallens.stats import detectable
from tests import populations

SPLITS, PLANTED, ASKED = 500, 100, 15
BASES = (0.5, 0.6, 0.7, 0.8, 0.85, 0.9)


def chance() -> None:
    draw = np.random.default_rng(1)
    one = populations.drawn(draw, 4_000)
    stating = Counter[str]()
    for _ in range(SPLITS):
        pages = populations.pages(populations.split(one, draw))
        stating.update({page: bool(judgement.proven) for page, judgement in pages.items()})
    for page, count in stating.items():
        print(f"{page:20} {count / SPLITS:6.1%} of {SPLITS} random splits state a difference")
    print(f"{'all':20} {stating.total() / SPLITS / len(stating):6.1%}")


def planted() -> None:
    draw = np.random.default_rng(2)
    for change in (False, True):
        for base in BASES:
            made = [
                populations.with_planted(draw, base, 0.1, n=300, others=9, change=change)
                for _ in range(PLANTED)
            ]
            judged = [each.judged(PAGES["overview"]) for each in made]
            firsts = [each.proven[0].candidate.value if each.proven else "" for each in judged]
            first = firsts.count(populations.PLANTED) / PLANTED
            tests = len(judged[0].candidates)
            least = detectable(base, 300, 300 if change else 2_700, tests)
            print(
                f"{'since before' if change else 'against nine peers':20}"
                f" {base:.0%} to {base + 0.1:.0%}: told first in {first:4.0%};"
                f" alone among {tests}, {least:.1%} is seen four times in five"
            )


def _shown() -> tuple[Engine, Selection]:
    engine = load(settings.shown_store())
    return engine, Selection(preset("12m", known(engine, UNLIMITED).last), compare="year")


def speed() -> None:
    engine, view = _shown()
    for page, family in PAGES.items():
        told(engine, page, view, UNLIMITED)
        counts = Counts(engine, view, UNLIMITED)
        judge(family, counts, {})  # so that the counts are there
        took = []
        for number in range(ASKED):
            new = view.choose("not-country", (f"X{number}",))  # a view that no answer is kept of
            took.append(_timed(partial(told, engine, page, new, UNLIMITED)))
        again = _timed(partial(judge, family, counts, {}))
        print(
            f"{page:20} new {statistics.median(took):5.1f} ms (best {min(took):.1f}),"
            f" of which judging {again:.1f}"
        )


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def said() -> None:
    engine, view = _shown()
    for language in ("fr", "en"):
        for page in (*PAGES, "conversations"):
            speaker = Speaker(told(engine, page, view, UNLIMITED), Names(engine.taxonomy, language))
            print(f"\n{page}: {speaker.title()} {speaker.too_few()}")
            for line in speaker.lines():
                print(f"  {line.tone:8} {line.sentence}\n           {line.detail}")
            print(f"  {speaker.nothing()}")


PARTS = {"chance": chance, "planted": planted, "speed": speed, "said": said}

if __name__ == "__main__":
    for name in sys.argv[1:] or PARTS:
        PARTS[name]()
