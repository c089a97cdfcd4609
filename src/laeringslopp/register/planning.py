"""When the organs of an organisation meet: a part of its policy, kept up to date from others' calendars."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from laeringslopp.policy import Policy
from laeringslopp.register.ruling import Adopted
from laeringslopp.rules.document import SHIPPED
from laeringslopp.rules.documented import named_document, with_meetings


def planned(
    adopted: Iterable[Adopted],
    last: Policy,
    organisation: str,
    level: str,
    days: Iterable[date],
    today: date,
    organ: str | None = None,
    begins: date | None = None,
) -> dict[str, Any]:
    """The policy document that an organisation would adopt with these meetings; everything else stays as it is.

    ``last`` is the policy that it follows: the last of those ``adopted``, or what the register was made with.
    """
    written = [each.fact.policy for each in adopted if each.policy is not None]
    base = last.name if last.name in SHIPPED else "standard"
    document = dict(written[-1]) if written else named_document(base, organisation, last)
    return with_meetings(document, level, days, last.meetings.get(level, ()), today, organ, begins)
