"""Time at its own precision: a day is a whole day, a year a whole year."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from laeringslopp.facts.values import Precision

INSTANT = timedelta(microseconds=1)


def end_of(at: datetime | date, zone: tzinfo | None) -> datetime:
    """A date as the end of its day by a clock; a time as it is."""
    return at if isinstance(at, datetime) else datetime.combine(at, time.max, zone)


@dataclass(frozen=True, slots=True)
class When:
    """The half-open stretch of time [begin, end) in which something occurred."""

    begin: datetime
    end: datetime

    @staticmethod
    def of(at: datetime, precision: Precision | None) -> "When":
        """What a time means at a precision, in its own offset; without one it is as exact as given."""
        match precision:
            case None:
                return When(at, at + INSTANT)
            case "minute":
                begin = at.replace(second=0, microsecond=0)
                return When(begin, begin + timedelta(minutes=1))
            case "day":
                begin = at.replace(hour=0, minute=0, second=0, microsecond=0)
                return When(begin, begin + timedelta(days=1))
            case "month":
                begin = at.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
                return When(begin, (begin + timedelta(days=32)).replace(day=1))
            case "year":
                begin = at.replace(month=1, day=1, hour=0, minute=0, second=0, microsecond=0)
                return When(begin, begin.replace(year=begin.year + 1))

    def is_wholly_before(self, other: "When") -> bool:
        """Whether it was over when the other began: 15 April is before 16 April, but not before 2020."""
        return self.end <= other.begin

    def is_past_at(self, moment: datetime) -> bool:
        """Whether all of it lies before a moment."""
        return self.end <= moment

    def is_after(self, moment: datetime) -> bool:
        """Whether all of it lies after a moment."""
        return self.begin > moment
