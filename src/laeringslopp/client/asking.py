"""The reading side: each method of the register as a conversation with the service."""

import re
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple, TypeVar

from laeringslopp.access import Reader
from laeringslopp.client.problems import is_problem, read_json, understood
from laeringslopp.client.readback import read_owed
from laeringslopp.client.talking import Answer, Ask, Flow, Lost, Pause, Retrying
from laeringslopp.decision import Decision
from laeringslopp.entry import Recorded
from laeringslopp.errors import Flaw, Invalid, OnlyEmbedded, StoreError, Unknown
from laeringslopp.policy import Policy
from laeringslopp.register.asking import MEMBER
from laeringslopp.register.looking import Looking
from laeringslopp.register.organisations import the_only
from laeringslopp.register.owing import Raising, check_level, check_organisation
from laeringslopp.register.planning import planned
from laeringslopp.register.ruling import Adopted, adoptions, policy_by
from laeringslopp.register.sight import Sight, read_sight
from laeringslopp.rules import Owed, shipped, stream_of
from laeringslopp.rules.document import plain
from laeringslopp.rules.documented import named_document
from laeringslopp.timeline import Comparison, Timeline

T = TypeVar("T")
AGAIN = frozenset((429, 502, 503, 504))
NAME = re.compile(r"[A-Za-z0-9._-]+")
"""What a decision can be called."""
PAGE = 1000
"""As many as the service gives at a time."""
NOTHING: Mapping[str, Any] = {}
KEPT = 50_000
"""How many facts of decisions that were read are kept, so that what is unchanged is not sent again."""


class Known(NamedTuple):
    """What a service says of its register as a whole."""

    policy: Policy
    position: int
    now: datetime
    levels: tuple[str, ...]
    organisations: list[str]
    ruled: list[str]
    at_work: list[str]


