"""A move: a whole register copied from its export, facts exactly as they were. A copy of a store, not a record."""

import json
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO

from pydantic import TypeAdapter, ValidationError

from laeringslopp.access import SOMEBODY
from laeringslopp.entry import Recorded
from laeringslopp.errors import Flaw, Invalid
from laeringslopp.exchange.lines import Bad, BadLine, Line, lines, object_of
from laeringslopp.facts import UNNAMED, DecisionOpened, PolicyAdopted, own_id
from laeringslopp.integrity import flaws_of
from laeringslopp.register import Copied, Register

NEEDED = ("decision_id", "version", "position", "recorded_at", "policy")
COLUMNS = {"decision_id", "version", "position"}
"""Kept in columns of their own; a recorded fact that comes from the store has them without saying so."""

_recorded = TypeAdapter(Recorded)


def policy_named_in(stream: BinaryIO) -> str | None:
    """The policy that the first line names: that of the register which the export is of."""
    for line in lines(stream):
        try:
            named = object_of(line).get("policy")
        except Invalid:
            return None
        return named if isinstance(named, str) else None
    return None


def move(
    register: Register, stream: BinaryIO, file: str, bad: Bad, show: Callable[[int], None] = lambda _: None
) -> Copied:
    """Copies an export into an empty register and says how many facts; if a line is bad, nothing is copied.

    The file is read twice, once to look and once to copy, and never held in memory; ``show`` is told now and then
    how many facts were read. What is copied is one transaction, so a move that is stopped leaves the register empty.
    Raises Invalid where the register holds something else, has another policy or lines were bad (each was told to
    ``bad``), and StoreError.
    """
    start = stream.tell()
    policy = register.policy.name
    for _ in _facts(policy, stream, file, bad):
        pass
    stream.seek(start)
    return register.copy(_facts(policy, stream, file, bad), show)


def _facts(policy: str, stream: BinaryIO, file: str, bad: Bad) -> Iterator[Recorded]:
    versions: dict[str, int] = {}
    problems = seen = position = 0
    for line in lines(stream):
        seen, position = seen + 1, position + 1
        try:
            recorded = _read(line)
            flaws = list(_out_of_place(recorded, position, versions.get(recorded.decision_id, 0) + 1, policy))
            # After a gap the lines are told by what they follow, so that one gap is one error.
            position, versions[recorded.decision_id] = recorded.position, recorded.version
            if flaws:
                raise Invalid(flaws)
            yield recorded
        except Invalid as error:
            bad(BadLine(file, line.number, error))
            problems += 1
    if problems:
        raise Invalid([Flaw("bad-lines", f"{problems} of {seen} lines cannot be copied, so nothing was")])


def _read(line: Line) -> Recorded:
    made = object_of(line)
    if missing := [name for name in NEEDED if name not in made]:
        detail = f"a move needs lines as export wrote them, and this one has no {', '.join(missing)}"
        raise Invalid([Flaw("missing", f"{detail}; to record it, import it without --move", f"/{missing[0]}")])
    try:
        recorded = _recorded.validate_json(json.dumps(made, ensure_ascii=False).encode())
    except UnicodeEncodeError:
        raise Invalid([Flaw("not-json", "the text holds half a character (a lone surrogate)")]) from None
    except ValidationError as error:
        raise Invalid(list(flaws_of(error, Recorded))) from None
    recorded.model_fields_set.difference_update(COLUMNS | _said_for_readers(recorded))
    return recorded


def _said_for_readers(recorded: Recorded) -> set[str]:
    """What an export always says, and a store only where it is so."""
    said: dict[str, Any] = {"history": recorded.history, "remarks": recorded.remarks, "waived": recorded.waived}
    return {name for name, value in said.items() if not value}


def _out_of_place(recorded: Recorded, position: int, version: int, policy: str) -> Iterator[Flaw]:
    if recorded.position != position:
        detail = f"position {recorded.position} stands where {position} is due"
        yield Flaw("position-gap", f"{detail}; a move needs a whole export, made without --as", "/position")
    elif recorded.version != version:
        detail = f"version {recorded.version} of {recorded.decision_id} stands where {version} is due"
        yield Flaw("version-gap", detail, "/version")
    if position == 1 and recorded.policy != policy:
        detail = f"the export is of a register with the policy {recorded.policy}, and this one was made with {policy}"
        yield Flaw("other-policy", f"{detail}; move it into a register that is not made yet", "/policy")
    if SOMEBODY in (recorded.by.id, recorded.recorded_by.id if recorded.recorded_by else ""):
        yield Flaw("ids-withheld", "who it was is withheld here; a move needs an export made without --as", "/by/id")
    if version == 1 and not isinstance(recorded.fact, DecisionOpened | PolicyAdopted):
        yield Flaw("not-opened", "a decision begins with its decision-opened", "/fact/kind")
    if own_id(recorded.fact) == UNNAMED:
        yield Flaw("missing", "a recorded fact has its id", f"/fact/{recorded.fact.names}_id")
