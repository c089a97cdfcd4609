"""The addresses of recording: choose what, fill in, send."""

import logging
from dataclasses import replace
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import RedirectResponse
from starlette.datastructures import FormData

from laeringslopp import Conflict, Invalid, KeyReused, Receipt, Refused, RuleFailed, StoreError
from laeringslopp.facts import KINDS
from laeringslopp.policy import POLICY_STREAM
from laeringslopp.story import kind_act, kind_help, trouble_sentence
from laeringslopp_service.pages.asked import Asked, asked
from laeringslopp_service.pages.problems import PageRoute
from laeringslopp_service.pages.recording import sending
from laeringslopp_service.pages.recording.choices import Choices
from laeringslopp_service.pages.recording.form import Form, address_of, filled
from laeringslopp_service.pages.recording.kinds import ELSEWHERE, GROUPS, OPENING
from laeringslopp_service.pages.recording.page import form_page
from laeringslopp_service.pages.recording.typed import Typed, from_form, from_query, new_key
from laeringslopp_service.pages.recording.who import Who, remember
from laeringslopp_service.pages.rendering import render
from laeringslopp_service.pages.sent import LATER, STALE, is_genuine
from laeringslopp_service.pages.texts import N_

LARGEST_FIELD = 1_000_000
MOST_FIELDS = 3_000
REUSED = N_("You have sent this form before, with another text, and that is on record. Send this one too?")

log = logging.getLogger("laeringslopp.pages")

router = APIRouter(include_in_schema=False, route_class=PageRoute)


async def _sent(request: Request) -> FormData:
    return await request.form(max_files=0, max_fields=MOST_FIELDS, max_part_size=LARGEST_FIELD)


Sent = Annotated[FormData, Depends(_sent)]


def _asked(request: Request) -> Asked:
    """The page, whatever the address fills in; what no field is there for is told on the form."""
    page = asked(request, *request.query_params.keys())
    several = from_query(request.query_params.multi_items())
    # The links to the same form in another language carry all of it, as the form itself reads it.
    page.query = {**page.query, **{name: ",".join(values) for name, values in several.items() if len(values) > 1}}
    return page


@router.get("/decisions/{decision_id}/record")
def choose(request: Request, decision_id: str) -> Response:
    """What can be recorded, in the order of the loop."""
    page = asked(request)
    if decision_id.startswith(POLICY_STREAM):
        return RedirectResponse(page.to(f"/policies/{decision_id.removeprefix(POLICY_STREAM)}"), 303)
    return _choose(page, decision_id)


def _choose(page: Asked, decision_id: str, unknown: str | None = None) -> Response:
    decision = page.register.decision(decision_id, page.reader)
    words = page.texts.words
    groups = [
        (
            group.name,
            page.texts.say(group.title),
            [
                (address_of(page, decision_id, kind), kind_act(kind, words), kind_help(kind, words))
                for kind in group.kinds
                if kind != "failure-disclosed"
            ],
        )
        for group in GROUPS
    ]
    return render(
        "recording/choose.html",
        page,
        status=404 if unknown is not None else 200,
        decision_id=decision_id,
        title=decision.opened.title if decision.opened else page.texts.say(N_("A decision that is withheld")),
        groups=groups,
        unknown=unknown,
        disclosing=kind_help("failure-disclosed", words),
    )


@router.get("/decisions/{decision_id}/record/{kind}")
def fill_in(request: Request, decision_id: str, kind: str) -> Response:
    """The form of a kind, filled in with what the address says."""
    page = _asked(request)
    return _elsewhere(page, decision_id, kind) or _blank(page, decision_id, kind)


@router.post("/decisions/{decision_id}/record/{kind}")
def send(request: Request, decision_id: str, kind: str, sent: Sent) -> Response:
    """Records it, or shows what is to be mended."""
    page = _asked(request)
    return _elsewhere(page, decision_id, kind) or _send(page, decision_id, kind, sent)


@router.get("/record/decision-opened")
def fill_in_a_decision(request: Request) -> Response:
    """The form of a new decision."""
    return _blank(_asked(request), "", OPENING)


@router.post("/record/decision-opened")
def send_a_decision(request: Request, sent: Sent) -> Response:
    """Opens it, or shows what is to be mended."""
    return _send(_asked(request), "", OPENING, sent)


