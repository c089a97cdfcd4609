"""The calls about webhooks: make, change, try, and see what did not arrive."""

import base64
import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from anyio import to_thread
from fastapi import APIRouter, Request, Response
from pydantic import BaseModel
from pydantic_core import to_json

from laeringslopp import Register
from laeringslopp.nearest import nearest
from laeringslopp.story.wording import N_
from laeringslopp_service.api.answering import JSON, accepted, answer, digest, written
from laeringslopp_service.api.asking import AS, LANG, Parameter, Query, number
from laeringslopp_service.api.bodies import Sent, read
from laeringslopp_service.api.describing import described
from laeringslopp_service.api.hook_shapes import ReplayAsked, WebhookAsked, WebhookChange
from laeringslopp_service.api.recording import key_in
from laeringslopp_service.api.waiting import check_end
from laeringslopp_service.auth import MEMBER, PUBLIC, reader_of
from laeringslopp_service.hooks import Deliveries, Delivery, Earlier, Once, Webhook
from laeringslopp_service.hooks.addresses import address_of
from laeringslopp_service.hooks.keeping import LimitReached
from laeringslopp_service.hooks.standing import Standing, standing, standings
from laeringslopp_service.problems import Problem, invalid
from laeringslopp_service.settings import Settings

router = APIRouter()

ONE = "/api/webhooks/{webhook_id}"
NAME = re.compile(r"[a-z0-9-]{1,100}")
ROTATION = 24 * 3600.0
"""Seconds for which an old secret signs too."""
SECRET_BYTES = 32
STATES = ("waiting", "dead")
ASK, SEND = Query(LANG, AS), Query(LANG)
LIST = Query(
    Parameter("state", "Only these.", {"type": "string", "enum": list(STATES)}),
    Parameter("after", "The position where the page before ended: its `next`.", {"type": "integer", "minimum": 0}),
    Parameter("limit", "At most so many.", {"type": "integer", "minimum": 1, "maximum": 1000, "default": 100}),
    LANG,
    AS,
)
UNTOLD = {"Cache-Control": "no-store"}


@router.post("/api/webhooks", **described("make_webhook", SEND))
def make_webhook(request: Request, body: Sent) -> Response:
    """Makes one."""
    SEND.read(request)
    asked = read(WebhookAsked, body, '{"url": "https://…"}')
    deliveries, register, settings = _deliveries(request), _register(request), _settings(request)
    address_of(asked.url, settings.hooks_private)
    _check_reader(asked.reader, register)
    if asked.organisation is not None:
        register.check_organisation(asked.organisation)
    if asked.decision_id is not None and not register.version(asked.decision_id):
        raise invalid("unknown-decision", f"there is no decision {asked.decision_id!r}", "/decision_id")
    end = register.position
    after = end if asked.after is None else asked.after
    check_end(after, end, "/after")
    now = deliveries.clock().timestamp()
    hook = Webhook(
        webhook_id=f"hook-{secrets.token_hex(6)}",
        url=asked.url,
        source=f"{str(request.base_url).rstrip('/')}/api/facts",
        reads_as=asked.reader,
        organisation=asked.organisation,
        decision_id=asked.decision_id,
        kinds=tuple(dict.fromkeys(asked.kinds)),
        withheld=asked.withheld,
        about=asked.about,
        state="active",
        position=after,
        secret=_secret(),
        old_secret=None,
        old_until=0.0,
        made_at=now,
        delivered_at=None,
        claimed_by="",
        claimed_until=0.0,
    )

    def tell(made: Webhook) -> bytes:
        stands = Standing(made, max(0, end - made.position), 0, 0, is_ahead=False)
        return to_json({**_told(stands), "secret": made.secret})

    once = _once(request, asked, tell)
    try:
        deliveries.keeping.make(hook, settings.hooks, once)
    except Earlier as earlier:
        return _again(earlier, _place(request, earlier.webhook_id))
    except LimitReached:
        detail = f"there are {settings.hooks} webhooks, as many as may be; end one, or allow more (LAERINGSLOPP_HOOKS)"
        raise invalid("too-many-webhooks", detail, "", most=settings.hooks) from None
    return Response(tell(hook), 201, {**_place(request, hook.webhook_id), **UNTOLD}, JSON)


