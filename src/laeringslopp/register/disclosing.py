"""A failure that is disclosed without a decision opens one of its own."""

from dataclasses import replace

from laeringslopp.errors import Invalid
from laeringslopp.facts import DecisionOpened, FailureDisclosed
from laeringslopp.integrity.identity import masked
from laeringslopp.register.given import made

TITLE_LENGTH = 80
MADE_OF = "/what_happened"
DIGITS_AND_BETWEEN = "0123456789 .-"
"""A number, as people part it."""


def opened_by(disclosed: FailureDisclosed, organisation: str, deciding_level: str) -> DecisionOpened:
    """The decision that a disclosure opens: its question is the text that was told. Raises Invalid."""
    return made(
        DecisionOpened,
        title=_title(disclosed.what_happened),
        question=disclosed.what_happened,
        organisation=organisation,
        deciding_level=deciding_level,
    )


def _title(text: str) -> str:
    """The beginning of what was told, on one line.

    White space that falls together, and a long number that is cut, may make a national identity number of what is
    none. Nobody wrote that, so nobody is refused for it.
    """
    line = " ".join(text.split())
    cut = line[:TITLE_LENGTH]
    if line[TITLE_LENGTH:][:1].isdigit():
        cut = cut.rstrip(DIGITS_AND_BETWEEN) or cut
    return masked(cut).strip()


def told_once(error: Invalid) -> Invalid:
    """The same flaws, of the one text that was told: title and question are made of it."""
    told = [
        replace(flaw, entry=0, pointer=flaw.pointer.replace("/question", MADE_OF).replace("/title", MADE_OF))
        for flaw in error.flaws
    ]
    return Invalid([flaw for at, flaw in enumerate(told) if flaw.pointer not in {each.pointer for each in told[:at]}])