def _elsewhere(page: Asked, decision_id: str, kind: str) -> Response | None:
    """The answer where there is no such form in a decision."""
    organisation = decision_id.removeprefix(POLICY_STREAM) if decision_id.startswith(POLICY_STREAM) else None
    if organisation is not None:
        return RedirectResponse(page.to(f"/policies/{organisation}"), 303)
    if kind not in KINDS:
        return _choose(page, decision_id, kind)
    if kind == OPENING:
        return RedirectResponse(page.to(f"/record/{OPENING}"), 303)
    if kind in ELSEWHERE:
        opened = page.register.decision(decision_id, page.reader).opened
        return RedirectResponse(page.to(f"/policies/{opened.organisation}" if opened else "/policies"), 303)
    return None


def _choices(page: Asked, decision_id: str) -> Choices:
    return Choices(page, page.register.timeline(decision_id, reader=page.reader) if decision_id else None)


def _form(page: Asked, decision_id: str, kind: str, typed: Typed) -> Form:
    return Form(page, decision_id, kind, _choices(page, decision_id), typed)


def _blank(page: Asked, decision_id: str, kind: str) -> Response:
    choices = _choices(page, decision_id)
    given = sending.prefilled(kind, from_query(page.request.query_params.multi_items()))
    form = Form(page, decision_id, kind, choices, Typed(given))
    unknown = tuple(name for name in given if name.partition(".")[0] not in form.names)
    form.typed = filled(page, kind, choices, Typed({name: given[name] for name in given if name not in unknown}))
    form.unknown = unknown
    form.is_fresh = True
    return form_page(form)


def _send(page: Asked, decision_id: str, kind: str, sent: FormData) -> Response:
    genuine = is_genuine(page, str(sent.get("token", "")), address_of(page, decision_id, kind))
    form = _form(page, decision_id, kind, from_form(sent.multi_items()))
    if not genuine:
        form.troubles = (page.texts.say(STALE),)
        return form_page(form, 403)
    way, _, what = str(sent.get("go", "")).partition(".")
    match way:
        case "row":
            return _row(form, what)
        case "show" | "before":
            return form_page(form)
        case "first" | "waive" | "instead":
            return _go(form, f"{way}.{what}")
    return _record(form)


def _row(form: Form, name: str) -> Response:
    for shape in (*form.primary, *form.rest):
        if shape.path == name and shape.widget == "rows":
            form.typed = sending.one_more_row(form.typed, shape)
            form.row = name
    return form_page(form)


def _go(form: Form, go: str) -> Response:
    """What a refusal offered; where it is refused no more, the form as it was."""
    gone = sending.gone_to(form, go)
    if gone is None:
        return form_page(form)
    decision_id, kind, typed = gone
    page = form.page
    return form_page(
        Form(page, decision_id, kind, (choices := _choices(page, decision_id)), filled(page, kind, choices, typed))
    )


def _record(form: Form) -> Response:
    page = form.page
    try:
        receipt = sending.record(form)
    except Invalid as error:
        return form_page(sending.mended(form, error), 422)
    except Refused as error:
        return form_page(sending.answered(form, error), 422)
    except KeyReused:
        form.typed = replace(form.typed, key=new_key())
        form.troubles = (page.texts.say(REUSED),)
        return form_page(form, 422)
    except RuleFailed as error:
        log.error("%s", error)
        form.troubles = (trouble_sentence(error, page.texts.words),)
        return form_page(form, 503)
    except (Conflict, StoreError) as error:
        log.error("an entry was not recorded: %s", error)
        form.troubles = (page.texts.say(LATER),)
        return form_page(form, 503)
    response = _recorded(form, receipt)
    remember(Who.of(form.typed), page.request, response)
    return response


def _recorded(form: Form, receipt: Receipt) -> Response:
    page = form.page
    waiting = form.typed.then
    if waiting is None:
        return RedirectResponse(_at_entry(page, receipt), 303)
    # Shown at once and not at another address: what was typed may be longer than any. Sent again, it records once.
    there = _form(page, waiting.decision_id, waiting.kind, sending.going_on(waiting, receipt))
    there.before = receipt.recorded[-1]
    return form_page(there)


def _at_entry(page: Asked, receipt: Receipt) -> str:
    there = page.to(f"/decisions/{quote(receipt.decision_id)}", recorded=receipt.version)
    return f"{there}#v{receipt.version}"