class Asking:
    """A conversation with one service; it holds what was read, and nothing that is open."""

    def __init__(
        self,
        url: str,
        retrying: Retrying,
        chance: Callable[[], float],
        new_key: Callable[[], str],
        elapsed: Callable[[], float],
    ) -> None:
        self.url = url
        self.retrying, self._chance, self._new_key, self._elapsed = retrying, chance, new_key, elapsed
        self._kept: OrderedDict[tuple[str, str | None], tuple[str, Sight]] = OrderedDict()
        self._facts_kept = 0
        self._lock = threading.Lock()

    def _ask(self, ask: Ask) -> Flow[Answer]:
        """One answer. What is lost, or is told to come back, is asked again: nothing asked here can be done twice."""
        pauses = self.retrying.pauses(self._chance)
        while True:
            pause = next(pauses, None)
            try:
                answer: Answer = yield ask
            except Lost as lost:
                if pause is None or not lost.is_trusted:
                    raise self._away(lost) from lost
            else:
                if answer.status not in AGAIN:
                    return answer
                asked_for = retry_after(answer)
                if (asked_for is None and is_problem(answer)) or pause is None:
                    return answer
                if asked_for is not None:
                    if asked_for > self.retrying.patience:
                        return answer
                    pause = max(pause, asked_for)
            yield Pause(pause)

    def _away(self, lost: Lost) -> StoreError:
        if not lost.is_trusted:
            detail = f"the certificate of the service at {self.url} is not trusted here: {lost}"
            return StoreError(detail, "not-trusted", url=self.url, why=str(lost))
        detail = f"the service at {self.url} does not answer: {lost}"
        return StoreError(detail, "service-away", url=self.url, why=str(lost))

    def _read(self, path: str, reader: Reader = MEMBER, **query: Any) -> Flow[Any]:
        """What is told at a path, as JSON. Raises what went wrong."""
        answer = yield from self._ask(Ask("GET", path, self._query(reader, query)))
        if is_problem(answer) and query.pop("lang", None):  # it is told in that language; here errors are in English
            again = yield from self._ask(Ask("GET", path, self._query(reader, query)))
            answer = again if is_problem(again) else answer
        return read_json(answer, self.url)

    def _query(self, reader: Reader, query: Mapping[str, Any]) -> dict[str, str | list[str]]:
        for name, value in query.items():
            check_offset(name, value)
        asked = {name: _written(value) for name, value in query.items() if value is not None}
        narrowed = seen_as(reader)
        return asked if narrowed is None else {**asked, "as": narrowed}

    def _understood(self, read: Callable[[Any], T], told: Any) -> T:
        return understood(read, told, self.url)

    def _known(self, reader: Reader = MEMBER) -> Flow[Known]:
        told = yield from self._read("/api/register", reader)

        def read(told: Mapping[str, Any]) -> Known:
            return Known(
                shipped(told["policy"]),
                told["position"],
                datetime.fromisoformat(told["now"]),
                tuple(told["levels"]),
                told["organisations"],
                told["ruled"],
                told["at_work"],
            )

        return self._understood(read, told)

    def _sight(self, decision_id: str, reader: Reader = MEMBER) -> Flow[tuple[Sight, datetime]]:
        """All that the reader sees of a decision, and what time it is there. What is unchanged is not sent again."""
        whose = (decision_id, seen_as(reader))
        with self._lock:
            kept = self._kept.get(whose)
        headers = {"If-None-Match": kept[0]} if kept else {}
        path = decision_path(decision_id, "/facts")
        answer = yield from self._ask(Ask("GET", path, self._query(reader, {}), headers))
        if kept and answer.status == 304:
            sight = kept[1]
        else:
            sight = self._understood(read_sight, read_json(answer, self.url))
            self._keep(whose, answer.headers.get("etag", ""), sight)
        now = self._understood(datetime.fromisoformat, answer.headers.get("register-time", ""))
        return sight, now

    def _keep(self, whose: tuple[str, str | None], etag: str, sight: Sight) -> None:
        with self._lock:
            before = self._kept.pop(whose, None)
            self._kept[whose] = etag, sight
            self._facts_kept += len(sight.facts) - (len(before[1].facts) if before else 0)
            while self._facts_kept > KEPT and len(self._kept) > 1:
                self._facts_kept -= len(self._kept.popitem(last=False)[1][1].facts)

    def _looking(self, decision_id: str, reader: Reader) -> Flow[Looking]:
        sight, now = yield from self._sight(decision_id, reader)
        return Looking(sight.seen, sight.levels, now)

    def _adopted(self, organisation: str, reader: Reader = MEMBER) -> Flow[Sight | None]:
        """What is seen of what an organisation adopted; None where it adopted nothing."""
        try:
            sight, _ = yield from self._sight(stream_of(organisation), reader)
        except Unknown:
            return None
        return sight

    def decision(self, decision_id: str, reader: Reader = MEMBER) -> Flow[Decision]:
        """The decision's state, from what the reader may see. Raises Unknown."""
        sight, _ = yield from self._sight(decision_id, reader)
        return sight.decision

    def timeline(
        self,
        decision_id: str,
        as_of: datetime | date | None = None,
        known_at: datetime | date | None = None,
        level: str | None = None,
        reader: Reader = MEMBER,
    ) -> Flow[Timeline]:
        """The decision's timeline as the reader may see it, made here of what the service shows. Raises as there."""
        looking = yield from self._looking(decision_id, reader)
        return looking.timeline(as_of, known_at, level)

    def compare(
        self,
        decision_id: str,
        from_: datetime | date,
        to: datetime | date | None = None,
        level: str | None = None,
        reader: Reader = MEMBER,
    ) -> Flow[Comparison]:
        """How the decision looked at two moments, and what came between; ``to`` is now unless given."""
        looking = yield from self._looking(decision_id, reader)
        owed = []
        for at in looking.moments(from_, to):
            found = yield from self.owed_then(decision_id, at, level, reader)
            owed.append(found)
        each = iter(owed)  # it is asked for the first, then for the second
        return looking.between(from_, to, level, lambda timeline: next(each))

    def entry(self, decision_id: str, version: int, reader: Reader = MEMBER) -> Flow[Recorded | None]:
        """One entry as the reader may see it; None where it is withheld or is not there."""
        try:
            sight, _ = yield from self._sight(decision_id, reader)
        except Unknown:
            return None
        seen = (fact for fact in sight.facts if isinstance(fact, Recorded) and fact.version == version)
        return next(seen, None)

    def version(self, decision_id: str) -> Flow[int]:
        """The decision's last version; 0 where there is none."""
        try:
            told = yield from self._read(decision_path(decision_id))
        except Unknown:
            return 0
        return self._understood(lambda told: int(told["version"]), told)

    def knows(self, decision_id: str) -> Flow[bool]:
        """Whether there is such a decision."""
        version = yield from self.version(decision_id)
        return version > 0

    def is_recorded(self, key: str) -> Flow[bool]:
        """Whether something was recorded under this idempotency key; a service has none of more than 200 characters."""
        told = (yield from self._read("/api/appends", key=key)) if 0 < len(key) <= 200 else {"recorded": False}
        return self._understood(lambda told: bool(told["recorded"]), told)

    def position(self) -> Flow[int]:
        """The position of the last entry; 0 where nothing is recorded."""
        known = yield from self._known()
        return known.position

    def now(self) -> Flow[datetime]:
        """The register's own clock."""
        known = yield from self._known()
        return known.now

    def policy(self) -> Flow[Policy]:
        """The rules that the register was made with."""
        known = yield from self._known()
        return known.policy

    def policy_of(self, organisation: str | None, at: datetime | None = None) -> Flow[Policy]:
        """The rules in force for an organisation, now or at a moment."""
        known = yield from self._known()
        if organisation is None:
            return known.policy
        sight = yield from self._adopted(organisation)
        stream = sight.decision if sight else Decision(stream_of(organisation))
        return policy_by(organisation, lambda _: stream, at or known.now, known.policy)

    def levels(self, organisation: str | None = None) -> Flow[tuple[str, ...]]:
        """The levels of an organisation now, from the top; of none: every level that some organisation has."""
        if organisation is None:
            known = yield from self._known()
            return known.levels
        policy = yield from self.policy_of(organisation)
        return policy.levels

    def policies(self, organisation: str, reader: Reader = MEMBER) -> Flow[tuple[Adopted, ...]]:
        """What an organisation has adopted, the first first, each with what it tightened and loosened."""
        sight = yield from self._adopted(organisation, reader)
        if sight is None:
            return ()
        known = yield from self._known()
        facts = (fact for fact in sight.facts if isinstance(fact, Recorded))
        return tuple(adoptions(facts, known.policy, known.now))

    def last_policy(self, organisation: str) -> Flow[Policy]:
        """The policy that the next one follows: the last adopted, in force or still to come."""
        policies = yield from self.policies(organisation)
        adopted = [each.policy for each in policies if each.policy]
        if adopted:
            return adopted[-1]
        known = yield from self._known()
        return known.policy

    def document(self, organisation: str, document: Mapping[str, Any] | str) -> Flow[dict[str, Any]]:
        """The policy document that is adopted: as given, or ``standard`` or ``strict`` made the organisation's own."""
        if not isinstance(document, str):
            return dict(plain(document))
        last = yield from self.last_policy(organisation)
        return named_document(document, organisation, last)

    def plan_meetings(
        self, organisation: str, level: str, days: Iterable[date], organ: str | None = None, begins: date | None = None
    ) -> Flow[dict[str, Any]]:
        """The policy document that an organisation would ``adopt`` when a level meets on these days."""
        policies = yield from self.policies(organisation)
        last = yield from self.last_policy(organisation)
        known = yield from self._known()
        check_level(level, (last,))
        return planned(policies, last, organisation, level, days, known.now.date(), organ, begins)

    def organisations(self) -> Flow[list[str]]:
        """The organisations that have a decision here, in the order of their first."""
        known = yield from self._known()
        return known.organisations

    def organisations_with_a_policy(self) -> Flow[list[str]]:
        """The organisations that have adopted a policy of their own, in the order of their first."""
        known = yield from self._known()
        return known.ruled

    def organisations_at_work(self) -> Flow[list[str]]:
        """The organisations that record here."""
        known = yield from self._known()
        return known.at_work

    def organisation_at_work(self) -> Flow[str]:
        """The organisation that records here. Raises Invalid where several are at work."""
        known = yield from self._known()
        return the_only(known.at_work)

    def check_organisation(self, organisation: str) -> Flow[None]:
        """Raises Invalid for an organisation that has nothing on record here."""
        known = yield from self._known()
        check_organisation(organisation, (*known.organisations, *known.ruled))

    def owed_then(
        self, decision_id: str, at: datetime | date, level: str | None = None, reader: Reader = MEMBER
    ) -> Flow[list[Owed]]:
        """What a decision had made owed at a moment, by what had happened and was known then, met or not."""
        path = decision_path(decision_id, "/duties")
        told = yield from self._read(path, reader, at=at, level=level)
        return self._understood(lambda told: [read_owed(each) for each in told["items"]], told)

    def duties(
        self,
        as_of: datetime | date | None = None,
        level: str | None = None,
        organisation: str | None = None,
        decision_id: str | None = None,
        open: bool | None = None,
        reader: Reader = MEMBER,
        views: Raising | None = None,
    ) -> Flow[list[Owed]]:
        """What is owed, by whom and by when, the first due first. The service has views of its own."""
        asked = {
            "as_of": as_of, "level": level, "organisation": organisation, "decision_id": decision_id, "open": open
        }  # fmt: skip
        found = yield from self._all("/api/duties", read_owed, reader, asked)
        return found

    def _all(
        self, path: str, read: Callable[[Any], T], reader: Reader = MEMBER, asked: Mapping[str, Any] = NOTHING
    ) -> Flow[list[T]]:
        """All items of a list, read a page at a time."""
        found: list[T] = []
        cursor = None
        while True:
            told = yield from self._read(path, reader, **asked, limit=PAGE, cursor=cursor)
            found += self._understood(lambda told: [read(each) for each in told["items"]], told)
            cursor = self._understood(lambda told: told["next"], told)
            if cursor is None:
                return found


