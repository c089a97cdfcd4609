"""Steps that say what the register answers: recorded, remarked on, refused, and who sees it."""

from collections.abc import Mapping, Sequence
from typing import Any

from pytest_bdd import then

from laeringslopp.access import Reader
from laeringslopp.errors import Invalid, Unknown
from laeringslopp.facts import KINDS
from laeringslopp.nearest import nearest
from laeringslopp.testing.bdd.phrases import Language
from laeringslopp.testing.bdd.reading import readings
from laeringslopp.testing.bdd.scene import Scene
from laeringslopp.testing.bdd.telling import Said, wrong
from laeringslopp.testing.disclosing import weigh
from laeringslopp.testing.scenario import DECISION, Outcome

Table = Sequence[Sequence[str]]


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


@then(Said("says"))
def _says(scene: Scene, detail: str, value: str) -> None:
    outcome, wanted = scene.outcome, scene.rule()
    details = [refusal.parameters for refusal in outcome.refusals if refusal.rule_id == wanted]
    shown = [str(each.get(detail)) for each in details]
    holds(value in shown, f"refused by {wanted}, saying that {detail} is {value}, not {details}", outcome)


@then(Said("offered"))
def _offered(scene: Scene, kind: str, language: Language, n: int = 0, datatable: Table | None = None) -> None:
    if kind not in KINDS:
        wrong(f"there is no kind «{kind}»{nearest(kind, KINDS)}")
    outcome = scene.outcome
    offers = [template for refusal in outcome.refusals for template in refusal.record_first]
    fitting = [offer for offer in offers if _fits(scene, offer, kind, language, datatable)]
    often = f" {n} times" if n else ""
    expected = f"refused, offering {kind} {_told(datatable)}{often}, not {offers}"
    holds(len(fitting) == n if n else bool(fitting), expected, outcome)


@then(Said("instead"))
def _instead(scene: Scene, kind: str, language: Language, datatable: Table | None = None) -> None:
    outcome, wanted = scene.outcome, scene.rule()
    offers = [
        {**refusal.instead, **refusal.instead["fact"]}
        for refusal in outcome.refusals
        if refusal.rule_id == wanted and refusal.instead is not None
    ]
    fits = any(_fits(scene, offer, kind, language, datatable) for offer in offers)
    holds(fits, f"refused, offering {kind} {_told(datatable)} instead, not {offers}", outcome)


def _told(datatable: Table | None) -> str:
    return ", ".join(f"{word}: {text}" for word, text in datatable or ())


def _fits(scene: Scene, offer: Mapping[str, Any], kind: str, language: Language, datatable: Table | None) -> bool:
    """Whether a template is of a kind and says what the table says; what is empty there it leaves unsaid."""

    def says(name: str, text: str) -> bool:
        if text == "":
            return name not in offer
        return offer.get(name) in [text, *readings(language, name, text, scene.clock.now)]

    return offer.get("kind") == kind and all(says(language.field(word), text) for word, text in datatable or ())


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
