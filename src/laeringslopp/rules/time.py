"""Guards on when things are recorded. They only ever remark: lateness is shown, never punished."""

from datetime import timedelta

from laeringslopp.decision import Decision
from laeringslopp.facts import Fact, RefersToDecision, references
from laeringslopp.policy import Parameter, Policy
from laeringslopp.rules.guard import Act, Missing, guard
from laeringslopp.when import When

LATE_AFTER = Parameter("days", 30, "days after which an entry is late", least=1, most=365, tighter="less")


@guard("late", standard="remark", strict="remark", parameters=(LATE_AFTER,))
def late(decision: Decision, act: Act[Fact], policy: Policy) -> Missing | None:
    """What is told a month later reached nobody in time; a reader should see that."""
    if act.happened_now or act.recorded.history:
        return None
    limit = act.recorded.recorded_at - timedelta(days=policy.value("late", LATE_AFTER))
    if act.when.is_past_at(limit):
        return Missing("earlier-record", {"days": (act.recorded.recorded_at - act.recorded.occurred_at).days})
    return None


@guard("out-of-order", standard="remark", strict="remark")
def out_of_order(decision: Decision, act: Act[Fact], policy: Policy) -> Missing | None:
    """Something that answers to what had not happened yet was likely dated wrong."""
    if act.happened_now:
        return None  # nothing on record lies ahead of it
    for version in referred_versions(decision, act):
        mark = decision.marks.get(version)
        if mark is not None and act.when.is_wholly_before(When.of(mark[0], mark[1])):
            return Missing("later-date", {"version": version})
    return None


def referred_versions(decision: Decision, act: Act[Fact]) -> list[int]:
    """The versions in the same decision that an act points to, through its fact or its envelope."""
    versions = list(act.recorded.caused_by)
    for reference in references(act.fact):
        if isinstance(reference.target, int):
            versions.append(reference.target)
        elif reference.to is not RefersToDecision and (thing := decision.things.get(reference.target)):
            versions.append(thing.version)
    return versions
