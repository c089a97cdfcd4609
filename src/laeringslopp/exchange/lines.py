"""Lines of a file in the exchange format: numbered, keyed, and read one at a time."""

import hashlib
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from tempfile import TemporaryFile
from typing import Any, BinaryIO, NamedTuple

from laeringslopp.entry import Entry
from laeringslopp.errors import Flaw, Invalid, LaeringsloppError
from laeringslopp.integrity import parse, read_entry

LONGEST = 16 * 1024 * 1024
"""Bytes of a line; no entry within its bounds is as long."""
EXPORT_ADDS = ("version", "position", "recorded_at", "history", "policy", "remarks", "waived")
"""What an export says of how an entry stood in its register; an import finds all of it out anew."""

BOM = b"\xef\xbb\xbf"
NO_LINES = {
    b"\xff\xfe": "this file is UTF-16; save it as UTF-8",
    b"\xfe\xff": "this file is UTF-16; save it as UTF-8",
    b"\x1f\x8b": "this file is compressed (gzip); unpack it first",
    b"PK\x03\x04": "this file is compressed (zip); unpack it first",
    b"SQLite format 3\x00": "this file is a register itself; export it, and import what that writes",
}
"""How files begin that hold no lines at all, and what to do with them."""

_WHERE = re.compile(r": line \d+ column \d+ \(char (\d+)\)$")


class Line(NamedTuple):
    """One line that is not blank."""

    number: int
    """From 1, blank lines counted."""
    text: bytes
    """Without spaces and line breaks around it; of a line that is too long, its beginning."""
    key: str
    """How many lines so far, and a hash of them: the same lines again have the same keys, and the next line another.

    The number comes first so that keys that come together lie together: what an index takes in anywhere, it must also
    read and write anywhere.
    """
    end: int
    """How many bytes of the file lie behind."""
    flaw: str | None = None
    """What is wrong with the line whatever it says."""
    ends: bool = True
    """Whether a line break follows it; the last line of a file that was cut short has none."""


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that was not taken, and why."""

    file: str
    line: int
    why: LaeringsloppError
    """Invalid, Refused, Unknown or another of the library's own errors."""


Bad = Callable[[BadLine], None]
"""Is told of each line that was not taken, in order."""


def lines(stream: BinaryIO) -> Iterator[Line]:
    """The lines of a file that are not blank, in constant memory; a byte order mark before them is skipped."""
    so_far = hashlib.sha256()
    number = count = end = 0
    while raw := stream.readline(LONGEST + 1):
        number += 1
        end += len(raw)
        if number == 1:
            raw = raw.removeprefix(BOM)
            if (flaw := _no_lines(raw)) is not None:
                yield Line(number, b"", "", end, flaw)
                return
        flaw = None
        if len(raw) > LONGEST:
            flaw = f"this line is longer than {LONGEST:,} bytes; no entry is as long"
            so_far.update(raw)
            text = raw[:100]
            while not raw.endswith(b"\n") and (raw := stream.readline(LONGEST)):
                so_far.update(raw)
                end += len(raw)
        elif not (text := raw.strip()):
            continue
        else:
            so_far.update(text)
        so_far.update(b"\n")
        count += 1
        yield Line(number, text, f"import-{count:09d}-{so_far.hexdigest()}", end, flaw, raw.endswith(b"\n"))


def rereadable(stream: BinaryIO) -> BinaryIO:
    """What is left of a stream that can be read once, as a file that can be read again; it is on disk meanwhile."""
    held = TemporaryFile()  # noqa: SIM115 - the caller closes it
    shutil.copyfileobj(stream, held)
    held.seek(0)
    return held


def _no_lines(beginning: bytes) -> str | None:
    return next((why for mark, why in NO_LINES.items() if beginning.startswith(mark)), None)


def object_of(line: Line) -> Mapping[str, Any]:
    """The line as a JSON object. Raises Invalid."""
    if line.flaw is not None:
        raise Invalid([Flaw("not-a-line", line.flaw)])
    try:
        made = parse(line.text.decode())
    except UnicodeDecodeError as error:
        at = f"byte {error.start + 1} of this line is not UTF-8; save the file as UTF-8"
        raise Invalid([Flaw("not-utf-8", at)]) from None
    except Invalid as error:
        told = (replace(flaw, detail=_WHERE.sub(_at, flaw.detail) + _hint(line)) for flaw in error.flaws)
        raise Invalid(list(told)) from None
    if not isinstance(made, Mapping):
        raise Invalid([Flaw("not-an-object", 'a line is one object: {"decision_id": …, "by": …, "fact": {…}}')])
    return made


def entry_of(line: Line) -> Entry:
    """The entry that a line holds, without what an export added to it. Raises Invalid."""
    made = object_of(line)
    return read_entry({name: value for name, value in made.items() if name not in EXPORT_ADDS})


def _at(found: re.Match[str]) -> str:
    return f" at character {int(found.group(1)) + 1}"


def _hint(line: Line) -> str:
    if line.text in (b"[", b"{", b"[{"):
        return ". Each line is an object of its own, so JSON over several lines cannot be read; write one entry a line"
    if not line.ends:
        return ". No line break follows it: the file may have been cut short"
    return ""
