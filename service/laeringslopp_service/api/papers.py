"""The calls of the case paper: read it in a format, and record that it was laid before those who decide."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from fastapi import APIRouter, Request, Response

from laeringslopp import Register, TemplateFlawed, Unknown
from laeringslopp.paper.fiks import fields_in
from laeringslopp.paper.formats import FORMATS, MEDIA, SUFFIXES, Format, render
from laeringslopp.paper.html import STYLE_SOURCE
from laeringslopp.story.templatewords import template_sentences
from laeringslopp.story.wording import wording
from laeringslopp_service.api.answering import accepted, answer
from laeringslopp_service.api.asking import AS, DRY_RUN, LANG, Parameter, Query, moment, yes
from laeringslopp_service.api.bodies import Sent, given, pointing_into, read
from laeringslopp_service.api.describing import described
from laeringslopp_service.api.paper_shapes import PaperSent
from laeringslopp_service.api.reading import known_version, lies_ahead, sight_etag, wording_version
from laeringslopp_service.api.recording import expected_in, key_in, outcome_told
from laeringslopp_service.api.waiting import AFTER, reached
from laeringslopp_service.auth import MEMBER, reader_of
from laeringslopp_service.cache import Answer, Answers
from laeringslopp_service.language import language_of
from laeringslopp_service.problems import invalid
from laeringslopp_service.settings import Settings

router = APIRouter()

PAPER = Query(
    Parameter(
        "format",
        "`json` is the paper itself, the others a document; *fiks* is what KS's Fiks Politisk Behandling takes.",
        {"type": "string", "enum": list(FORMATS), "default": "json"},
    ),
    Parameter("as_of", "The day of the paper: what had happened, was known and on record.", {"type": "string"}),
    AFTER,
    LANG,
    AS,
)
SEND = Query(DRY_RUN, LANG, AS)
POLICY = f"default-src 'none'; style-src {STYLE_SOURCE}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
"""A paper brings its own style, and nothing else."""


@router.get("/api/decisions/{decision_id}/paper", **described("read_paper", PAPER))
def read_paper(decision_id: str, request: Request) -> Response:
    """The case paper of a decision."""
    asked = PAPER.read(request)
    language, written = language_of(request), _format(asked)
    accepted(request, MEDIA[written])
    reached(request, asked)
    register: Register = request.app.state.register
    answers: Answers = request.app.state.answers
    reader, now = reader_of(request), register.now()
    # Other decisions stand in it too, so what is recorded in any of them makes it another.
    version, position = known_version(register, decision_id), register.position
    as_of = moment(asked, "as_of")
    asked_for = (reader, asked.get("as_of"), language, written, now.date(), position)
    headers = _headers(decision_id, written, language)
    own = _template(request, written)
    # The fields and the organisation's own template are files that change by themselves.
    is_kept = written != "fiks" and own is None and not lies_ahead(as_of, now)
    if is_kept and (kept := answers.get((decision_id, version, "paper", asked_for))) is not None:
        return answer(request, kept.body, kept.etag, MEDIA[written], headers)
    fields = _fields(request) if written == "fiks" else None
    try:
        body = render(register.paper(decision_id, language, as_of, reader), written, fields, own)
    except TemplateFlawed as error:
        said = " ".join(template_sentences(error, wording(language)))
        raise invalid("no-template", f"the file that LAERINGSLOPP_TEMPLATE names: {said}", "/format") from error
    if not is_kept or register.position != position:
        return answer(request, body, None, MEDIA[written], headers)
    etag = sight_etag(version, reader, "paper", *map(str, asked_for[1:]), wording_version(language))
    answers.put((decision_id, version, "paper", asked_for), Answer(etag, body))
    return answer(request, body, etag, MEDIA[written], headers)


@router.post("/api/decisions/{decision_id}/paper/sent", **described("send_paper", SEND))
def send_paper(decision_id: str, request: Request, body: Sent) -> Response:
    """Records that the paper was laid before a level."""
    asked = SEND.read(request)
    language_of(request)
    register: Register = request.app.state.register
    told = read(PaperSent, body)
    expected, key = expected_in(request), key_in(request)
    if not register.knows(decision_id):
        raise Unknown(decision_id)
    reader = reader_of(request)
    level = told.to_level or register.decision(decision_id).deciding_level or ""
    with pointing_into(told):
        told_back = register.present(
            decision_id,
            level,
            reader=None if reader == MEMBER else reader,
            expected=expected,
            key=key,
            dry_run=yes(asked, DRY_RUN.name),
            **given(told, "to_level"),
        )
    return outcome_told(request, told_back)


def _format(asked: Mapping[str, str]) -> Format:
    formats: dict[str, Format] = {each: each for each in FORMATS}
    wanted = asked.get("format", "json")
    if wanted not in formats:
        detail = f"there is no format {wanted!r}; write {', '.join(FORMATS)}"
        raise invalid("unknown-format", detail, "/format", allowed=tuple(FORMATS))
    return formats[wanted]


def _headers(decision_id: str, written: Format, language: str) -> dict[str, str]:
    shown = "inline" if written in ("html", "json") else "attachment"
    named = f'{shown}; filename="{decision_id}.{SUFFIXES[written]}"'
    policy = {"Content-Security-Policy": POLICY} if written == "html" else {}
    return {"Content-Language": language, "Content-Disposition": named, **policy}


def _fields(request: Request) -> dict[str, Any] | None:
    """What the installation says that *fiks* asks for and nobody recorded."""
    settings: Settings = request.app.state.settings
    if settings.fields is None:
        return None
    try:
        return fields_in(Path(settings.fields).read_bytes())
    except OSError:
        detail = "the file that LAERINGSLOPP_FIELDS names cannot be read"
        raise invalid("missing", detail, "/fields") from None


def _template(request: Request, written: Format) -> bytes | None:
    """The organisation's own template, where the installation names one of this format."""
    settings: Settings = request.app.state.settings
    if settings.template is None or Path(settings.template).suffix.lower() != f".{written}":
        return None
    try:
        return Path(settings.template).read_bytes()
    except OSError:
        detail = "the file that LAERINGSLOPP_TEMPLATE names cannot be read"
        raise invalid("missing", detail, "/format") from None
