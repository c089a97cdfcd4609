"""One sitting: entries judged one after the other, each on the state after those before it."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter

from laeringslopp.decision import Decision, evolve
from laeringslopp.entry import Entry, Recorded
from laeringslopp.errors import Conflict, Flaw, Invalid, KeyReused, Refusal, Refused, Unknown
from laeringslopp.facts import (
    UNNAMED,
    AccessChanged,
    DecisionLinked,
    DecisionOpened,
    FailureCorrected,
    PolicyAdopted,
    RuleWaived,
    own_id,
)
from laeringslopp.facts.steering import WHEN_RECORDED
from laeringslopp.integrity import flaws, identity_flaws, unfilled_flaws
from laeringslopp.policy import Policy
from laeringslopp.register.ruling import organisation_of, policy_by
from laeringslopp.rules import NOWHERE, TEACHING, Elsewhere, StillToStand, judge, stream_of
from laeringslopp.rules.guard import Act
from laeringslopp.rules.time import referred_versions
from laeringslopp.store import COLUMNS, Key, Row, encode

ACTS_IN_THE_REGISTER = (FailureCorrected, RuleWaived, AccessChanged, DecisionLinked, PolicyAdopted)
"""They occur when they are recorded."""

_entries = TypeAdapter(tuple[Entry, ...])


def digest_of(entries: Sequence[Entry]) -> bytes:
    """What an idempotency key stands for: the entries as they were given."""
    return hashlib.sha256(_entries.dump_json(tuple(entries), exclude_unset=True, exclude_none=True)).digest()


def version_in(expected: int | Mapping[str, int] | None, decision_id: str) -> int | None:
    """The version that a caller expects a decision to have; None where none was said."""
    return expected if isinstance(expected, int) or expected is None else expected.get(decision_id)


@dataclass(frozen=True, slots=True)
class Heard:
    """Entries that will stand once they are stored."""

    recorded: tuple[Recorded, ...]
    rows: tuple[Row, ...]
    remarks: tuple[str, ...]
    """Rule ids, each once."""
    refusals: tuple[Refusal, ...]
    after: Mapping[str, Decision]
    """The decisions as they are once the entries stand."""


@dataclass(slots=True)
class Sitting:
    """Judges groups of entries against what is on record and what was heard before them.

    Nothing is stored here: ``rows`` and ``keys`` are what the store is to take, all or none of it.
    """

    now: datetime
    named: Policy
    """What the register was made with: in force where an organisation has adopted none."""
    adopted: Callable[[str], Decision]
    """What an organisation has adopted."""
    on_record: Callable[[str], Decision]
    """The decision as the store has it; an empty one where there is none."""
    lessons: Elsewhere = NOWHERE
    """What other decisions have learned: what is on record, and what was heard so far."""
    pending: dict[str, Decision] = field(default_factory=dict)
    """The decisions asked for, after what was heard so far."""
    rows: list[Row] = field(default_factory=list)
    recorded: list[Recorded] = field(default_factory=list)
    keys: list[tuple[Key | None, int]] = field(default_factory=list)
    heard: dict[str, tuple[bytes, slice]] = field(default_factory=dict)
    """What stands under each key: its digest, and where."""

    @property
    def still_to_stand(self) -> StillToStand:
        """The lessons heard so far, over those on record; made when the first is heard."""
        if not isinstance(self.lessons, StillToStand):
            self.lessons = StillToStand(self.lessons)
        return self.lessons

    def decision(self, decision_id: str) -> Decision:
        """The decision after what was heard so far."""
        decision = self.pending.get(decision_id)
        if decision is None:
            decision = self.pending[decision_id] = self.on_record(decision_id)
        return decision

    def hear(
        self, entries: Sequence[Entry], expected: int | Mapping[str, int] | None = None, key: Key | None = None
    ) -> Heard:
        """Takes all of the entries or none.

        Raises ``Conflict`` (stale ``expected``), ``Unknown`` (no such decision), ``Invalid`` (integrity) or
        ``Refused`` (with every refusal of the group).
        """
        heard = self.judge(entries, expected)
        if heard.refusals:
            raise Refused(heard.refusals, heard.remarks)
        self.rows.extend(heard.rows)
        self.recorded.extend(heard.recorded)
        self.pending.update(heard.after)
        for taught in heard.recorded:
            if taught.fact.kind in TEACHING:
                self.still_to_stand.hear(heard.after[taught.decision_id])
        self.keys.append((key, len(entries)))
        return heard

    def seat(
        self, entries: Sequence[Entry], expected: int | Mapping[str, int] | None = None, key: Key | None = None
    ) -> tuple[slice, bool]:
        """Hears the entries unless their key was heard before: where they stand, and whether it was.

        Raises as ``hear`` does, and KeyReused for a key that was heard with another body.
        """
        if (earlier := self._heard_under(key)) is not None:
            return earlier, True
        first = len(self.recorded)
        self.hear(entries, expected, key)
        seated = slice(first, len(self.recorded))
        if key is not None:
            self.heard[key.name] = (key.digest, seated)
        return seated, False

    def _heard_under(self, key: Key | None) -> slice | None:
        earlier = self.heard.get(key.name) if key is not None else None
        if key is None or earlier is None:
            return None
        if earlier[0] != key.digest:
            raise KeyReused(key.name)
        return earlier[1]

    def judge(self, entries: Sequence[Entry], expected: int | Mapping[str, int] | None = None) -> Heard:
        """What would be recorded, remarked on and refused; changes nothing."""
        if not entries:
            raise Invalid([Flaw("empty", "there is nothing to record; give at least one fact", "/facts")])
        self._expect(entries, expected)
        states: dict[str, Decision] = {}
        recorded: list[Recorded] = []
        rows: list[Row] = []
        refusals: list[Refusal] = []
        remarks: list[str] = []
        lessons, heard = self.lessons, None

        def elsewhere(decision_id: str) -> Decision:
            return states.get(decision_id) or self.decision(decision_id)

        for at, entry in enumerate(entries):
            before = elsewhere(entry.decision_id)
            if before.version == 0 and not isinstance(entry.fact, DecisionOpened | PolicyAdopted):
                raise Unknown(entry.decision_id)
            policy = self._policy(organisation_of(before, entry.fact), states)
            made = self._complete(entry, before, policy)
            row = encode(made)
            found = [*flaws(made, before, policy, elsewhere), *unfilled_flaws(made, row.state)]
            if found := found or list(identity_flaws(made, row.state)):
                raise Invalid([replace(flaw, entry=at) for flaw in found])
            judgement = judge(before, made, policy, at, lessons)
            refusals += judgement.refusals
            remarks += judgement.remarks
            if judgement.remarks or judgement.waived:
                made = _stamped(made, remarks=judgement.remarks, waived=judgement.waived)
                row = encode(made)
            recorded.append(made)
            rows.append(row)
            after = states[entry.decision_id] = evolve(before, made)
            if made.fact.kind in TEACHING:
                lessons = heard = heard or StillToStand(self.lessons)
                heard.hear(after)
        return Heard(tuple(recorded), tuple(rows), tuple(dict.fromkeys(remarks)), tuple(refusals), states)

    def _expect(self, entries: Sequence[Entry], expected: int | Mapping[str, int] | None) -> None:
        if expected is None:
            return
        for decision_id in dict.fromkeys(entry.decision_id for entry in entries):
            wanted = version_in(expected, decision_id)
            actual = self.decision(decision_id).version
            if wanted is not None and wanted != actual:
                raise Conflict(decision_id, wanted, actual)

    def _policy(self, organisation: str | None, states: Mapping[str, Decision]) -> Policy:
        """The policy in force for an organisation, with what was heard in this sitting."""

        def stream(whose: str) -> Decision:
            name = stream_of(whose)
            return states.get(name) or self.pending.get(name) or self.adopted(whose)

        return policy_by(organisation, stream, self.now, self.named)

    def _complete(self, entry: Entry, before: Decision, policy: Policy) -> Recorded:
        """The entry with everything its recorder left to the register: id, times, access, place."""
        fact = entry.fact
        if fact.names is not None and own_id(fact) == UNNAMED:
            fact = fact.model_copy(update={f"{fact.names}_id": before.next_id(fact.names)})
        elif isinstance(fact, PolicyAdopted) and fact.in_force_from == WHEN_RECORDED:
            fact = fact.model_copy(update={"in_force_from": self.now})
        made = _candidate(
            entry,
            fact=fact,
            occurred_at=entry.occurred_at or self.now,
            access=entry.access or before.rulings.default_for(fact),
            version=before.version + 1,
            recorded_at=self.now,
            policy=policy.name,
        )
        # What happens now is live, even where the clock was set back to before the decision's first entry.
        if (entry.occurred_at is not None or not before.version) and self._is_history(made, before):
            return _stamped(made, history=True)
        if isinstance(fact, ACTS_IN_THE_REGISTER):
            return _stamped(made, occurred_at=self.now, occurred_precision=None)
        return made

    def _is_history(self, made: Recorded, before: Decision) -> bool:
        first = before.first_recorded_at or self.now
        if isinstance(made.fact, PolicyAdopted):
            first = self.now  # one that was adopted at another time than now comes from elsewhere, and has no effect
        if made.occurred_at >= first or not made.when.is_past_at(first):
            return False
        return all(map(before.is_history, referred_versions(before, Act(made.fact, made))))


def _candidate(entry: Entry, **more: Any) -> Recorded:
    """A recorded fact from an entry that is validated already, with what the register adds."""
    # What pydantic's model_construct does, without asking each field for its default.
    candidate = object.__new__(Recorded)
    object.__setattr__(candidate, "__dict__", {**_UNJUDGED, **entry.__dict__, **more})
    object.__setattr__(candidate, "__pydantic_fields_set__", (entry.model_fields_set | more.keys()).difference(COLUMNS))
    object.__setattr__(candidate, "__pydantic_extra__", None)
    object.__setattr__(candidate, "__pydantic_private__", None)
    return candidate


def _stamped(made: Recorded, **more: Any) -> Recorded:
    """The same with what was found out about it; None and () are left out when it is written."""
    stamped = made.model_copy(update=more)
    stamped.model_fields_set.difference_update(name for name, value in more.items() if value in (None, ()))
    return stamped


_UNJUDGED: dict[str, Any] = {"history": False, "remarks": (), "waived": (), "position": 0}
