"""Has this failed before? Asked on a page of its own, and beside the form that opens a decision."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import APIRouter, Request, Response

from laeringslopp import Invalid, StoreError
from laeringslopp.search.hits import FailedBefore, Hit
from laeringslopp.story import flaw_sentence, value_label
from laeringslopp.views import Behind
from laeringslopp_service.following import fresh
from laeringslopp_service.pages.asked import Asked, asked
from laeringslopp_service.pages.problems import PageRoute
from laeringslopp_service.pages.rendering import render
from laeringslopp_service.pages.texts import N_

ON_THE_PAGE, BESIDE_A_FORM = 10, 3
"""How many are shown."""
UNFOUNDED, SUSPECTED = N_("was no failure after all"), N_("suspected")

log = logging.getLogger("laeringslopp.pages")

router = APIRouter(include_in_schema=False, route_class=PageRoute)


@dataclass(frozen=True, slots=True)
class Shown:
    """One earlier failure as a page shows it."""

    hit: Hit
    link: str
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Before:
    """What has failed before, or why that cannot be told."""

    text: str
    news: str
    """What was found, in one sentence."""
    shown: tuple[Shown, ...] = ()
    read_as: tuple[tuple[str, str], ...] = ()
    trouble: str = ""
    status: int = 200
    more: str = ""
    """The way to all of it."""


@router.get("/failed-before")
def failed_before(request: Request) -> Response:
    """The page: one field, and what is most like what stands in it."""
    page = asked(request, "q", "organisation")
    text = page.query.get("q", "")
    view = before(page, text, ON_THE_PAGE, page.query.get("organisation")) if text else None
    organisations = sorted(page.register.organisations()) if page.reader.organisations is None else []
    status = view.status if view is not None else 200
    return render("failed_before.html", page, status=status, view=view, text=text, organisations=organisations)


@router.get("/failed-before/hits")
def hits(request: Request) -> Response:
    """The same without the page around it, for a form that is being written."""
    page = asked(request, "q")
    return render("recording/before.html", page, failed=beside(page, [page.query.get("q", "")]))


def beside(page: Asked, typed: Sequence[str]) -> Before | None:
    """What stands beside a form; None while nothing is written that could be looked for."""
    text = "\n".join(filter(None, typed)).strip()
    if not text:
        return None
    try:
        found = before(page, text, BESIDE_A_FORM)
    except StoreError as error:  # whoever writes a decision is not to be held up by what could be said of it
        log.error("what has failed before could not be looked up: %s", error)
        return None
    return found if not found.trouble else None


def before(page: Asked, text: str, most: int, organisation: str | None = None) -> Before:
    """What has failed before. Raises StoreError."""
    try:
        views = fresh(page.request, "texts")
        found = page.register.failed_before(text, page.language, organisation, most, page.reader, views)
    except Invalid as error:
        said = " ".join(flaw_sentence(flaw, page.texts.words) for flaw in error.flaws)
        return Before(text, "", trouble=said, status=422)
    except Behind:
        said = page.texts.say(N_("What has failed before is being gathered anew. Ask again in a few minutes."))
        return Before(text, "", trouble=said, status=503)
    shown = tuple(
        Shown(hit, page.decision(hit.decision_id, f"#v{hit.version}"), _labels(hit, page)) for hit in found.hits
    )
    return Before(text, _news(found, page), shown, found.read_as, more=page.to("/failed-before", q=text))


def _news(found: FailedBefore, page: Asked) -> str:
    if not found.hits:
        return page.texts.say(N_("Nothing like it is on record here. That says nothing of what was tried elsewhere."))
    return page.texts.ngettext(
        "One earlier failure or lesson is like this.",
        "{n} earlier failures and lessons are like this, the most like first.",
        len(found.hits),
    )


def _labels(hit: Hit, page: Asked) -> tuple[str, ...]:
    words = page.texts.words
    finding = {"unfounded": UNFOUNDED, "suspected": SUSPECTED}.get(hit.finding or "")
    told = [value_label(hit.severity, words) if hit.severity else "", page.texts.say(finding) if finding else ""]
    return tuple(filter(None, told))
