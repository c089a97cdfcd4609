"""Times and days in a view: UTC to the second, and whole days where the days are known."""

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from laeringslopp.views.columns import SECOND
from laeringslopp.when import When

IMPRECISE = ("month", "year")


@lru_cache(maxsize=1024)  # what is recorded together has the same time
def utc(written: str) -> str:
    """A time as it is written in a fact, in UTC to the second."""
    if written.endswith("+00:00"):
        return written[:SECOND] + "Z"
    return datetime.fromisoformat(written).astimezone(UTC).isoformat()[:SECOND] + "Z"


def began(recorded: Mapping[str, Any]) -> str:
    """When what is recorded began to occur, at its own precision, in UTC."""
    precision = recorded.get("occurred_precision")
    if precision is None:
        return utc(recorded["occurred_at"])
    return (
        When.of(datetime.fromisoformat(recorded["occurred_at"]), precision).begin.astimezone(UTC).isoformat()[:SECOND]
        + "Z"
    )


def order(recorded: Mapping[str, Any]) -> list[Any]:
    """What entries of a decision are told in the order of: when they occurred, then as they were recorded."""
    at = datetime.fromisoformat(recorded["occurred_at"])
    return [at.astimezone(UTC).isoformat(timespec="microseconds"), recorded["version"]]


def occurred(recorded: Mapping[str, Any], name: str) -> dict[str, Any]:
    """The three columns that say when something occurred: ``<name>_at``, ``<name>_text`` and ``<name>_precision``."""
    return {
        f"{name}_at": began(recorded),
        f"{name}_text": recorded["occurred_at"],
        f"{name}_precision": recorded.get("occurred_precision"),
    }


def days(since: str, until: str, *precisions: str | None) -> int | None:
    """Whole days from the day of one time to the day of another, on the calendar of the place of the first.

    None where either is only known to the month or the year.
    """
    if any(precision in IMPRECISE for precision in precisions):
        return None
    begin = datetime.fromisoformat(since)
    return (datetime.fromisoformat(until).astimezone(begin.tzinfo).date() - begin.date()).days
