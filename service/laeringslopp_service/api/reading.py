"""The calls that read one decision: where it stands, and its timeline."""

import logging
from collections.abc import Hashable, Mapping
from datetime import date, datetime, timedelta, timezone
from functools import cache

from fastapi import APIRouter, Request, Response

from laeringslopp import Reader, Register, StoreError, Unknown
from laeringslopp.story import LENGTHS, Language, Length, story, tell, tell_decision, tell_story
from laeringslopp.story.wording import CATALOGUES
from laeringslopp.when import end_of
from laeringslopp_service.api.answering import JSON, PLAIN, accepted, answer, digest, has, unchanged, written
from laeringslopp_service.api.asking import AS, LANG, MOMENT, Parameter, Query, moment
from laeringslopp_service.api.describing import described
from laeringslopp_service.api.preferring import applied
from laeringslopp_service.api.waiting import AFTER, reached
from laeringslopp_service.auth import MEMBER, reader_of
from laeringslopp_service.cache import Answer, Answers
from laeringslopp_service.language import language_of
from laeringslopp_service.problems import invalid
from laeringslopp_service.settings import Settings

log = logging.getLogger(__name__)

router = APIRouter()

LAST = timezone(timedelta(hours=-12))
"""Where a day ends last of all: by then it is over, whatever clock a decision's days are counted by."""

STATE = Query(AFTER, LANG, AS)
TIMELINE = Query(
    Parameter("as_of", "Leaves out what had not happened by then. A date means the end of that day.", MOMENT),
    Parameter("known_at", "Leaves out what nobody in the organisation knew by then.", MOMENT),
    Parameter("level", "Leaves out what this level does not know, or with `known_at` did not know by then."),
    AFTER,
    LANG,
    AS,
)


STORY = Query(
    Parameter(
        "length",
        "`short` takes twenty seconds to read, `medium` a minute, `long` is the whole course.",
        {"type": "string", "enum": list(LENGTHS), "default": "short"},
    ),
    *TIMELINE.parameters,
)


@router.get("/api/decisions/{decision_id}", **described("read_decision", STATE))
def read_decision(decision_id: str, request: Request) -> Response:
    """Where a decision stands."""
    asked = STATE.read(request)
    language_of(request)
    accepted(request, JSON)
    reached(request, asked)
    register: Register = request.app.state.register
    answers: Answers = request.app.state.answers
    reader = reader_of(request)
    asked_for = (reader, register.now().date(), "state")
    try:
        version = known_version(register, decision_id)
    except StoreError as away:
        return given_last(request, away, JSON, None, decision_id, asked_for)
    etag = _state_etag(version, reader, register)
    if has(request, etag):
        return unchanged(etag, applied(request))
    decision = register.decision(decision_id, reader)  # somebody may have recorded since
    etag, body = _state_etag(decision.version, reader, register), written(tell_decision(decision, decision.version))
    answers.put((decision_id, decision.version, asked_for), Answer(etag, body))
    return answer(request, body, etag)


@router.get("/api/decisions/{decision_id}/timeline", **described("read_timeline", TIMELINE))
def read_timeline(decision_id: str, request: Request) -> Response:
    """A decision's timeline."""
    asked = TIMELINE.read(request)
    language = language_of(request)
    accepted(request, JSON)
    reached(request, asked)
    register: Register = request.app.state.register
    answers: Answers = request.app.state.answers
    reader = reader_of(request)
    now = register.now()
    # Everything that the bytes depend on: what an exempt entry's "until" lets be seen turns with the date.
    asked_for = (reader, asked.get("as_of"), asked.get("known_at"), asked.get("level"), language, now.date())
    try:
        version = known_version(register, decision_id)
    except StoreError as away:
        return given_last(request, away, JSON, language, decision_id, asked_for)
    kept = answers.get((decision_id, version, asked_for))
    spoken = {"Content-Language": language}
    if kept is not None:
        return answer(request, kept.body, kept.etag, headers=spoken)
    as_of, known_at = moment(asked, "as_of"), moment(asked, "known_at")
    timeline = register.timeline(decision_id, as_of, known_at, asked.get("level"), reader)
    body = written(tell(timeline, language))
    if lies_ahead(as_of, now) or lies_ahead(known_at, now):
        # It is shown as it is now, which is another moment each time.
        return answer(request, body, headers=spoken)
    etag = sight_etag(timeline.version, reader, *map(str, asked_for[1:]), wording_version(language))
    answers.put((decision_id, timeline.version, asked_for), Answer(etag, body))
    return answer(request, body, etag, headers=spoken)