@router.get("/api/webhooks", **described("list_webhooks", ASK))
def list_webhooks(request: Request) -> Response:
    """All of them."""
    accepted(request, JSON)
    ASK.read(request)
    _check_member(request)
    return answer(request, written({"items": [_told(each) for each in standings(_deliveries(request))]}))


@router.get(ONE, **described("read_webhook", ASK))
def read_webhook(webhook_id: str, request: Request) -> Response:
    """One of them."""
    accepted(request, JSON)
    ASK.read(request)
    _check_member(request)
    return answer(request, written(_told(standing(_deliveries(request), _hook(webhook_id, request)))))


@router.patch(ONE, **described("change_webhook", SEND))
def change_webhook(webhook_id: str, request: Request, body: Sent) -> Response:
    """Changes, pauses or resumes it."""
    SEND.read(request)
    asked = read(WebhookChange, body, '{"state": "paused"}')
    deliveries = _deliveries(request)
    if asked.url is not None:
        address_of(asked.url, _settings(request).hooks_private)
    if asked.reader is not None:
        _check_reader(asked.reader, _register(request))
    changes = asked.model_dump(exclude_unset=True)
    if "reader" in changes:
        changes["reads_as"] = changes.pop("reader")
    hook = deliveries.keeping.change(_named(webhook_id), deliveries.clock().timestamp(), changes)
    if hook is None:
        raise _none(webhook_id)
    return Response(to_json(_told(standing(deliveries, hook))), 200, UNTOLD, JSON)


@router.delete(ONE, **described("drop_webhook", SEND))
def drop_webhook(webhook_id: str, request: Request) -> Response:
    """Ends it, and forgets what it lacks."""
    SEND.read(request)
    if not _deliveries(request).keeping.drop(_named(webhook_id)):
        raise _none(webhook_id)
    return Response(status_code=204)


@router.get(f"{ONE}/deliveries", **described("list_deliveries", LIST))
def list_deliveries(webhook_id: str, request: Request) -> Response:
    """What did not arrive."""
    accepted(request, JSON)
    asked = LIST.read(request)
    _check_member(request)
    state = asked.get("state")
    if state is not None and state not in STATES:
        raise invalid(
            "unknown-state", f"state is {' or '.join(STATES)}{nearest(state, STATES)}", "/state", allowed=STATES
        )
    after, limit = number(asked, "after", 0, least=0), number(asked, "limit", 100, least=1, most=1000)
    hook = _hook(webhook_id, request)
    found = _deliveries(request).keeping.deliveries(hook.webhook_id, state, after, limit + 1)
    more = found[limit - 1].position if len(found) > limit else None
    headers = {} if more is None else {"Link": f'<{request.url.include_query_params(after=more)}>; rel="next"'}
    return answer(
        request, written({"items": [_lacking(each) for each in found[:limit]], "next": more}), headers=headers
    )


@router.post(f"{ONE}/replay", **described("replay_webhook", SEND))
def replay_webhook(webhook_id: str, request: Request, body: Sent) -> Response:
    """Has facts sent again."""
    SEND.read(request)
    asked = read(ReplayAsked, body, '{"after": 12}')
    if asked.after is None and not asked.dead:
        raise invalid("nothing-asked", 'say what to send again: {"after": 12} or {"dead": true}', "", {"dead": True})
    if asked.after is not None:
        check_end(asked.after, _register(request).position, "/after")
    deliveries = _deliveries(request)

    def tell(done: tuple[int, int]) -> bytes:
        return to_json({"webhook_id": webhook_id, "position": done[0], "again": done[1]})

    now, once = deliveries.clock().timestamp(), _once(request, asked, tell)
    try:
        again = deliveries.keeping.replay(_named(webhook_id), now, asked.after, asked.dead, once)
    except Earlier as earlier:
        return _again(earlier)
    if again is None:
        raise _none(webhook_id)
    return Response(tell((_hook(webhook_id, request).position, again)), 200, UNTOLD, JSON)


@router.post(f"{ONE}/test", **described("test_webhook", SEND))
async def test_webhook(webhook_id: str, request: Request) -> Response:
    """Sends a message that tells nothing; no thread is held while it is under way."""
    SEND.read(request)
    hook = await to_thread.run_sync(_hook, webhook_id, request)
    outcome, seconds = await _deliveries(request).tried(hook)
    told: dict[str, Any] = {"arrived": outcome.problem is None, "seconds": round(seconds, 3)}
    told |= _known({"status": outcome.status, "problem": outcome.problem})
    return Response(to_json(told), 200, UNTOLD, JSON)


