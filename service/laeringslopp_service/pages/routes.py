"""The pages: parse, ask the register, show."""

import logging
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Depends, FastAPI, Request, Response
from fastapi.responses import RedirectResponse
from fastapi.staticfiles import StaticFiles

from laeringslopp import (
    Conflict,
    FailureDisclosed,
    Invalid,
    KeyReused,
    Recorded,
    Refused,
    RuleFailed,
    StoreError,
    Unknown,
)
from laeringslopp.facts import SCALE
from laeringslopp.policy import POLICY_STREAM
from laeringslopp.story import refusal_sentence, trouble_sentence, value_label
from laeringslopp.uncollected import uncollected
from laeringslopp_service.cache import Answer, Answers
from laeringslopp_service.following import following
from laeringslopp_service.pages import disclosing, ruling
from laeringslopp_service.pages.asked import Asked, asked
from laeringslopp_service.pages.dashboard import TABLES, dashboard
from laeringslopp_service.pages.decision_page import decision_page
from laeringslopp_service.pages.digest_page import PARAMETERS as OF_DIGEST
from laeringslopp_service.pages.digest_page import digest_page
from laeringslopp_service.pages.disclosing import Form, Mistake
from laeringslopp_service.pages.listing import Decisions
from laeringslopp_service.pages.live import live, news
from laeringslopp_service.pages.paper_page import paper_page
from laeringslopp_service.pages.problems import PageRoute
from laeringslopp_service.pages.recording.page import just_recorded
from laeringslopp_service.pages.register_page import ALL_READ, PARAMETERS, register_page
from laeringslopp_service.pages.rendering import page_of, render
from laeringslopp_service.pages.rule_list import rule_list
from laeringslopp_service.pages.sent import LATER, STALE, is_genuine, with_token
from laeringslopp_service.pages.story_page import story_page
from laeringslopp_service.pages.texts import N_
from laeringslopp_service.pages.unchanged import not_modified, sent_small, tag
from laeringslopp_service.ruling import OF_WHOM

STATIC = Path(__file__).parent / "static"
NEWEST = 6
"""How many decisions of each sort the first page shows."""
LARGEST_FIELD = 200_000

log = logging.getLogger("laeringslopp.pages")

router = APIRouter(include_in_schema=False, route_class=PageRoute)


def mount_static(app: FastAPI) -> None:
    """Serves the stylesheets and the icon under ``/static``."""
    app.mount("/static", StaticFiles(directory=STATIC), name="static")


@router.get("/")
def start(request: Request) -> Response:
    """What this is, the door to disclosing, and the newest decisions."""
    page = asked(request)
    found = Decisions(page)
    return render(
        "start.html",
        page,
        live=found.listed(found.live[:NEWEST]),
        known=found.listed(found.known[:NEWEST]),
        count=len(found.rows),
        withheld=found.withheld,
    )


@router.get("/dashboard")
def figures(request: Request) -> Response:
    """Figures across decisions, each with its chart and its way to the decisions."""
    page = asked(request, "organisation", "from", "to")
    return _kept("dashboard.html", page, TABLES, dashboard)


def _kept(template: str, page: Asked, tables: Iterable[str], view: Callable[[Asked], object]) -> Response:
    """A page made of views: with nothing recorded since, it is the same; what an ``until`` ends, ends with the date."""
    answers: Answers = page.request.app.state.answers
    position = following(page.request).freshen(*tables)
    key = (template, position, page.reader, page.register.now().date(), page.language, str(page.request.url))
    kept = answers.get(key) if position is not None else None
    if kept is not None:
        return page_of(kept.body, page)
    response = render(template, page, view=view(page))
    if position is not None:
        answers.put(key, Answer("", bytes(response.body)))
    return response


@router.get("/decisions")
def all_decisions(request: Request) -> Response:
    """Every decision, or those that fit: the organisation's own first, known cases apart."""
    page = asked(request, *PARAMETERS)
    return _kept("decisions.html", page, ALL_READ, register_page)


