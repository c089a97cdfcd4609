"""The calls that record: open a decision, record facts in one, disclose a failure."""

import re

from fastapi import APIRouter, Request, Response
from pydantic_core import to_json

from laeringslopp import Conflict, Entry, Receipt, Register, Unknown, Verdict
from laeringslopp.story import wording
from laeringslopp.story.wording import N_
from laeringslopp_service.api.answering import JSON
from laeringslopp_service.api.asking import DRY_RUN, LANG, Query, yes
from laeringslopp_service.api.bodies import Disclosure, Opening, Recording, Sent, given, pointing_into, read
from laeringslopp_service.api.describing import described
from laeringslopp_service.api.receipts import receipt_told
from laeringslopp_service.language import language_of
from laeringslopp_service.problems import Problem, invalid, refusal_told
from laeringslopp_service.settings import Settings

router = APIRouter()

RECORD = Query(DRY_RUN, LANG)
DISCLOSE = Query(DRY_RUN, LANG)
IF_MATCH = re.compile(r'"(0|[1-9]\d{0,14})(\.[0-9a-f]+)?"')
KEY = re.compile(r"[\x21-\x7e]([\x20-\x7e]{0,198}[\x21-\x7e])?")


@router.post("/api/decisions", **described("open_decision", RECORD))
def open_decision(request: Request, body: Sent) -> Response:
    """Opens a decision, with any further facts."""
    asked = RECORD.read(request)
    register: Register = request.app.state.register
    opening = read(Opening, body)
    key = key_in(request)
    decision_id = opening.decision_id or register.name_for(key)
    with pointing_into(opening):
        try:
            return _recorded(request, register, opening.entries(decision_id), 0, key, dry_run=yes(asked, DRY_RUN.name))
        except Unknown:
            detail = "a decision begins with decision-opened"
            raise invalid("not-opened", detail, "/facts/0/kind", instead="decision-opened") from None
        except Conflict as taken:
            text = N_("There is a decision {decision_id}, at version {actual}.")
            places = {"decision_id": decision_id, "actual": taken.actual}
            raise Problem("exists", text, None, places, **places) from None


@router.post("/api/decisions/{decision_id}/facts", **described("record_facts", RECORD))
def record_facts(decision_id: str, request: Request, body: Sent) -> Response:
    """Records facts in a decision."""
    asked = RECORD.read(request)
    register: Register = request.app.state.register
    recording = read(Recording, body)
    expected, key = expected_in(request), key_in(request)
    if not register.knows(decision_id):
        raise Unknown(decision_id)
    with pointing_into(recording):
        return _recorded(
            request, register, recording.entries(decision_id), expected, key, dry_run=yes(asked, DRY_RUN.name)
        )


@router.post("/api/disclosures", **described("disclose_failure", DISCLOSE))
def disclose_failure(request: Request, body: Sent) -> Response:
    """Puts a failure on record. No rule refuses it."""
    asked = DISCLOSE.read(request)
    register: Register = request.app.state.register
    settings: Settings = request.app.state.settings
    disclosure = read(Disclosure, body)
    with pointing_into(disclosure):
        told = register.disclose(
            disclosure.what_happened,
            disclosure.by,
            disclosure.decision_id,
            organisation=disclosure.organisation or settings.organisation,
            key=key_in(request),
            dry_run=yes(asked, DRY_RUN.name),
            **given(disclosure, "kind", "what_happened", "by", "decision_id", "organisation"),
        )
    return outcome_told(request, told)


def _recorded(
    request: Request, register: Register, entries: list[Entry], expected: int | None, key: str | None, dry_run: bool
) -> Response:
    language_of(request)
    if dry_run:
        return verdict_told(request, register.append(entries, expected, key, dry_run=True))
    return receipt_told(request, register.append(entries, expected, key))


def outcome_told(request: Request, told: Receipt | Verdict) -> Response:
    """What was recorded, or what the rules would say of it."""
    return receipt_told(request, told) if isinstance(told, Receipt) else verdict_told(request, told)


def verdict_told(request: Request, verdict: Verdict) -> Response:
    """What a dry run found."""
    words = wording(language_of(request))
    at = getattr(request.state, "refused_at", None)
    refusals = [refusal_told(refusal, words, at) for refusal in verdict.refusals]
    told = to_json({"refusals": refusals, "remarks": verdict.remarks})
    headers = {"Cache-Control": "no-store", "Content-Language": words.language}
    return Response(told, 200, headers, JSON)


def expected_in(request: Request) -> int | None:
    """The version in ``If-Match``: a number, or a tag that a GET of the decision gave. Raises Problem."""
    headers = request.headers.getlist("if-match")
    if not headers:
        return None
    wanted = ", ".join(headers).strip()
    if wanted == "*":  # any version, so long as there is one: what is recorded in is there
        return None
    found = IF_MATCH.fullmatch(wanted)
    if found is None:
        raise Problem("header", N_('Write If-Match as the version you have seen, in quotes: If-Match: "7".'))
    return int(found[1])


def key_in(request: Request) -> str | None:
    """The ``Idempotency-Key``. Raises Problem."""
    headers = request.headers.getlist("idempotency-key")
    if len(headers) > 1 or not all(map(KEY.fullmatch, headers)):
        raise Problem("header", N_("One Idempotency-Key has 1 to 200 visible ASCII characters, such as a UUID."))
    return headers[0] if headers else None
