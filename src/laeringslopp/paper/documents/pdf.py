"""The case paper as a tagged PDF (PDF/UA-1, ISO 14289-1), set by Typst with the fonts that it brings.

The machine's own fonts are left alone, so the same paper gives the same bytes wherever it is made. A sign that the
fonts lack, such as an emoji or a Chinese character, is written by its name: PDF/UA has no sign that cannot be seen.
"""

import json
import re
import unicodedata
from datetime import UTC, datetime, time
from functools import cache
from importlib import resources
from typing import Any

import typst

from laeringslopp.paper.documents.writing import line, locale_tag, page_words, shares, writable
from laeringslopp.paper.model import Block, Bullets, Paper, Paragraph, Table
from laeringslopp.story.wording import wording

_LACKED = re.compile(r'the text `"((?:[^"\\`]|\\.)+)"` could not be displayed')
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}|\\(.)")
LONG = 600
"""Characters of a cell from which its row may go over to the next page."""
_ROUNDS = 3
"""How often it is set anew because of signs that the fonts lack; a name is in letters that they have."""


class CannotBeSet(Exception):
    """Typst could not set the paper: a fault of ours, whatever the paper says."""


def as_pdf(paper: Paper) -> bytes:
    """The paper as PDF. The same paper gives the same bytes. Raises CannotBeSet where Typst fails."""
    told = json.dumps(_told(paper), ensure_ascii=False)
    for _ in range(_ROUNDS):
        try:
            return _set(told, paper)
        except typst.TypstError as error:
            lacked = _lacked(error.diagnostic)
            if not lacked:
                raise CannotBeSet(str(error.message)) from error
            told = re.sub("|".join(map(re.escape, sorted(lacked, key=len, reverse=True))), _named, told)
    return _set(re.sub("[^\x00-\xff]", _named, told), paper)


@cache
def _pattern() -> bytes:
    return resources.files(__package__).joinpath("paper.typ").read_bytes()


def _set(told: str, paper: Paper) -> bytes:
    return typst.compile(
        _pattern(),
        format="pdf",
        sys_inputs={"paper": told},
        ignore_system_fonts=True,
        pdf_standards=["ua-1"],
        timestamp=datetime.combine(paper.as_of, time(), UTC),
    )


def _lacked(diagnostic: str) -> set[str]:
    """The signs that no font has, as Typst names them, in Rust's way of writing a string."""
    return {
        _ESCAPED.sub(lambda each: chr(int(each[1], 16)) if each[1] else each[2], found)
        for found in _LACKED.findall(diagnostic)
    }


def _named(found: re.Match[str]) -> str:
    """Each sign by its name in Unicode; one that only joins or varies others is left out."""
    names = (unicodedata.name(each, f"U+{ord(each):04X}").lower() for each in found[0] if not _joins(each))
    return "".join(f"[{name}]" for name in names)


def _joins(sign: str) -> bool:
    return unicodedata.category(sign) in ("Cf", "Mn", "Me")


def _told(paper: Paper) -> dict[str, Any]:
    """The paper as the pattern reads it."""
    language, _, region = locale_tag(paper.language).partition("-")
    return {
        "title": line(paper.title) or line(paper.decision_id),
        "lang": language,
        "region": region,
        "organisation": line(paper.organisation),
        "subject": line(paper.decision_id),
        "foot": line(paper.title),
        "page": page_words(wording(paper.language)),
        "head": [(writable(label), writable(value)) for label, value in paper.head],
        "sections": [
            {
                "heading": line(each.heading) or "–",
                "boxed": each.boxed,
                "blocks": [_block(block) for block in each.blocks],
            }
            for each in paper.sections
        ],
    }


def _said(paragraph: Paragraph) -> dict[str, Any]:
    refs = f"[{', '.join(map(str, paragraph.refs))}]" if paragraph.refs else ""
    return {"kind": "paragraph", "text": writable(paragraph.text), "refs": refs, "tone": paragraph.tone}


def _row(cells: tuple[str, ...]) -> dict[str, Any]:
    """A row is kept on one page, unless it may need more than one."""
    return {"cells": [writable(cell) for cell in cells], "long": max(map(len, cells), default=0) > LONG}


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Paragraph():
            return _said(block)
        case Bullets():
            return {"kind": "bullets", "items": [_said(item) for item in block.items]}
        case Table():
            return {
                "kind": "table",
                "caption": writable(block.caption),
                "header": [writable(cell) for cell in block.header],
                "rows": [_row(row) for row in block.rows],
                "columns": shares(block),
            }
