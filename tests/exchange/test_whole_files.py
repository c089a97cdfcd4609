"""Whole files: moved bit by bit or recorded all or nothing, however long they are and whatever comes in between."""

import subprocess
import sys
import tracemalloc
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest

from laeringslopp import Invalid, Reader, Recorded, Register
from laeringslopp.exchange import export, import_together, move
from tests.exchange.written import disclosed, import_bytes, line, opened
from tests.municipality import entry, register
from tests.municipality import opened as opening

WHOLE = opened("a") + opened("b") + b"".join(disclosed(f"Feil {n}", "ab"[n % 2]) for n in range(9))
COUNT = len(WHOLE.splitlines())


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


@pytest.mark.parametrize("url", ["memory:", "sqlite:///moved.db"], ids=["memory", "sqlite"])
def test_a_move_that_is_stopped_copies_nothing(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Half a register, opened and served meanwhile, would pass for the whole."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("laeringslopp.register.copying.PAGE", 2)
    data = exported()

    def stopping(read: int) -> None:
        if read >= COUNT - 2:
            raise KeyboardInterrupt

    with register(url) as ours:
        with pytest.raises(KeyboardInterrupt):
            moved(ours, data, stopping)
        assert ours.position == 0
        assert moved(ours, data) == (COUNT, 0)
        assert written(ours) == data


MOVE = """
import sys
from laeringslopp.cli import main
from laeringslopp.register import copying

def telling(fact, real=copying.encode):
    print("copying", flush=True)
    if fact.position == 7:
        sys.stdin.read()
    return real(fact)

copying.encode = telling
main()
"""
"""The command itself, which waits at its seventh fact."""


def test_a_move_that_is_killed_leaves_an_empty_register_that_others_can_read(tmp_path: Path):
    """A power cut leaves nothing half, and the same command makes all of it."""
    data = exported()
    (tmp_path / "export.jsonl").write_bytes(data)
    url = f"sqlite:///{tmp_path}/moved.db"
    command = [sys.executable, "-c", MOVE, "--register", url, "import", "--move", str(tmp_path / "export.jsonl")]
    with (
        Register.open(url) as ours,
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process,
    ):
        assert process.stdout
        assert [process.stdout.readline() for _ in range(7)] == ["copying\n"] * 7
        assert ours.position == 0
        process.kill()
        process.wait(timeout=60)
    with Register.open(url) as ours:
        assert ours.position == 0
    again = subprocess.run(command, capture_output=True, check=False, timeout=60, stdin=subprocess.DEVNULL)
    assert again.returncode == 0
    with Register.open(url) as ours:
        assert written(ours) == data


@pytest.mark.parametrize("other", [opened("c"), opened("a"), opened("a") + opened("c"), WHOLE + opened("c")], ids=str)
def test_a_move_goes_into_nothing_but_an_empty_register_or_its_own_copy(other: bytes):
    """Two registers poured together would share no order; the same move again does no harm."""
    with register() as ours:
        import_bytes(ours, other)
        before = written(ours)
        with pytest.raises(Invalid) as no:
            moved(ours, exported())
        assert [flaw.code for flaw in no.value.flaws] == ["not-empty"]
        assert written(ours) == before
    with register() as ours:
        moved(ours, exported())
        assert moved(ours, exported()) == (0, COUNT)


def test_a_move_is_not_mixed_with_what_is_recorded_meanwhile():
    """Whoever records first has the register; nothing of the export stands beside it."""
    with register() as ours:
        facts = iter(_recorded_of(exported()))

        def late() -> Iterator[Recorded]:
            ours.append([entry("c", opening())])
            yield from facts

        with pytest.raises(Invalid) as no:
            ours.copy(late())
        assert [flaw.code for flaw in no.value.flaws] == ["not-empty"]
        assert [recorded.decision_id for recorded in ours.facts()] == ["c"]


def _recorded_of(data: bytes) -> list[Recorded]:
    with register() as other:
        moved(other, data)
        return list(other.facts())


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
