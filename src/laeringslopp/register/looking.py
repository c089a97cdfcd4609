"""One decision read once, and looked at from as many moments as are asked for."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from laeringslopp.access import Reader
from laeringslopp.decision import Decision
from laeringslopp.entry import Recorded
from laeringslopp.errors import Flaw, Invalid
from laeringslopp.nearest import closest
from laeringslopp.policy import Policy
from laeringslopp.register.given import moment
from laeringslopp.register.ruling import organisation_of
from laeringslopp.rules import Elsewhere, Owed, duties_of
from laeringslopp.timeline import Comparison, Side, Timeline, begins, build, compare


@dataclass(frozen=True, slots=True)
class Looking:
    """A decision's facts, for one reader, as they stand now."""

    facts: Sequence[Recorded]
    whole: Decision
    reader: Reader
    levels: tuple[str, ...]
    now: datetime
    elsewhere: Elsewhere

    def at(self, as_of: datetime | None = None, known_at: datetime | None = None, level: str | None = None) -> Timeline:
        """The timeline of a moment. Raises Invalid for a level that is none of the organisation's."""
        if level is not None and level not in self.levels:
            detail = f"there is no level {level!r}; the levels are {', '.join(self.levels)}"
            raise Invalid(
                [Flaw("unknown-level", detail, "/level", instead=closest(level, self.levels), known=self.levels)]
            )
        return self._cut(as_of=as_of, known_at=known_at, level=level)

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
            self.facts,
            reader=self.reader,
            whole=self.whole,
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
        """By which clock a day is counted: that of the last entry by then, else the register's own.

        A day in Oslo ends before it does in London. By London's clock what the council knew on the day of its vote
        would hold what happened the day after.
        """
        lived = [recorded.occurred_at for recorded in self.facts if recorded.occurred_at.date() <= day]
        return max(lived).tzinfo if lived else self.now.tzinfo

    def between(
        self,
        from_: datetime | date,
        to: datetime | date | None,
        level: str | None,
        policy_at: Callable[[str | None, datetime], Policy],
    ) -> Comparison:
        """Two moments compared. Raises Invalid, also where the first comes after the second."""
        until = self.now if to is None else to
        earlier, later = self.moment(from_, "/from"), self.moment(until, "/to")
        assert earlier is not None
        assert later is not None
        if earlier > later or _is_turned(from_, until):
            detail = "from comes after to; give the earlier moment first"
            raise Invalid([Flaw("from-after-to", detail, "/from", instead=until.isoformat())])
        before, after = self.at(earlier, earlier, level), self.at(later, later, level)
        ahead: list[Side] = [side for side, at in _sides(from_, until) if self.lies_ahead(at)]
        return compare(
            before,
            after,
            self.owed(before, policy_at),
            self.owed(after, policy_at),
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


def _sides(from_: datetime | date, to: datetime | date) -> tuple[tuple[Side, datetime | date], ...]:
    return ("from", from_), ("to", to)


def _is_turned(from_: datetime | date, to: datetime | date) -> bool:
    """Two dates that both lie ahead are both now, and turned round all the same."""
    return not isinstance(from_, datetime) and not isinstance(to, datetime) and from_ > to
