"""Export: what a reader may see, as JSON Lines in global order."""

import json
from collections.abc import Iterator

from laeringslopp.access import Reader, Withheld
from laeringslopp.entry import Recorded
from laeringslopp.register import Register
from laeringslopp.story import tell_recorded


def export(register: Register, reader: Reader) -> Iterator[bytes | Withheld]:
    """A line (without its line break) for each entry that the reader may see, else that it is withheld."""
    for seen in register.feed(reader=reader):
        yield seen if isinstance(seen, Withheld) else line_of(seen)


def line_of(recorded: Recorded) -> bytes:
    """An entry as one line; what was left out stays out."""
    told = tell_recorded(recorded)
    where = {name: told.pop(name) for name in ("decision_id", "version", "position")}
    return json.dumps({**where, **told}, ensure_ascii=False, separators=(",", ":")).encode()
