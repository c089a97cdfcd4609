"""What a case paper is made of: sections of blocks, in words of one language. Every format is a plain walk of it."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Literal

from laeringslopp.facts import AccessLevel
from laeringslopp.story.wording import Language

Tone = Literal["plain", "failure", "lesson", "missing", "note"]
"""How a text is to be met: ``failure`` stands out, ``missing`` is not on record, ``note`` is about the paper itself."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A text of one or more sentences; newlines in it are the writer's own."""

    text: str
    refs: tuple[int, ...] = ()
    """Versions of the entries that it rests on."""
    tone: Tone = "plain"


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list, whose items each may rest on entries of their own."""

    items: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a header; every row has as many cells as the header."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Block = Paragraph | Bullets | Table


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it."""

    id: str
    """Stable in every language, such as ``tried``."""
    heading: str
    blocks: tuple[Block, ...]
    boxed: bool = False
    """Whether it stands in a frame, near the head."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A decision laid out for those who decide, as it stood on a day. The same facts give the same paper."""

    title: str
    language: Language
    decision_id: str
    version: int
    """The last entry of the decision's stream that the paper has seen: what it reaches up to."""
    organisation: str
    as_of: date
    complete: bool
    missing: tuple[str, ...]
    """What is lacking for it to be properly prepared, in words."""
    head: tuple[tuple[str, str], ...]
    """Label and value."""
    sections: tuple[Section, ...]
    reference: str | None = None
    """The case number, where one is on record."""
    access: AccessLevel = "open"
    """The most closed that anything in it is: who may be given it."""
    grounds: tuple[str, ...] = ()
    """The legal grounds of what in it is exempt."""

    def section(self, name: str) -> Section | None:
        """The section of that id."""
        return next((each for each in self.sections if each.id == name), None)

    @property
    def texts(self) -> Iterator[str]:
        """Every text of its sections, in order."""
        for section in self.sections:
            yield section.heading
            for block in section.blocks:
                match block:
                    case Paragraph():
                        yield block.text
                    case Bullets():
                        yield from (item.text for item in block.items)
                    case Table():
                        yield from (block.caption, *block.header, *(cell for row in block.rows for cell in row))


def tell_paper(paper: Paper) -> dict[str, Any]:
    """A paper as plain JSON; each block says what it is in ``block``."""
    told = asdict(paper)
    told["lang"] = told.pop("language")
    if paper.reference is None:
        del told["reference"]
    told["as_of"] = paper.as_of.isoformat()
    told["head"] = [{"label": label, "value": value} for label, value in paper.head]
    for section, made in zip(paper.sections, told["sections"], strict=True):
        made["blocks"] = [
            {"block": type(block).__name__.lower(), **block_told}
            for block, block_told in zip(section.blocks, made["blocks"], strict=True)
        ]
    return told
