"""One write path, one way out."""

import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from hashlib import sha256
from types import TracebackType
from typing import Any, Literal, Self, overload

from laeringslopp.access import Reader, Rulings, Withheld, visible
from laeringslopp.decision import Decision, fold
from laeringslopp.entry import Actor, Entry, Recorded
from laeringslopp.errors import Conflict, Flaw, Invalid, KeyReused, Refused, StoreError, Unknown
from laeringslopp.facts import AnyFact, DecisionOpened, FailureDisclosed
from laeringslopp.policy import Policy
from laeringslopp.register.copying import Copied, copy
from laeringslopp.register.disclosing import opened_by, told_once
from laeringslopp.register.given import entry_of, made, moment
from laeringslopp.register.organisations import Organisations
from laeringslopp.register.reading import Reading
from laeringslopp.register.receipts import Receipt, Verdict, receipt
from laeringslopp.register.sitting import Sitting, digest_of, version_in
from laeringslopp.register.together import Together
from laeringslopp.rules import shipped
from laeringslopp.store import Answered, Key, KeyTaken, Store, VersionTaken, open_store
from laeringslopp.timeline import Timeline, build

Clock = Callable[[], datetime]
MEMBER = Reader.member()
"""Until there is sign-in, whoever embeds the library reads as a full member."""
TRIES = 10
"""How often a caller without an expected version is folded, judged and appended again after a lost race."""
PATIENCE = 1.0
"""Seconds for which a follower waits before it asks whether it should stop."""


def _now() -> datetime:
    return datetime.now(UTC).astimezone()


