"""The call that compares a decision at two moments."""

from fastapi import APIRouter, Request, Response

from laeringslopp import Register, tell_comparison
from laeringslopp_service.api.answering import JSON, accepted, answer, written
from laeringslopp_service.api.asking import AS, LANG, MOMENT, Parameter, Query, moment
from laeringslopp_service.api.describing import described
from laeringslopp_service.api.reading import known_version, lies_ahead, sight_etag, wording_version
from laeringslopp_service.api.waiting import AFTER, reached
from laeringslopp_service.auth import reader_of
from laeringslopp_service.cache import Answer, Answers
from laeringslopp_service.language import language_of
from laeringslopp_service.problems import invalid

router = APIRouter()

COMPARE = Query(
    Parameter("from", "The first moment. A date means the end of that day.", MOMENT, "2026-03-12", required=True),
    Parameter("to", "The second moment; now unless given.", MOMENT),
    Parameter("level", "Compares what this level knew."),
    AFTER,
    LANG,
    AS,
)


@router.get("/api/decisions/{decision_id}/compare", **described("compare_moments", COMPARE))
def compare_moments(decision_id: str, request: Request) -> Response:
    """What came between two moments."""
    asked = COMPARE.read(request)
    language = language_of(request)
    accepted(request, JSON)
    reached(request, asked)
    register: Register = request.app.state.register
    answers: Answers = request.app.state.answers
    reader = reader_of(request)
    version = known_version(register, decision_id)
    now = register.now()
    first, second = moment(asked, "from"), moment(asked, "to")
    if first is None:
        raise invalid("missing", "say from when: from=2026-03-12", "/from")
    # Everything that the bytes depend on: what an exempt entry's "until" lets be seen turns with the date.
    asked_for = (reader, asked["from"], asked.get("to"), asked.get("level"), language, now.date())
    spoken = {"Content-Language": language}
    is_settled = second is not None and not lies_ahead(first, now) and not lies_ahead(second, now)
    kept = answers.get((decision_id, version, "compare", asked_for)) if is_settled else None
    if kept is not None:
        return answer(request, kept.body, kept.etag, headers=spoken)
    found = register.compare(decision_id, first, second, asked.get("level"), reader)
    body = written(tell_comparison(found, language))
    if not is_settled:
        # One of the moments is now, which is another one each time.
        return answer(request, body, headers=spoken)
    version = found.after.version  # somebody may have recorded since
    etag = sight_etag(version, reader, "compare", *map(str, asked_for[1:]), wording_version(language))
    answers.put((decision_id, version, "compare", asked_for), Answer(etag, body))
    return answer(request, body, etag, headers=spoken)
