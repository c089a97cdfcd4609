"""In which language a request is answered."""

import math

from fastapi import Request

from laeringslopp import Flaw, Invalid
from laeringslopp.nearest import nearest
from laeringslopp.story import LANGUAGES, Language

FIRST: Language = "nb"
"""For those who ask for no language that is spoken here."""
WISHES = 20
"""How many of a browser's languages are looked at."""


def language_of(request: Request) -> Language:
    """``?lang=``, else the language that the browser prefers, else bokmål.

    Raises Invalid for a ``?lang=`` that is not spoken here.
    """
    chosen = request.query_params.get("lang")
    if chosen is None:
        return preferred(_wishes(request))
    for known in LANGUAGES:
        if chosen == known:
            return known
    detail = (
        f"{chosen!r} is not spoken here; write nb (bokmål), nn (nynorsk) or en (English){nearest(chosen, LANGUAGES)}"
    )
    raise Invalid([Flaw("unknown-language", detail, "/lang")])


def spoken_to(request: Request) -> Language:
    """The same for answers that cannot fail any more: a language nobody speaks counts as none."""
    try:
        return language_of(request)
    except Invalid:
        return preferred(_wishes(request))


def _wishes(request: Request) -> str:
    return ", ".join(request.headers.getlist("accept-language"))


def preferred(header: str) -> Language:
    """The first of the languages of an ``Accept-Language`` header that is spoken here (RFC 9110, section 12.5.4)."""
    if not header:
        return FIRST
    wishes: list[tuple[float, int, str]] = []
    for at, part in enumerate(header.split(",")[:WISHES]):
        tag, _, weight = part.partition(";")
        wishes.append((-quality(weight), at, tag.strip().lower().partition("-")[0]))
    for wish, _, tag in sorted(wishes):
        for known in LANGUAGES:
            if wish < 0 and known == {"no": "nb"}.get(tag, tag):
                return known
    return FIRST


def quality(parameters: str) -> float:
    """How much something is wished for: the ``q`` among the parameters of an Accept header, 0 to 1."""
    for parameter in parameters.split(";"):
        name, _, value = parameter.strip().partition("=")
        if name.strip().lower() == "q":
            try:
                weight = float(value)
            except ValueError:
                return 0.0
            return min(max(weight, 0.0), 1.0) if math.isfinite(weight) else 0.0
    return 1.0
