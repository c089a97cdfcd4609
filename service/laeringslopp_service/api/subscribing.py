"""What others subscribe to: news as Atom, and what is owed as iCalendar."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Request, Response

from laeringslopp import Reader, Recorded, Register
from laeringslopp.register.calling import calendar_of
from laeringslopp.register.owing import check_level
from laeringslopp.story import wording
from laeringslopp.story.sentences import name_of, sentence
from laeringslopp.story.wording import quoted
from laeringslopp.views import Views
from laeringslopp_service.api.answering import ATOM, CALENDAR, accepted, answer
from laeringslopp_service.api.asking import AS, LANG, Parameter, Query
from laeringslopp_service.api.atom import Told, atom
from laeringslopp_service.api.describing import described
from laeringslopp_service.api.digesting import TABLES, for_level
from laeringslopp_service.api.reading import known_version
from laeringslopp_service.api.waiting import AFTER, waited
from laeringslopp_service.auth import reader_of
from laeringslopp_service.language import language_of
from laeringslopp_service.pages.texts import N_, texts_in

router = APIRouter()

MOST = 50
"""How many entries a feed holds."""
WINDOW = 1000
"""Positions that are looked back at first; ten times as many each time they hold too few."""
LEVEL = Parameter("level", "Of this level alone: what concerns it, and what it may see.")
OF_ORGANISATION, OF_DECISION = Query(LEVEL, AFTER, LANG, AS), Query(AFTER, LANG, AS)
FEEDS = (ATOM, "application/xml", "text/xml")
"""What a reader of feeds may ask for."""
COLUMNS = ("decision_id", "version", "kind")


@router.get("/feeds/organisations/{organisation}.atom", **described("feed_organisation", OF_ORGANISATION))
def feed_organisation(organisation: str, request: Request) -> Response:
    """News of an organisation, or of one of its levels."""
    asked = OF_ORGANISATION.read(request)
    accepted(request, *FEEDS)
    register: Register = request.app.state.register
    register.check_organisation(organisation)
    reader, level = reader_of(request), asked.get("level")
    views = waited(request, asked, *TABLES)
    found = _last(views, register.position, reader, {"organisation": organisation})
    about = organisation.replace("_", " ")
    if level is not None:
        policy = register.policy_of(organisation)
        check_level(level, (policy,))
        reader = for_level(reader, level)
        followed = _followed(views, organisation, level) if level != policy.administration else None
        found = _last(views, register.position, reader, {"organisation": organisation}, followed)
        about = f"{about}, {wording(language_of(request)).level(level)}"
    more = {"organisation": organisation}
    return _feed(request, register, reader, about, f"/decisions?{urlencode(more)}", views, found)


@router.get("/feeds/decisions/{decision_id}.atom", **described("feed_decision", OF_DECISION))
def feed_decision(decision_id: str, request: Request) -> Response:
    """News of one decision."""
    asked = OF_DECISION.read(request)
    accepted(request, *FEEDS)
    register: Register = request.app.state.register
    known_version(register, decision_id)
    reader, views = reader_of(request), waited(request, asked, *TABLES)
    rows = views.every("news", reader, COLUMNS, {"decision_id": decision_id})
    return _feed(request, register, reader, decision_id, f"/decisions/{quote(decision_id)}", views, rows[-MOST:])


@router.get("/calendar/organisations/{organisation}.ics", **described("calendar_organisation", OF_ORGANISATION))
def calendar_organisation(organisation: str, request: Request) -> Response:
    """What an organisation owes, or one of its levels."""
    asked = OF_ORGANISATION.read(request)
    level = asked.get("level")
    reader = reader_of(request)
    whose = {"organisation": organisation, "level": level}
    return _calendar(request, for_level(reader, level) if level else reader, whose, asked)


@router.get("/calendar/decisions/{decision_id}.ics", **described("calendar_decision", OF_DECISION))
def calendar_decision(decision_id: str, request: Request) -> Response:
    """What is owed in one decision."""
    asked = OF_DECISION.read(request)
    known_version(request.app.state.register, decision_id)
    return _calendar(request, reader_of(request), {"decision_id": decision_id}, asked)


def _followed(views: Views, organisation: str, level: str) -> frozenset[str]:
    where = {"organisation": organisation, "level": level}
    return frozenset(name for (name,) in views.every("concerned", Reader.member(), ("decision_id",), where))


def _last(
    views: Views, position: int, reader: Reader, where: Mapping[str, Any], followed: frozenset[str] | None = None
) -> list[tuple[Any, ...]]:
    """The rows that were recorded last, without reading all there are."""
    window = WINDOW
    while True:
        rows = views.every("news", reader, COLUMNS, {**where, "position.from": max(0, position - window)})
        found = [row for row in rows if followed is None or row[0] in followed]
        if len(found) >= MOST or window >= position:
            return found[-MOST:]
        window *= 10


def _feed(
    request: Request,
    register: Register,
    reader: Reader,
    about: str,
    page: str,
    views: Views,
    rows: list[tuple[Any, ...]],
) -> Response:
    language = language_of(request)
    words, texts = wording(language), texts_in(language)
    ids = list(dict.fromkeys(row[0] for row in rows))
    titles = dict(views.every("decisions", reader, ("decision_id", "title"), {"decision_id": ids})) if ids else {}
    named: dict[str, Mapping[str, Recorded]] = {}  # what was chosen or shared is told by what it says, not by its id
    entries = []
    for decision_id, version, kind in reversed(rows):
        recorded = register.entry(decision_id, version, reader)
        if recorded is None:  # it was closed since the views were brought on
            continue
        title = quoted(titles.get(decision_id, decision_id))
        if decision_id not in named:
            named[decision_id] = register.timeline(decision_id, reader=reader).named
        said, link = sentence(recorded, named[decision_id], words), _link(request, decision_id, version, language)
        entries.append(Told(decision_id, version, title, said, name_of(recorded.by), kind, recorded.recorded_at, link))
    title = texts.say(N_("News, {whose}"), whose=titles.get(about, about))
    told = texts.say(N_("What was tried, failed and learned, as it is recorded."))
    own = str(request.url)
    body = atom(title, told, _base(request) + page, own, language, entries)
    return answer(request, body, None, ATOM, {"Content-Language": language})


def _calendar(request: Request, reader: Reader, whose: Mapping[str, str | None], asked: Mapping[str, str]) -> Response:
    accepted(request, CALENDAR)
    language = language_of(request)
    register: Register = request.app.state.register
    body = calendar_of(
        register,
        language,
        waited(request, asked, "duties", "decisions"),
        reader=reader,
        link=lambda decision_id, version: _link(request, decision_id, version, language),
        **whose,
    )
    return answer(request, body, None, CALENDAR, {"Content-Language": language})


def _base(request: Request) -> str:
    return str(request.base_url).rstrip("/")


def _link(request: Request, decision_id: str, version: int, language: str) -> str:
    return f"{_base(request)}/decisions/{quote(decision_id)}?lang={language}#v{version}"
