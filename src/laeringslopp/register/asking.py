"""What a register answers: its decisions, facts and timelines, as a reader may see them."""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from itertools import chain
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from laeringslopp.access import Reader, Rulings, Withheld, visible
from laeringslopp.decision import Decision, fold
from laeringslopp.entry import Recorded
from laeringslopp.errors import Unknown
from laeringslopp.policy import POLICY_STREAM, Policy
from laeringslopp.register.lessons import Lessons
from laeringslopp.register.looking import Looking
from laeringslopp.register.organisations import Organisations
from laeringslopp.register.owing import Raising, check_level, check_organisation, come_to, moment_of, raised_in
from laeringslopp.register.planning import planned
from laeringslopp.register.reading import Reading
from laeringslopp.register.ruling import Adopted, Policies, adoptions, organisation_of
from laeringslopp.register.sight import Sight, sight_of
from laeringslopp.register.subjects import Subjects
from laeringslopp.register.tally import Tally
from laeringslopp.register.turns import Turns
from laeringslopp.rules import Elsewhere, Owed, Raised, raised, stream_of
from laeringslopp.rules.document import plain
from laeringslopp.rules.documented import named_document
from laeringslopp.rules.elsewhere import SeenBy
from laeringslopp.store import Store, decode
from laeringslopp.timeline import Comparison, Timeline, see
from laeringslopp.uncollected import uncollected
from laeringslopp.watching import Watcher

if TYPE_CHECKING:
    from laeringslopp.backtest import Backtest

Clock = Callable[[], datetime]
MEMBER = Reader.member()
"""Until there is sign-in, whoever embeds the library reads as a full member."""
PATIENCE = 1.0
"""Seconds for which a follower waits before it asks whether it should stop."""


