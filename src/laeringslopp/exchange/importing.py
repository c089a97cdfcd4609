"""Import: each line an entry, recorded as any other. What was taken before is not recorded again."""

from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass
from typing import BinaryIO

from laeringslopp.entry import Entry
from laeringslopp.errors import Conflict, Flaw, Invalid, LaeringsloppError, StoreError, Unknown
from laeringslopp.exchange.lines import Bad, BadLine, Line, entry_of, lines
from laeringslopp.register import Receipt, Register, Together

LINES_AT_ONCE = 400
"""How many lines are recorded in one transaction."""
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
    batch: list[tuple[Line, Entry]] = []
    problems: list[BadLine] = []
    size = 0
    for line in lines(stream):
        so_far.lines += 1
        so_far.end = line.end
        if register.is_recorded(line.key):
            so_far.taken += 1
        else:
            try:
                batch.append((line, entry_of(line)))
            except Invalid as error:
                problems.append(BadLine(file, line.number, error))
        size += len(line.text)
        if so_far.lines % LINES_AT_ONCE == 0 or size >= BYTES_AT_ONCE:
            _record(register, batch, file, problems, so_far, bad)
            yield so_far
            batch, problems, size = [], [], 0
    _record(register, batch, file, problems, so_far, bad)
    yield so_far


def _record(
    register: Register, batch: list[tuple[Line, Entry]], file: str, problems: list[BadLine], so_far: Imported, bad: Bad
) -> None:
    def failed(at: int, why: Exception) -> None:
        problems.append(_bad(file, batch[at][0], why))

    if batch:
        for receipt in register.append_each([([entry], line.key) for line, entry in batch], failed=failed):
            so_far.add(receipt)
    for problem in sorted(problems, key=lambda problem: problem.line):
        so_far.bad += 1
        bad(problem)


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