def decision_path(decision_id: str, of_it: str = "") -> str:
    """Where a decision is. Raises Unknown for what no decision can be called: in a path it might mean another place."""
    if not NAME.fullmatch(decision_id) or not decision_id.strip("."):
        raise Unknown(decision_id)
    return f"/api/decisions/{decision_id}{of_it}"


def seen_as(reader: Reader) -> str | None:
    """How the service is told for whom something is shown; what it allows the caller, it narrows. Raises."""
    if reader == MEMBER:
        return None
    if reader.is_public:
        return "public"
    if reader.organisations is None and reader.levels is not None and len(reader.levels) == 1:
        return next(iter(reader.levels))
    instead = "give Reader.public(), Reader.level(level) or Reader.member(), without an organisation"
    raise OnlyEmbedded("a reader of some organisations alone", instead)


def check_offset(name: str, at: Any) -> None:
    """Raises Invalid for a time without its offset, as the register on hand does."""
    if isinstance(at, datetime) and at.tzinfo is None:
        raise Invalid([Flaw("no-offset", "give a time with its offset from UTC, or a date", f"/{name}")])


def _written(value: Any) -> str | list[str]:
    """A value as it stands in an address; several, where any of them is asked for, with nothing for NULL."""
    match value:
        case tuple():
            return ["" if each is None else str(_written(each)) for each in value]
        case bool():
            return "true" if value else "false"
        case date():
            return value.isoformat()
    return str(value)


def retry_after(answer: Answer) -> float | None:
    text = answer.headers.get("retry-after", "")
    return float(text) if text.isascii() and text.isdigit() else None
