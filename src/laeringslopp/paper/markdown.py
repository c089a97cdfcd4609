"""A paper as Markdown (CommonMark with the tables of GitHub): what people wrote is text in it, and never markup."""

import re
from collections.abc import Iterator

from laeringslopp.paper.model import Block, Bullets, Paper, Paragraph, Section, Table

_MARKS = re.compile(r"([\\`*_{}\[\]<>#|~&$^])")
_BEGINS = re.compile(r"^([-+=])")
_NUMBERS = re.compile(r"^(\d+)([.)])")
"""What would begin a list, a heading or a rule where it stands first on a line."""


def as_markdown(paper: Paper) -> str:
    """The whole paper."""
    return "\n".join(_lines(paper)) + "\n"


def _lines(paper: Paper) -> Iterator[str]:
    yield f"# {_on_one_line(paper.title)}"
    yield ""
    for label, value in paper.head:
        yield f"- **{_on_one_line(label)}:** {_on_one_line(value)}"
    for section in paper.sections:
        yield ""
        yield from _section(section)


def _section(section: Section) -> Iterator[str]:
    before = "> " if section.boxed else ""
    lines = [f"## {_on_one_line(section.heading)}"]
    for block in section.blocks:
        lines.extend(("", *_block(block)))
    yield from (f"{before}{line}".rstrip() if not line.endswith("  ") else f"{before}{line}" for line in lines)


def _block(block: Block) -> Iterator[str]:
    match block:
        case Paragraph():
            yield from _said(block)
        case Bullets():
            for item in block.items:
                first, *others = _said(item)
                yield f"- {first}"
                yield from (f"  {line}" for line in others)
        case Table():
            yield f"**{_on_one_line(block.caption)}**"
            yield ""
            yield _row(block.header)
            yield _row_of("---" for _ in block.header)
            yield from map(_row, block.rows)


def _said(paragraph: Paragraph) -> list[str]:
    """Its lines, each but the last with a hard break; what stands out is bold."""
    told = [escaped(line) for line in paragraph.text.splitlines() if line.strip()] or [""]
    if paragraph.refs:
        told[-1] += f" \\[{', '.join(map(str, paragraph.refs))}\\]"
    return [f"{line}\\" for line in told[:-1]] + told[-1:]


def _row(cells: tuple[str, ...]) -> str:
    return _row_of(map(_on_one_line, cells))


def _row_of(cells: Iterator[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _on_one_line(text: str) -> str:
    return inline(" ".join(text.split()))


def inline(text: str) -> str:
    """Text within a line, in which nothing is markup; an address stays one that can be followed."""
    return _MARKS.sub(r"\\\1", text)


def escaped(line: str) -> str:
    """A whole line of text: not a list, a heading or a rule either."""
    return _BEGINS.sub(r"\\\1", _NUMBERS.sub(r"\1\\\2", inline(line)))
