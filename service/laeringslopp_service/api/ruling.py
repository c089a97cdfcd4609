"""The calls about policies: which is in force, what was adopted, adopting one, and comparing two."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from fastapi import APIRouter, Request, Response
from pydantic_core import to_json

from laeringslopp import Flaw, Invalid, Reader, Register
from laeringslopp.exchange.policyshown import adopted_told, in_force_told, last_by
from laeringslopp.policy import Policy
from laeringslopp.register import Verdict
from laeringslopp.rules import document as documents
from laeringslopp.rules import shipped
from laeringslopp.rules.differing import differences
from laeringslopp.rules.documented import document_of
from laeringslopp.story import Wording, tell_refusal, wording
from laeringslopp.story.policywords import tell_differences
from laeringslopp.story.wording import N_
from laeringslopp.when import end_of
from laeringslopp_service.api.answering import JSON, accepted, answer, written
from laeringslopp_service.api.asking import AS, DRY_RUN, LANG, MOMENT, Parameter, Query, moment, yes
from laeringslopp_service.api.bodies import Sent, given, read
from laeringslopp_service.api.describing import described
from laeringslopp_service.api.lists import CURSOR, FORMS, MOST, Page, cut, limit, listed
from laeringslopp_service.api.policy_shapes import Adoption, Comparison
from laeringslopp_service.api.receipts import receipt_told
from laeringslopp_service.api.recording import expected_in, key_in
from laeringslopp_service.api.sheets import Sheet
from laeringslopp_service.api.waiting import AFTER, reached
from laeringslopp_service.auth import reader_of
from laeringslopp_service.language import language_of
from laeringslopp_service.problems import Problem, invalid

router = APIRouter()

PLAIN = Query(LANG, AS)
LIST = Query(limit(MOST), CURSOR, AFTER, LANG, AS)
POLICIES = Sheet("organisation", "name", "adopted", "in_force_from")
HISTORY = Sheet("version", "name", "title", "reason", "by", "recorded_at", "in_force_from", "in_force", "has_effect")
READ = Query(Parameter("at", "The one in force then; a date means the end of that day.", MOMENT), AFTER, LANG, AS)
ADOPT = Query(DRY_RUN, LANG)
COMPARE = Query(LANG)


@router.get("/api/policies", **described("list_policies", LIST))
def list_policies(request: Request) -> Response:
    """The policy in force for each organisation."""
    asked = LIST.read(request)
    reached(request, asked)
    language_of(request)
    form = accepted(request, *FORMS)
    register: Register = request.app.state.register
    reader, now = reader_of(request), register.now()
    organisations = known_organisations(register, reader)

    def page(cursor: str | None, most: int) -> Page:
        some = cut(organisations, str, cursor, most)
        return Page([_listed(register, organisation, reader, now) for organisation in some.items], some.next)

    return listed(request, form, asked, page, POLICIES, MOST)


def _listed(register: Register, organisation: str, reader: Reader, now: datetime) -> dict[str, Any]:
    current = last_by(register.policies(organisation, reader), now)
    since = {} if current is None else {"in_force_from": current.fact.in_force_from.isoformat()}
    name = register.policy_of(organisation, now).name
    return {"organisation": organisation, "name": name, "adopted": current is not None, **since}


def known_organisations(register: Register, reader: Reader) -> list[str]:
    """Those that have a decision or a policy here; the public hears of those with a policy, which is open."""
    of_decisions = [] if reader.is_public else register.organisations()
    return list(dict.fromkeys((*of_decisions, *register.organisations_with_a_policy())))


@router.get("/api/shipped-policies/{name}", **described("read_shipped_policy", PLAIN))
def read_shipped_policy(name: str, request: Request) -> Response:
    """A policy that ships."""
    PLAIN.read(request)
    language_of(request)
    accepted(request, JSON)
    if name not in documents.SHIPPED:
        raise Problem("not-found", N_("No policy {name} ships. standard and strict do."), values={"name": name})
    return answer(request, written({"policy": document_of(shipped(name))}))


@router.get("/api/policies/{organisation}", **described("read_policy", READ))
def read_policy(organisation: str, request: Request) -> Response:
    """The policy in force for an organisation."""
    asked = READ.read(request)
    reached(request, asked)
    words = wording(language_of(request))
    accepted(request, JSON)
    register, reader = _of(request, organisation)
    at = _moment(asked, register)
    told = in_force_told(register, organisation, words, at, reader)
    return answer(request, written(told), headers={"Content-Language": words.language})


@router.get("/api/policies/{organisation}/history", **described("read_policy_history", LIST))
def read_policy_history(organisation: str, request: Request) -> Response:
    """What an organisation adopted."""
    asked = LIST.read(request)
    reached(request, asked)
    words = wording(language_of(request))
    form = accepted(request, *FORMS)
    register, reader = _of(request, organisation)
    adopted = register.policies(organisation, reader)

    def page(cursor: str | None, most: int) -> Page:
        some = cut(adopted, lambda each: str(each.recorded.version), cursor, most)
        return Page([adopted_told(each, words) for each in some.items], some.next, {"organisation": organisation})

    return listed(request, form, asked, page, HISTORY, MOST, headers={"Content-Language": words.language})


def _of(request: Request, organisation: str) -> tuple[Register, Reader]:
    register: Register = request.app.state.register
    reader = reader_of(request)
    if organisation not in known_organisations(register, reader):
        text = N_("No organisation {organisation} has a decision or a policy here.")
        raise Problem("not-found", text, values={"organisation": organisation})
    return register, reader


@router.post("/api/policies/{organisation}", **described("adopt_policy", ADOPT))
def adopt_policy(organisation: str, request: Request, body: Sent) -> Response:
    """Adopts a policy for an organisation."""
    asked = ADOPT.read(request)
    words = wording(language_of(request))
    register: Register = request.app.state.register
    adoption = read(Adoption, body)
    if "occurred_at" in adoption.model_fields_set:
        raise invalid("unknown-field", "a policy is adopted when it is recorded; leave this out", "/occurred_at")
    if not isinstance(adoption.policy, str | Mapping):
        raise invalid("not-an-object", "write a policy document, standard or strict", "/policy")
    request.state.refused_at = ""  # the body is one fact
    around = given(adoption, "policy", "reason", "by", "in_force_from")
    act = (organisation, adoption.policy, adoption.reason, adoption.by, adoption.in_force_from)
    try:
        done = register.adopt(
            *act, expected=expected_in(request), key=key_in(request), dry_run=yes(asked, DRY_RUN.name), **around
        )
    except Invalid as error:
        raise Invalid([_in_body(flaw, by_name=isinstance(adoption.policy, str)) for flaw in error.flaws]) from None
    headers = {"Cache-Control": "no-store", "Content-Language": words.language}
    if isinstance(done, Verdict):
        refusals = [{**tell_refusal(refusal, words), "pointer": ""} for refusal in done.refusals]
        found = _to_come(register, organisation, adoption.policy, words)
        return Response(to_json({"refusals": refusals, "remarks": done.remarks, **found}), 200, headers, JSON)
    adopted = next(each for each in register.policies(organisation) if each.recorded.version == done.version)
    told = receipt_told(request, done, f"policies/{organisation}", tell_differences(adopted.differences, words))
    told.headers["Content-Language"] = words.language
    return told


def _to_come(register: Register, organisation: str, policy: Any, words: Wording) -> dict[str, Any]:
    """What an adoption would change of the policy that it would follow."""
    after = documents.read(register.document(organisation, policy)).policy
    return tell_differences(differences(register.last_policy(organisation), after), words) if after else {}


def _in_body(flaw: Flaw, by_name: bool) -> Flaw:
    """What the register finds wrong with the fact, where it stands in the body."""
    if flaw.pointer == "/decision_id":
        return replace(flaw, pointer="/organisation")
    pointer = flaw.pointer.removeprefix("/fact")
    return replace(flaw, pointer="/policy" if by_name and pointer.startswith("/policy") else pointer)


@router.post("/api/policy-comparisons", **described("compare_policies", COMPARE))
def compare_policies(request: Request, body: Sent) -> Response:
    """What one policy tightens and loosens of another."""
    COMPARE.read(request)
    words = wording(language_of(request))
    register: Register = request.app.state.register
    comparison = read(Comparison, body)
    sides = [
        _side(register, value, name) for name, value in (("before", comparison.before), ("after", comparison.after))
    ]
    if flaws := [flaw for _, found in sides for flaw in found]:
        raise Invalid(flaws)
    before, after = (policy for policy, _ in sides)
    assert before is not None
    assert after is not None
    headers = {"Cache-Control": "no-store", "Content-Language": words.language}
    return Response(to_json(tell_differences(differences(before, after), words)), 200, headers, JSON)


def _moment(asked: Mapping[str, Any], register: Register) -> datetime | None:
    """When the policy that is asked for was in force; a date is the end of its day."""
    at = moment(asked, "at")
    return at if at is None else end_of(at, register.now().tzinfo)


def _side(register: Register, value: Any, name: str) -> tuple[Policy | None, list[Flaw]]:
    """One of the two, or what is wrong with it."""
    if isinstance(value, str) and value in documents.SHIPPED:
        return shipped(value), []
    if isinstance(value, Mapping) and "organisation" in value:
        more = [key for key in value if key not in ("organisation", "at")]
        if more or not isinstance(value["organisation"], str) or not isinstance(value.get("at", ""), str):
            detail = 'the one in force is {"organisation": …}, with or without "at"'
            return None, [Flaw("unknown-field", detail, f"/{name}")]
        try:
            at = _moment(value, register)
        except Invalid as error:
            return None, [replace(flaw, pointer=f"/{name}{flaw.pointer}") for flaw in error.flaws]
        return register.policy_of(value["organisation"], at), []
    if isinstance(value, Mapping):
        found = documents.read(value)
        return found.policy, [replace(flaw, pointer=f"/{name}{flaw.pointer}") for flaw in found.flaws]
    detail = 'write a policy document, standard, strict, or {"organisation": …} for the one in force there'
    return None, [Flaw("unknown-policy", detail, f"/{name}")]
