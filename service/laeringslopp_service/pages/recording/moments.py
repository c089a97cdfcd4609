"""When something happened, as people write it: a day, a month, a year, or a day with a clock."""

import re
from datetime import UTC, datetime, tzinfo
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from laeringslopp.facts.values import Precision

ISO = re.compile(r"(?P<y>\d{4})(-(?P<m>\d{1,2})(-(?P<d>\d{1,2}))?)?")
NORWEGIAN = re.compile(r"((?P<d>\d{1,2})[./])?((?P<m>\d{1,2})[./])(?P<y>\d{4})|(?P<only>\d{4})")
CLOCK = re.compile(r"[ T]+(?:kl\.? *)?(?P<h>\d{1,2})[:.](?P<min>\d{2})$")


@cache
def zone_of(country: str) -> tzinfo:
    """The zone that an organisation's clocks go by: that of the country whose calendar it keeps."""
    from babel.core import get_global

    names = get_global("territory_zones").get(country, [])
    try:
        return ZoneInfo(names[0]) if names else UTC
    except (ZoneInfoNotFoundError, ValueError):
        return UTC


def moment(text: str, zone: tzinfo) -> tuple[datetime, Precision | None] | None:
    """A moment with its precision: 2026-03-12, 12.03.2026, 2026-03, 03.2026, 2026, each day with a clock; else None."""
    text = " ".join(text.split())
    try:
        exact = datetime.fromisoformat(text.replace(" ", "+")) if text.count(":") > 1 or "+" in text else None
    except ValueError:
        exact = None
    if exact is not None and exact.tzinfo is not None:
        return exact, None
    clock = CLOCK.search(text)
    day = text[: clock.start()] if clock else text
    found = ISO.fullmatch(day) or NORWEGIAN.fullmatch(day)
    if found is None:
        return None
    parts = found.groupdict()
    year, month, date = parts["y"] or parts["only"], parts["m"], parts["d"]
    if clock and not date:
        return None
    precision: Precision = "minute" if clock else "day" if date else "month" if month else "year"
    hour, minute = (int(clock["h"]), int(clock["min"])) if clock else (0, 0)
    try:
        return datetime(int(year), int(month or 1), int(date or 1), hour, minute, tzinfo=zone), precision
    except ValueError:
        return None


def day(text: str) -> str | None:
    """A whole day as 2026-03-12; None for anything else."""
    found = moment(text, UTC)
    return found[0].date().isoformat() if found and found[1] == "day" else None
