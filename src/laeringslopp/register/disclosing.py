"""A failure that is disclosed without a decision opens one of its own."""

from dataclasses import replace

from laeringslopp.errors import Invalid
from laeringslopp.facts import DecisionOpened, FailureDisclosed
from laeringslopp.register.given import made

TITLE_LENGTH = 80


def opened_by(disclosed: FailureDisclosed, organisation: str, deciding_level: str) -> DecisionOpened:
    """The decision that a disclosure opens: its question is the text that was told. Raises Invalid."""
    return made(
        DecisionOpened,
        title=" ".join(disclosed.what_happened.split())[:TITLE_LENGTH].strip(),
        question=disclosed.what_happened,
        organisation=organisation,
        deciding_level=deciding_level,
    )


def told_once(error: Invalid) -> Invalid:
    """The same flaws, of the one text that was told: title and question are made of it."""
    return Invalid(
        [
            replace(flaw, pointer=flaw.pointer.replace("/question", "/what_happened"))
            for flaw in error.flaws
            if flaw.pointer != "/fact/title"
        ]
    )
