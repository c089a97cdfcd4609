"""What people wrote, as a document can hold it; and the few words that a document adds of its own."""

import re

from laeringslopp.paper.model import Table
from laeringslopp.story import Wording
from laeringslopp.story.wording import LOCALES, N_, Language

_CANNOT_STAND = re.compile("[^\t\n\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]")
"""Outside XML 1.0's Char, its discouraged controls, and Unicode's noncharacters of the first plane."""
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_LINE_ENDS = re.compile("\r\n?|[\x85\u2028\u2029\x0b\x0c]")
REPLACEMENT = "\ufffd"
WIDEST, LONGEST_WORD, ON_A_LINE, BESIDE = 48, 20, 92, 4
"""Characters: what a column asks for at most, the longest word that is kept whole, what a page takes in a table's
letters, and the room beside a text in its cell."""
PAGE = N_("Page {page} of {pages}")


def writable(text: str) -> str:
    """The text with every sign that no document can hold shown as lost, and without what turns the text around it."""
    return _CANNOT_STAND.sub(REPLACEMENT, _TURNS.sub("", _LINE_ENDS.sub("\n", text)))


def line(text: str) -> str:
    """The text on one line."""
    return " ".join(writable(text).split())


def shares(table: Table) -> list[int]:
    """How much of the width each column takes: room for its longest word, and what is left by its longest text."""
    columns = [[writable(cell) for cell in column] for column in zip(table.header, *table.rows, strict=True)]
    least = [BESIDE + min(LONGEST_WORD, _longest_word(*column)) for column in columns]
    wanted = [BESIDE + min(WIDEST, max(map(len, column))) for column in columns]
    more = [max(0, whole - word) for whole, word in zip(wanted, least, strict=True)]
    fits = min(1.0, max(0, ON_A_LINE - sum(least)) / (sum(more) or 1))
    return [round(word + extra * fits) for word, extra in zip(least, more, strict=True)]


def _longest_word(header: str, *cells: str) -> int:
    """How many letters the longest word takes; those of a header are bold, and wider."""
    bold = max(map(len, header.split()), default=1)
    return max(bold + bold // 4, *map(len, " ".join(cells).split()), 1)


def locale_tag(language: Language) -> str:
    """The language as BCP 47 writes it, with its country: ``nb-NO``."""
    return LOCALES[language].replace("_", "-")


def page_words(words: Wording) -> tuple[str, str, str]:
    """What stands before, between and after the two numbers of "Page 1 of 3"."""
    before, _, rest = words.text(PAGE).partition("{page}")
    between, _, after = rest.partition("{pages}")
    return before, between, after
