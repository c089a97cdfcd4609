"""What disclosing a failure costs beside saying nothing: for our own rules, and for whoever writes more.

Both are an entry that somebody makes at that moment anyway. *Disclose* is the smallest ``failure-disclosed``: one text.
*Say nothing* is the smallest entry that goes on as if nothing had happened: a note. To do nothing at all costs no call,
and is no comparison: who records nothing has no use for what follows, and silence is what raises ``say-how-it-goes``.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations
from typing import Any

from pydantic import ValidationError

from laeringslopp.decision import Decision
from laeringslopp.entry import Entry
from laeringslopp.errors import Invalid, RuleFailed
from laeringslopp.facts import AnyFact, FailureDisclosed, ObservationRecorded
from laeringslopp.policy import Policy
from laeringslopp.register import Register
from laeringslopp.register.together import Together
from laeringslopp.rules import duties_of
from laeringslopp.testing.candidates import candidates
from laeringslopp.testing.scenario import entry

WITHIN = timedelta(days=30)
"""A duty that is due later than this weighs nothing at the moment of disclosing."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What an entry costs whoever makes it, and those who go on from there."""

    fields: int
    """How many fields its kind cannot do without."""
    calls: int
    """How many entries have to be made until it stands, itself among them."""
    duties: frozenset[tuple[str, str, str, str]]
    """What is owed within ``WITHIN`` once it stands: rule, level, what it is about, and which part."""
    blocked: frozenset[str]
    """What could have been recorded before, and cannot be once it stands."""
    opened: frozenset[str]
    """What could not have been recorded before, and can be once it stands."""

    def dearer_than(self, other: "Cost") -> list[str]:
        """In which ways it costs more than another entry, a sentence each; none where it does not.

        >>> nothing = frozenset()
        >>> Cost(2, 1, nothing, nothing, nothing).dearer_than(Cost(1, 1, nothing, nothing, nothing))
        ['2 fields, not 1']
        """
        found = []
        if self.fields > other.fields:
            found.append(f"{self.fields} fields, not {other.fields}")
        if self.calls > other.calls:
            found.append(f"{self.calls} calls, not {other.calls}")
        found += [f"owes {' '.join(each).strip()}" for each in sorted(self.duties - other.duties)]
        found += [f"blocks {each}" for each in sorted(self.blocked - other.blocked)]
        return found + [f"does not open {each}" for each in sorted(other.opened - self.opened)]


@dataclass(frozen=True, slots=True)
class Weighed:
    """The same moment twice: somebody disclosed a failure, or wrote a note instead."""

    told_of: str
    """The trial that both are about; empty: the decision."""
    by: str
    disclosing: Cost
    silent: Cost

    @property
    def dearer(self) -> list[str]:
        """In which ways disclosing costs more, a sentence each."""
        return self.disclosing.dearer_than(self.silent)


def weigh(
    register: Register, decision_id: str, trial_id: str | None = None, by: str = "administrative", **envelope: Any
) -> Weighed:
    """Weighs disclosing against saying nothing, now, in a decision; of a trial, where one is named.

    ``by`` is the level of whoever writes; ``envelope`` goes around both, such as ``occurred_at``. Records nothing.
    Raises Unknown for a decision that is not there, and Invalid for an envelope that cannot be.
    """
    about: dict[str, Any] = {"trial_id": trial_id} if trial_id else {}
    facts = (
        FailureDisclosed(what_happened="It did not work", **about),
        ObservationRecorded(note="All is well", **about),
    )
    acts = {_named(act): act for act in candidates(register, decision_id)}
    before = _standing(register.together(), acts)
    disclosing, silent = (
        _cost(register, entry(fact, by=by, decision_id=decision_id, **envelope), acts, before) for fact in facts
    )
    return Weighed(trial_id or "", by, disclosing, silent)


def _cost(register: Register, told: Entry, acts: Mapping[str, Entry], before: frozenset[str]) -> Cost:
    verdict = register.append([told], dry_run=True)
    fields = smallest(told.fact)
    if verdict.refusals:
        calls = 1 + sum(len(refusal.record_first) or 1 for refusal in verdict.refusals)
        return Cost(fields, calls, frozenset(), before, frozenset())
    together = register.together()
    heard = together.hear([told], "told")
    assert heard is not None
    decision = heard.after[told.decision_id]
    policy = register.policy_of(decision.opened.organisation if decision.opened else None)
    after = _standing(together, acts)
    owed = frozenset(_owed_soon(decision, policy, register.now().date()))
    return Cost(fields, 1, owed, before - after, after - before)


def _owed_soon(decision: Decision, policy: Policy, today: date) -> Iterator[tuple[str, str, str, str]]:
    for owed in duties_of(decision, policy, today):
        if owed.open and owed.due <= today + WITHIN:
            yield owed.rule_id, owed.level, owed.about, owed.part


def _standing(together: Together, acts: Mapping[str, Entry]) -> frozenset[str]:
    """Those of the acts that would be recorded, each by itself."""

    def stands(act: Entry) -> bool:
        try:
            return not together.judge([act]).refusals
        except (Invalid, RuleFailed):
            return False

    return frozenset(name for name, act in acts.items() if stands(act))


def smallest(fact: AnyFact) -> int:
    """How many of the fields that a fact gives it cannot do without: as its model says, and what it is about."""
    given = fact.model_dump(mode="json", exclude_unset=True, exclude={"kind"})
    about = given.keys() & {"trial_id"}
    free = [name for name in given if name not in about]
    for size in range(len(free) + 1):
        for names in combinations(free, size):
            try:
                type(fact).model_validate({name: given[name] for name in (*about, *names)})
            except ValidationError:
                continue
            return len(about) + size
    raise ValueError(f"{fact.kind} needs more than {', '.join(given)}")


def _named(act: Entry) -> str:
    said = act.fact.model_dump_json(exclude_unset=True, exclude_none=True, exclude={"kind"})
    return f"{act.decision_id}: {act.fact.kind} by {act.by.level} {said}"
