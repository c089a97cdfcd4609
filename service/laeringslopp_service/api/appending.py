"""Appending: entries of several decisions in one transaction, as those who keep a register through the service do."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from fastapi import APIRouter, Request, Response
from pydantic_core import to_json

from laeringslopp import Invalid, Receipt, Register
from laeringslopp.story import tell_recorded
from laeringslopp_service.api.answering import JSON, accepted, answer, written
from laeringslopp_service.api.asking import DRY_RUN, LANG, Parameter, Query, yes
from laeringslopp_service.api.bodies import Sent, read
from laeringslopp_service.api.call import LONGEST_KEY
from laeringslopp_service.api.describing import described
from laeringslopp_service.api.recording import key_in, verdict_told
from laeringslopp_service.api.register_shapes import Appends, Group
from laeringslopp_service.language import language_of
from laeringslopp_service.problems import invalid, problem_of

router = APIRouter()

APPEND = Query(DRY_RUN, LANG)
ASKED = Query(
    Parameter(
        "key", "The Idempotency-Key.", {"type": "string", "minLength": 1, "maxLength": LONGEST_KEY}, required=True
    ),
    LANG,
)


@router.post("/api/appends", **described("append", APPEND))
def append(request: Request, body: Sent) -> Response:
    """Records entries of several decisions, all or none."""
    asked = APPEND.read(request)
    language_of(request)
    register: Register = request.app.state.register
    sent, key, dry_run = read(Appends, body), key_in(request), yes(asked, DRY_RUN.name)
    groups = _groups(sent, key)
    request.state.refused_at = "/entries/{entry}"
    if dry_run:
        if len(groups) > 1:
            raise invalid("given-twice", "a dry run takes one group; ask for each by itself", "/groups")
        with _pointing():
            verdict = register.append(groups[0].entries, sent.expected, groups[0].key, dry_run=True)
        return verdict_told(request, verdict)
    failed: list[dict[str, Any]] = []

    def note(at: int, why: Exception) -> None:
        problem = json.loads(bytes(problem_of(request, _pointed(why)).body))
        failed.append({"group": at, "problem": problem})

    with _pointing():
        receipts = register.append_each(
            [(group.entries, group.key) for group in groups], sent.expected, note if sent.partly else None
        )
    told = {"items": [_receipt(each) for each in receipts], "failed": failed}
    is_new = any(not each.replayed for each in receipts)
    return Response(to_json(told), 201 if is_new else 200, {"Cache-Control": "no-store"}, JSON)


@router.get("/api/appends", **described("was_recorded", ASKED))
def was_recorded(request: Request) -> Response:
    """Whether something was recorded under a key."""
    asked = ASKED.read(request)
    language_of(request)
    accepted(request, JSON)
    register: Register = request.app.state.register
    if "key" not in asked:
        raise invalid("missing", "name the key", "/key")
    if not 0 < len(asked["key"]) <= LONGEST_KEY:
        detail = f"a key has 1 to {LONGEST_KEY} characters"
        raise invalid("too-long" if asked["key"] else "empty", detail, "/key", most=LONGEST_KEY)
    return answer(request, written({"recorded": register.is_recorded(asked["key"])}))


def _groups(sent: Appends, key: str | None) -> list[Group]:
    """What is to be recorded together. Raises Invalid unless it is said in one way."""
    if (sent.entries is None) == (sent.groups is None):
        raise invalid("missing", "send entries, or groups of them", "/entries")
    if sent.entries is not None:
        return [Group(entries=sent.entries, key=key)]
    if key is not None:
        raise invalid("given-twice", "each group has a key of its own; leave out the Idempotency-Key", "/groups")
    return list(sent.groups or ())


def _receipt(receipt: Receipt) -> dict[str, Any]:
    return {
        "decision_id": receipt.decision_id,
        "version": receipt.version,
        "position": receipt.position,
        "remarks": receipt.remarks,
        "replayed": receipt.replayed,
        "recorded": [tell_recorded(each) for each in receipt.recorded],
    }


@contextmanager
def _pointing() -> Iterator[None]:
    """What the register finds wrong with an entry, it says where in the entry; here, where in the group of it."""
    try:
        yield
    except Invalid as error:
        raise _pointed(error) from None


def _pointed(error: Exception) -> Exception:
    if not isinstance(error, Invalid):
        return error
    return Invalid([replace(flaw, pointer=f"/entries/{flaw.entry}{flaw.pointer}") for flaw in error.flaws])
