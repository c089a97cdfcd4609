"""What every register can do: the embedded one, and the one behind a service."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Literal, Protocol, Self, overload

from laeringslopp.access import Reader, Withheld
from laeringslopp.decision import Decision
from laeringslopp.entry import Actor, Entry, Recorded
from laeringslopp.facts import AnyFact
from laeringslopp.policy import Policy
from laeringslopp.register.asking import MEMBER
from laeringslopp.register.owing import Raising
from laeringslopp.register.receipts import Receipt, Verdict
from laeringslopp.register.ruling import Adopted
from laeringslopp.rules import Owed
from laeringslopp.timeline import Comparison, Timeline

if TYPE_CHECKING:
    from laeringslopp.backtest import Backtest
    from laeringslopp.digest import Digest
    from laeringslopp.paper import Paper
    from laeringslopp.register.register import Register
    from laeringslopp.search.before import Searching
    from laeringslopp.search.hits import FailedBefore
    from laeringslopp.story import Language, Length, Story
    from laeringslopp.views import Views


class AnyRegister(Protocol):
    """A register, wherever it lies. What it raises, ``Register`` says of each method.

    ``AsyncRegister`` has the same names and parameters; what it gives is awaited, or gone through with ``async for``.
    """

    @property
    def position(self) -> int:
        """The position of the last entry; 0 where nothing is recorded."""
        ...

    @property
    def policy(self) -> Policy:
        """The rules that the register was made with: in force where an organisation has adopted none."""
        ...

    @property
    def url(self) -> str | None:
        """Where others can open it, where that is known."""
        ...

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

    def append_each(
        self,
        groups: Sequence[tuple[Sequence[Entry], str | None]],
        expected: int | Mapping[str, int] | None = None,
        failed: Callable[[int, Exception], None] | None = None,
    ) -> list[Receipt]:
        """Records several groups in one transaction; each group is all or none, and has its own key."""
        ...

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
        """Records facts in one decision, all with the same envelope (``occurred_at``, ``sources``, …)."""
        ...

    @overload
    def disclose(
        self,
        text: str,
        by: Actor,
        decision_id: str | None = None,
        *,
        organisation: str | None = None,
        key: str | None = None,
        dry_run: Literal[False] = False,
        **more: Any,
    ) -> Receipt: ...

    @overload
    def disclose(
        self,
        text: str,
        by: Actor,
        decision_id: str | None = None,
        *,
        organisation: str | None = None,
        key: str | None = None,
        dry_run: bool,
        **more: Any,
    ) -> Receipt | Verdict: ...

    @overload
    def present(
        self, decision_id: str, to_level: str, by: Actor, *, dry_run: Literal[False] = False, **more: Any
    ) -> Receipt: ...

    @overload
    def present(
        self, decision_id: str, to_level: str, by: Actor, *, dry_run: bool, **more: Any
    ) -> Receipt | Verdict: ...

    def adopt(
        self,
        organisation: str,
        document: Mapping[str, Any] | str,
        reason: str,
        by: Actor,
        in_force_from: datetime | None = None,
        *,
        expected: int | None = None,
        key: str | None = None,
        dry_run: bool = False,
        **envelope: Any,
    ) -> Receipt | Verdict:
        """Adopts a policy for an organisation: a document, or ``standard`` or ``strict``, from now on or later."""
        ...

    def decision(self, decision_id: str, reader: Reader = MEMBER) -> Decision:
        """The decision's state, from what the reader may see. Raises Unknown."""
        ...

    def timeline(
        self,
        decision_id: str,
        as_of: datetime | date | None = None,
        known_at: datetime | date | None = None,
        level: str | None = None,
        reader: Reader = MEMBER,
    ) -> Timeline:
        """The decision's timeline as the reader may see it."""
        ...

    def compare(
        self,
        decision_id: str,
        from_: datetime | date,
        to: datetime | date | None = None,
        level: str | None = None,
        reader: Reader = MEMBER,
    ) -> Comparison:
        """How the decision looked at two moments, and what came between; ``to`` is now unless given."""
        ...

    def story(
        self,
        decision_id: str,
        lang: "Language" = "nb",
        length: "Length" = "short",
        as_of: datetime | date | None = None,
        known_at: datetime | date | None = None,
        level: str | None = None,
        reader: Reader = MEMBER,
    ) -> "Story":
        """The whole decision as a short plain text, of which ``str`` gives all; ``lang`` is nb, nn or en."""
        ...

    def paper(
        self, decision_id: str, lang: "Language" = "nb", as_of: datetime | date | None = None, reader: Reader = MEMBER
    ) -> "Paper":
        """The case paper: the decision laid out for those who decide, as it would have been on a day."""
        ...

    def failed_before(
        self,
        text: str,
        lang: "Language" = "nb",
        organisation: str | None = None,
        most: int = 10,
        reader: Reader = MEMBER,
        views: "Searching | None" = None,
    ) -> "FailedBefore":
        """The earlier failures and lessons most like what somebody plans, as the reader may see them."""
        ...

    def digest(
        self,
        level: str,
        organisation: str | None = None,
        since: date | str | None = None,
        lang: "Language" = "nb",
        *,
        only: Collection[str] | None = None,
        whole: bool = False,
        reader: Reader | None = None,
        views: "Views | None" = None,
    ) -> "Digest":
        """What is new for a level since its last meeting, or a date: one page, or with ``whole`` all of it."""
        ...

    def rows(
        self,
        view: str,
        where: Mapping[str, Any] | None = None,
        columns: Iterable[str] | None = None,
        reader: Reader = MEMBER,
        views: "Views | None" = None,
    ) -> Iterator[dict[str, Any]]:
        """Every row of a view across decisions, such as ``failures``, as the reader may see it; in its order."""
        ...

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
        """What is owed, by whom and by when, the first due first: now or at any other time."""
        ...

    def tell_duties(
        self,
        lang: "Language" = "nb",
        as_of: datetime | date | None = None,
        level: str | None = None,
        organisation: str | None = None,
        decision_id: str | None = None,
        open: bool | None = None,
        reader: Reader = MEMBER,
        views: Raising | None = None,
    ) -> list[dict[str, Any]]:
        """What is owed, as ``duties`` gives it, each as a dictionary with its sentence in a language."""
        ...

    def backtest(
        self,
        policy: Policy,
        show: Callable[[int, int], None] = lambda done, all_: None,
        organisation: str | None = None,
        as_it_happened: bool = False,
        processes: int | None = None,
    ) -> "Backtest":
        """What another policy would have made of all that is recorded here, or in one organisation's decisions."""
        ...

    def owed_then(
        self, decision_id: str, at: datetime | date, level: str | None = None, reader: Reader = MEMBER
    ) -> list[Owed]:
        """What a decision had made owed at a moment, by what had happened and was known then, met or not."""
        ...

    def entry(self, decision_id: str, version: int, reader: Reader = MEMBER) -> Recorded | None:
        """One entry as the reader may see it; None where it is withheld or is not there."""
        ...

    def facts(self, after: int = 0, reader: Reader = MEMBER) -> Iterator[Recorded]:
        """What the reader may see of all facts after a position, in global order."""
        ...

    def feed(
        self, after: int = 0, reader: Reader = MEMBER, limit: int | None = None, decision_id: str | None = None
    ) -> Iterator[Recorded | Withheld]:
        """All facts after a position in global order; in place of what the reader may not see, that it is withheld."""
        ...

    def follow(
        self, after: int = 0, reader: Reader = MEMBER, stopped: Callable[[], bool] = lambda: False
    ) -> Iterator[Recorded | Withheld]:
        """All facts after a position, as ``feed`` gives them, and then those to come, by anyone."""
        ...

    def wait(self, after: int, timeout: float) -> bool:
        """Waits until something is recorded after a position, or so many seconds have passed; whether it is."""
        ...

    def decision_ids(self) -> Iterator[str]:
        """Every decision, in the order in which they were first recorded; what an organisation adopted is none."""
        ...

    def version(self, decision_id: str) -> int:
        """The decision's last version; 0 where there is none."""
        ...

    def knows(self, decision_id: str) -> bool:
        """Whether there is such a decision; none is ever taken back, so one that is kept here is not asked for."""
        ...

    def is_recorded(self, key: str) -> bool:
        """Whether something was recorded under this idempotency key."""
        ...

    def levels(self, organisation: str | None = None) -> tuple[str, ...]:
        """The levels of an organisation now, from the top; of none: every level that some organisation has."""
        ...

    def policy_of(self, organisation: str | None, at: datetime | None = None) -> Policy:
        """The rules in force for an organisation, now or at a moment."""
        ...

    def policies(self, organisation: str, reader: Reader = MEMBER) -> tuple[Adopted, ...]:
        """What an organisation has adopted, the first first, each with what it tightened and loosened."""
        ...

    def last_policy(self, organisation: str) -> Policy:
        """The policy that the next one follows: the last adopted, in force or still to come."""
        ...

    def document(self, organisation: str, document: Mapping[str, Any] | str) -> dict[str, Any]:
        """The policy document that is adopted: as given, or ``standard`` or ``strict`` made the organisation's own."""
        ...

    def plan_meetings(
        self, organisation: str, level: str, days: Iterable[date], organ: str | None = None, begins: date | None = None
    ) -> dict[str, Any]:
        """The policy document that an organisation would ``adopt`` when a level meets on these days."""
        ...

    def organisations(self) -> list[str]:
        """The organisations that have a decision here, in the order of their first."""
        ...

    def organisations_with_a_policy(self) -> list[str]:
        """The organisations that have adopted a policy of their own, in the order of their first."""
        ...

    def organisations_at_work(self) -> list[str]:
        """The organisations that record here: those that opened something live, else all that are known."""
        ...

    def organisation_at_work(self) -> str:
        """The organisation that records here: the only one, or the only one that recorded something live."""
        ...

    def check_organisation(self, organisation: str) -> None:
        """Raises Invalid for an organisation that has nothing on record here: nought would be another answer."""
        ...

    def now(self) -> datetime:
        """The register's own clock."""
        ...

    def close(self) -> None:
        """Gives back what the store holds on to."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(self, kind: Any, error: Any, at: Any) -> None: ...


if TYPE_CHECKING:

    def _is_one(register: Register) -> AnyRegister:
        return register
