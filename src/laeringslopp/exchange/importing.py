"""Import: each line an entry, recorded as any other. What was taken before is not recorded again."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import astuple, dataclass
from typing import BinaryIO

from laeringslopp.entry import Entry
from laeringslopp.errors import Conflict, Flaw, Invalid, LaeringsloppError, StoreError, Unknown
from laeringslopp.exchange.lines import Bad, BadLine, Line, entry_of, lines
from laeringslopp.register import Receipt, Register, Together
from laeringslopp.uncollected import uncollected

LINES_AT_ONCE = 2000
"""How many lines are recorded in one transaction, unless others record so often that fewer are."""
BYTES_AT_ONCE = 4 * 1024 * 1024
TRIES = 10
"""How often files are judged anew as a whole because somebody else recorded meanwhile."""


@dataclass(slots=True)
class Imported:
    """What became of the lines so far. What is counted as recorded is on record for good."""

    lines: int = 0
    recorded: int = 0
    taken: int = 0
    """Lines that the register had from before."""
    bad: int = 0
    remarked: int = 0
    """How many of the recorded lines a rule remarked on."""
    end: int = 0
    """How many bytes of the file lie behind."""

    def add(self, receipt: Receipt) -> None:
        """Counts a line that now stands on record."""
        if receipt.replayed:
            self.taken += 1
        else:
            self.recorded += 1
            self.remarked += bool(receipt.remarks)

    def __add__(self, other: "Imported") -> "Imported":
        """Both together."""
        return Imported(*(mine + theirs for mine, theirs in zip(astuple(self), astuple(other), strict=True)))


def import_lines(register: Register, stream: BinaryIO, file: str, bad: Bad) -> Iterator[Imported]:
    """Records a file line by line, and goes on after a bad line; says how far it came after each transaction.

    A file that was taken already, or has grown at its end, records nothing twice: it can be stopped at any
    moment, by any means, and run again. ``file`` is the name that bad lines are told by. Raises StoreError.
    """
    so_far = Imported()
    batch: list[Line] = []
    size = 0
    for line in lines(stream):
        batch.append(line)
        size += len(line.text)
        if len(batch) >= LINES_AT_ONCE or size >= BYTES_AT_ONCE:
            _record(register, batch, file, so_far, bad)
            yield so_far
            batch, size = [], 0
    _record(register, batch, file, so_far, bad)
    yield so_far


def _record(register: Register, batch: list[Line], file: str, so_far: Imported, bad: Bad) -> None:
    with uncollected():
        problems = _taken(register, batch, file, so_far)
    so_far.lines += len(batch)
    so_far.end = batch[-1].end if batch else so_far.end
    for problem in sorted(problems, key=lambda problem: problem.line):
        so_far.bad += 1
        bad(problem)


def _taken(register: Register, batch: list[Line], file: str, so_far: Imported) -> list[BadLine]:
    """Records the lines that are new and counts them; those that could not be taken. What it made is gone then."""
    problems: list[BadLine] = []
    new: list[tuple[Line, Entry]] = []

    def failed(at: int, why: Exception) -> None:
        problems.append(_bad(file, new[at][0], why))

    taken = register.recorded_among([line.key for line in batch])
    for line in batch:
        if line.key in taken:
            so_far.taken += 1
            continue
        try:
            new.append((line, entry_of(line)))
        except Invalid as error:
            problems.append(BadLine(file, line.number, error))
    for receipt in _appended(register, new, failed):
        so_far.add(receipt)
    return problems


def _appended(
    register: Register, new: Sequence[tuple[Line, Entry]], failed: Callable[[int, Exception], None]
) -> list[Receipt]:
    """Records as many lines at once as others let it: what takes long to judge is often beaten. Raises Conflict."""
    if not new:
        return []
    try:
        return register.append_each([([entry], line.key) for line, entry in new], failed=failed)
    except Conflict:
        if len(new) == 1:
            raise
    half = len(new) // 2
    first = _appended(register, new[:half], failed)
    return first + _appended(register, new[half:], lambda at, why: failed(half + at, why))


def import_together(register: Register, files: Sequence[tuple[str, BinaryIO]], bad: Bad) -> Imported:
    """Records all lines of all files in one transaction, or nothing if any of them is bad.

    Until then they are held as the rows they will be, about a kilobyte a line. The files are read again from
    where they stand if somebody else records in between. Raises Conflict after ten such times, and StoreError.
    """
    starts = [stream.tell() for _, stream in files]
    for tries_left in reversed(range(TRIES)):
        for (_, stream), start in zip(files, starts, strict=True):
            stream.seek(start)
        together = register.together()
        so_far = Imported()
        for file, stream in files:
            _hear(together, stream, file, so_far, bad)
        try:
            if so_far.bad or together.record():
                break
        except Conflict:
            if not tries_left:
                raise
    if so_far.bad:
        so_far.recorded = so_far.remarked = 0
    return so_far


def _hear(together: Together, stream: BinaryIO, file: str, so_far: Imported, bad: Bad) -> None:
    for line in lines(stream):
        so_far.lines += 1
        try:
            heard = together.hear([entry_of(line)], line.key)
        except LaeringsloppError as why:
            if isinstance(why, StoreError):
                raise
            so_far.bad += 1
            together.give_up()
            bad(_bad(file, line, why))
        else:
            so_far.taken += heard is None
            so_far.recorded += heard is not None
            so_far.remarked += bool(heard and heard.remarks)


def _bad(file: str, line: Line, why: Exception) -> BadLine:
    if isinstance(why, Unknown):
        missing = f"there is no decision {why.decision_id} yet; a line with its decision-opened comes first"
        return BadLine(file, line.number, Invalid([Flaw("no-such-decision", missing, "/decision_id")]))
    assert isinstance(why, LaeringsloppError)
    return BadLine(file, line.number, why)
