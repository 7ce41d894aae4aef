"""Whatever people, imports, models and crashes do in whatever order, corrections stay true."""

import os
import signal
import subprocess
import sys
from itertools import count
from pathlib import Path

import pytest

from sociallens.annotations.entries import Decision
from sociallens.annotations.log import file_of, read
from sociallens.annotations.writing import annotate
from tests import lengths, made
from tests.annotating import WEIGHTS, Walk

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize("seed", range(lengths.times(1, 2)))
def test_a_random_walk_ends_where_the_oracle_says(tmp_path: Path, seed: int) -> None:
    # Seconds of processor time: each import loads the store again.
    walk = Walk(tmp_path / "store", seed)
    for number in range(120):
        walk.step()
        if number % 4 == 0:
            walk.check()
    walk.check()
    walk.check_fresh()
    assert len(walk.taken) > len(WEIGHTS) / 2


WRITER = """
import sys
from pathlib import Path
from sociallens.annotations.entries import Decision
from sociallens.annotations.writing import annotate, erase
from tests.store_writer import Watch, kill_at

path = Path(sys.argv[1])
Watch().over(path / "annotations", kill_at(int(sys.argv[2])))
annotate(path, [Decision("a", "sentiment", ("positive",)), Decision("b", "intent", ("thanks",))],
         who="Marc")
erase(path, ["a"])
"""


def test_a_writer_that_is_killed_leaves_whole_acts(tmp_path: Path) -> None:
    # Each kill takes a process of its own.
    states = set()
    for operation in count(1):
        path = made.store(tmp_path / str(operation), [{"id": "a"}, {"id": "b"}]).path
        before = annotate(path, [Decision("a", "severity", ("high",))], who="Zoé")
        command = [sys.executable, "-c", WRITER, str(path), str(operation)]
        environment = os.environ | {"PYTHONPATH": str(ROOT)}
        done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, timeout=120)
        log = read(path)
        assert log.altered is None
        states.add((len(log.entries), log.version))
        assert log.entries[:1] == before.entries or log.version == 4
        added = annotate(path, [Decision("b", "severity", ("low",))], who="Zoé")
        assert added.entries[:-1] == log.entries
        assert read(path) == added
        assert not [file for file in file_of(path).parent.iterdir() if file.suffix == ".tmp"]
        if done.returncode == 0:
            break
        assert done.returncode == -signal.SIGKILL, done.stderr.decode()
    # As it was, with both decisions, and with those on one message erased.
    assert states == {(1, 1), (3, 3), (2, 4)}
