"""What a paper itself says is plain, in every language and every case that ships, as the other texts are held to it."""

from datetime import UTC, datetime
from functools import cache

import pytest

from laeringslopp import Register
from laeringslopp.cases import MADE_UP, names, open_case
from laeringslopp.exchange import entry_of, lines
from laeringslopp.paper import Bullets, Paper, Paragraph, Table
from laeringslopp.plain import measure
from laeringslopp.story import LANGUAGES, Language
from tests.test_plain_stories import LIX, WORDS, quoted

NOW = datetime(2026, 12, 1, tzinfo=UTC)


@cache
def recorded() -> Register:
    """Every case that ships, with everything in quotation marks that its recorders wrote."""
    at = [NOW]
    register = Register.open("memory:", clock=lambda: at[0])
    for case in names():
        with open_case(case) as file:
            for entry in [quoted(entry_of(line)) for line in lines(file)]:
                at[0] = (entry.occurred_at if case == MADE_UP else None) or NOW
                register.append([entry])
    at[0] = NOW
    return register


def prose(paper: Paper) -> list[str]:
    """Its sentences; sources are other people's addresses, and a cell of a table is no sentence."""
    said: list[str] = [value for _, value in paper.head]
    for section in paper.sections:
        said.append(section.heading)
        for block in section.blocks if section.id != "sources" else ():
            match block:
                case Paragraph():
                    said.append(block.text)
                case Bullets():
                    said.extend(item.text for item in block.items)
                case Table():
                    said.append(block.caption)
    return said


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_paper_is_plain(language: Language):
    """A councillor reads it the evening before, or not at all."""
    register = recorded()
    for decision_id in register.decision_ids():
        said = prose(register.paper(decision_id, language))
        measured = measure("\n\n".join(said))
        too_long = [each for each in measured.sentences if each.words > WORDS]
        assert (measured.lix <= LIX, too_long) == (True, []), (decision_id, measured.lix)
