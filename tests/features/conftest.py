"""What the sentences of the features mean, in both languages."""

from datetime import timedelta

import pytest
from pytest_bdd import given, parsers, then, when

from laeringslopp import Reader, TrialStarted
from laeringslopp.testing import (
    DECISION,
    Given,
    Outcome,
    Step,
    adjusted,
    concluded,
    corrected,
    disclosed,
    ended,
    entry,
    opened,
    retried,
    started,
)
from laeringslopp.testing import given as on_record


class Scene:
    """What is on record so far, and what the register said of the last act."""

    def __init__(self) -> None:
        self.policy: str = "standard"
        self.steps: list[Step] = []
        self.outcome: Outcome | None = None

    @property
    def past(self) -> Given:
        return on_record(*self.steps, policy=self.policy)  # type: ignore[arg-type]

    def act(self, step: Step) -> None:
        self.outcome = self.past.when(step)

    @property
    def answer(self) -> Outcome:
        assert self.outcome is not None
        return self.outcome


@pytest.fixture
def scene() -> Scene:
    return Scene()


FAILED = (opened(), started("t1"), disclosed("f1", trial="t1"), ended("t1", "failed"))
PAST = {
    ("a decision", "en sak"): (opened(),),
    ("a decision that is concluded", "en sak som er avsluttet"): (opened(), concluded()),
    ("a trial", "en utprøving"): (opened(), started("t1")),
    ("a trial with a disclosed failure", "en utprøving med en meldt feil"): FAILED[:3],
    (
        "a trial that failed, and whose failure is disclosed",
        "en utprøving som feilet, og feilen er meldt",
    ): FAILED,
    ("an adjustment because of the failure", "en endring på grunn av feilen"): (adjusted("j1", because_of=["f1"]),),
    ("a disclosed failure that is serious", "en meldt feil som er alvorlig"): (
        opened(),
        disclosed("f1", severity="serious"),
    ),
}
ACTS = {
    ("somebody says that it was minor", "noen sier at den var liten"): corrected("f1", severity="minor"),
    ("somebody says that it was serious", "noen sier at den var alvorlig"): corrected("f1", severity="serious"),
    ("somebody says that it was minor, with a source", "noen sier at den var liten, med en kilde"): entry(
        corrected("f1", severity="minor"), sources=("https://example.org/rapport",)
    ),
    ("a trial begins without a criterion", "en utprøving starter uten kriterium"): TrialStarted(
        trial_id="t2", hypothesis="It works"
    ),
    ("a trial begins with a criterion", "en utprøving starter med et kriterium"): started("t2"),
    ("a trial begins at another place", "en utprøving starter et annet sted"): started("t2", where="North"),
    ("the trial ends as failed", "utprøvingen slutter som feilet"): ended("t1", "failed"),
    ("something is changed because of nothing", "noe endres uten grunn"): adjusted("j2"),
    ("something is changed because of the failure", "noe endres på grunn av feilen"): adjusted("j2", because_of=["f1"]),
}


def both(sentences: tuple[str, str], steps: tuple[Step, ...]) -> None:
    """The same past under its English and its Norwegian sentence."""
    for sentence in sentences:

        @given(sentence, stacklevel=2)
        def _past(scene: Scene) -> None:
            scene.steps.extend(steps)


def both_act(sentences: tuple[str, str], step: Step) -> None:
    """The same act under its English and its Norwegian sentence."""
    for sentence in sentences:

        @when(sentence, stacklevel=2)
        def _act(scene: Scene) -> None:
            scene.act(step)


for sentences, steps in PAST.items():
    both(sentences, steps)
for sentences, step in ACTS.items():
    both_act(sentences, step)


@given("strict rules")
@given("strenge regler")
def _strict(scene: Scene) -> None:
    scene.policy = "strict"


@when("the retry begins")
@when("det nye forsøket starter")
def _retry(scene: Scene) -> None:
    changed = len(scene.steps) > len(FAILED)
    scene.act(retried("t2", of="t1", adjustments=["j1"] if changed else []))


@when(parsers.parse("somebody discloses what happened {days:d} days ago"))
@when(parsers.parse("noen melder det som skjedde for {days:d} dager siden"))
def _disclose(scene: Scene, days: int) -> None:
    past = scene.past.later(days=120)
    scene.outcome = past.when(entry(disclosed("f9"), occurred_at=past.clock.now - timedelta(days=days)))


@then("it is recorded")
@then("blir det registrert")
def _recorded(scene: Scene) -> None:
    scene.answer.recorded()


@then(parsers.parse('it is recorded with the remark "{rule}"'))
@then(parsers.parse('blir det registrert med anmerkningen "{rule}"'))
def _remarked(scene: Scene, rule: str) -> None:
    scene.answer.remarked(rule)


@then("it is recorded without remarks")
@then("blir det registrert uten anmerkninger")
def _unremarked(scene: Scene) -> None:
    scene.answer.recorded().unremarked()


@then(parsers.parse('the register refuses by the rule "{rule}"'))
@then(parsers.parse('sier registeret nei etter regelen "{rule}"'))
def _refused(scene: Scene, rule: str) -> None:
    scene.answer.refused(rule)


@then("only the organisation sees it")
@then("bare organisasjonen ser det")
def _internal(scene: Scene) -> None:
    register = scene.answer.given.register
    seen = [kind for reader in (Reader.member(), Reader.public()) for kind in _kinds(register, reader)]
    assert seen.count("failure-disclosed") == 1


def _kinds(register, reader: Reader) -> list[str]:  # type: ignore[no-untyped-def]
    return [shown.recorded.fact.kind for shown in register.timeline(DECISION, reader=reader).entries]
