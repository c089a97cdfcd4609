"""A decision's timeline: a pure function of the facts that its reader may see."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from laeringslopp.decision import Decision, fold
from laeringslopp.entry import Recorded
from laeringslopp.facts import DecisionOpened, RefersTo, own_id, references
from laeringslopp.timeline.alternatives import AlternativeShown, alternatives
from laeringslopp.timeline.comparing import (
    CameRound,
    Closed,
    Comparison,
    Difference,
    Settled,
    Side,
    begins,
    compare,
)
from laeringslopp.timeline.dates import MovedPlan, moved_plans
from laeringslopp.timeline.disputes import Dispute, disputes
from laeringslopp.timeline.knew import LevelKnew, NotKnown, who_knew
from laeringslopp.timeline.knowing import known_to
from laeringslopp.timeline.model import (
    AttemptShown,
    Changed,
    Loop,
    Measured,
    Open,
    Step,
    Timeline,
    TimelineEntry,
)
from laeringslopp.timeline.risks import RiskShown, risks
from laeringslopp.timeline.seeing import Seen, see
from laeringslopp.timeline.spending import Spent, spending, spent_in_all
from laeringslopp.timeline.tracing import Citation, citations, followed_by, waits
from laeringslopp.timeline.trials import Trials
from laeringslopp.timeline.unaware import Unaware, could_have_known, unaware
from laeringslopp.timeline.waiting import waiting
from laeringslopp.timeline.waivers import WaiverShown, waivers


def build(
    seen: Seen,
    *,
    today: date,
    levels: Sequence[str],
    as_of: datetime | None = None,
    known_at: datetime | None = None,
    level: str | None = None,
    on_record_at: datetime | None = None,
) -> Timeline:
    """The timeline of what a reader sees of a decision.

    ``as_of`` leaves out what had not happened by then; ``known_at`` what nobody in the organisation knew by
    then, or with ``level`` what that level did not know. ``on_record_at`` leaves out what was recorded live after
    then; when history was recorded says nothing.
    """
    shown, whole = seen.shown, seen.whole
    named = {name: recorded for recorded in shown if (name := own_id(recorded.fact))}
    causes = {recorded.version: _causes(recorded, named) for recorded in shown}
    known = known_to(shown, causes, levels)

    def is_within(recorded: Recorded) -> bool:
        if as_of is not None and recorded.when.is_after(as_of):
            return False
        if on_record_at is not None and not recorded.history and recorded.recorded_at > on_record_at:
            return False
        since = known[recorded.version]
        if level is not None:
            return level in since and (known_at is None or since[level] <= known_at)
        # What somebody outside did is known to the organisation at the latest when it stands in its register.
        return known_at is None or min((recorded.recorded_at, *since.values())) <= known_at

    is_whole = (as_of, known_at, level, on_record_at) == (None, None, None, None)
    cut = shown if is_whole else [recorded for recorded in shown if is_within(recorded)]
    in_order = sorted(cut, key=lambda recorded: (recorded.occurred_at, recorded.version))
    decision = whole if len(cut) == len(shown) and not seen.withheld else fold(Decision(whole.decision_id), cut)
    trials = Trials(in_order, causes)
    moment = known_at or as_of
    return Timeline(
        decision=decision,
        version=seen.version,
        levels=tuple(levels),
        entries=tuple(TimelineEntry(r, causes[r.version], known[r.version]) for r in in_order),
        attempts=tuple(trials.attempts()),
        loops=tuple(trials.loops(decision)),
        open=tuple(waiting(decision, named, levels)),
        unknown_to={name: _unknown(name, cut, known, moment) for name in levels},
        withheld=seen.withheld,
        named=named,
        is_public=seen.is_public,
        waivers=waivers(in_order, whole if is_whole else decision, moment.date() if moment else today),
        as_of=as_of,
        known_at=known_at,
        level=level,
        opened=next((recorded.fact for recorded in shown if isinstance(recorded.fact, DecisionOpened)), None),
    )


def _causes(recorded: Recorded, named: dict[str, Recorded]) -> tuple[int, ...]:
    versions = set(recorded.caused_by)
    for reference in references(recorded.fact):
        if isinstance(reference.target, int):
            versions.add(reference.target)
        elif reference.to is RefersTo and (cause := named.get(reference.target)) is not None:
            versions.add(cause.version)
    versions.discard(recorded.version)
    return tuple(sorted(versions))


def _unknown(
    level: str, cut: Iterable[Recorded], known: dict[int, dict[str, datetime]], moment: datetime | None
) -> tuple[int, ...]:
    return tuple(
        recorded.version
        for recorded in cut
        if (since := known[recorded.version].get(level)) is None or (moment is not None and since > moment)
    )


__all__ = [
    "AlternativeShown",
    "AttemptShown",
    "CameRound",
    "Changed",
    "Citation",
    "Closed",
    "Comparison",
    "Difference",
    "Dispute",
    "LevelKnew",
    "Loop",
    "Measured",
    "MovedPlan",
    "NotKnown",
    "Open",
    "RiskShown",
    "Seen",
    "Settled",
    "Side",
    "Spent",
    "Step",
    "Timeline",
    "TimelineEntry",
    "Unaware",
    "WaiverShown",
    "alternatives",
    "begins",
    "build",
    "citations",
    "compare",
    "could_have_known",
    "disputes",
    "followed_by",
    "moved_plans",
    "risks",
    "see",
    "spending",
    "spent_in_all",
    "unaware",
    "waits",
    "who_knew",
]
