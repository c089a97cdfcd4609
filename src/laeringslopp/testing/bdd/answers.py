"""Steps that say what the register answers: recorded, remarked on, refused, and who sees it."""

from collections.abc import Sequence
from typing import Any

from pytest_bdd import then

from laeringslopp.access import Reader
from laeringslopp.errors import Invalid, Unknown
from laeringslopp.facts import KINDS
from laeringslopp.nearest import nearest
from laeringslopp.testing.bdd.phrases import Language
from laeringslopp.testing.bdd.scene import Scene
from laeringslopp.testing.bdd.telling import Said, wrong
from laeringslopp.testing.disclosing import weigh
from laeringslopp.testing.scenario import DECISION, Outcome


def answered(outcome: Outcome) -> str:
    """What the register answered, for who expected something else."""
    if outcome.flaws:
        return "cannot be recorded as it is written: " + "; ".join(
            f"{flaw.code} at {flaw.pointer} ({flaw.detail})" for flaw in outcome.flaws
        )
    if outcome.refusals:
        return "refused: " + ", ".join(f"{each.rule_id} (asks for {each.missing})" for each in outcome.refusals)
    return f"recorded, with remarks: {', '.join(outcome.remarks)}" if outcome.remarks else "recorded, without remarks"


def holds(it_does: bool, expected: str, outcome: Outcome) -> None:
    """Ends the scenario with both sides unless it is so."""
    __tracebackhide__ = True
    if not it_does:
        wrong(f"expected: {expected}; the register answered: {answered(outcome)}")


@then(Said("recorded"))
def _recorded(scene: Scene) -> None:
    holds(scene.outcome.receipt is not None, "recorded", scene.outcome)


@then(Said("clean"))
def _clean(scene: Scene) -> None:
    outcome = scene.outcome
    holds(outcome.receipt is not None and not outcome.remarks, "recorded, without remarks", outcome)


@then(Said("remarked"))
def _remarked(scene: Scene, rule: str = "") -> None:
    outcome, wanted = scene.outcome, scene.rule(rule)
    holds(outcome.receipt is not None and wanted in outcome.remarks, f"recorded, with a remark by {wanted}", outcome)


@then(Said("unremarked"))
def _unremarked(scene: Scene, rule: str = "") -> None:
    outcome, wanted = scene.outcome, scene.rule(rule)
    holds(outcome.receipt is not None and wanted not in outcome.remarks, f"recorded, no remark by {wanted}", outcome)


@then(Said("refused"))
def _refused(scene: Scene, rule: str = "", missing: str = "") -> None:
    outcome, wanted = scene.outcome, scene.rule(rule)
    asked_for = {each.missing for each in outcome.refusals if each.rule_id == wanted}
    expected = f"refused by {wanted}" + (f", asking for {missing}" if missing else "")
    holds(bool(asked_for) and (not missing or missing in asked_for), expected, outcome)


@then(Said("offered"))
def _offered(
    scene: Scene, kind: str, language: Language, n: int = 0, datatable: Sequence[Sequence[str]] | None = None
) -> None:
    if kind not in KINDS:
        wrong(f"there is no kind «{kind}»{nearest(kind, KINDS)}")
    wanted: dict[str, Any] = {"kind": kind}
    for word, value in datatable or ():
        wanted[language.field(word)] = language.values.get(value, value)
    outcome = scene.outcome
    offers = [template for refusal in outcome.refusals for template in refusal.record_first]
    fitting = [offer for offer in offers if all(str(offer.get(name)) == str(to) for name, to in wanted.items())]
    often = f" {n} times" if n else ""
    holds(len(fitting) == n if n else bool(fitting), f"refused, offering {wanted}{often}, not {offers}", outcome)


@then(Said("invalid"))
def _invalid(scene: Scene, code: str) -> None:
    outcome = scene.outcome
    holds(code in {flaw.code for flaw in outcome.flaws}, f"not to be recorded as it is written: {code}", outcome)


@then(Said("history"))
def _history(scene: Scene) -> None:
    holds(scene.recorded.history, "recorded as history", scene.outcome)


@then(Said("waived"))
def _waived(scene: Scene) -> None:
    holds(bool(scene.recorded.waived), "recorded, using a waiver", scene.outcome)


@then(Said("not-waived"))
def _not_waived(scene: Scene) -> None:
    holds(not scene.recorded.waived, "recorded without using a waiver", scene.outcome)


@then(Said("internal"))
def _internal(scene: Scene, entry: int = 0) -> None:
    only = scene.seen_by(Reader.member(), entry) and not scene.seen_by(Reader.public(), entry)
    holds(only, "seen by the organisation alone", scene.outcome)


@then(Said("open"))
def _open(scene: Scene, entry: int = 0) -> None:
    holds(scene.seen_by(Reader.public(), entry), "seen by everyone", scene.outcome)


@then(Said("no-dearer"))
def _no_dearer(scene: Scene, trial_id: str | None = None) -> None:
    try:
        dearer = weigh(scene.register, DECISION, trial_id).dearer
    except (Invalid, Unknown) as problem:
        wrong(f"nothing can be told here: {problem}")
    if dearer:
        wrong(f"to disclose a failure costs more than to say nothing: {'; '.join(dearer)}")
