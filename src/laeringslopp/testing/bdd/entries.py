"""The entry that a sentence tells of: the fact with its envelope, and what the sentence need not say."""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import cache
from typing import Any, get_type_hints

from pydantic import ValidationError

from laeringslopp.entry import Entry, Envelope
from laeringslopp.facts import KINDS
from laeringslopp.nearest import nearest
from laeringslopp.rules import stream_of
from laeringslopp.testing.bdd.reading import start_of, value_of
from laeringslopp.testing.bdd.ruling import document_of
from laeringslopp.testing.bdd.telling import ENVELOPE, Told, wrong
from laeringslopp.testing.bdd.unsaid import UNSAID
from laeringslopp.testing.scenario import DECISION, actor, entry


def entry_told(it: Told, now: datetime, version: int) -> Entry:
    """The entry that a sentence tells of, ``now``, in a decision that is at ``version``."""
    fields: dict[str, Any] = dict(it.said())
    decision_id = str(fields.pop("in_decision", DECISION))
    envelope: dict[str, Any] = {}
    if "by" in fields:
        envelope["by"] = actor(it.language.level(str(fields.pop("by"))))
    if (days := fields.pop("n", None)) is not None:
        envelope["occurred_at"] = now - timedelta(days=days)
    if (day := fields.pop("day", None)) is not None:
        envelope |= {"occurred_at": start_of(str(day), now), "occurred_precision": "day"}
    match it.kind:
        case "decision-opened":
            decision_id = str(fields.pop("decision", decision_id))
        case "lesson-shared" if "with_level" in fields:
            fields["with_levels"] = fields.pop("with_level")
        case "lesson-applied" if "from_decision" in fields:
            there = {"decision_id": fields.pop("from_decision"), "lesson_id": fields.pop("lesson_id")}
            fields["lesson"] = json.dumps(there)
        case "case-presented":
            fields.setdefault("up_to_version", version)
        case "policy-adopted":
            decision_id = stream_of(str(fields.pop("organisation", "a-town")))
            fields |= _policy(it, fields, now)
    return _made(it, fields, decision_id, envelope, now)


def _policy(it: Told, fields: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    """The document that is adopted, named or below the sentence, and from when."""
    told, start = str(fields["policy"]), fields.get("in_force_from")
    document = told if told.startswith("{") else json.dumps(document_of(it.text, told), default=str)
    moment = {"in_force_from": start_of(str(start), now).isoformat()} if start else {}
    return {"policy": document, **moment}


def _made(it: Told, fields: Mapping[str, Any], decision_id: str, envelope: dict[str, Any], now: datetime) -> Entry:
    cls = KINDS[it.kind]
    unsaid = {name: value for name, value in UNSAID.get(it.kind, {}).items() if name in cls.model_fields}
    if it.kind == "direction-chosen" and "alternative_id" in fields:
        del unsaid["what"]
    values: dict[str, Any] = {"kind": it.kind, **unsaid}
    around: dict[str, Any] = {}
    for name, text in fields.items():
        # A fact and its envelope may both have an access; the fact's own is meant.
        of, told = (cls, values) if name in cls.model_fields else (Envelope, around)
        if name not in of.model_fields or name == "kind":
            _no_such_field(it, name)
        told[name] = value_of(it.language, it.kind, name, text, _annotations(of)[name], now)
    try:
        fact: Any = cls.model_validate_json(json.dumps(values))
        plain = entry(fact, decision_id=decision_id, **envelope)
        told_so = {**plain.model_dump(mode="json", exclude_unset=True, exclude_none=True), **around}
        return Entry.model_validate_json(json.dumps(told_so))
    except ValidationError as error:
        found = error.errors(include_url=False)[0]
        wrong(f"{it.kind} cannot be so: {'.'.join(map(str, found['loc']))} {found['msg']}")


def _no_such_field(it: Told, name: str) -> None:
    known = {*KINDS[it.kind].model_fields, *ENVELOPE} - {"kind"}
    words = [*known, *(word for word, named in it.language.fields.items() if named in known)]
    wrong(f"{it.kind} has no field «{name}»{nearest(name, words)} It has: {', '.join(sorted(known))}")


@cache
def _annotations(cls: type) -> Mapping[str, Any]:
    return get_type_hints(cls, include_extras=True)