class Register:
    """All decisions of one installation. Open one with ``Register.open``; close it, or use ``with``."""

    def __init__(self, store: Store, policy: Policy, clock: Clock, name: Callable[[], str]) -> None:
        self._store, self._policy, self._clock, self._name = store, policy, clock, name
        self._reading, self._organisations = Reading(store), Organisations(store)

    @staticmethod
    def open(
        url: str, policy: str | None = None, clock: Clock | None = None, name: Callable[[], str] | None = None
    ) -> "Register":
        """Opens the register behind a URL, and makes it where there is none.

        ``policy`` names the rules of a new register (``standard`` unless given); opening a register under
        another name than its own is an error. ``clock`` gives the time (with offset) for tests, ``name`` the
        ids of decisions that are opened without one. Raises StoreError.
        """
        if policy not in (None, "standard", "strict"):
            detail = f"there is no policy {policy!r}; write standard or strict"
            raise StoreError(detail, "unknown-policy", policy=policy)
        store = open_store(url)
        try:
            named = store.policy_name() or store.name_policy(policy or "standard")
            if policy not in (None, named):
                detail = f"this register was made with the policy {named}; open it without naming {policy}"
                raise StoreError(detail, "other-policy", named=named, policy=policy)
        except BaseException:
            store.close()
            raise
        return Register(store, shipped(named), clock or _now, name or (lambda: f"sak-{secrets.token_hex(5)}"))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Gives back what the store holds on to."""
        self._store.close()

    @property
    def policy(self) -> Policy:
        """The rules in force."""
        return self._policy

    @property
    def store(self) -> Store:
        """Where its facts lie; for views, which read them as they are stored."""
        return self._store

    def now(self) -> datetime:
        """The register's own clock."""
        return self._clock()

    @overload
    def append(
        self,
        entries: Iterable[Entry],
        expected: int | Mapping[str, int] | None = None,
        key: str | None = None,
        dry_run: Literal[False] = False,
    ) -> Receipt: ...

    @overload
    def append(
        self,
        entries: Iterable[Entry],
        expected: int | Mapping[str, int] | None = None,
        key: str | None = None,
        *,
        dry_run: Literal[True],
    ) -> Verdict: ...

    def append(
        self,
        entries: Iterable[Entry],
        expected: int | Mapping[str, int] | None = None,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Receipt | Verdict:
        """Records all entries or none, each judged on the state after those before it.

        ``expected`` is the version the caller saw (of each decision, where there are several); ``key`` makes
        a retry safe. Raises Invalid (integrity), Refused (rules), Unknown, Conflict, KeyReused, StoreError.
        """
        given = tuple(entries)
        if dry_run:
            answered = self._answered(Key(key, digest_of(given)) if key else None)
            if answered is not None:
                return Verdict((), answered.remarks)
            heard = self._sitting(fresh=True).judge(given, expected)
            return Verdict(heard.refusals, heard.remarks)
        return self.append_each([(given, key)], expected)[0]

    def append_each(
        self,
        groups: Sequence[tuple[Sequence[Entry], str | None]],
        expected: int | Mapping[str, int] | None = None,
        failed: Callable[[int, Exception], None] | None = None,
    ) -> list[Receipt]:
        """Records several groups in one transaction; each group is all or none, and has its own key.

        A group that cannot be recorded raises, or is given to ``failed`` (its number, why) and left out.
        """
        keys = [Key(name, digest_of(entries)) if name else None for entries, name in groups]
        fresh = False
        for _ in range(TRIES + 1):
            sitting = self._sitting(fresh)
            answers: list[Receipt | tuple[slice, bool]] = []
            problems: list[tuple[int, Exception]] = []
            known = self._store.answered_among([key.name for key in keys if key])
            for at, ((entries, _name), key) in enumerate(zip(groups, keys, strict=True)):
                try:
                    answers.append(self._answered(key, known) or sitting.seat(entries, expected, key))
                except (Invalid, Conflict, Unknown, KeyReused, Refused) as problem:
                    problems.append((at, problem))
                    if failed is None or not fresh:
                        break
            if problems and not fresh:
                fresh = True  # what was kept may be behind another process; a no is only given on what is on record
                continue
            if problems and failed is None:
                raise problems[0][1]
            if (lost := self._store_all(sitting)) is None:
                for at, why in problems:
                    assert failed is not None
                    failed(at, why)
                return [
                    answer if isinstance(answer, Receipt) else receipt(sitting.recorded[answer[0]], replayed=answer[1])
                    for answer in answers
                ]
            fresh = True
            if isinstance(lost, VersionTaken) and version_in(expected, lost.decision_id) is not None:
                break
        assert isinstance(lost, VersionTaken)
        raise Conflict(lost.decision_id, lost.expected, lost.actual)

    def together(self) -> Together:
        """Groups to be recorded all together or not at all, each judged on those before it."""
        return Together(self._sitting(fresh=True), self._answered, self._store_all)

    def copy(self, recorded: Iterable[Recorded], show: Callable[[int], None] = lambda _: None) -> Copied:
        """Takes over another register's facts exactly as they were; nothing is judged again.

        They come in global order from position 1, and are stored all or none; ``show`` is told now and then how many
        were read. Raises Invalid unless this register is empty, or holds just these already, and StoreError.
        """
        return copy(self._store, recorded, show)

    def _sitting(self, fresh: bool) -> Sitting:
        return Sitting(self._clock(), self._policy, self._reading.decision if fresh else self._reading.kept)

    def _answered(self, key: Key | None, known: Mapping[str, Answered] | None = None) -> Receipt | None:
        answered = self._store.answered if known is None else known.get
        if key is None or (found := answered(key.name)) is None:
            return None
        if found.digest != key.digest:
            raise KeyReused(key.name)
        return receipt(self._reading.between(found.first, found.last), replayed=True)

    def _store_all(self, sitting: Sitting) -> VersionTaken | KeyTaken | None:
        """Stores what was heard; what stood in the way, where somebody came first."""
        if not sitting.rows:
            return None
        try:
            first = self._store.append(sitting.rows, sitting.keys)
        except (VersionTaken, KeyTaken) as lost:
            self._reading.forget(sitting.pending)
            return lost
        for at, recorded in enumerate(sitting.recorded):
            # The position is known only now; nobody else holds the fact yet.
            recorded.__dict__["position"] = first + at
        for decision in sitting.pending.values():
            if decision.version:
                self._reading.keep(decision)
        return None

    def record(
        self,
        decision_id: str,
        *facts: AnyFact,
        by: Actor,
        expected: int | None = None,
        key: str | None = None,
        dry_run: bool = False,
        **envelope: Any,
    ) -> Receipt | Verdict:
        """Records facts in one decision, all with the same envelope (``occurred_at``, ``sources``, …).

        Raises as ``append`` does; a dry run records nothing and gives a Verdict.
        """
        entries = [entry_of(decision_id=decision_id, fact=fact, by=by, **envelope) for fact in facts]
        if dry_run:
            return self.append(entries, expected, key, dry_run=True)
        return self.append(entries, expected, key)

    def disclose(
        self,
        text: str,
        by: Actor,
        decision_id: str | None = None,
        *,
        organisation: str | None = None,
        key: str | None = None,
        **more: Any,
    ) -> Receipt:
        """Puts a failure on record: one text is enough, and no rule refuses it.

        ``more`` is any field of ``FailureDisclosed`` or of the envelope. Without a decision it opens one of
        its own, in ``organisation`` or the only one that works in this register. Raises Invalid, Unknown,
        KeyReused, StoreError.
        """
        told = {name: more.pop(name) for name in list(more) if name in FailureDisclosed.model_fields}
        disclosed = made(FailureDisclosed, what_happened=text, **told)
        if decision_id is not None:
            return self.append([entry_of(decision_id=decision_id, fact=disclosed, by=by, **more)], key=key)
        organisation = organisation or self._organisation_answered(key) or self.organisation_at_work()
        opened = opened_by(disclosed, organisation, self._policy.levels[0])
        decision_id = self.name_for(key)
        # The question is the text that was told, so what is withheld or opened of the one goes for the other.
        entries = [entry_of(decision_id=decision_id, fact=fact, by=by, **more) for fact in (opened, disclosed)]
        try:
            return self.append(entries, key=key)
        except Invalid as error:
            raise told_once(error) from None

    def name_for(self, key: str | None = None) -> str:
        """An id for a decision that is opened without one; the same key gets the same again, so that a retry does."""
        return f"sak-{sha256(key.encode()).hexdigest()[:10]}" if key else self._name()

    def _organisation_answered(self, key: str | None) -> str | None:
        """Where the disclosure under this key was recorded; who else has come to work here since changes nothing."""
        answered = self._store.answered(key) if key else None
        if answered is None:
            return None
        fact = self._reading.between(answered.first, answered.first)[0].fact
        return fact.organisation if isinstance(fact, DecisionOpened) else None

    def decision(self, decision_id: str, reader: Reader = MEMBER) -> Decision:
        """The decision's state, from what the reader may see. Raises Unknown."""
        if reader == MEMBER:
            decision = self._reading.decision(decision_id)
        else:
            facts, today = self._reading.facts_of(decision_id), self._clock().date()
            decision = fold(Decision(decision_id), facts)
            shown = (visible(recorded, reader, decision.rulings, today) for recorded in facts)
            if facts:
                decision = fold(Decision(decision_id), (fact for fact in shown if isinstance(fact, Recorded)))
                decision = replace(decision, version=facts[-1].version)
        if decision.version == 0:
            raise Unknown(decision_id)
        return decision

    def version(self, decision_id: str) -> int:
        """The decision's last version; 0 where there is none."""
        return self._store.version(decision_id)

    def knows(self, decision_id: str) -> bool:
        """Whether there is such a decision; none is ever taken back, so one that is kept here is not asked for."""
        return self._reading.kept(decision_id).version > 0

    @property
    def position(self) -> int:
        """The position of the last entry; 0 where nothing is recorded."""
        return self._store.last_position()

    def is_recorded(self, key: str) -> bool:
        """Whether something was recorded under this idempotency key."""
        return self._store.answered(key) is not None

    def recorded_among(self, keys: Sequence[str]) -> set[str]:
        """Those of these idempotency keys under which something was recorded."""
        return set(self._store.answered_among(keys))

    def decision_ids(self) -> Iterator[str]:
        """Every decision, in the order in which they were first recorded."""
        return self._store.decision_ids()

    def timeline(
        self,
        decision_id: str,
        as_of: datetime | date | None = None,
        known_at: datetime | date | None = None,
        level: str | None = None,
        reader: Reader = MEMBER,
    ) -> Timeline:
        """The decision's timeline as the reader may see it; a date means the end of that day.

        Raises Unknown, and Invalid for a level that is none of the organisation's or a time without offset.
        """
        if level is not None and level not in self._policy.levels:
            known = ", ".join(self._policy.levels)
            raise Invalid([Flaw("unknown-level", f"there is no level {level!r}; the levels are {known}", "/level")])
        facts = self._reading.facts_of(decision_id)
        if not facts:
            raise Unknown(decision_id)
        now = self._clock()
        return build(
            facts,
            reader=reader,
            whole=fold(Decision(decision_id), facts),
            today=now.date(),
            levels=self._policy.levels,
            as_of=moment(as_of, now, "/as_of"),
            known_at=moment(known_at, now, "/known_at"),
            level=level,
        )

    def facts(self, after: int = 0, reader: Reader = MEMBER) -> Iterator[Recorded]:
        """What the reader may see of all facts after a position, in global order."""
        return (fact for fact in self.feed(after, reader) if isinstance(fact, Recorded))

    def feed(self, after: int = 0, reader: Reader = MEMBER, limit: int | None = None) -> Iterator[Recorded | Withheld]:
        """All facts after a position in global order; in place of what the reader may not see, that it is withheld.

        With a ``limit`` the store reads no more than so many. Raises StoreError where a fact cannot be read, or who may
        see it, once all before it were given.
        """
        today = self._clock().date()
        for page in self._reading.pages(after, limit):
            # Who may see what is asked anew for each page, and once for each decision in it.
            # No act on record closes anything to a full member, for whom no decision is folded to ask.
            rulings = cache(lambda _: Rulings()) if reader == MEMBER else cache(self._reading.rulings)
            for recorded in page:
                yield visible(recorded, reader, rulings(recorded.decision_id), today)

    def follow(
        self, after: int = 0, reader: Reader = MEMBER, stopped: Callable[[], bool] = lambda: False
    ) -> Iterator[Recorded | Withheld]:
        """All facts after a position, as ``feed`` gives them, and then those to come, as they are recorded by anyone.

        Nothing is read ahead of its reader by more than a page, so a slow one holds up nobody and loses nothing;
        whoever goes on later gives the last position it saw. ``stopped`` is asked when nothing comes for a while.
        """
        while True:
            for fact in self.feed(after, reader):
                yield fact
                after = fact.position
            while not self._store.wait(after, PATIENCE):
                if stopped():
                    return

    def organisations(self) -> list[str]:
        """The organisations that have a decision here, in the order of their first."""
        return self._organisations.all()

    def organisation_at_work(self) -> str:
        """The organisation that records here: the only one, or the only one that recorded something live.

        Known cases from elsewhere are history and leave no doubt. Raises Invalid where several are at work.
        """
        return self._organisations.at_work()
