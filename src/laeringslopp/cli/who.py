"""Who, and when, from options, the environment or the user's name."""

import getpass
import re
from datetime import datetime
from typing import Annotated

import typer

from laeringslopp.entry import Actor, Entry
from laeringslopp.errors import Invalid, Unknown
from laeringslopp.facts.values import Precision
from laeringslopp.integrity import parse, read_entry
from laeringslopp.policy import LEVELS
from laeringslopp.register import Register
from laeringslopp.register.ruling import organisation_of
from laeringslopp.story import Wording
from laeringslopp.story.wording import N_

WhoId = Annotated[
    str | None, typer.Option("--id", envvar="LAERINGSLOPP_BY_ID", help="Who (your user name unless given).")
]
WhoRole = Annotated[str, typer.Option("--role", envvar="LAERINGSLOPP_BY_ROLE", help="In which role.")]
WhoLevel = Annotated[
    str | None,
    typer.Option(
        "--level", envvar="LAERINGSLOPP_BY_LEVEL", help="On which level (the organisation's lowest unless given)."
    ),
]
WhoUnit = Annotated[str | None, typer.Option("--unit", envvar="LAERINGSLOPP_BY_UNIT", help="In which unit.")]
OccurredAt = Annotated[
    str | None,
    typer.Option(
        "--occurred-at",
        metavar="TIME",
        help="When it happened (now unless given): 2026, 2026-03, 2026-03-12, or a time with its offset.",
    ),
]
ROLE, LOWEST = "ansatt", LEVELS[-1]

WHOLE: dict[int, tuple[str, Precision]] = {4: ("-01-01", "year"), 7: ("-01", "month"), 10: ("", "day")}
"""What makes a date of a year or a month, by the length of what was written."""


def who(by_id: str | None, role: str, level: str, unit: str | None) -> dict[str, str]:
    """An actor in the exchange format."""
    said = {"id": by_id or _user(), "role": role, "level": level, "unit": unit}
    return {name: value for name, value in said.items() if value is not None}


def actor(by: dict[str, str]) -> Actor:
    """An actor, checked as in an entry. Raises Invalid."""
    return _probe(by=by).by


def lowest(register: Register, decision_id: str | None, organisation: str | None) -> str:
    """The lowest level of the organisation whose decision it is; of all where nothing says whose."""
    try:
        if organisation is None and decision_id is not None:
            organisation = organisation_of(register.decision(decision_id))
        return register.levels(organisation or register.organisation_at_work())[-1]
    except (Invalid, Unknown):  # it is said when it is recorded
        return register.levels()[-1]


def at_level(by: Actor, level: str) -> Actor:
    """The same actor at a level."""
    return by if by.level == level else by.model_copy(update={"level": level})


def actor_as_json(text: str) -> dict[str, str]:
    """An actor from ``--by``. Raises Invalid."""
    by = parse(text)
    _probe(by=by)
    return by  # type: ignore[no-any-return]  # it is what an entry takes


def _probe(**envelope: object) -> Entry:
    return read_entry({"decision_id": "any", "fact": {"kind": "decision-reopened", "reason": "any"}, **envelope})


def _user() -> str:
    try:
        name = getpass.getuser()
    except (ImportError, KeyError, OSError):  # a user id without a name, as in some containers
        name = "user"
    return re.sub(r"[^A-Za-z0-9._-]", "-", name)[:100]


def moment(text: str, option: str, words: Wording) -> tuple[datetime, Precision | None]:
    """A time as it was written, and how precise that is."""
    whole = WHOLE.get(len(text))
    try:
        at = datetime.fromisoformat(text + whole[0] if whole else text)
        if whole is None and text[10:11] not in ("T", "t", " "):
            raise ValueError  # 20260312 and 2026-W10 are ISO 8601 too, and days, not times
        if whole is not None:
            at = at.astimezone()
    except (ValueError, OverflowError):
        no = N_("“{given}” is no time; write it as 2026-03-12 or 2026-03-12T10:00:00+01:00")
        raise typer.BadParameter(words.say(no, given=text), param_hint=option) from None
    if whole is not None:
        return at, whole[1]
    if at.tzinfo is None:
        no = N_("“{given}” has no offset from UTC; write it as {given}+01:00")
        raise typer.BadParameter(words.say(no, given=text), param_hint=option)
    return at, None
