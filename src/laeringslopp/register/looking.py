"""One decision read once, and looked at from as many moments as are asked for."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, tzinfo

from laeringslopp.decision import Decision
from laeringslopp.entry import Recorded
from laeringslopp.errors import Flaw, Invalid
from laeringslopp.nearest import closest
from laeringslopp.policy import Policy
from laeringslopp.register.given import moment
from laeringslopp.register.ruling import organisation_of
from laeringslopp.rules import NOWHERE, Elsewhere, Owed, duties_of
from laeringslopp.timeline import Comparison, Seen, Side, Timeline, begins, build, compare


@dataclass(frozen=True, slots=True)
class Looking:
    """A decision's facts, for one reader, as they stand now."""

    seen: Seen
    levels: tuple[str, ...]
    now: datetime
    elsewhere: Elsewhere = NOWHERE
    facts: Sequence[Recorded] = ()
    """All of them, seen or not, where they are at hand: how far a paper reaches is found in them."""

    @property
    def whole(self) -> Decision:
        """The decision after all of its facts."""
        return self.seen.whole

    def at(self, as_of: datetime | None = None, known_at: datetime | None = None, level: str | None = None) -> Timeline:
        """The timeline of a moment. Raises Invalid for a level that is none of the organisation's."""
        if level is not None and level not in self.levels:
            detail = f"there is no level {level!r}; the levels are {', '.join(self.levels)}"
            raise Invalid(
                [Flaw("unknown-level", detail, "/level", instead=closest(level, self.levels), known=self.levels)]
            )
        return self._cut(as_of=as_of, known_at=known_at, level=level)

    def timeline(
        self, as_of: datetime | date | None = None, known_at: datetime | date | None = None, level: str | None = None
    ) -> Timeline:
        """The timeline of moments as they were asked for; one that lies ahead is now, and told in ``ahead``.

        Raises Invalid.
        """
        cut = self.at(self.moment(as_of, "/as_of"), self.moment(known_at, "/known_at"), level)
        asked = {"as_of": as_of, "known_at": known_at}
        ahead = tuple(name for name, at in asked.items() if at is not None and self.lies_ahead(at))
        return replace(cut, ahead=ahead) if ahead else cut

    def on_paper(self, at: datetime) -> Timeline:
        """What a case paper of a moment could hold: what had happened, was known and, of what is live, on record."""
        return self._cut(as_of=at, known_at=at, on_record_at=at)

    def _cut(
        self,
        *,
        as_of: datetime | None,
        known_at: datetime | None,
        level: str | None = None,
        on_record_at: datetime | None = None,
    ) -> Timeline:
        return build(
            self.seen,
            today=self.now.date(),
            levels=self.levels,
            as_of=as_of,
            known_at=known_at,
            level=level,
            on_record_at=on_record_at,
        )

    def moment(self, at: datetime | date | None, pointer: str) -> datetime | None:
        """What was asked for as a time, no later than now. Raises Invalid for a time without its offset."""
        return moment(at, self.now, pointer, self._zone_on)

    def _zone_on(self, day: date) -> tzinfo | None:
        """By which clock a day is counted: that of the last entry by then that is seen, else the register's own.

        A day in Oslo ends before it does in London. By London's clock what the council knew on the day of its vote
        would hold what happened the day after.
        """
        lived = [recorded.occurred_at for recorded in self.seen.shown if recorded.occurred_at.date() <= day]
        return max(lived).tzinfo if lived else self.now.tzinfo

    def moments(self, from_: datetime | date, to: datetime | date | None) -> tuple[datetime, datetime]:
        """The two moments that are compared, no later than now.

        Raises Invalid for a time without its offset, and where the first comes after the second.
        """
        until = self.now if to is None else to
        earlier, later = self.moment(from_, "/from"), self.moment(until, "/to")
        assert earlier is not None
        assert later is not None
        if earlier > later or _is_turned(from_, until):
            detail = "from comes after to; give the earlier moment first"
            raise Invalid([Flaw("from-after-to", detail, "/from", instead=until.isoformat())])
        return earlier, later

    def between(
        self,
        from_: datetime | date,
        to: datetime | date | None,
        level: str | None,
        owed: Callable[[Timeline], Sequence[Owed]],
    ) -> Comparison:
        """Two moments compared; ``owed`` says what was owed at each. Raises Invalid as ``moments`` and ``at`` do."""
        earlier, later = self.moments(from_, to)
        before, after = self.at(earlier, earlier, level), self.at(later, later, level)
        ahead: list[Side] = [side for side, at in _sides(from_, to) if at is not None and self.lies_ahead(at)]
        return compare(
            before,
            after,
            owed(before),
            owed(after),
            begins=None if before.entries else begins(self.at(level=level)),
            ahead=ahead,
        )

    def lies_ahead(self, at: datetime | date) -> bool:
        """Whether a moment is still to come; the rest of today is not."""
        return at > self.now if isinstance(at, datetime) else at > self.now.date()

    def owed(self, timeline: Timeline, policy_at: Callable[[str | None, datetime], Policy]) -> list[Owed]:
        """What was owed at the moment of a timeline; where it is one level's, what that level owed."""
        if not timeline.entries:
            return []
        assert timeline.known_at is not None
        at = timeline.known_at.astimezone(self.now.tzinfo)
        policy = policy_at(organisation_of(self.whole), at)
        found = duties_of(timeline.decision, policy, at.date(), self.elsewhere)
        return [each for each in found if timeline.level in (None, each.level)]


def _sides(from_: datetime | date, to: datetime | date | None) -> tuple[tuple[Side, datetime | date | None], ...]:
    return ("from", from_), ("to", to)


def _is_turned(from_: datetime | date, to: datetime | date) -> bool:
    """Two dates that both lie ahead are both now, and turned round all the same."""
    return not isinstance(from_, datetime) and not isinstance(to, datetime) and from_ > to
