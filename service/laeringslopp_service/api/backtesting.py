"""The calls that try a policy on what is recorded: start, follow, read, and stop."""

from dataclasses import replace
from itertools import chain, islice
from typing import Any

from fastapi import APIRouter, Request, Response
from pydantic_core import to_json

from laeringslopp import Invalid, LaeringsloppError, Policy, StoreError
from laeringslopp.backtest import Finding
from laeringslopp.backtest.telling import tell_backtest, tell_finding
from laeringslopp.rules import shipped
from laeringslopp.rules.document import read as read_document
from laeringslopp.story import Wording, trouble_sentence, wording
from laeringslopp.story.wording import N_
from laeringslopp_service.api.answering import JSON, accepted, answer, digest, written
from laeringslopp_service.api.asking import AS, LANG, Parameter, Query, number
from laeringslopp_service.api.bodies import BacktestAsked, Sent, read
from laeringslopp_service.api.describing import described
from laeringslopp_service.api.lists import FORMS, Page, limit, listed
from laeringslopp_service.api.recording import key_in
from laeringslopp_service.api.sheets import Sheet
from laeringslopp_service.auth import MEMBER, reader_of
from laeringslopp_service.backtests import Backtests, Busy, Job
from laeringslopp_service.language import language_of
from laeringslopp_service.problems import Problem

router = APIRouter()

USUAL = 100
ASK = Query(LANG, AS)
START = Query(LANG)
LIST = Query(
    Parameter("cursor", "Where the page before ended: its `next`.", {"type": "string", "pattern": "^[0-9]+$"}),
    limit(USUAL),
    AS,
    LANG,
)
SHEET = Sheet(
    *("decision_id", "version", "rule_id", "level", "outcome", "kind", "missing", "was_remarked", "about", "due"),
)


@router.post("/api/backtests", **described("start_backtest", START))
def start_backtest(request: Request, body: Sent) -> Response:
    """Starts a backtest."""
    START.read(request)
    asked = read(BacktestAsked, body, '{"policy": "strict"}')
    policy = _policy(asked.policy)
    if asked.organisation is not None:
        request.app.state.register.check_organisation(asked.organisation)
    try:
        key, said = key_in(request), digest(asked.model_dump_json(exclude_unset=True).encode())
        job = _backtests(request).start(policy, asked.organisation, asked.as_it_happened, key, said)
    except Busy:
        raise Problem("busy", headers={"Retry-After": "10"}) from None
    where = f"{request.scope.get('root_path', '')}/api/backtests/{job.backtest_id}"
    told = to_json(_told(job, wording(language_of(request))))
    return Response(told, 202, {"Location": where, "Cache-Control": "no-store"}, JSON)


@router.get("/api/backtests/{backtest_id}", **described("read_backtest", ASK))
def read_backtest(backtest_id: str, request: Request) -> Response:
    """How far it has come, and then what it found."""
    ASK.read(request)
    accepted(request, JSON)
    words = wording(language_of(request))
    told = _told(_job(backtest_id, request), words)
    return answer(request, written(told), headers={"Content-Language": words.language})


@router.get("/api/backtests/{backtest_id}/findings", **described("list_findings", LIST))
def list_findings(backtest_id: str, request: Request) -> Response:
    """Each finding by itself, decision by decision."""
    asked = LIST.read(request)
    form = accepted(request, *FORMS)
    number(asked, "cursor", 0, least=0)
    job = _job(backtest_id, request)
    result = job.found
    if result is None:
        raise Problem(
            "not-found",
            N_("The backtest {backtest_id} has not come to its end. Its state is {state}."),
            values={"backtest_id": backtest_id, "state": job.state},
        )

    rest, ahead, at = iter(result.findings()), list[Finding](), 0

    def page(cursor: str | None, most: int) -> Page:
        nonlocal ahead, at
        after = int(cursor or 0)
        # Whoever reads all of them goes on from where the piece before ended: nothing is read twice.
        found = list(islice(chain(ahead, rest), after - at, after - at + most + 1))
        ahead, at = found[most:], after + most
        return Page([tell_finding(each) for each in found[:most]], str(at) if ahead else None)

    return listed(request, form, asked, page, SHEET, USUAL)


@router.delete("/api/backtests/{backtest_id}", **described("stop_backtest", START))
def stop_backtest(backtest_id: str, request: Request) -> Response:
    """Stops it, and lets go of what it found."""
    START.read(request)
    if not _backtests(request).drop(backtest_id):
        raise _none(backtest_id)
    return Response(status_code=204)


def _policy(asked: str | dict[str, Any]) -> Policy:
    if isinstance(asked, str):
        return shipped(asked)
    found = read_document(asked)
    if found.policy is None:
        raise Invalid([replace(f, pointer=f"/policy{f.pointer}") for f in found.flaws])
    return found.policy


def _backtests(request: Request) -> Backtests:
    backtests: Backtests = request.app.state.backtests
    return backtests


def _job(backtest_id: str, request: Request) -> Job:
    """A backtest counts what is withheld too, so it is for full members alone. Raises Problem."""
    job = _backtests(request).get(backtest_id) if reader_of(request) == MEMBER else None
    if job is None:
        raise _none(backtest_id)
    return job


def _none(backtest_id: str) -> Problem:
    text = N_("There is no backtest {backtest_id}. One is kept for an hour after its end.")
    return Problem("not-found", text, values={"backtest_id": backtest_id})


def _told(job: Job, words: Wording) -> dict[str, Any]:
    told: dict[str, Any] = {
        "backtest_id": job.backtest_id,
        "state": job.state,
        "policy": job.policy,
        "as_it_happened": job.as_it_happened,
        "started_at": job.started_at,
        "done": job.done,
        "of": job.of,
    }
    if job.organisation is not None:
        told["organisation"] = job.organisation
    if job.found is not None:
        told["result"] = tell_backtest(job.found, words)
    if job.state == "failed":
        # Where a register lies is nobody's business but its keeper's.
        known = isinstance(job.why, LaeringsloppError) and not isinstance(job.why, StoreError)
        is_readable = isinstance(job.why, StoreError) and job.why.reason == "unreadable"
        if known or is_readable:
            assert isinstance(job.why, LaeringsloppError)
            told["why"] = trouble_sentence(job.why, words)
    return told
