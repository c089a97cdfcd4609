"""All that a reader sees: of one decision as its facts stand on record, and of the register as a whole."""

from fastapi import APIRouter, Request, Response

from laeringslopp import Register
from laeringslopp.register.ruling import organisation_of
from laeringslopp.register.sight import tell_sight
from laeringslopp.story import tell_duty, wording
from laeringslopp_service.api.answering import JSON, accepted, answer, has, unchanged, written
from laeringslopp_service.api.asking import AS, LANG, MOMENT, Parameter, Query, moment
from laeringslopp_service.api.describing import described
from laeringslopp_service.api.preferring import applied
from laeringslopp_service.api.reading import known_version, sight_etag
from laeringslopp_service.api.waiting import AFTER, reached
from laeringslopp_service.auth import reader_of
from laeringslopp_service.language import language_of
from laeringslopp_service.problems import invalid

router = APIRouter()

PLAIN = Query(LANG, AS)
FACTS = Query(AFTER, LANG, AS)
THEN = Query(
    Parameter("at", "By what had happened and was known then; a date is the end of its day.", MOMENT, required=True),
    Parameter("level", "By what this level knew then, and what it owed.", required=False),
    AFTER,
    LANG,
    AS,
)
CLOCK = "Register-Time"
"""The header that says what time it is in the register: moments that lie ahead are now, and days end by it."""


@router.get("/api/decisions/{decision_id}/facts", **described("read_facts", FACTS))
def read_facts(decision_id: str, request: Request) -> Response:
    """Every fact of a decision that the reader sees, and what else a timeline needs to know."""
    reached(request, FACTS.read(request))
    language_of(request)
    accepted(request, JSON)
    register: Register = request.app.state.register
    reader, now = reader_of(request), register.now()
    known_version(register, decision_id)
    clock = {CLOCK: now.isoformat()}
    decision = register.decision(decision_id)
    levels = register.levels(organisation_of(decision))
    etag = sight_etag(decision.version, reader, str(now.date()), *levels)
    if has(request, etag):
        return unchanged(etag, {**clock, **applied(request)})
    sight = register.sight(decision_id, reader)  # somebody may have recorded since
    etag = sight_etag(sight.version, reader, str(now.date()), *sight.levels)
    return answer(request, written(tell_sight(sight)), etag, headers=clock)


@router.get("/api/decisions/{decision_id}/duties", **described("read_duties_then", THEN))
def read_duties_then(decision_id: str, request: Request) -> Response:
    """What a decision had made owed at a moment."""
    asked = THEN.read(request)
    reached(request, asked)
    words = wording(language_of(request))
    accepted(request, JSON)
    register: Register = request.app.state.register
    reader = reader_of(request)
    at = moment(asked, "at")
    if at is None:
        raise invalid("missing", "say at which moment", "/at")
    found = register.owed_then(decision_id, at, asked.get("level"), reader)
    items = [tell_duty(each, register.entry(each.decision_id, each.version, reader), words) for each in found]
    return answer(request, written({"items": items}), headers={"Content-Language": words.language})


@router.get("/api/register", **described("read_register", PLAIN))
def read_register(request: Request) -> Response:
    """The register that is served."""
    PLAIN.read(request)
    language_of(request)
    accepted(request, JSON)
    register: Register = request.app.state.register
    reader = reader_of(request)
    ruled = register.organisations_with_a_policy()
    seen = ruled if reader.is_public else register.organisations()
    told = {
        "policy": register.policy.name,
        "position": register.position,
        "now": register.now().isoformat(),
        "levels": list(register.levels()),
        "organisations": [each for each in register.organisations() if each in seen],
        "ruled": ruled,
        "at_work": [each for each in register.organisations_at_work() if each in seen],
    }
    return answer(request, written(told))
