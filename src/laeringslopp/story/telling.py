"""A timeline and a decision as the exchange format shows them, with sentences in the reader's language."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from laeringslopp.access import Withheld
from laeringslopp.decision import Decision
from laeringslopp.entry import Recorded
from laeringslopp.errors import Flaw, Refusal
from laeringslopp.facts import Criterion, Money
from laeringslopp.rules import Owed
from laeringslopp.story.dutywords import duty_sentence
from laeringslopp.story.exceptions import exceptions, waiver_sentence
from laeringslopp.story.flawwords import flaw_sentence
from laeringslopp.story.rulewords import refusal_sentence, remark_sentence
from laeringslopp.story.sentences import sentence
from laeringslopp.story.standing import open_sentence, summary
from laeringslopp.story.wording import Language, Wording, wording
from laeringslopp.timeline import AttemptShown, Changed, Loop, Open, Timeline, TimelineEntry

Json = dict[str, Any]

SHOWN = {"by", "recorded_by", "known_from", "sources", "references", "confidence", "access", "fact", "ext"}
"""What of an entry is shown as it was recorded."""


def tell(timeline: Timeline, language: Language) -> Json:
    """The whole timeline; what is not known is left out."""
    words = wording(language)
    opened = timeline.decision.opened or timeline.opened
    return _known(
        decision_id=timeline.decision.decision_id,
        version=timeline.version,
        status=timeline.decision.status,
        title=opened.title if opened else None,
        question=opened.question if opened else None,
        summary=summary(timeline, words),
        as_of=_iso(timeline.as_of),
        known_at=_iso(timeline.known_at),
        level=timeline.level,
        entries=[tell_entry(entry, timeline, words) for entry in timeline.entries],
        attempts=[_attempt(attempt) for attempt in timeline.attempts],
        loops=[_loop(loop) for loop in timeline.loops],
        open=[tell_open(waiting, words) for waiting in timeline.open],
        unknown_to={level: list(versions) for level, versions in timeline.unknown_to.items()},
        withheld=withheld_to(timeline.withheld, public=timeline.is_public),
    )


def tell_open(waiting: Open, words: Wording) -> Json:
    """Something that waits for somebody."""
    return _known(
        what=waiting.what,
        version=waiting.version,
        since=waiting.since.occurred_at.isoformat(),
        level=waiting.level,
        sentence=open_sentence(waiting, words),
    )


def withheld_to(withheld: tuple[Withheld, ...], *, public: bool) -> Json:
    """That something is withheld: how many and on which grounds; within the organisation also of what kind."""
    told: Json = {
        "count": len(withheld),
        "grounds": sorted({entry.ground for entry in withheld if entry.ground is not None}),
    }
    if not public:
        told["entries"] = [_known(version=entry.version, kind=entry.kind, ground=entry.ground) for entry in withheld]
    return told


def tell_decision(decision: Decision, version: int) -> Json:
    """A decision's current state; ``version`` is that of its stream, seen or not."""
    opened = decision.opened
    shown: Mapping[str, Any] = opened.model_dump(mode="json", exclude_none=True) if opened else {}
    told = {name: value for name, value in shown.items() if name not in ("kind", "access", "tags")}
    return {
        "decision_id": decision.decision_id,
        "version": version,
        "status": decision.status,
        **told,
        "tags": list(decision.tags),
        "attempts": decision.count("trial"),
        "failures": decision.count("failure"),
        "lessons": decision.count("lesson"),
        "adjustments": decision.count("adjustment"),
    }


def tell_recorded(recorded: Recorded) -> Json:
    """A recorded fact in the exchange format."""
    shown = recorded.model_dump(mode="json", exclude_unset=True, exclude_none=True)
    return {
        **shown,
        "decision_id": recorded.decision_id,
        "version": recorded.version,
        "position": recorded.position,
        "history": recorded.history,
        "remarks": list(recorded.remarks),
        "waived": list(recorded.waived),
    }


def tell_withheld(withheld: Withheld, decision_id: str, position: int, *, public: bool) -> Json:
    """In place of an entry that the reader may not see."""
    told = _known(position=position, withheld=True, ground=withheld.ground)
    if public:
        return told
    where = {"decision_id": decision_id, "version": withheld.version, "kind": withheld.kind}
    return {**told, **where, "access": withheld.access}


def tell_refusal(refusal: Refusal, words: Wording) -> Json:
    """A guard's no."""
    return _known(
        rule_id=refusal.rule_id,
        subject=refusal.subject,
        sentence=refusal_sentence(refusal, words),
        missing=refusal.missing,
        parameters=dict(refusal.parameters),
        record_first=[dict(template) for template in refusal.record_first],
        instead=refusal.instead,
    )


