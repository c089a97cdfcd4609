"""Judging one fact under the policy in force: refusals, remarks, and the waivers it uses up."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from laeringslopp.decision import Decision
from laeringslopp.entry import Recorded
from laeringslopp.errors import Refusal, RuleFailed
from laeringslopp.facts import (
    DecisionOpened,
    Fact,
    FailureContained,
    FailureCorrected,
    FailureDisclosed,
    ObservationRecorded,
    PolicyAdopted,
    RiskMaterialised,
    RuleWaived,
    own_id,
    references,
)
from laeringslopp.policy import Policy
from laeringslopp.rules.elsewhere import NOWHERE, Elsewhere
from laeringslopp.rules.guard import Act, Guard, Missing, as_said, guards_of
from laeringslopp.rules.steering import refuses_waiver_of

NEVER_REFUSED = (FailureDisclosed, FailureContained, RiskMaterialised, ObservationRecorded)
"""A failure can always be put on record: no rule in any policy refuses these."""
NEVER_BY_PLUGINS = (*NEVER_REFUSED, FailureCorrected, DecisionOpened, RuleWaived, PolicyAdopted)
"""What a plugin's rule only remarks on: a failure may need a decision to be disclosed in, and a rule that asks too
much, or fails, keeps nobody from setting it aside."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the guards say of one fact."""

    refusals: tuple[Refusal, ...] = ()
    remarks: tuple[str, ...] = ()
    waived: tuple[int, ...] = ()


NOTHING = Judgement()
COULD_NOT_JUDGE = Missing("working-rule")


def judge(decision: Decision, recorded: Recorded, policy: Policy, at: int, elsewhere: Elsewhere = NOWHERE) -> Judgement:
    """Asks every guard that is on; ``at`` is the entry's place in the call. History is only remarked on.

    Raises RuleFailed where a plugin's rule fails, whatever its mode; what no plugin refuses, and history, is recorded
    all the same, with a remark that names the rule.
    """
    fact = recorded.fact
    act = Act(fact, recorded, elsewhere)
    refused: list[tuple[str, Missing]] = []
    remarks: list[str] = []
    waived: list[int] = []
    for guard in guards_of(fact.kind):
        mode = _mode(guard, policy)
        if mode == "off":
            continue
        failed: RuleFailed | None = None
        try:
            if (missing := guard.judge(decision, act, policy)) is None:
                continue
        except RuleFailed as error:
            failed, missing = error, COULD_NOT_JUDGE
        # Where only a disclosure stands in the way nothing is refused: the waiver waits for what it was meant for.
        is_let_past = mode == "refuse" and missing.follows_disclosure
        if not is_let_past and (waiver := _waiver(decision, guard, recorded)) is not None:
            waived.append(waiver)
        elif failed and not recorded.history and not isinstance(fact, NEVER_BY_PLUGINS):
            raise failed
        elif mode == "refuse" and not recorded.history and not missing.follows_disclosure and _may_refuse(guard, fact):
            refused.append((guard.rule_id, missing))
        else:
            remarks.append(guard.rule_id)
    if isinstance(fact, RuleWaived) and refuses_waiver_of(fact) and not recorded.history:
        refused.append((fact.rule_id, Missing("no-waiver", {"rule_id": fact.rule_id})))
    if not (refused or remarks or waived):
        return NOTHING
    refusals = tuple(_refusals(fact, refused, at)) if refused else ()
    return Judgement(refusals, tuple(remarks), tuple(waived))


def _mode(guard: Guard, policy: Policy) -> str:
    return guard.standard if guard.never_waived else policy.mode(guard.rule_id)


def _may_refuse(guard: Guard, fact: Fact) -> bool:
    if guard.strict == "remark":  # not even the strictest policy refuses on it: lateness is shown, never punished
        return False
    if guard.plugin is not None:
        return not isinstance(fact, NEVER_BY_PLUGINS)
    if isinstance(fact, FailureCorrected):
        return guard.rule_id == "failure-stays"
    return not isinstance(fact, NEVER_REFUSED)


def _waiver(decision: Decision, guard: Guard, recorded: Recorded) -> int | None:
    if not decision.waivers or recorded.history or guard.never_waived:
        return None
    today = recorded.recorded_at.date()
    for version, waiver in sorted(decision.waivers.items()):
        if (
            waiver.rule_id == guard.rule_id
            and waiver.for_kind == recorded.fact.kind
            and (waiver.expires_on is None or waiver.expires_on >= today)
        ):
            return version
    return None


def _refusals(fact: Fact, refused: Iterable[tuple[str, Missing]], at: int) -> Iterator[Refusal]:
    named = own_id(fact) or next((str(reference.target) for reference in references(fact)), fact.kind)
    for rule_id, lacks in refused:
        yield Refusal(rule_id, named, lacks.what, lacks.parameters, lacks.record_first, _instead(fact, lacks), at)


def _instead(fact: Fact, missing: Missing) -> dict[str, Any] | None:
    """The fact with what it lacks itself, in the exchange format; None where it lacks nothing itself."""
    if missing.takes_its_place:
        *_, in_its_place = missing.record_first
        return {"fact": dict(in_its_place)}
    additions = [template for template in missing.record_first if "kind" not in template]
    if not additions:
        return None
    lacking = {name: value for template in additions for name, value in template.items()}
    own = {name: value for name, value in lacking.items() if name in type(fact).model_fields}
    around = {name: value for name, value in lacking.items() if name not in own}
    return {**around, "fact": {"kind": fact.kind, **as_said(fact), **own}}
