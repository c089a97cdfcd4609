"""The case paper as a page, with the ways to it in other formats and to putting on record that it is sent."""

from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import quote

from markupsafe import Markup

from laeringslopp import Reader
from laeringslopp.paper import Paper
from laeringslopp.paper.documents import is_at_hand
from laeringslopp.paper.formats import FORMATS, Format
from laeringslopp.paper.html import body_of
from laeringslopp_service.auth import MEMBER
from laeringslopp_service.pages.asked import Asked
from laeringslopp_service.pages.texts import N_

NAMES: dict[str, str] = {
    "md": N_("Text (Markdown)"),
    "html": N_("Web page (HTML)"),
    "docx": N_("Word (DOCX)"),
    "pdf": N_("PDF"),
    "fiks": N_("Fiks (JSON)"),
}
"""What each format is called; one that is not named here is for programs."""


@dataclass(frozen=True, slots=True)
class PaperPage:
    """One paper to read, and what can be done with it."""

    decision_id: str
    paper: Paper
    body: Markup
    formats: tuple[tuple[str, str], ...]
    """What each format is called, and the way to it."""
    sending: str | None
    """The form that puts on record that it is sent; None where it reaches no entry."""


def paper_page(page: Asked, decision_id: str) -> PaperPage:
    """The page of a case paper. Raises Unknown, Invalid and PageProblem."""
    as_of = page.moment("as_of")
    paper = page.register.paper(decision_id, page.language, as_of, page.reader)
    home, reached = page.decision(decision_id), _reached(page, paper, as_of)
    name = quote(decision_id)
    return PaperPage(
        decision_id=decision_id,
        paper=paper,
        # Its texts are escaped where they are made into markup, and links are all that is added.
        body=Markup(body_of(paper, lambda version: f"{home}#v{version}")),
        formats=tuple(
            (
                page.texts.say(NAMES[each]),
                page.to(f"/api/decisions/{name}/paper", format=each, lang=page.language, as_of=page.query.get("as_of")),
            )
            for each in _offered(page)
        ),
        sending=page.to(f"/decisions/{name}/record/case-presented", up_to_version=reached) if reached else None,
    )


def _reached(page: Asked, paper: Paper, as_of: datetime | date | None) -> int:
    """How far the paper reaches that those who decide may be given, where this one holds more than they may see."""
    deciding = page.register.decision(paper.decision_id).deciding_level
    if paper.access != "exempt" or deciding is None or page.reader != MEMBER:
        return paper.version
    reader = Reader.level(deciding, paper.organisation)
    return page.register.paper(paper.decision_id, page.language, as_of, reader).version


def _offered(page: Asked) -> tuple[Format, ...]:
    """Without a file of fields, no message to Fiks can be made, and without its library no document."""
    named = (each for each in FORMATS if each in NAMES and is_at_hand(each))
    return tuple(each for each in named if each != "fiks" or page.settings.fields is not None)
