"""From a template to an answer: escaped, and in one language."""

from functools import cache
from pathlib import Path
from typing import Any

from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from laeringslopp.story import LANGUAGES, Language
from laeringslopp.story.wording import contained
from laeringslopp_service.pages.asked import Asked
from laeringslopp_service.pages.spans import begun
from laeringslopp_service.pages.texts import texts_in

TEMPLATES = Path(__file__).parent / "templates"

NAMES = {"nb": "Bokmål", "nn": "Nynorsk", "en": "English"}
"""Each language in its own words."""


@cache
def environment(language: Language) -> Environment:
    """The templates in one language."""
    texts = texts_in(language)
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(
        _=texts.html, ngettext=texts.html_count, words=texts.words, language=language, languages=LANGUAGES, names=NAMES
    )
    made.filters.update(begun=begun, spaced=spaced, shortened=shortened)
    return made


def spaced(name: str) -> str:
    """An organisation's id as a person writes it: ``Oslo_kommune`` is Oslo kommune."""
    return begun(name.replace("_", " "))


def shortened(text: str, most: int) -> str:
    """So many letters and no more; what turned the direction of writing before the cut is turned back."""
    return text if len(text) <= most else contained(f"{text[:most].rstrip()}…")


def render(template: str, page: Asked, *, status: int = 200, **shown: Any) -> HTMLResponse:
    """The page that a template makes of what it is to show."""
    text = environment(page.language).get_template(template).render(page=page, **shown)
    return page_of(text, page, status)


def page_of(text: str | bytes, page: Asked, status: int = 200) -> HTMLResponse:
    """The answer that a page's text is."""
    return HTMLResponse(text, status, {"Content-Language": page.language, "Vary": "Accept-Language"})