@router.post(f"{ONE}/secret", **described("renew_webhook_secret", SEND))
def renew_webhook_secret(webhook_id: str, request: Request) -> Response:
    """A new secret; the old one signs too for a day."""
    SEND.read(request)
    deliveries, hook = _deliveries(request), _hook(webhook_id, request)
    now = deliveries.clock().timestamp()
    changes = {"secret": _secret(), "old_secret": hook.secret, "old_until": now + ROTATION}

    def tell(changed: Webhook) -> bytes:
        told = {"webhook_id": webhook_id, "secret": changed.secret, "old_until": _time(changed.old_until)}
        return to_json(told)

    try:
        changed = deliveries.keeping.change(webhook_id, now, changes, _once(request, None, tell))
    except Earlier as earlier:
        return _again(earlier)
    if changed is None:
        raise _none(webhook_id)
    return Response(tell(changed), 200, UNTOLD, JSON)


def _once(request: Request, asked: BaseModel | None, tell: Callable[[Any], bytes]) -> Once | None:
    """The call under its ``Idempotency-Key``, where it has one. Raises Problem."""
    key = key_in(request)
    if key is None:
        return None
    said = b"" if asked is None else asked.model_dump_json(exclude_unset=True).encode()
    return Once(key, digest(request.url.path.encode(), said), tell)


def _again(earlier: Earlier, headers: Mapping[str, str] | None = None) -> Response:
    """What was answered when it was done."""
    return Response(earlier.answer, 200, {**UNTOLD, **(headers or {})}, JSON)


def _place(request: Request, webhook_id: str) -> dict[str, str]:
    return {"Location": f"{request.scope.get('root_path', '')}/api/webhooks/{webhook_id}"}


def _told(standing: Standing) -> dict[str, Any]:
    hook = standing.hook
    return _known(
        {
            "webhook_id": hook.webhook_id,
            "url": hook.url,
            "reader": hook.reads_as,
            "organisation": hook.organisation,
            "decision_id": hook.decision_id,
            "kinds": hook.kinds,
            "withheld": hook.withheld,
            "about": hook.about,
            "state": hook.state,
            "position": hook.position,
            "behind": standing.behind,
            "waiting": standing.waiting,
            "dead": standing.dead,
            "made_at": _time(hook.made_at),
            "delivered_at": _time(hook.delivered_at),
        }
    )


def _lacking(delivery: Delivery) -> dict[str, Any]:
    told = {name: value for name, value in asdict(delivery).items() if name != "webhook_id"}
    times = {name: _time(told[name]) for name in ("first_at", "last_at", "next_at")}
    return _known({**told, **times, **({"next_at": None} if delivery.state == "dead" else {})})


def _known(told: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in told.items() if value is not None}


def _time(seconds: float | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)


def _secret() -> str:
    return f"whsec_{base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()}"


def _check_reader(reader: str, register: Register) -> None:
    known = (PUBLIC, *register.levels(), "member")
    if reader not in known:
        detail = f"nobody reads as {reader!r}; write one of {', '.join(known)}{nearest(reader, known)}"
        raise invalid("unknown-level", detail, "/reader")


def _check_member(request: Request) -> None:
    """Where webhooks lead, and what they lack, is for full members alone. Raises Problem."""
    if reader_of(request) != MEMBER:
        raise Problem("not-found", N_("Webhooks are for full members alone."))


def _hook(webhook_id: str, request: Request) -> Webhook:
    hook = _deliveries(request).keeping.get(_named(webhook_id))
    if hook is None:
        raise _none(webhook_id)
    return hook


def _named(webhook_id: str) -> str:
    """The id, if it can be one: a database is asked for nothing that it could not hold. Raises Problem."""
    if not NAME.fullmatch(webhook_id):
        raise Problem("not-found", N_("There is no such webhook. GET /api/webhooks lists them."))
    return webhook_id


def _none(webhook_id: str) -> Problem:
    text = N_("There is no webhook {webhook_id}. GET /api/webhooks lists them.")
    return Problem("not-found", text, values={"webhook_id": webhook_id})


def _deliveries(request: Request) -> Deliveries:
    deliveries: Deliveries = request.app.state.deliveries
    return deliveries


def _register(request: Request) -> Register:
    register: Register = request.app.state.register
    return register


def _settings(request: Request) -> Settings:
    settings: Settings = request.app.state.settings
    return settings