@router.get("/api/decisions/{decision_id}/story", **described("read_story", STORY))
def read_story(decision_id: str, request: Request) -> Response:
    """A decision as a short plain text."""
    asked = STORY.read(request)
    language, length = language_of(request), _length(asked)
    form = accepted(request, JSON, PLAIN)
    reached(request, asked)
    register: Register = request.app.state.register
    answers: Answers = request.app.state.answers
    reader = reader_of(request)
    now = register.now()
    asked_for = (reader, *(asked.get(name) for name in ("as_of", "known_at", "level")), language, now.date())
    told_as = ("story", length, form)
    try:
        version = known_version(register, decision_id)
    except StoreError as away:
        return given_last(request, away, form, language, decision_id, asked_for, told_as)
    kept = answers.get((decision_id, version, asked_for, told_as))
    spoken = {"Content-Language": language}
    if kept is not None:
        return answer(request, kept.body, kept.etag, form, spoken)
    as_of, known_at = moment(asked, "as_of"), moment(asked, "known_at")
    told = story(register.timeline(decision_id, as_of, known_at, asked.get("level"), reader), language, length)
    body = written(tell_story(told)) if form == JSON else f"{told}\n".encode()
    if lies_ahead(as_of, now) or lies_ahead(known_at, now):
        return answer(request, body, None, form, spoken)
    etag = sight_etag(told.version, reader, *map(str, asked_for[1:]), *told_as, wording_version(language))
    answers.put((decision_id, told.version, asked_for, told_as), Answer(etag, body))
    return answer(request, body, etag, form, spoken)


def given_last(
    request: Request, away: StoreError, form: str, language: Language | None, decision_id: str, *asked: Hashable
) -> Response:
    """What was last answered to the same reader, while the register is away; it says how old it is (RFC 9211, 5861).

    Only where nothing newer is known to be recorded: it may have closed what was open. Raises StoreError.
    """
    settings: Settings = request.app.state.settings
    answers: Answers = request.app.state.answers
    register: Register = request.app.state.register
    last = answers.last(decision_id, *asked)
    if last is None:
        raise away
    version, age, kept = last
    if age > settings.stale or away.reason == "unreadable" or register.version_seen(decision_id) != version:
        raise away
    log.warning("the register cannot be reached, and an answer is given that is %d seconds old: %s", age, away)
    told = {
        **({"Content-Language": language} if language else {}),
        "Age": str(age),
        "Cache-Status": f"laeringslopp; hit; ttl=-{age}; detail=register-away",
    }
    return answer(request, kept.body, kept.etag, form, told)


def _length(asked: Mapping[str, str]) -> Length:
    lengths: dict[str, Length] = {length: length for length in LENGTHS}
    given = asked.get("length", "short")
    if given not in lengths:
        detail = f"there is no length {given!r}; write short, medium or long"
        raise invalid("unknown-word", detail, "/length", allowed=LENGTHS)
    return lengths[given]


def known_version(register: Register, decision_id: str) -> int:
    """The decision's version. Raises Unknown."""
    version = register.version(decision_id)
    if version == 0:
        raise Unknown(decision_id)
    return version


def _state_etag(version: int, reader: Reader, register: Register) -> str:
    return f'"{version}"' if reader == MEMBER else sight_etag(version, reader, str(register.now().date()))


def lies_ahead(at: datetime | date | None, now: datetime) -> bool:
    """Whether a moment, or the end of a day, is still to come."""
    return at is not None and end_of(at, LAST) > now


def sight_etag(version: int, reader: Reader, *depends_on: str) -> str:
    """A tag that begins with the version, so that it can be sent back as ``If-Match``."""
    sight = (reader.levels, reader.organisations)
    seen = "; ".join("all" if names is None else ",".join(sorted(names)) for names in sight)
    return f'"{version}.{digest(seen.encode(), *(part.encode() for part in depends_on))}"'


@cache
def wording_version(language: Language) -> str:
    """Changes whenever a translation does."""
    catalogue = CATALOGUES / language / "LC_MESSAGES" / "story.mo"
    return digest(catalogue.read_bytes() if catalogue.exists() else b"")
