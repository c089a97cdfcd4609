"""How long something took, and numbers of entries, as a person says them."""

from collections.abc import Iterable, Iterator
from datetime import timedelta

from laeringslopp_service.pages.texts import N_, Texts

MONTH_DAYS = 365.25 / 12
NUMBERS = (
    N_("two"), N_("three"), N_("four"), N_("five"), N_("six"), N_("seven"), N_("eight"), N_("nine"), N_("ten"),
    N_("eleven"), N_("twelve"), N_("thirteen"), N_("fourteen"), N_("fifteen"), N_("sixteen"), N_("seventeen"),
    N_("eighteen"), N_("nineteen"), N_("twenty"),
)  # fmt: skip
"""From two on: a time without entries is at least two months."""


def months(passed: timedelta) -> int:
    """About how many months; at least one."""
    return max(1, round(passed.days / MONTH_DAYS))


def wait_in_words(passed: timedelta, texts: Texts) -> str:
    """How long there was no entry."""
    number = max(2, months(passed))
    if number <= 20:
        return texts.say(N_("{number} months without an entry"), number=texts.say(NUMBERS[number - 2]))
    years = round(passed.days / 365.25)
    if years < 2:
        return texts.ngettext("{n} month without an entry", "{n} months without an entry", number)
    return texts.say(N_("about {number} years without an entry"), number=_number(years, texts))


def _number(number: int, texts: Texts) -> str:
    return texts.say(NUMBERS[number - 2]) if 2 <= number <= 20 else texts.words.number(number)


def length(passed: timedelta, texts: Texts) -> str:
    """A length of time: days where they are few, else months."""
    days = abs(passed.days)
    if days < 60:
        return texts.ngettext("{n} day", "{n} days", days)
    return texts.ngettext("{n} month", "{n} months", months(abs(passed)))


def runs(versions: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Numbers as they follow each other: 3, 4, 5, 9 are (3, 5) and (9, 9). In order, each once."""
    first = last = None
    numbers = set(versions)
    for version in sorted(numbers) if len(numbers) > 1 else numbers:
        if last is not None and first is not None and version != last + 1:
            yield first, last
            first = version
        elif first is None:
            first = version
        last = version
    if first is not None and last is not None:
        yield first, last


def begun(text: str) -> str:
    """A text that begins with a capital."""
    return text[:1].upper() + text[1:]