def tell_duty(owed: Owed, raised_by: Recorded | None, words: Wording) -> Json:
    """What a level owes; ``raised_by`` is the entry that raised it, as the reader may see it."""
    return {
        "rule_id": owed.rule_id,
        "decision_id": owed.decision_id,
        "level": owed.level,
        "about": owed.about or None,
        "part": owed.part or None,
        "version": owed.version,
        "owed_since": owed.owed_since.isoformat(),
        "due": owed.due.isoformat(),
        "met_on": owed.met_on.isoformat() if owed.met_on else None,
        "meeting": owed.meeting.isoformat() if owed.meeting else None,
        "overdue": owed.overdue,
        "lacking": list(owed.lacking),
        "ground": owed.ground or None,
        "organ": owed.organ or None,
        "sentence": duty_sentence(owed, raised_by, words),
    }


def tell_flaw(flaw: Flaw, words: Wording | None = None) -> Json:
    """What is wrong with an entry: in exact English, or in the reader's own language where that is another."""
    known = list(flaw.known) or None
    detail = flaw.detail if words is None or words.language == "en" else flaw_sentence(flaw, words)
    return _known(pointer=flaw.pointer, code=flaw.code, detail=detail, instead=flaw.instead, known=known)


def tell_entry(entry: TimelineEntry, timeline: Timeline, words: Wording) -> Json:
    """One entry of a timeline."""
    recorded = entry.recorded
    at = recorded.occurred_at
    occurred = at.isoformat()
    told: Json = {"version": recorded.version, "kind": recorded.fact.kind, "occurred_at": occurred}
    if recorded.occurred_precision is not None:
        told["occurred_precision"] = recorded.occurred_precision
    told["recorded_at"] = recorded.recorded_at.isoformat()
    told["history"] = recorded.history
    told["sentence"] = sentence(recorded, timeline.named, words)
    told["caused_by"] = list(entry.caused_by)
    told["remarks"] = [
        {"rule_id": rule, "sentence": remark_sentence(rule, words, recorded.history, recorded.fact)}
        for rule in recorded.remarks
    ]
    told["waived"] = [
        _known(version=version, rule_id=rule_id, sentence=said)
        for version, rule_id, said in exceptions(recorded, timeline, words)
    ]
    if (waiver := timeline.waivers.get(recorded.version)) is not None:
        told["waiver"] = _known(state=waiver.state, used_by=waiver.used_by, sentence=waiver_sentence(waiver, words))
    # Most levels know an entry from when it occurred; writing a time takes longer than seeing that it is the same.
    told["known_to"] = {
        level: occurred if since is at else since.isoformat() for level, since in entry.known_to.items()
    }
    told.update(recorded.model_dump(mode="json", include=SHOWN, exclude_unset=True, exclude_none=True))
    return told


def _attempt(attempt: AttemptShown) -> Json:
    return _known(
        number=attempt.number,
        trial_id=attempt.fact.trial_id,
        retry_of=attempt.retry_of,
        where=attempt.fact.where,
        hypothesis=attempt.fact.hypothesis,
        criteria=[
            _known(**_plain(measured.criterion), observed=measured.observed, met=measured.met)
            for measured in attempt.criteria
        ],
        started_at=attempt.started.occurred_at.isoformat(),
        ended_at=_iso(attempt.ended.occurred_at) if attempt.ended else None,
        outcome=attempt.outcome,
        changed=[_changed(changed) for changed in attempt.changed],
        failures=list(attempt.failures),
        cost=_plain(attempt.cost) if attempt.cost else None,
        versions=list(attempt.versions),
    )


def _changed(changed: Changed) -> Json:
    told = {"what": changed.what, "name": changed.name or None}
    return _known(**told, **{"from": _value(changed.from_), "to": _value(changed.to)})


def _value(value: str | Criterion | Money | None) -> Any:
    return _plain(value) if isinstance(value, Criterion | Money) else value


def _plain(value: Criterion | Money) -> Json:
    return value.model_dump(mode="json", exclude_none=True)


def _loop(loop: Loop) -> Json:
    return _known(
        trial_id=loop.trial_id,
        failures=list(loop.failures),
        lessons=list(loop.lessons),
        adjustments=list(loop.adjustments),
        retry=loop.retry,
        closed=loop.closed,
        missing=list(loop.missing),
        days=loop.took.days if loop.took is not None else None,
    )


def _iso(at: datetime | None) -> str | None:
    return at.isoformat() if at is not None else None


def _known(**values: Any) -> Json:
    return {name: value for name, value in values.items() if value is not None}