class Asking:
    """The reading side of a register."""

    def __init__(
        self,
        store: Store,
        policy: Policy,
        clock: Clock,
        name: Callable[[], str],
        tally: Tally | None = None,
        elapsed: Callable[[], float] = time.monotonic,
    ) -> None:
        self.watcher = Watcher()
        """Who is told what the register does; nobody, unless somebody else is put here."""
        self.tally = tally
        """What counts refusals; None: nobody does."""
        self._store, self._clock, self._name = store, clock, name
        self._reading, self._organisations = Reading(store), Organisations(store)
        self._policies = Policies(policy, self._reading.decision, elapsed)
        self._lessons, self._subjects, self._turns = Lessons(store), Subjects(store), Turns()
        self._url: str | None = None
        """Where others can open it, where that is known."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Gives back what the store holds on to."""
        if self.tally is not None:
            self.tally.close()
        self._store.close()

    @property
    def policy(self) -> Policy:
        """The rules that the register was made with: in force where an organisation has adopted none."""
        return self._policies.named

    def policy_of(self, organisation: str | None, at: datetime | None = None) -> Policy:
        """The rules in force for an organisation, now or at a moment."""
        return self._policies.in_force(organisation, at or self._clock())

    def levels(self, organisation: str | None = None) -> tuple[str, ...]:
        """The levels of an organisation now, from the top; of none: every level that some organisation has."""
        now = self._clock()
        if organisation is not None:
            return self._policies.in_force(organisation, now).levels
        return self._policies.levels(self._organisations.ruled(), now)

    def policies(self, organisation: str, reader: Reader = MEMBER) -> tuple[Adopted, ...]:
        """What an organisation has adopted, the first first, each with what it tightened and loosened."""
        stream, now = stream_of(organisation), self._clock()
        rulings, today = self._reading.rulings(stream), now.date()
        seen = (visible(recorded, reader, rulings, today) for recorded in self._reading.facts_of(stream))
        return tuple(adoptions((each for each in seen if isinstance(each, Recorded)), self.policy, now))

    def last_policy(self, organisation: str) -> Policy:
        """The policy that the next one follows: the last adopted, in force or still to come."""
        adopted = [each.policy for each in self.policies(organisation) if each.policy]
        return adopted[-1] if adopted else self.policy

    def document(self, organisation: str, document: Mapping[str, Any] | str) -> dict[str, Any]:
        """The policy document that is adopted: as given, or ``standard`` or ``strict`` made the organisation's own.

        It keeps the levels, calendar, meetings and organs of the policy that it follows.
        """
        if not isinstance(document, str):
            return dict(plain(document))
        return named_document(document, organisation, self.last_policy(organisation))

    def plan_meetings(
        self, organisation: str, level: str, days: Iterable[date], organ: str | None = None, begins: date | None = None
    ) -> dict[str, Any]:
        """The policy document that an organisation would ``adopt`` when a level meets on these days.

        Every meeting that was held stays as it was known, and so does what lies before the first of the days, or
        before the day on which the plan ``begins``. ``organ`` is what the organ is called that meets; as before unless
        given. Raises Invalid for a level that it does not have.
        """
        last = self.last_policy(organisation)
        check_level(level, (last,))
        return planned(
            self.policies(organisation), last, organisation, level, days, self._clock().date(), organ, begins
        )

    def organisations_with_a_policy(self) -> list[str]:
        """The organisations that have adopted a policy of their own, in the order of their first."""
        return self._organisations.ruled()

    @property
    def store(self) -> Store:
        """Where its facts lie; for views, which read them as they are stored."""
        return self._store

    @property
    def url(self) -> str | None:
        """Where others can open it, where that is known."""
        return self._url

    def now(self) -> datetime:
        """The register's own clock."""
        return self._clock()

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

    def version_seen(self, decision_id: str) -> int:
        """The last version that this process has read or recorded, which it knows though the store is away; or 0."""
        return self._reading.version_seen(decision_id)

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
        """Every decision, in the order in which they were first recorded; what an organisation adopted is none."""
        return (name for name in self._store.decision_ids() if not name.startswith(POLICY_STREAM))

    def timeline(
        self,
        decision_id: str,
        as_of: datetime | date | None = None,
        known_at: datetime | date | None = None,
        level: str | None = None,
        reader: Reader = MEMBER,
    ) -> Timeline:
        """The decision's timeline as the reader may see it.

        A date means the end of that day, by the clock of the entries around it. A moment that lies ahead is now,
        and told in ``ahead``. Raises Unknown, and Invalid for a level that is none of the organisation's or a time
        without offset.
        """
        return self._looking(decision_id, reader).timeline(as_of, known_at, level)

    def compare(
        self,
        decision_id: str,
        from_: datetime | date,
        to: datetime | date | None = None,
        level: str | None = None,
        reader: Reader = MEMBER,
    ) -> Comparison:
        """How the decision looked at two moments, and what came between; ``to`` is now unless given.

        At each moment it shows what had happened and was known by then: to anybody in the organisation, or to one
        ``level``. A date means the end of that day, by the clock of the entries around it. A moment that lies ahead is
        taken as now, and told in ``ahead``.
        Raises Unknown, and Invalid for a level that is none of the organisation's, a time without offset, or a
        ``from_`` that comes after ``to``.
        """
        looking = self._looking(decision_id, reader)
        return looking.between(from_, to, level, lambda timeline: looking.owed(timeline, self.policy_of))

    def sight(self, decision_id: str, reader: Reader = MEMBER) -> Sight:
        """All that the reader sees of a decision, from which its timelines are made anywhere. Raises Unknown."""
        return sight_of(self._looking(decision_id, reader), reader)

    def owed_then(
        self, decision_id: str, at: datetime | date, level: str | None = None, reader: Reader = MEMBER
    ) -> list[Owed]:
        """What a decision had made owed at a moment, by what had happened and was known then, met or not.

        Raises as ``timeline`` does.
        """
        looking = self._looking(decision_id, reader)
        moment = looking.moment(at, "/at")
        return looking.owed(looking.at(moment, moment, level), self.policy_of)

    def _looking(self, decision_id: str, reader: Reader) -> Looking:
        kept = self._reading.decision(decision_id)  # before its facts: there are none of them that it has and they lack
        facts = self._reading.facts_of(decision_id)
        if not facts:
            raise Unknown(decision_id)
        now, whole = self._clock(), fold(kept, facts[kept.version :])
        levels = self.policy_of(organisation_of(whole), now).levels
        return Looking(see(facts, reader, whole, now.date()), levels, now, self._elsewhere(reader), facts)

    def entry(self, decision_id: str, version: int, reader: Reader = MEMBER) -> Recorded | None:
        """One entry as the reader may see it; None where it is withheld or is not there."""
        for stored in self._store.of_decision(decision_id, version - 1, 1) if version > 0 else ():
            rulings = Rulings() if reader == MEMBER else self._reading.rulings(decision_id)
            shown = visible(decode(stored), reader, rulings, self._clock().date())
            return shown if isinstance(shown, Recorded) else None
        return None

    def duties(
        self,
        as_of: datetime | date | None = None,
        level: str | None = None,
        organisation: str | None = None,
        decision_id: str | None = None,
        open: bool | None = None,
        reader: Reader = MEMBER,
        views: Raising | None = None,
    ) -> list[Owed]:
        """What is owed, by whom and by when, the first due first: now or at any other time, also one that lies ahead.

        It is what the entries recorded by now say of that time, under the policy then in force for each organisation.
        ``open`` leaves out what is met, or with False what is not. Every decision is folded, unless ``views`` of this
        register are given, which know what was raised. A reader is shown what follows from the entries it may see.
        Raises Unknown, and Invalid for a level that is none of an organisation's, a time without offset, or, to a full
        member, an organisation that has nothing on record here.
        """
        at = moment_of(as_of, self._clock())
        if decision_id is not None and not self.version(decision_id):
            raise Unknown(decision_id)
        policies = cache(lambda organisation: self.policy_of(organisation, at))
        if level is not None:
            check_level(level, chain((self.policy,), map(policies, chain((organisation,), self._each_organisation()))))
        if views is None:
            found = self._raised(reader, organisation, decision_id)
        else:
            found = raised_in(views, reader, organisation, decision_id, at.date() if open else None, level, policies)
        with uncollected():
            owed = come_to(found, policies, at.date(), level, open, self._elsewhere(reader))
        if organisation is not None and not owed and reader == MEMBER:
            self.check_organisation(organisation)
        return owed

    def _elsewhere(self, reader: Reader) -> Elsewhere:
        """What the reader may see today of what other decisions have learned."""
        return self._lessons if reader == MEMBER else SeenBy(self._lessons, reader, self._clock().date())

    def _each_organisation(self) -> Iterator[str]:
        yield from self.organisations()  # they are looked for only when somebody asks for the first

    def _raised(self, reader: Reader, organisation: str | None, decision_id: str | None) -> Iterator[Raised]:
        for name in self.decision_ids() if decision_id is None else (decision_id,):
            decision = self.decision(name, reader)
            if organisation is None or organisation_of(decision) == organisation:
                yield from raised(decision)

    def facts(self, after: int = 0, reader: Reader = MEMBER) -> Iterator[Recorded]:
        """What the reader may see of all facts after a position, in global order."""
        return (fact for fact in self.feed(after, reader) if isinstance(fact, Recorded))

    def feed(
        self, after: int = 0, reader: Reader = MEMBER, limit: int | None = None, decision_id: str | None = None
    ) -> Iterator[Recorded | Withheld]:
        """All facts after a position in global order; in place of what the reader may not see, that it is withheld.

        With a ``limit`` the store reads no more than so many; with a ``decision_id``, those of that decision alone.
        Raises StoreError where a fact cannot be read, or who may see it, once all before it were given.
        """
        today = self._clock().date()
        reading = self._reading
        pages = reading.pages(after, limit) if decision_id is None else reading.pages_of(decision_id, after, limit)
        for page in pages:
            # Who may see what is asked anew for each page, and once for each decision in it.
            # No act on record closes anything to a full member, for whom no decision is folded to ask.
            rulings = cache(lambda _: Rulings()) if reader == MEMBER else cache(self._reading.rulings)
            for recorded in page:
                yield visible(recorded, reader, rulings(recorded.decision_id), today)

    def lines(self, after: int = 0, limit: int = 1000) -> tuple[bytes, int]:
        """The next facts after a position as a full member's export has them, and the last one's. Raises StoreError."""
        return self._reading.lines(after, limit)

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

    def wait(self, after: int, timeout: float) -> bool:
        """Waits for a fact after a position, by anyone, at most so many seconds; whether it is. Raises StoreError."""
        return self._store.wait(after, timeout)

    def backtest(
        self,
        policy: Policy,
        show: Callable[[int, int], None] = lambda done, all_: None,
        organisation: str | None = None,
        as_it_happened: bool = False,
        processes: int | None = None,
    ) -> "Backtest":
        """What another policy would have made of all that is recorded here, or in one organisation's decisions.

        Nothing is changed by it. History is only remarked on, as when it was recorded; ``as_it_happened`` judges it
        as if it had been recorded on the day. ``show`` is told how many facts are judged, of how many; what it raises
        stops it. A large register that others can open too is shared among ``processes`` (as many as there are cores,
        at most four). Raises StoreError, and Invalid for an organisation that has nothing on record here.
        """
        from laeringslopp.backtest import run

        today = self._clock().date()
        found = run(self._store, self._url, policy, today, organisation, as_it_happened, show, processes)
        if organisation is not None and not found.facts:
            found.close()
            self.check_organisation(organisation)
        return found

    def organisations(self) -> list[str]:
        """The organisations that have a decision here, in the order of their first."""
        return self._organisations.all()

    def check_organisation(self, organisation: str) -> None:
        """Raises Invalid for an organisation that has nothing on record here: nought would be another answer."""
        check_organisation(organisation, (*self._organisations.all(), *self._organisations.ruled()))

    def organisations_at_work(self) -> list[str]:
        """The organisations that record here: those that opened something live, else all that are known."""
        return self._organisations.who_may_be()

    def organisation_at_work(self) -> str:
        """The organisation that records here: the only one, or the only one that recorded something live.

        Known cases from elsewhere are history and leave no doubt. Raises Invalid where several are at work.
        """
        return self._organisations.at_work()
