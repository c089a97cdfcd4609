"""Whole files: moved bit by bit or recorded all or nothing, however long they are and whatever comes in between."""

import subprocess
import sys
import tracemalloc
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from laeringslopp import Invalid, Reader, Register, TagsAdded
from laeringslopp.exchange import export, import_together, move
from tests.exchange.written import disclosed, import_bytes, line, opened
from tests.municipality import entry, register
from tests.municipality import opened as opening

WHOLE = opened("a") + opened("b") + b"".join(disclosed(f"Feil {n}", "ab"[n % 2]) for n in range(9))
COUNT = len(WHOLE.splitlines())
COPYING = "laeringslopp.register.copying.AT_ONCE"


def exported(data: bytes = WHOLE) -> bytes:
    """The export of a register that took these lines."""
    with register() as ours:
        import_bytes(ours, data)
        return written(ours)


def written(ours: Register) -> bytes:
    """The export of a register."""
    return b"".join(told + b"\n" for told in export(ours, Reader.member()) if isinstance(told, bytes))


def moved(ours: Register, data: bytes, show: Callable[[int], None] = lambda _: None) -> tuple[int, int]:
    """Moves an export into a register: how many facts were copied, and how many were there."""
    return move(ours, BytesIO(data), "export.jsonl", lambda bad: pytest.fail(str(bad)), show)


