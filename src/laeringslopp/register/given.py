"""What a caller gives, as the register takes it: wrong values become flaws that say where."""

from collections.abc import Callable
from datetime import date, datetime, tzinfo
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from laeringslopp.entry import Entry
from laeringslopp.errors import Flaw, Invalid
from laeringslopp.integrity import flaws_of
from laeringslopp.when import end_of

M = TypeVar("M", bound=BaseModel)


def moment(
    at: datetime | date | None, now: datetime, pointer: str, zone_on: Callable[[date], tzinfo | None]
) -> datetime | None:
    """A date as the end of its day where it was lived, and nothing later than now.

    Raises Invalid for a time without its offset.
    """
    if at is None:
        return None
    at = at if isinstance(at, datetime) else end_of(at, zone_on(at))
    if at.tzinfo is None:
        raise Invalid([Flaw("no-offset", "give a time with its offset from UTC, or a date", pointer)])
    return min(at, now)


def made(model: type[M], **values: Any) -> M:
    """A model of these values. Raises Invalid."""
    try:
        return model(**values)
    except ValidationError as error:
        raise Invalid(list(flaws_of(error, model, prefix="/fact"))) from None


def entry_of(**values: Any) -> Entry:
    """An entry of these values. Raises Invalid."""
    try:
        return Entry(**values)
    except ValidationError as error:
        raise Invalid(list(flaws_of(error, Entry))) from None
