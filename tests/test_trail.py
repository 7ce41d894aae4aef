"""The audit trail: every line sealed, nothing done that it cannot tell."""

import errno
import json
import multiprocessing
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from sociallens import trail
from sociallens.cli import main
from sociallens.errors import StoreError
from sociallens.sealing import end_of
from sociallens.store import disk
from sociallens.trail.files import end
from sociallens.trail.recording import add
from sociallens.trail.verifying import Break


def lines(folder: Path) -> list[dict[str, object]]:
    return [
        json.loads(line)
        for file in sorted(folder.glob("*.jsonl"))
        for line in file.read_text(encoding="utf-8").splitlines()
    ]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "trail"
    add(path, "sign-in", "anne@example.com")
    add(path, "export", "anne@example.com", table="summary", form="csv", rows=12)
    add(path, "sign-out", "anne@example.com")
    return path


def test_lines_tell_who_did_what_and_when(folder: Path) -> None:
    told = lines(folder)
    assert [each["event"] for each in told] == ["sign-in", "export", "sign-out"]
    assert {each["who"] for each in told} == {"anne@example.com"}
    assert told[1]["rows"] == 12
    assert all(str(each["at"]).endswith("+00:00") for each in told)
    verdict = trail.verify(folder)
    assert (verdict.lines, verdict.broken) == (3, None)
    assert verdict.seal == told[-1]["chain"]


def test_an_event_tells_declared_facts_alone(folder: Path) -> None:
    with pytest.raises(ValueError, match="text"):
        add(folder, "export", "anne@example.com", text="what a customer said")
    with pytest.raises(KeyError):
        add(folder, "looked-at", "anne@example.com")


@settings(max_examples=30)
@given(st.text(max_size=300), st.text(max_size=300))
def test_no_word_forges_a_line(tmp_path_factory: pytest.TempPathFactory, who: str, of: str) -> None:
    path = tmp_path_factory.mktemp("trail")
    add(path, "signed-out", who, of=of)
    add(path, "sign-in", "anne@example.com")
    assert trail.verify(path).lines == 2 == len(lines(path))


def test_every_change_is_found(folder: Path) -> None:
    (file,) = folder.glob("*.jsonl")
    sound = file.read_bytes()
    whole = sound.splitlines(keepends=True)
    changed = {
        1: [sound.replace(b"sign-in", b"sign-up", 1), b"".join(whole[1:])],
        2: [sound.replace(b'"rows":12', b'"rows":1'), whole[0] + whole[2]],
        3: [whole[0] + whole[1] + whole[1], whole[0] + whole[1] + b"{}\n"],
    }
    for line, contents in changed.items():
        for content in contents:
            file.write_bytes(content)
            assert trail.verify(folder).broken == Break(file.name, line)


def test_a_kept_seal_tells_that_the_end_was_cut_off(folder: Path) -> None:
    (file,) = folder.glob("*.jsonl")
    seal = trail.verify(folder).seal
    add(folder, "sign-in", "li@example.com")
    assert trail.verify(folder, seal).passed
    file.write_bytes(b"".join(file.read_bytes().splitlines(keepends=True)[:2]))
    verdict = trail.verify(folder, seal)
    assert (verdict.broken, verdict.passed) == (None, False)


def test_months_are_files_of_one_chain(folder: Path) -> None:
    (file,) = folder.glob("*.jsonl")
    file.rename(folder / "2020-02.jsonl")
    add(folder, "sign-in", "li@example.com")
    assert len(list(folder.glob("*.jsonl"))) == 2
    assert trail.verify(folder).lines == 4
    (folder / "2020-02.jsonl").unlink()
    assert trail.verify(folder).broken is not None


def test_a_clock_that_goes_back_goes_on_in_the_last_month(folder: Path) -> None:
    (file,) = folder.glob("*.jsonl")
    file.rename(folder / "2999-01.jsonl")
    add(folder, "sign-in", "li@example.com")
    assert [each.name for each in folder.glob("*.jsonl")] == ["2999-01.jsonl"]
    assert trail.verify(folder).lines == 4


@pytest.mark.parametrize("torn", [b'{"at":"20', b"\0\0\0", '{"who":"é'.encode()[:-1]])
def test_the_torn_end_of_a_writer_that_died_is_no_line(folder: Path, torn: bytes) -> None:
    (file,) = folder.glob("*.jsonl")
    with file.open("ab") as end:
        end.write(torn)
    assert trail.verify(folder).lines == 3
    add(folder, "sign-in", "li@example.com")
    assert trail.verify(folder).lines == 4 == len(lines(folder))


def write(folder: Path, who: str) -> None:
    for _ in range(20):
        add(folder, "sign-in", who)


def test_a_writer_that_died_at_its_first_line_of_a_month_breaks_no_chain(folder: Path) -> None:
    told = [file.read_bytes() for file in sorted(folder.glob("*.jsonl"))]
    (folder / "9999-11.jsonl").write_bytes(b'{"at":"99')
    add(folder, "sign-in", "anne@example.com")
    verdict = trail.verify(folder)
    assert not verdict.broken
    assert verdict.lines == sum(each.count(b"\n") for each in told) + 1


def test_the_end_of_a_long_file_is_found(tmp_path: Path) -> None:
    for number in range(200):
        add(tmp_path, "sign-in-refused", "é" * 200, reason=str(number) * 200)
    (file,) = tmp_path.glob("*.jsonl")
    data = file.read_bytes()
    with file.open("ab") as torn:
        torn.write(b"x" * 100_000)
    assert end(file) == (end_of(data.splitlines()[-1]), len(data))


def test_several_processes_write_one_chain(folder: Path) -> None:
    spawn = multiprocessing.get_context("spawn")
    writers = [spawn.Process(target=write, args=(folder, who)) for who in ("a", "b", "c")]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
        assert writer.exitcode == 0
    verdict = trail.verify(folder)
    assert (verdict.lines, verdict.broken) == (63, None)


def test_what_cannot_be_told_is_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(disk, "append", full)
    with pytest.raises(StoreError) as raised:
        add(folder, "export", "anne@example.com", table="summary")
    assert raised.value.key == "trail-not-written"
    assert trail.verify(folder).lines == 3


def test_without_a_folder_nothing_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOCIALLENS_TRAIL", raising=False)
    trail.record("sign-in", "anne@example.com")
    monkeypatch.setenv("SOCIALLENS_TRAIL", str(tmp_path / "kept"))
    trail.record("sign-in", "anne@example.com")
    assert len(lines(tmp_path / "kept")) == 1


def test_the_command_tells_whether_a_trail_holds(folder: Path) -> None:
    command = ["audit", "verify", "--trail", str(folder)]
    seal = trail.verify(folder).seal
    sound = CliRunner().invoke(main, command)
    assert sound.exit_code == 0
    assert seal in sound.output
    (file,) = folder.glob("*.jsonl")
    file.write_bytes(b"".join(file.read_bytes().splitlines(keepends=True)[:2]))
    assert CliRunner().invoke(main, command).exit_code == 0
    assert CliRunner().invoke(main, [*command, "--seal", seal]).exit_code == 1
    file.write_bytes(file.read_bytes().replace(b"anne", b"lise"))
    broken = CliRunner().invoke(main, command)
    assert broken.exit_code == 1
    assert file.name in broken.output
