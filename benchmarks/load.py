"""What many readers at once wait for, and what they cost the server.

`python -m benchmarks.load [--store FOLDER] [--sessions 50] [--think 4] [--minutes 3] [--rounds 1]
[--rights]`.
Each session opens a page and a view by chance, waits until the run is over, thinks, goes on. Views
are drawn from a pool that all share, so that some were seen before and some were not. Told for each
round: waits, errors, the server's CPU for each run, its memory, and what the same cached view costs
a lone reader before and after. Rounds tell whether a server slows with use. With `--rights` the
server is a public one: each session signs in, as somebody who sees all, a few merchants, or figures
alone. The last line holds the figures of the last round as JSON.
"""

import argparse
import asyncio
import os
import random
import statistics
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil

from benchmarks.measuring import MIB, tell
from sociallens import settings
from sociallens.access import UNLIMITED
from sociallens.engine import known, load
from sociallens.link import Known
from tests import doors
from tests.serving import serve
from tests.wire import Session, session

PAGES = ("", "channels", "topics", "customer_service", "merchants", "conversations", "todo")
ALONE = 20  # runs of the lone reader
SEED = 1


@dataclass
class Round:
    """What came of a round."""

    waits: list[float] = field(default_factory=list)  # milliseconds
    errors: list[str] = field(default_factory=list)


def views(known: Known, chance: random.Random, most: int = 400) -> list[str]:
    """Addresses as readers make them: a month of a merchant, a year, a merchant, everything."""
    last, sites = known.last, [known.key("site", site) for site in known.sites]

    def period() -> str:
        end = last - timedelta(days=chance.randrange(90))
        start = end - timedelta(days=chance.choice((30, 90, 365)))
        return f"&from={start.isoformat()}&to={end.isoformat()}"

    kinds = (
        lambda: f"v=1{period()}&site={chance.choice(sites)}",
        lambda: f"v=1{period()}",
        lambda: f"v=1&site={chance.choice(sites)}",
        lambda: "v=1",
    )
    return [chance.choice(kinds)() for _ in range(most)]


def used(server: psutil.Process) -> float:
    """Seconds of processor time that the server has used."""
    times = server.cpu_times()
    return float(times.user + times.system)


async def reader(
    address: str,
    cookie: str,
    pool: Sequence[str],
    seed: int,
    think: float,
    seconds: float,
    told: Round,
) -> None:
    """One session: opens views until the time is over."""
    chance, clock = random.Random(seed), asyncio.get_running_loop().time
    try:
        await asyncio.sleep(chance.random() * think)
        async with session(address, cookie) as own:
            until = clock() + seconds
            while clock() < until:
                run = await own.visit(chance.choice(PAGES), chance.choice(pool))
                told.waits.append(run.milliseconds)
                told.errors += run.errors
                await asyncio.sleep(chance.random() * 2 * think)
    except (OSError, TimeoutError) as error:
        told.errors.append(repr(error))


async def alone(own: Session, server: psutil.Process) -> float:
    """Milliseconds of the server's CPU for a run of the first page that was seen before."""
    await own.visit("", "v=1")
    await asyncio.sleep(1)
    before = used(server)
    for _ in range(ALONE):
        await own.visit("", "v=1")
    await asyncio.sleep(0.5)
    return (used(server) - before) * 1000 / ALONE


async def measure(
    options: argparse.Namespace, address: str, server: psutil.Process, cookies: Sequence[str]
) -> dict[str, float | str]:
    """Measure all rounds against the server at `address`; the figures of the last one.

    `cookies`: of the sessions, in turn; the lone reader has the first.
    """
    figures: dict[str, float | str] = {}
    pool = views(known(load(options.store), UNLIMITED), random.Random(SEED))
    seconds = options.minutes * 60
    async with session(address, cookies[0]) as own:
        first = await alone(own, server)
    print(f"cached overview, nobody else: {first:.1f} ms of CPU")
    for number in range(options.rounds):
        told, start = Round(), used(server)
        seeds = range(number * options.sessions, (number + 1) * options.sessions)
        await asyncio.gather(
            *(
                reader(address, cookie, pool, seed, options.think, seconds, told)
                for seed, cookie in zip(seeds, cycle(cookies), strict=False)
            )
        )
        spent = used(server) - start
        async with session(address, cookies[0]) as own:
            after = await alone(own, server)
        waits = sorted(told.waits)
        print(
            f"{options.sessions} sessions, {len(waits)} runs: "
            f"p50 {statistics.median(waits):.0f} ms, p95 {waits[int(len(waits) * 0.95)]:.0f} ms, "
            f"{len(told.errors)} errors, {spent * 1000 / len(waits):.0f} ms of CPU a run, "
            f"{server.memory_info().rss / 1e6:.0f} MB; "
            f"cached overview {after:.1f} ms of CPU",
            flush=True,
        )
        for error in sorted(set(told.errors))[:5]:
            print(f"  {error}")
        figures = {
            "sessions": options.sessions,
            "p50": statistics.median(waits),
            "p95": waits[int(len(waits) * 0.95)],
            "errors": len(told.errors),
            "cpu": spent * 1000 / len(waits),
            "memory": server.memory_info().rss / MIB,
            "cached.before": first,
            "cached.after": after,
        }
    return figures


@contextmanager
def local(options: argparse.Namespace) -> Iterator[tuple[str, Sequence[str]]]:
    """The address of a server without a login, and no cookie."""
    with serve(SOCIALLENS_STORE=str(options.store.absolute())) as address:
        yield address, [""]


@contextmanager
def public(options: argparse.Namespace) -> Iterator[tuple[str, Sequence[str]]]:
    """The address of a public server, and the cookies of readers who signed in."""
    sites = list(known(load(options.store), UNLIMITED).sites.values())
    with (
        TemporaryDirectory() as folder,
        doors.opened(Path(folder), options.store.absolute(), sites[:3], sites[:20]) as served,
    ):
        browsers = [doors.Browser(served) for _ in range(options.sessions)]
        for browser, who in zip(browsers, cycle(("anne", "lise", "marc")), strict=False):
            browser.sign_in(who)
        yield served.address, [f"sociallens={browser.cookie}" for browser in browsers]


def main() -> None:
    """Start a server of a store, and load it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--store", type=Path, default=settings.DEMO_STORE)
    parser.add_argument("--sessions", type=int, default=50)
    parser.add_argument("--think", type=float, default=4.0, help="seconds, on average")
    parser.add_argument("--minutes", type=float, default=3.0, help="of each round")
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--rights", action="store_true", help="with a login")
    options = parser.parse_args()
    busy = psutil.cpu_percent(1.0)
    print(f"{psutil.cpu_count()} cores, {busy:.0f} % of them busy with other things before")
    with (public if options.rights else local)(options) as (address, cookies):
        (server,) = psutil.Process().children()[:1]
        figures = asyncio.run(measure(options, address, server, cookies))
    print(f"load {os.getloadavg()[0]:.1f}")
    tell(figures)


if __name__ == "__main__":
    main()