@pytest.mark.parametrize("after", range(1, COUNT // 2 + 1))
def test_a_move_that_is_stopped_goes_on_where_it_was(after: int, monkeypatch: pytest.MonkeyPatch):
    """Ctrl-C or a full disk half way must leave nobody with half a register and no way on."""
    monkeypatch.setattr(COPYING, 2)
    data = exported()

    def stopping(stands: int) -> None:
        if stands >= 2 * after:
            raise KeyboardInterrupt

    with register() as ours:
        with pytest.raises(KeyboardInterrupt):
            moved(ours, data, stopping)
        assert ours.position == 2 * after
        assert written(ours) == b"".join(data.splitlines(keepends=True)[: 2 * after])
        assert moved(ours, data) == (COUNT - 2 * after, 2 * after)
        assert written(ours) == data


MOVE = """
import sys
from laeringslopp.cli import exchanging, main
from laeringslopp.register import copying

def telling(*given, real=copying._append):
    real(*given)
    print("copied", flush=True)

copying.AT_ONCE, copying._append = 2, telling
main()
"""


def test_a_move_that_is_killed_goes_on_where_it_was(tmp_path: Path):
    """A power cut leaves whole entries in their order, and the same command makes the rest of them."""
    data = exported()
    (tmp_path / "export.jsonl").write_bytes(data)
    url = f"sqlite:///{tmp_path}/moved.db"
    command = [sys.executable, "-c", MOVE, "--register", url, "import", "--move", str(tmp_path / "export.jsonl")]
    for kills in range(1, 4):
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout
            assert process.stdout.readline() == "copied\n"
            process.kill()
        with Register.open(url) as ours:
            assert ours.position >= min(2 * kills, COUNT)
            assert data.startswith(written(ours))
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0
    with Register.open(url) as ours:
        assert written(ours) == data


@pytest.mark.parametrize(
    "other", [opened("c"), opened("a") + opened("c"), WHOLE + opened("c")], ids=["another", "half", "longer"]
)
def test_a_move_goes_on_only_with_what_it_began(other: bytes):
    """Two registers poured together would share no order."""
    with register() as ours:
        import_bytes(ours, other)
        before = written(ours)
        with pytest.raises(Invalid) as no:
            moved(ours, exported())
        assert [flaw.code for flaw in no.value.flaws] == ["not-empty"]
        assert written(ours) == before


@pytest.mark.parametrize("decision_id", ["a", "c"], ids=["the same decision", "another"])
def test_a_move_stops_where_somebody_records_meanwhile(decision_id: str, monkeypatch: pytest.MonkeyPatch):
    """What stands at the wrong position is no copy, so it is told rather than gone on with."""
    monkeypatch.setattr(COPYING, 2)
    with register() as ours:

        def meanwhile(stands: int) -> None:
            if stands == 2:
                fact = entry("c", opening()) if decision_id == "c" else entry("a", TagsAdded(tags=("x",)))
                ours.append([fact])

        with pytest.raises(Invalid) as no:
            moved(ours, exported(), meanwhile)
        assert [flaw.code for flaw in no.value.flaws] == ["not-alone"]


class Interrupted(BytesIO):
    """A file at whose end something else happens first, once."""

    def __init__(self, data: bytes, meanwhile: Callable[[], object]) -> None:
        super().__init__(data)
        self._meanwhile: list[Callable[[], object]] = [meanwhile]

    def readline(self, size: int | None = -1) -> bytes:
        """As a file does."""
        read = super().readline(size)
        if not read and self._meanwhile:
            self._meanwhile.pop()()
        return read


def test_all_or_nothing_is_judged_anew_where_somebody_came_first():
    """Whoever records at the same time stops nobody, and what they wrote is judged with it."""
    with register() as ours:
        import_bytes(ours, opened("a"))
        busy = Interrupted(
            disclosed("En", "a") + disclosed("To", "a"), lambda: import_bytes(ours, disclosed("Tre", "a"))
        )
        so_far = import_together(ours, [("file", busy)], lambda bad: pytest.fail(str(bad)))
        assert (so_far.recorded, so_far.taken, ours.version("a")) == (2, 0, 4)
        assert [fact.version for fact in ours.facts()] == [1, 2, 3, 4]


def test_the_same_file_taken_twice_at_once_is_recorded_once():
    """Two nightly jobs that overlap are one."""
    with register() as ours:
        busy = Interrupted(WHOLE, lambda: import_bytes(ours, WHOLE))
        so_far = import_together(ours, [("file", busy), ("again", BytesIO(WHOLE))], lambda bad: pytest.fail(str(bad)))
        assert (so_far.recorded, so_far.taken, ours.position) == (0, 2 * COUNT, COUNT)


def _peak(work: Callable[[], object]) -> int:
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def _notes(count: int) -> bytes:
    note = {"kind": "observation-recorded", "note": "Det gikk som ventet. " * 20}
    return opened() + b"".join(line(note) for _ in range(count - 1))


FEW, MANY = 400, 1600
A_LINE = len(_notes(MANY)) / MANY


def _growth(work: Callable[[int], object]) -> float:
    """How many bytes more each line takes."""
    work(FEW)  # what is loaded once is loaded
    return (_peak(lambda: work(MANY)) - _peak(lambda: work(FEW))) / (MANY - FEW)


def test_a_move_takes_no_more_memory_for_a_longer_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """A register of twenty years moves on the machine that holds it."""
    monkeypatch.setattr(COPYING, 100)
    monkeypatch.setattr("laeringslopp.register.copying.PAGE", 100)
    for count in (FEW, MANY):
        (tmp_path / f"{count}.jsonl").write_bytes(exported(_notes(count)))

    def work(count: int) -> None:
        (tmp_path / "moved.db").unlink(missing_ok=True)
        with register(f"sqlite:///{tmp_path}/moved.db") as ours, (tmp_path / f"{count}.jsonl").open("rb") as file:
            move(ours, file, "export.jsonl", lambda bad: pytest.fail(str(bad)))

    assert _growth(work) < A_LINE / 4


def test_all_or_nothing_takes_little_more_memory_than_the_lines_themselves(tmp_path: Path):
    """One transaction needs all of it, and needs it once and encoded."""
    for count in (FEW, MANY):
        (tmp_path / f"{count}.jsonl").write_bytes(_notes(count))

    def work(count: int) -> None:
        (tmp_path / "whole.db").unlink(missing_ok=True)
        with register(f"sqlite:///{tmp_path}/whole.db") as ours, (tmp_path / f"{count}.jsonl").open("rb") as file:
            import_together(ours, [("file", file)], lambda bad: pytest.fail(str(bad)))

    assert _growth(work) < A_LINE + 2500