@router.get("/policies")
def all_policies(request: Request) -> Response:
    """Each organisation, and the policy in force there."""
    page = asked(request)
    return render("policies.html", page, organisations=ruling.organisations(page))


@router.get("/policies/{organisation}")
def policies(request: Request, organisation: str) -> Response:
    """What an organisation adopted, by whom and why, and what that tightened and loosened."""
    page = asked(request)
    return render("policy.html", page, view=ruling.policies_page(page, organisation))


@router.get("/decisions/{decision_id}")
def one_decision(request: Request, decision_id: str) -> Response:
    """One decision: what was decided, risked, tried, learned, and who knows it."""
    if decision_id.startswith(POLICY_STREAM):  # no decision, but it has a page
        page = asked(request, "as_of", "known_at", "level")
        return RedirectResponse(page.to(f"/policies/{decision_id.removeprefix(POLICY_STREAM)}"), 303)
    page = asked(request, "as_of", "known_at", "level", "recorded")
    etag = tag(page, decision_id)
    if (unchanged := not_modified(page, etag)) is not None:
        return unchanged
    version = page.register.version(decision_id)  # asked for first: what comes meanwhile is told again, and not lost
    with uncollected():
        response = render(
            "decision.html",
            page,
            view=decision_page(page, decision_id),
            live=live(page, decision_id, version),
            recorded=just_recorded(page, decision_id),
        )
    # Somebody may have recorded while it was made: it is sent under a tag only where that still tells what it is.
    return sent_small(request, response, etag if tag(page, decision_id) == etag else None)


@router.get("/decisions/{decision_id}/news")
def what_is_new(request: Request, decision_id: str) -> Response:
    """What was recorded since a page was made, as the page then says it."""
    page = asked(request, "seen")
    return render("decision/news.html", page, view=news(page, decision_id))


@router.get("/decisions/{decision_id}/story")
def one_story(request: Request, decision_id: str) -> Response:
    """One decision as a text, in three lengths."""
    page = asked(request, "length", "as_of", "known_at", "level")
    return render("story.html", page, view=story_page(page, decision_id))


@router.get("/decisions/{decision_id}/paper")
def one_paper(request: Request, decision_id: str) -> Response:
    """The case paper, as it would have been on a day."""
    page = asked(request, "as_of")
    return render("paper.html", page, view=paper_page(page, decision_id))


@router.get("/digest")
def digest(request: Request) -> Response:
    """What is new for a level, since its last meeting or a day."""
    page = asked(request, *OF_DIGEST)
    return render("digest.html", page, view=digest_page(page))


@router.get("/rules")
def rules(request: Request) -> Response:
    """Every rule: why it exists, how it acts here, its scenarios, and how often it spoke."""
    page = asked(request, "nature", OF_WHOM)
    return render("rules.html", page, view=rule_list(page))


async def _sent(request: Request) -> Mapping[str, Any]:
    return await request.form(max_files=0, max_fields=30, max_part_size=LARGEST_FIELD)


Sent = Annotated[Mapping[str, Any], Depends(_sent)]


@router.get("/disclose")
def form_for_disclosing(request: Request) -> Response:
    """The form: one field, one button."""
    page = asked(request, "decision")
    form = Form(decision=page.query.get("decision", ""))
    if form.decision and _title(page, form.decision) is None:
        empty, mistakes = disclosing.mended(Form(), Unknown(form.decision), page.texts)
        return _form(page, empty, mistakes, status=404)
    return _form(page, form)


@router.post("/disclose")
def disclose(request: Request, sent: Sent) -> Response:
    """Records the failure, and thanks for it."""
    page = asked(request, "decision")
    form = _genuine(page, sent)
    if form is None:
        return _form(page, Form.of(sent), (Mistake("what_happened", page.texts.say(STALE)),), status=403)
    if sent.get("go") == "show":  # in another language, with what was typed
        return _form(page, form)
    try:
        receipt = disclosing.disclose(form, page)
    except (Invalid, Unknown, KeyReused) as error:
        form, mistakes = disclosing.mended(form, error, page.texts)
        return _form(page, form, mistakes, status=422)
    except (Conflict, StoreError) as error:
        log.error("a disclosure was not recorded: %s", error)
        return _form(page, form, (Mistake("what_happened", page.texts.say(LATER)),), status=503)
    thanks = page.to("/disclose/thanks", decision=receipt.decision_id, version=receipt.version)
    return RedirectResponse(thanks, 303)


