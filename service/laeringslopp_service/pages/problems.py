"""What a page could not do, said to a person: never a trace, always a way on."""

import logging
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass, field
from typing import Any

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException

from laeringslopp import Conflict, Invalid, LaeringsloppError, RuleFailed, StoreError, Unknown
from laeringslopp.story import flaw_sentence, trouble_sentence
from laeringslopp_service.language import spoken_to
from laeringslopp_service.pages.asked import Asked, PageProblem
from laeringslopp_service.pages.rendering import render
from laeringslopp_service.pages.texts import N_, Texts, texts_in
from laeringslopp_service.problems import KINDS, LATER, Problem

log = logging.getLogger("laeringslopp.pages")

TITLES = {
    400: N_("The page did not understand the address"),
    403: N_("This could not be sent from here"),
    404: N_("Not found"),
    405: N_("Not possible here"),
    413: N_("This was too much at once"),
    422: N_("The page did not understand the address"),
    503: N_("The register cannot be reached"),
}
TEXTS = {
    403: N_("Another site sent this, or it was asked for under a name that is not ours. Open the page here instead."),
    404: N_("There is nothing here. It may have been mistyped; nothing on record is ever deleted."),
    503: N_("Nothing is lost that was recorded. Try again in a while."),
}
PASSING = frozenset(("overloaded", "slow-body", "too-often", "too-slow"))
"""What is over when it is tried again."""
SORRY = N_("Something went wrong here")
SORRY_TEXT = N_("It is our fault, not yours. Nothing is lost that was recorded. Try again in a while.")


@dataclass(frozen=True, slots=True)
class Told:
    """A problem as the page tells it."""

    status: int
    title: str
    sentences: tuple[str, ...] = ()
    instead: str | None = None
    """An address that would work."""
    headers: dict[str, str] = field(default_factory=dict)


class PageRoute(APIRoute):
    """A route whose known errors become pages."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()

        async def answer(request: Request) -> Response:
            try:
                return await handle(request)
            except (PageProblem, LaeringsloppError, HTTPException, RequestValidationError) as error:
                if isinstance(error, StoreError | Conflict | RuleFailed):
                    # Where the register lies is nobody's business but its keeper's.
                    log.error("%s %s: %s", request.method, self.path, error)
                return problem_page(request, error)

        return answer


def problem_page(request: Request, error: Exception) -> Response:
    """The page for an error; for one that nobody foresaw, that it is our fault."""
    texts = texts_in(spoken_to(request))
    told = _told(error, texts)
    page = Asked(request, texts.language)
    response = render("problem.html", page, status=told.status, told=told)
    response.headers.update(told.headers)
    return response


def _told(error: Exception, texts: Texts) -> Told:
    match error:
        case PageProblem():
            sentence = texts.say(error.text, **error.values)
            return Told(error.status, texts.say(TITLES[error.status]), (sentence,), error.instead)
        case Unknown():
            sentence = texts.say(
                N_("There is no decision “{decision_id}” in this register."), decision_id=error.decision_id
            )
            return Told(404, texts.say(TITLES[404]), (sentence,))
        case Invalid():
            sentences = tuple(dict.fromkeys(flaw_sentence(flaw, texts.words) for flaw in error.flaws))
            return Told(422, texts.say(TITLES[422]), sentences)
        case RuleFailed():
            return Told(503, texts.say(SORRY), (trouble_sentence(error, texts.words),))
        case StoreError() | Conflict():
            return _plain(503, texts, LATER)
        case RequestValidationError():
            return _plain(422, texts)
        case Problem() if error.name in PASSING:
            return _plain(error.status_code, texts, dict(error.headers or {}), KINDS[error.name].title)
        case HTTPException():
            return _plain(error.status_code, texts, dict(error.headers or {}))
    return _plain(500, texts)


def _plain(status: int, texts: Texts, headers: Mapping[str, str] | None = None, title: str | None = None) -> Told:
    text = TEXTS[503] if title else TEXTS.get(status, "" if status in TITLES else SORRY_TEXT)
    title = texts.say(title or TITLES.get(status, SORRY))
    return Told(status, title, (texts.say(text),) if text else (), headers=dict(headers or {}))
