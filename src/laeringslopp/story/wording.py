"""Words, dates and numbers in the reader's language: bokmål, nynorsk or English, from catalogues."""

import gettext
import re
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal, localcontext
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal, get_args

from laeringslopp.facts import Criterion, Money
from laeringslopp.facts.values import Precision

Language = Literal["nb", "nn", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
CATALOGUES = Path(__file__).parent / "locale"
LOCALES: dict[Language, str] = {"nb": "nb_NO", "nn": "nn_NO", "en": "en_GB"}
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_PDI, _PDF = "\u2069", "\u202c"
MOST_DIGITS = 5000
"""Longer numbers than Python reads of a text."""
QUOTED_LENGTH = 160
"""How much of a text a sentence quotes; the whole text stands in the fact."""


def N_(text: str) -> str:  # noqa: N802 - gettext's own name for a text that is translated later
    """Marks a text for the catalogues."""
    return text


IN_LETTERS = (
    N_("two"),
    N_("three"),
    N_("four"),
    N_("five"),
    N_("six"),
    N_("seven"),
    N_("eight"),
    N_("nine"),
    N_("ten"),
    N_("eleven"),
    N_("twelve"),
)

LEVELS = {
    "political": N_("the political level"),
    "administrative": N_("the administration"),
    "operational": N_("the operational level"),
    "external": N_("others outside"),
}


COMPARISONS = {
    ">=": N_("{metric}, at least {value}"),
    "<=": N_("{metric}, at most {value}"),
    ">": N_("{metric}, more than {value}"),
    "<": N_("{metric}, less than {value}"),
    "=": N_("{metric}, exactly {value}"),
}


@lru_cache(maxsize=4096)
def _date(at: date, language: Language) -> str:
    from babel.dates import format_date  # Babel's tables load when somebody first needs words

    return format_date(at, "long", LOCALES[language])


@lru_cache(maxsize=4096)
def _month(at: date, language: Language) -> str:
    from babel.dates import format_skeleton

    return format_skeleton("yMMMM", at, locale=LOCALES[language])


class Wording:
    """One language's words. Make one with ``wording``."""

    def __init__(self, language: Language) -> None:
        self.language = language
        translations = gettext.translation("story", CATALOGUES, [language], fallback=True)
        self.text = cache(translations.gettext)
        self._plural = translations.ngettext

    def say(self, text: str, **values: object) -> str:
        """The text in this language with its values; the sentence begins with a capital."""
        return capital(self.text(text).format(**values))

    def ngettext(self, one: str, many: str, number: int, **values: object) -> str:
        """The text for so many; the sentence begins with a capital."""
        return capital(self._plural(one, many, number).format(n=self.number(number), **values))

    def counted(self, one: str, many: str, number: int, /, **values: object) -> str:
        """So many of something, within a sentence: the number in letters up to twelve."""
        return self._plural(one, many, number).format(n=self.in_letters(number), **values)

    def in_letters(self, number: int) -> str:
        """A count as it is written in a text. One is left to each sentence, for it has a gender."""
        return self.text(IN_LETTERS[number - 2]) if 2 <= number <= 12 else self.number(number)

    def when(self, at: datetime, precision: Precision | None = None) -> str:
        """A time as precise as it is known."""
        match precision:
            case "year":
                return str(at.year)
            case "month":
                return _month(at.date(), self.language)
            case "day":
                return _date(at.date(), self.language)
            case "minute" | None:
                clock = f"{at.hour:02}{':' if self.language == 'en' else '.'}{at.minute:02}"
                return self.text(N_("{date} at {clock}")).format(date=_date(at.date(), self.language), clock=clock)

    def day(self, day: date) -> str:
        """A whole day."""
        return _date(day, self.language)

    def number(self, value: int | float | Decimal) -> str:
        """A number with the language's own separators."""
        if isinstance(value, int) and -1000 < value < 1000:
            return str(value)
        from babel.numbers import format_decimal

        with localcontext(prec=MOST_DIGITS):  # Babel rounds by the context, and gives up on what is longer
            return format_decimal(value, locale=LOCALES[self.language], decimal_quantization=False)

    def amount(self, value: int | float, unit: str | None) -> str:
        """A number with its unit."""
        return f"{self.number(value)} {unit}" if unit else self.number(value)

    def money(self, money: Money) -> str:
        """An amount with its currency; øre only where there are any."""
        from babel.numbers import format_currency

        whole = money.amount == money.amount.to_integral_value()
        pattern = "#,##0 ¤¤" if whole else "#,##0.00 ¤¤"
        said = format_currency(
            money.amount, money.currency, pattern, locale=LOCALES[self.language], currency_digits=False
        )
        return said if self.language == "en" else said.replace("NOK", "kroner")

    def criterion(self, criterion: Criterion) -> str:
        """What a trial is measured by, such as ``uptake, at least 60 %``: a sign is read by those who know it."""
        value = self.amount(criterion.target, criterion.unit)
        return self.text(COMPARISONS[criterion.comparison]).format(metric=criterion.metric, value=value)

    def level(self, level: str) -> str:
        """A level's name; one that an organisation made up is its own name."""
        return self.text(LEVELS[level]) if level in LEVELS else level

    def these(self, items: Sequence[str]) -> str:
        """A list as a person writes it: a, b and c."""
        from babel.lists import format_list

        return format_list(items, locale=LOCALES[self.language]) if items else ""


@cache
def wording(language: Language) -> Wording:
    """The words of a language, kept once loaded."""
    return Wording(language)


def capital(sentence: str) -> str:
    """The sentence with a capital first."""
    return sentence[:1].upper() + sentence[1:]


def quoted(text: str) -> str:
    """A text on one line, cut at a word where it is long."""
    line = " ".join(text.split())
    if len(line) > QUOTED_LENGTH:
        line = line[:QUOTED_LENGTH].rsplit(" ", 1)[0].rstrip(",;:") + " …"
    return contained(line)


def contained(text: str) -> str:
    """The text, with every change of its direction taken back at its end.

    A right-to-left mark in what somebody wrote must not turn around the rest of our sentence (Unicode UAX #9).
    """
    if text.isascii() or not _TURNS.search(text):
        return text
    isolates = sum(text.count(mark) for mark in "\u2066\u2067\u2068") - text.count(_PDI)
    turns = sum(text.count(mark) for mark in "\u202a\u202b\u202d\u202e") - text.count(_PDF)
    return text + _PDI * isolates + _PDF * turns
