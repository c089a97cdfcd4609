"""What is owed across decisions, as entries of a calendar: open, met, and what fell away."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING

from laeringslopp.access import Reader
from laeringslopp.exchange.calendar import Entry, calendar, midnight, uid
from laeringslopp.policy import Policy
from laeringslopp.register.owing import check_level
from laeringslopp.rules import DUTIES, Owed, Raised, owed, stream_of
from laeringslopp.story import Language, Wording, wording
from laeringslopp.story.dutywords import duty_sentence
from laeringslopp.story.wording import N_

if TYPE_CHECKING:
    from laeringslopp.register.asking import Asking
    from laeringslopp.views import Views

KEPT = timedelta(days=90)
"""How long something stands in a calendar after it was met or fell away."""
MET = N_("Done: {said}")
FELL = N_("No longer due: {said}")


def calendar_of(
    register: "Asking",
    lang: Language,
    views: "Views",
    *,
    organisation: str | None = None,
    level: str | None = None,
    decision_id: str | None = None,
    reader: Reader,
    link: Callable[[str, int], str | None] = lambda decision_id, version: None,
) -> bytes:
    """What is owed, as a calendar to subscribe to: of an organisation, of one level there, or of one decision.

    What was met, or fell away, stays for a while and says so. Raises as ``Register.duties`` does.
    """
    now, words = register.now(), wording(lang)
    policies = cache(lambda whose: register.policy_of(whose, now))
    if level is not None:
        check_level(level, (policies(organisation),))
    if organisation is not None and reader.sees_ids:
        register.check_organisation(organisation)
    raised = views.raised(reader, organisation, decision_id)
    found = [*_called(raised, policies, level, now.date())]
    ids = sorted({each.decision_id for each, _, _ in found})
    state: dict[str, tuple[int, str]] = {}
    for first in range(0, len(ids), 500):
        rows = views.every(
            "decisions",
            reader,
            ("decision_id", "version", "last_recorded_at"),
            {"decision_id": ids[first : first + 500]},
        )
        state.update((name, (version, at)) for name, version, at in rows)
    adopted = cache(lambda whose: _adopted(register, whose))
    entries = [
        _entry(register, each, whose, is_cancelled, words, state, adopted(whose), policies(whose), now, reader, link)
        for each, whose, is_cancelled in found
    ]
    title = words.say(N_("Follow-up, {whose}"), whose=_whose(words, organisation, level, decision_id))
    return calendar(title, entries, lang)


def _whose(words: Wording, organisation: str | None, level: str | None, decision_id: str | None) -> str:
    name = (organisation or "").replace("_", " ")
    return ", ".join(filter(None, (decision_id or name, words.level(level) if level else "")))


def _called(
    raised: Iterable[Raised], policies: Callable[[str | None], Policy], level: str | None, today: date
) -> Iterator[tuple[Owed, str | None, bool]]:
    for each in raised:
        policy, matter = policies(each.organisation), each.matter
        came = owed(each, policy, today)
        is_cancelled = came is None and 0 < matter.fell_on <= today.toordinal()
        if is_cancelled and date.fromordinal(matter.fell_on) >= today - KEPT:
            # As it was the day before; what had fallen away before it was owed never stood in a calendar.
            came = owed(each, policy, date.fromordinal(matter.fell_on - 1))
        if came is None or level not in (None, came.level):
            continue
        if came.met_on is None or came.met_on >= today - KEPT:
            yield came, each.organisation, is_cancelled


def _adopted(register: "Asking", organisation: str | None) -> tuple[int, datetime | None]:
    """How often the organisation's policy was adopted, and when it was last in force anew."""
    if organisation is None or not register.version(stream_of(organisation)):
        return 0, None
    known = [each for each in register.policies(organisation) if each.policy is not None]
    now = register.now()
    came = [max(each.recorded.recorded_at, each.fact.in_force_from) for each in known]
    past = [at for at in came if at <= now]
    return len(past), max(past, default=None)


def _entry(
    register: "Asking",
    each: Owed,
    organisation: str | None,
    is_cancelled: bool,
    words: Wording,
    state: dict[str, tuple[int, str]],
    adopted: tuple[int, datetime | None],
    policy: Policy,
    now: datetime,
    reader: Reader,
    link: Callable[[str, int], str | None],
) -> Entry:
    version, recorded = state.get(each.decision_id, (each.version, ""))
    changes = [midnight(each.owed_since)]
    if recorded:
        changes.append(datetime.fromisoformat(recorded))
    if adopted[1] is not None:
        changes.append(adopted[1])
    held = _held(each, policy, now.date())
    changes += [midnight(day + timedelta(days=1)) for day in held[-1:]]
    said = duty_sentence(each, register.entry(each.decision_id, each.version, reader), words)
    if is_cancelled:
        said = words.say(FELL, said=said)
    elif each.met_on is not None:
        said = words.say(MET, said=said)
    return Entry(
        uid(organisation, each.decision_id, each.version, each.rule_id, each.part),
        each.due,
        said,
        said,
        max(changes),
        version + adopted[0] + len(held),
        link(each.decision_id, each.version),
        is_cancelled,
        (words.level(each.level),),
    )


def _held(each: Owed, policy: Policy, today: date) -> list[date]:
    """The meetings that have passed since it was owed, where its day moves on with them."""
    rule = DUTIES.get(each.rule_id)
    if rule is None or rule.meets is None:
        return []
    until = min(each.met_on or today, today)
    days = [day for level in policy.levels for day in policy.meetings.get(level, ())]
    return sorted({day for day in days if each.owed_since <= day < until})