@router.get("/disclose/thanks")
def thanks(request: Request) -> Response:
    """What was recorded, where it stands, who sees it, and what one may add."""
    page = asked(request, "decision", "version", "added")
    return _thanks(page, Form())


@router.post("/disclose/thanks")
def add_to_disclosure(request: Request, sent: Sent) -> Response:
    """Records what was done at once, and what was learned."""
    page = asked(request, "decision", "version", "added")
    form = _genuine(page, sent)
    disclosed = _disclosed(page)
    if form is None or disclosed is None:
        return _thanks(page, Form.of(sent), (Mistake("containment", page.texts.say(STALE)),), status=403)
    try:
        disclosing.add(form, disclosed, page.register)
    except (Invalid, Unknown, KeyReused) as error:
        form, mistakes = disclosing.mended(form, error, page.texts)
        return _thanks(page, form, mistakes, status=422)
    except Refused as error:
        said = tuple(Mistake("lesson", refusal_sentence(each, page.texts.words)) for each in error.refusals)
        return _thanks(page, form, said, status=422)
    except RuleFailed as error:
        log.error("%s", error)
        return _thanks(page, form, (Mistake("lesson", trouble_sentence(error, page.texts.words)),), status=503)
    return RedirectResponse(page.here(added="yes"), 303)


def _genuine(page: Asked, sent: Mapping[str, Any]) -> Form | None:
    """The form where it was sent from our own page; None where its token does not hold. Raises PageProblem."""
    return Form.of(sent) if is_genuine(page, str(sent.get("token", "")), "/disclose") else None


def _form(page: Asked, form: Form, mistakes: tuple[Mistake, ...] = (), *, status: int = 200) -> Response:
    found = Decisions(page)
    several = disclosing.organisations(page)
    is_known = form.decision or form.organisation or not several
    return with_token(
        page,
        "disclose.html",
        status,
        form=form,
        mistakes={mistake.field: mistake.text for mistake in mistakes},
        live=found.live,
        known=found.known,
        chosen=_title(page, form.decision) if form.decision else None,
        organisations=several,
        levels=page.register.levels(disclosing.whose(form, page) if is_known else None),
        severities=[(scale, value_label(scale, page.texts.words)) for scale in SCALE],
    )


def _thanks(page: Asked, form: Form, mistakes: tuple[Mistake, ...] = (), *, status: int = 200) -> Response:
    decision_id = page.query.get("decision", "")
    title = _title(page, decision_id)
    disclosed = _disclosed(page) if title is not None else None
    if title is None:
        raise Unknown(decision_id)
    return with_token(
        page,
        "thanks.html",
        status,
        form=form,
        mistakes={mistake.field: mistake.text for mistake in mistakes},
        title=title,
        decision_id=decision_id,
        disclosed=disclosed,
        sees=page.texts.say(N_("People in the organisation, until somebody opens it. Not the press, not the public.")),
        is_added="added" in page.query,
    )


def _title(page: Asked, decision_id: str) -> str | None:
    """What a decision is called, where there is one that the reader may see."""
    try:
        opened = page.register.decision(decision_id, page.reader).opened
    except Unknown:
        return None
    return opened.title if opened else None


def _disclosed(page: Asked) -> Recorded | None:
    """The disclosure that the page thanks for, where the reader may see it."""
    number = page.query.get("version", "")
    if not (number.isascii() and number.isdigit() and len(number) <= 9):
        return None
    entry = page.register.timeline(page.query.get("decision", ""), reader=page.reader).entry(int(number))
    return entry.recorded if entry and isinstance(entry.recorded.fact, FailureDisclosed) else None
