"""Dates beside each other, and how long something took, in words."""

from datetime import date, datetime
from functools import lru_cache

from laeringslopp.entry import Recorded
from laeringslopp.facts.values import Precision
from laeringslopp.story.wording import LOCALES, N_, Language, Wording

LONG_WAIT = 90
"""Days without an entry that a story tells of."""
WORTH_TELLING = 14
"""Days that something took before a story says so."""
SOON = 12
"""Days within which the next thing is told as so many days later; they are written in letters."""
FEW_DAYS, FEW_WEEKS, FEW_MONTHS = 14, 60, 730
SAME: dict[Precision, str] = {
    "day": N_("The same day,"),
    "month": N_("The same month,"),
    "year": N_("The same year,"),
}
AGAIN = (N_("Then too,"), N_("In addition,"))
"""For what happened at the same time once more."""
MONTH, YEAR = 30.4375, 365.25


def lasting(days: int, words: Wording) -> str:
    """How long so many days are, in the largest unit that says it well: never more than it was."""
    if days < FEW_DAYS:
        return words.counted("one day", "{n} days", days)
    if days < FEW_WEEKS:
        many, rest = divmod(days, 7)
        said, is_more = words.counted("one week", "{n} weeks", many), rest > 0
    elif days < FEW_MONTHS:
        many = int(days / MONTH)
        said, is_more = words.counted("one month", "{n} months", many), days - many * MONTH > MONTH / 10
    else:
        many = int(days / YEAR)
        said, is_more = words.counted("one year", "{n} years", many), days - many * YEAR > YEAR / 20
    return words.text(N_("more than {time}")).format(time=said) if is_more else said


def days_between(earlier: Recorded, later: Recorded) -> int:
    """Whole days from one entry to another; where a time is known by the month or the year, those that are certain."""
    if earlier.occurred_precision in ("month", "year") or later.occurred_precision in ("month", "year"):
        certain = later.when.begin - earlier.when.end
        return max(0, certain.days)
    return (later.occurred_at.date() - earlier.occurred_at.date()).days


@lru_cache(maxsize=4096)
def _day(at: date, language: Language) -> str:
    from babel.dates import format_skeleton

    return format_skeleton("MMMMd", at, locale=LOCALES[language])


class Dates:
    """When each sentence's entry occurred, said as a story goes on; begins anew in each paragraph."""

    def __init__(self, words: Wording) -> None:
        self.words = words
        self.last: tuple[datetime, Precision] | None = None
        self.year = 0
        self.repeated = 0

    def begin(self) -> None:
        """A new paragraph says the date in full."""
        self.last, self.year, self.repeated = None, 0, 0

    def of(self, recorded: Recorded) -> str:
        """``On 12 May 2026,``, ``The same day,``, ``Five days later,`` or ``In May 2026,``."""
        words = self.words
        at = recorded.occurred_at
        precision: Precision = recorded.occurred_precision or "day"
        precision = "day" if precision == "minute" else precision
        last, self.last = self.last, (at, precision)
        if last and last[1] == precision and _same(last[0], at, precision):
            self.repeated += 1
            return words.text(SAME[precision] if self.repeated == 1 else AGAIN[self.repeated % len(AGAIN)])
        self.repeated = 0
        if precision != "day":
            self.year = at.year
            return words.text(N_("In {month},")).format(month=words.when(at, precision))
        if last and last[1] == "day" and 0 < (days := (at.date() - last[0].date()).days) <= SOON:
            if days == 1:
                return words.text(N_("The next day,"))
            return words.text(N_("{n} days later,")).format(n=words.in_letters(days)).capitalize()
        said = _day(at.date(), words.language) if at.year == self.year else words.day(at.date())
        self.year = at.year
        return words.text(N_("On {date},")).format(date=said)


def _same(one: datetime, other: datetime, precision: Precision) -> bool:
    if precision == "year":
        return one.year == other.year
    return (one.year, one.month) == (other.year, other.month) and (precision == "month" or one.day == other.day)
