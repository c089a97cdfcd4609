"""The list of decisions: found by words, status, tag and organisation, a page at a time."""

import base64
import binascii
import logging
from collections.abc import Iterator, Mapping
from typing import get_args

from fastapi import APIRouter, Request, Response

from laeringslopp import Decision, Reader, Register, StoreError
from laeringslopp.facts.deciding import Outcome
from laeringslopp.nearest import nearest
from laeringslopp.story import tell_decision
from laeringslopp_service.api.answering import JSON, accepted, answer, written
from laeringslopp_service.api.asking import AS, LANG, Parameter, Query
from laeringslopp_service.api.describing import described
from laeringslopp_service.auth import reader_of
from laeringslopp_service.language import language_of
from laeringslopp_service.problems import invalid

router = APIRouter()
log = logging.getLogger(__name__)

PAGE = 50
STATUSES = ("open", *get_args(Outcome))
LIST = Query(
    Parameter("q", "Words that all stand in the title, the question, the case number, the tags or the id."),
    Parameter("status", "`open`, or how it was concluded.", {"type": "string", "enum": list(STATUSES)}),
    Parameter("tag", "A tag that it has."),
    Parameter("organisation", "Whose decision it is."),
    Parameter("cursor", "Where the page before ended: its `next`.", {"type": "string", "minLength": 1}),
    LANG,
    AS,
)


@router.get("/api/decisions", **described("list_decisions", LIST))
def list_decisions(request: Request) -> Response:
    """Finds decisions, in the order in which they were first recorded."""
    asked = LIST.read(request)
    language_of(request)
    accepted(request, JSON)
    status = asked.get("status")
    if status is not None and status not in STATUSES:
        detail = f"there is no status {status!r}; it is one of {', '.join(STATUSES)}{nearest(status, STATUSES)}"
        raise invalid("unknown-word", detail, "/status")
    register: Register = request.app.state.register
    reader = reader_of(request)
    after = _read_cursor(asked["cursor"]) if "cursor" in asked else None
    page: list[dict[str, object]] = []
    for decision in _seen(register, reader, after):
        if _fits(decision, asked):
            if len(page) == PAGE:
                return answer(request, written({"items": page, "next": _cursor(str(page[-1]["decision_id"]))}))
            page.append(tell_decision(decision, decision.version))
    return answer(request, written({"items": page, "next": None}))


def _seen(register: Register, reader: Reader, after: str | None) -> Iterator[Decision]:
    """The decisions of which the reader may see something, after one of them."""
    names = register.decision_ids()
    if after is not None and after not in names:  # looking for it, the iterator comes to stand behind it
        raise _no_cursor()
    for name in names:
        try:
            decision = register.decision(name, reader)
        except StoreError as error:
            if error.reason != "unreadable":
                raise
            log.error("%s is left out of the list: %s", name, error)
            continue
        if decision.marks:
            yield decision


def _fits(decision: Decision, asked: Mapping[str, str]) -> bool:
    opened = decision.opened
    if "status" in asked and decision.status != asked["status"]:
        return False
    if "tag" in asked and asked["tag"] not in decision.tags:
        return False
    if "organisation" in asked and (opened is None or opened.organisation != asked["organisation"]):
        return False
    said = [decision.decision_id, *decision.tags]
    if opened is not None:
        said += [opened.title, opened.question, opened.reference or ""]
    text = "\n".join(said).casefold()
    return all(word in text for word in asked.get("q", "").casefold().split())


def _cursor(last: str) -> str:
    return base64.urlsafe_b64encode(last.encode()).decode().rstrip("=")


def _read_cursor(cursor: str) -> str:
    try:
        return base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars="-_", validate=True).decode()
    except (binascii.Error, ValueError):
        raise _no_cursor() from None


def _no_cursor() -> Exception:
    return invalid("no-cursor", "a cursor is the next of the page before; leave it out for the first page", "/cursor")
