"""The pages' own words, in the reader's language, beside those of the story."""

import gettext
from functools import cache
from pathlib import Path

from markupsafe import Markup, escape

from laeringslopp.story import Language, wording

CATALOGUES = Path(__file__).parent / "locale"


def N_(text: str) -> str:  # noqa: N802 - gettext's own name for a text that is translated later
    """Marks a text for the catalogues."""
    return text


class Texts:
    """One language's words for the pages. Get one with ``texts_in``."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.words = wording(language)
        catalogue = gettext.translation("pages", CATALOGUES, [language], fallback=True)
        # A long page asks for the same few texts thousands of times.
        self._one, self._many = cache(catalogue.gettext), catalogue.ngettext
        self._markup = cache(lambda text: escape(catalogue.gettext(text)))

    def say(self, text: str, /, **values: object) -> str:
        """The text in this language, with its values."""
        return self._one(text).format(**values)

    def ngettext(self, one: str, many: str, number: int, /, **values: object) -> str:
        """The text for so many; ``{n}`` is the number."""
        return self._many(one, many, number).format(n=self.words.number(number), **values)

    def html(self, text: str, /, **values: object) -> Markup:
        """As ``say``, for a page: every value is escaped, save what is markup already."""
        made: Markup = self._markup(text)
        return made.format(**values) if values or "{" in made else made

    def html_count(self, one: str, many: str, number: int, /, **values: object) -> Markup:
        """As ``ngettext``, for a page."""
        return escape(self._many(one, many, number)).format(n=self.words.number(number), **values)


@cache
def texts_in(language: Language) -> Texts:
    """The words of a language, kept once loaded."""
    return Texts(language)
