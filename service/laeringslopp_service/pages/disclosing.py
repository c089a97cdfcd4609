"""Putting a failure on record from a form: one text is enough."""

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from pydantic import ValidationError

from laeringslopp import (
    Actor,
    Entry,
    FailureContained,
    FailureDisclosed,
    Flaw,
    Invalid,
    KeyReused,
    LessonDrawn,
    Receipt,
    Recorded,
    Register,
    Unknown,
)
from laeringslopp.facts import INTERNAL
from laeringslopp.integrity import flaws_of
from laeringslopp.integrity.identity import masked
from laeringslopp.story import flaw_sentence
from laeringslopp_service.auth import MEMBER
from laeringslopp_service.finding import all_rows
from laeringslopp_service.following import fresh
from laeringslopp_service.pages.asked import Asked
from laeringslopp_service.pages.texts import N_, Texts

UNSIGNED = "unsigned"
"""Who discloses, until there is sign-in."""
KEY = re.compile(r"[A-Za-z0-9_-]{1,64}")
POINTERS: Mapping[str, str] = {
    "/fact/what_happened": "what_happened",
    "/fact/what": "containment",
    "/fact/statement": "lesson",
    "/fact/consequence": "consequence",
    "/fact/severity": "severity",
    "/fact/organisation": "organisation",
    "/organisation": "organisation",
    "/decision_id": "decision",
    "/by/role": "role",
    "/by/level": "level",
}
"""Which field of the form a flaw belongs beside."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """What to mend in a form, beside which field."""

    field: str
    text: str


@dataclass(frozen=True, slots=True)
class Form:
    """What somebody wrote; every value may be empty."""

    what_happened: str = ""
    decision: str = ""
    organisation: str = ""
    consequence: str = ""
    severity: str = ""
    suspected: str = ""
    own: str = ""
    role: str = ""
    level: str = ""
    containment: str = ""
    lesson: str = ""
    key: str = field(default_factory=lambda: secrets.token_urlsafe(18))
    """The same form sent twice records once."""

    @staticmethod
    def of(sent: Mapping[str, Any]) -> "Form":
        """A form as the browser sent it; browsers end lines with carriage returns, a record does not."""
        names = Form.__dataclass_fields__
        given = {
            name: value.replace("\r\n", "\n").replace("\r", "\n").strip()
            for name, value in sent.items()
            if name in names and isinstance(value, str)
        }
        if not KEY.fullmatch(given.get("key", "")):
            given.pop("key", None)
        return Form(**{name: value for name, value in given.items() if value})

    @property
    def has_more(self) -> bool:
        """Whether anything beyond the one field was filled in, so that it is shown unfolded."""
        return any((self.consequence, self.severity, self.suspected, self.own))


def organisations(page: Asked) -> tuple[str, ...]:
    """The organisations to choose from where several record here, in the order of their first decision; else none.

    Where any of them has live decisions, those from known cases are left out: nobody there records here.
    """
    register = page.register
    if page.settings.organisation:
        return ()
    try:
        register.organisation_at_work()
    except Invalid:
        rows = all_rows(fresh(page.request, "decisions"), "decisions", MEMBER, {}, ("history", "organisation"))
        opened = [(row["history"], row["organisation"]) for row in rows]
        live = [name for is_history, name in opened if not is_history]
        return tuple(dict.fromkeys(live or [name for _, name in opened]))
    return ()


def whose(form: Form, page: Asked) -> str | None:
    """The organisation that the failure belongs to; None where nothing says so yet."""
    if form.decision:
        try:
            opened = page.register.decision(form.decision).opened
        except Unknown:
            return None
        return opened.organisation if opened else None
    named = form.organisation or page.settings.organisation or next(iter(organisations(page)), None)
    try:
        return named or page.register.organisation_at_work()
    except Invalid:
        return None


def disclose(form: Form, page: Asked) -> Receipt:
    """Records the failure. Raises Invalid, Unknown, KeyReused."""
    register = page.register
    more: dict[str, Any] = {
        "consequence": form.consequence or None,
        "severity": form.severity or None,
        "own": True if form.own else None,
    }
    if form.suspected:
        more["finding"] = "suspected"
    lowest = register.levels(whose(form, page))[-1]
    receipt: Receipt = register.disclose(
        form.what_happened,
        _unsigned(form.role or page.texts.say(N_("employee")), form.level or lowest),
        form.decision or None,
        organisation=form.organisation or page.settings.organisation or next(iter(organisations(page)), None),
        key=f"form.{form.key}",
        **{name: value for name, value in more.items() if value is not None},
    )
    return receipt


def add(form: Form, disclosed: Recorded, register: Register) -> Receipt | None:
    """Records what was done at once and what was learned, where either was written. Raises as ``append`` does."""
    assert isinstance(disclosed.fact, FailureDisclosed)
    failure_id, facts = disclosed.fact.failure_id, list[FailureContained | LessonDrawn]()
    if not (form.containment or form.lesson):
        raise Invalid([Flaw("empty", "write something in one of the fields", "/fact/what")])
    try:
        if form.containment:
            facts.append(FailureContained(failure_id=failure_id, what=form.containment))
        if form.lesson:
            facts.append(LessonDrawn(from_failures=(failure_id,), statement=form.lesson))
    except ValidationError as error:
        raise Invalid(list(flaws_of(error, prefix="/fact"))) from None
    by = _unsigned(disclosed.by.role, disclosed.by.level)
    # As the failure itself: for the organisation, until somebody opens it.
    entries = [Entry(decision_id=disclosed.decision_id, by=by, fact=fact, access=INTERNAL) for fact in facts]
    return register.append(entries, key=f"form.{form.key}")


def _unsigned(role: str, level: str) -> Actor:
    try:
        return Actor(id=UNSIGNED, role=role, level=level)
    except ValidationError as error:
        raise Invalid(list(flaws_of(error, Actor, prefix="/by"))) from None


def mended(form: Form, error: Invalid | Unknown | KeyReused, texts: Texts) -> tuple[Form, tuple[Mistake, ...]]:
    """The form to show again, with what was typed, and what is to be mended in it."""
    match error:
        case Unknown():
            flaws: tuple[Flaw, ...] = (Flaw("no-such-decision", str(error), "/decision_id"),)
        case KeyReused():
            said = N_("You have sent this form before, with another text, and that is on record. Send this one too?")
            return replace(form, key=Form().key), (Mistake("what_happened", texts.say(said)),)
        case Invalid():
            flaws = error.flaws
    if any(flaw.code == "no-national-identity" for flaw in flaws):
        form = _masked(form)
    mistakes = [Mistake(POINTERS.get(flaw.pointer, "what_happened"), _said(flaw, form, texts)) for flaw in flaws]
    return form, tuple({mistake.field: mistake for mistake in mistakes}.values())


def _said(flaw: Flaw, form: Form, texts: Texts) -> str:
    said = flaw_sentence(flaw, texts.words)
    if flaw.code == "no-national-identity":
        hidden = texts.say(N_("We have hidden it below. Read it through and send again."))
        return f"{said} {hidden}"
    if flaw.code == "too-long":
        length = len(getattr(form, POINTERS.get(flaw.pointer, "what_happened")))
        counted = texts.say(N_("It has {length} characters."), length=texts.words.number(length))
        return f"{said} {counted}"
    return said


def _masked(form: Form) -> Form:
    """Without national identity numbers, in whichever field they stand."""
    written = ("what_happened", "consequence", "role", "containment", "lesson")
    return replace(form, **{name: masked(getattr(form, name)) for name in written})
