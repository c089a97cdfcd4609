"""What an organisation's own template can print of a paper: the fields, what each holds, and their values."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Literal

from laeringslopp.paper.documents.writing import locale_tag, writable
from laeringslopp.paper.model import Block, Bullets, Paper, Paragraph, Section, Table
from laeringslopp.story.wording import N_, wording

Shape = Literal["paper", "line", "section", "sections", "block", "item"]
"""What has fields of its own. ``sections`` has one for each section, by its id."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a shape."""

    name: str
    meaning: str
    shape: Shape | None = None
    """The shape of what it holds, where that has fields."""
    many: bool = False


FIELDS: Mapping[Shape, tuple[Field, ...]] = {
    "paper": (
        Field("title", N_("what the case is called")),
        Field("organisation", N_("who decides")),
        Field("decision_id", N_("the id of the case in the register")),
        Field("version", N_("the number of the last entry that the paper has seen")),
        Field("day", N_("the day that the paper stands on, in words")),
        Field("as_of", N_("the same day as 2019-05-01")),
        Field("language", N_("the language, such as nb-NO")),
        Field("complete", N_("whether the case is properly prepared")),
        Field("missing", N_("what is missing for that, as texts"), many=True),
        Field("head", N_("the lines at the head of the paper"), "line", many=True),
        Field("sections", N_("the sections, in order"), "section", many=True),
        Field("section", N_("one section by its id, such as section.tried"), "sections"),
        Field("body", N_("everything below the title, with headings, lists and tables, ready to print")),
    ),
    "line": (Field("label", N_("what the line is about")), Field("value", N_("what it says"))),
    "section": (
        Field("id", N_("its id, the same in every language")),
        Field("heading", N_("its heading")),
        Field("boxed", N_("whether it stands in a frame")),
        Field("blocks", N_("what stands under the heading"), "block", many=True),
        Field("lines", N_("the same as plain lines of text: a table's row is one line"), many=True),
    ),
    "block": (
        Field("kind", N_("paragraph, bullets or table")),
        Field("text", N_("of a paragraph: its text")),
        Field("refs", N_("the numbers of the entries that it rests on"), many=True),
        Field("tone", N_("plain, failure, lesson, missing or note")),
        Field("items", N_("of bullets: the points"), "item", many=True),
        Field("caption", N_("of a table: what it is about")),
        Field("header", N_("of a table: the heads of its columns, as texts"), many=True),
        Field("rows", N_("of a table: its rows, each a list of texts"), many=True),
    ),
    "item": (
        Field("text", N_("the point")),
        Field("refs", N_("the numbers of the entries that it rests on"), many=True),
        Field("tone", N_("plain, failure, lesson, missing or note")),
    ),
}

SECTIONS = (
    "prepared",
    "before",
    "problem",
    "measures",
    "principles",
    "effects",
    "recommended",
    "needs",
    "tried",
    "failures",
    "learned",
    "different",
    "spent",
    "stop",
    "risks",
    "elsewhere",
    "oversight",
    "disputed",
    "open",
    "sources",
)
"""The ids of sections. One that a paper has nothing for is empty there: no heading and no blocks."""


def values(paper: Paper, body: str) -> dict[str, object]:
    """The fields' values for one paper; ``body`` is what the template's own form makes of the sections."""
    sections = [_section(each) for each in paper.sections]
    return {
        "title": writable(paper.title),
        "organisation": writable(paper.organisation),
        "decision_id": writable(paper.decision_id),
        "version": paper.version,
        "day": wording(paper.language).day(paper.as_of),
        "as_of": paper.as_of.isoformat(),
        "language": locale_tag(paper.language),
        "complete": paper.complete,
        "missing": [writable(each) for each in paper.missing],
        "head": [SimpleNamespace(label=writable(label), value=writable(value)) for label, value in paper.head],
        "sections": sections,
        "section": SimpleNamespace(
            **{name: _section(Section(name, "", ())) for name in SECTIONS} | {each.id: each for each in sections}
        ),
        "body": body,
    }


def _section(section: Section) -> SimpleNamespace:
    return SimpleNamespace(
        id=section.id,
        heading=writable(section.heading),
        boxed=section.boxed,
        blocks=[_block(each) for each in section.blocks],
        lines=[writable(line) for block in section.blocks for line in _lines(block)],
    )


def _item(paragraph: Paragraph) -> SimpleNamespace:
    return SimpleNamespace(text=writable(paragraph.text), refs=list(paragraph.refs), tone=paragraph.tone)


def _block(block: Block) -> SimpleNamespace:
    """Every block has every field, so that a template may ask for any of them."""
    said = block if isinstance(block, Paragraph) else Paragraph("")
    table = block if isinstance(block, Table) else Table("", (), ())
    return SimpleNamespace(
        kind=type(block).__name__.lower(),
        items=[_item(each) for each in block.items] if isinstance(block, Bullets) else [],
        caption=writable(table.caption),
        header=[writable(cell) for cell in table.header],
        rows=[[writable(cell) for cell in row] for row in table.rows],
        **vars(_item(said)),
    )


def _lines(block: Block) -> list[str]:
    match block:
        case Paragraph():
            return [block.text]
        case Bullets():
            return [f"• {item.text}" for item in block.items]
        case Table():
            return [
                "; ".join(f"{head}: {cell}" for head, cell in zip(block.header, row, strict=True)) for row in block.rows
            ]
