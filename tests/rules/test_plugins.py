"""A rule of an embedder's own is a rule as ours are, and a fault in it stops neither the register nor a disclosure."""

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from laeringslopp import PolicyAdopted, RuleFailed, TrialStarted
from laeringslopp.policy import Parameter
from laeringslopp.rules import GUARDS, Missing, shipped
from laeringslopp.rules.document import policy_of, read
from laeringslopp.story import LANGUAGES, refusal_sentence, remark_sentence, sentence, trouble_sentence, wording
from laeringslopp.testing import (
    START,
    assessed,
    chosen,
    contained,
    corrected,
    disclosed,
    entry,
    given,
    materialised,
    observed,
    opened,
    started,
    waived,
)
from tests.rules.own import answers, asks, breaks, installed, naming, rule
from tests.rules.situations import long_ago

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "rule-plugin"


def test_a_rule_of_theirs_refuses_remarks_or_is_off_as_a_policy_says():
    """It is one of the rules, and a governor's choice goes for it too."""
    with installed(has_source=rule(asks)):
        given(opened(), policy=naming(mode="refuse")).when(started("t1")).refused("has-source", missing="source")
        given(opened(), policy=naming(mode="remark")).when(started("t1")).remarked("has-source")
        given(opened(), policy=naming(mode="off")).when(started("t1")).unremarked()


def test_to_install_a_package_changes_nobodys_rules():
    """A policy is adopted in the open; an installation is not."""
    with installed(has_source=rule(asks, mode="refuse")):
        for name in ("standard", "strict"):
            assert "has-source" not in shipped(name).modes
            given(opened(), chosen(), policy=name).when(started("t1")).unremarked()


def test_a_policy_that_names_a_rule_of_theirs_asks_for_it_in_the_mode_that_they_suggest():
    """Whoever sets its parameter expects that it judges."""
    with installed(has_source=rule(asks, mode="refuse")):
        given(opened(), policy=naming()).when(started("t1")).refused("has-source")
    with installed(has_source=rule(asks)):
        given(opened(), policy=naming()).when(started("t1")).remarked("has-source")


def test_their_parameters_have_bounds_and_are_checked_as_ours():
    """A typo in a policy is found before it is adopted."""
    days = Parameter("days", 60, "days", least=7, most=365)

    def judge(decision, act, policy):
        return Missing("days", {"days": policy.value("has-source", days)})

    with installed(has_source=rule(judge, parameters=(days,))):
        outcome = given(opened(), policy=naming(mode="refuse", days=30)).when(started("t1")).refused("has-source")
        assert outcome.refusals[0].parameters == {"days": 30}
        flaws = {
            value: [flaw.code for flaw in read({"name": "own", "rules": {"has-source": {"days": value}}}).flaws]
            for value in (6, 7, "many")
        }
        assert flaws == {6: ["parameter-bounds"], 7: [], "many": ["parameter-type"]}


def test_a_rule_that_only_ever_remarks_cannot_be_made_to_refuse():
    """Its author knows that it guesses."""
    with installed(has_source=rule(asks, only_remarks=True)):
        flaws = read({"name": "own", "rules": {"has-source": {"mode": "refuse"}}}).flaws
        assert [flaw.code for flaw in flaws] == ["mode"]


def test_a_rule_of_theirs_is_asked_of_the_kinds_that_it_names():
    """A rule about trials has nothing to say of a choice."""
    with installed(has_source=rule(asks, "has-source", TrialStarted)):
        given(opened(), policy=naming(mode="remark")).when(disclosed("f1"), started("t1")).remarked("has-source")
        given(opened(), policy=naming(mode="remark")).when(observed(3)).unremarked()


def test_a_rule_that_is_not_installed_is_flagged_in_a_policy_and_ignored_in_one_that_was_adopted():
    """A package that was removed must not stop those who record."""
    document = {"name": "own", "rules": {"has-source": {"mode": "refuse"}}}
    assert [flaw.code for flaw in read(document).flaws] == ["unknown-rule"]
    policy = policy_of('{"name": "own", "rules": {"has-source": {"mode": "refuse"}}}')
    given(opened(), chosen(), policy=policy).when(started("t1")).unremarked()


@pytest.mark.parametrize("language", LANGUAGES)
def test_its_words_are_its_own(language):
    """A refusal in a language that the reader does not read is a closed door."""
    words = wording(language)
    with installed(has_source=rule(asks)):
        said = GUARDS["has-source"].said[language]
        (refusal,) = given(opened(), policy=naming(mode="refuse")).when(started("t1")).refused("has-source").refusals
        assert said.missing in refusal_sentence(refusal, words)
        assert refusal_sentence(refusal, words).endswith(said.reason)
        assert said.missing in remark_sentence("has-source", words, fact=started())
        on_record = given(opened(), policy=naming(mode="refuse")).when(waived("has-source", "trial-started")).receipt
        assert said.law.removesuffix(".") in sentence(on_record.recorded[0], {}, words)


def test_without_the_package_its_entries_can_still_be_read():
    """What it remarked on stays on record."""
    assert remark_sentence("has-source", wording("nb"), fact=started()) == "has-source"


FAULTS = {
    "raises": breaks,
    "answers with something else": answers("no"),
    "answers with what is no JSON": answers(Missing("x", {"x": object()})),
}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
@pytest.mark.parametrize("mode", ["refuse", "remark"])
def test_a_rule_that_fails_refuses_the_record_and_is_named(fault, mode):
    """An entry that was judged by a broken rule would say so for ever, and nobody would mend the rule."""
    with installed(has_source=rule(fault)):
        on_record = given(opened(), policy=naming(mode=mode))
        with pytest.raises(RuleFailed) as failed:
            on_record.when(disclosed("f1"), started("t1"))
        assert (failed.value.rule_id, failed.value.plugin) == ("has-source", "their_rules")
        assert on_record.register.version("decision-1") == 1
        for language in LANGUAGES:
            said = trouble_sentence(failed.value, wording(language))
            assert "has-source" in said
            assert "their_rules" in said


NEVER_STOPPED = {
    "failure-disclosed": disclosed("f2"),
    "failure-contained": contained("f1"),
    "failure-corrected": corrected("f1", severity="serious"),
    "risk-materialised": materialised("r1"),
    "observation-recorded": observed(3),
    "rule-waived": waived("has-source", "trial-started"),
}


@pytest.mark.parametrize("kind", NEVER_STOPPED)
@pytest.mark.parametrize("judge", [breaks, asks])
def test_a_disclosure_is_recorded_all_the_same_with_a_remark_that_names_the_rule(kind, judge):
    """No fault in a rule, and no rule, makes silence the easier way."""
    with installed(has_source=rule(judge)):
        on_record = given(opened(), disclosed("f1"), assessed("r1"), policy=naming(mode="refuse"))
        outcome = on_record.when(NEVER_STOPPED[kind]).recorded()
        assert "has-source" in outcome.remarks
        said = remark_sentence("has-source", wording("en"), fact=outcome.receipt.recorded[0].fact)
        assert said == "Not met, or not checked: “Everything has a source”."


def test_a_failure_that_opens_its_own_decision_is_recorded_too():
    """Whoever discloses does not have to know that a decision is opened for it."""
    with installed(has_source=rule(breaks)):
        register = given(policy=naming(mode="refuse")).register
        receipt = register.disclose("Alarmen gikk ikke", entry(opened()).by, organisation="a-town")
        assert [recorded.remarks for recorded in receipt.recorded] == [("has-source",)] * 2


def test_history_is_recorded_all_the_same():
    """Rules only remark on it, also when they fail."""
    with installed(has_source=rule(breaks)):
        steps = long_ago(opened(), started("t1"))
        given(policy=naming(mode="refuse")).when(*steps).remarked("has-source")


def test_a_rule_that_fails_can_be_set_aside():
    """Until it is mended, those who own it have a way past it."""
    with installed(has_source=rule(breaks)):
        set_aside = given(opened(), policy=naming(mode="refuse")).when(waived("has-source", "trial-started"))
        outcome = set_aside.when(started("t1")).unremarked()
        assert outcome.receipt.recorded[0].waived == (2,)


def test_a_rule_that_fails_can_be_turned_off():
    """A policy that could not be replaced would keep the rule for ever."""
    with installed(has_source=rule(breaks)):
        register = given(opened(organisation="k"), policy=naming(mode="refuse")).register
        off = PolicyAdopted(
            policy={"name": "off", "rules": {"has-source": {"mode": "off"}}},
            reason="r",
            in_force_from=START + timedelta(days=1),
        )
        adopted = entry(off, by="political", decision_id="policy.k")
        assert register.append([adopted]).remarks == ("has-source",)


@pytest.mark.parametrize(
    ("name", "leads"),
    [("has_source", "no_such_module:rule"), ("has_source", "laeringslopp:no_such_name"), ("has_source", "json:dumps")],
)
def test_what_cannot_be_imported_is_named_at_the_start_and_fails_where_a_policy_asks_for_it(name, leads, caplog):
    """It neither stops the register nor is left out in silence."""
    with installed(**{name: leads}) as said:
        assert [line for line in said if "has-source" in line and leads.partition(":")[0] in line] == list(said) != []
        assert caplog.messages == list(said)
        assert "\n" not in said[0]
        given(opened(), chosen()).when(started("t1")).unremarked()
        on_record = given(opened(), policy=naming())
        with pytest.raises(RuleFailed):
            on_record.when(started("t1"))
        on_record.when(disclosed("f1")).remarked("has-source")


def test_a_rule_under_another_name_than_its_entry_point_is_not_taken_for_it():
    """A policy that names it would get another."""
    with installed(something_else=rule(asks)) as said:
        assert "has-source" in said[0]


@pytest.mark.parametrize("rule_id", ["failure-stays", "late"])
def test_no_rule_of_theirs_takes_the_place_of_ours(rule_id):
    """A package that could would let failures be talked away."""
    ours = GUARDS[rule_id]
    with installed(**{rule_id.replace("-", "_"): rule(answers(None), rule_id)}) as said:
        assert GUARDS[rule_id] is ours
        assert rule_id in said[0]


def test_an_id_that_could_not_be_written_in_a_policy_is_not_taken():
    """Ids are written in small letters, digits and hyphens, as ours are."""
    with installed(**{"Has.Source": rule(asks, "Has.Source")}) as said:
        assert "Has.Source" in said[0]
        assert "Has.Source" not in GUARDS


def test_a_mode_that_a_rule_cannot_have_is_an_error_of_its_author():
    """It shows when the package is imported the first time, by its author."""
    with pytest.raises(ValueError, match="off"):
        rule(asks, mode="off")
    with pytest.raises(ValueError, match="refuse"):
        rule(asks, mode="refuse", only_remarks=True)


def test_the_example_package_is_installed_and_its_scenarios_pass(tmp_path):
    """A real package, really installed, without a network; and nothing judges by it before a policy says so."""
    pip = [sys.executable, "-m", "pip", "install", "-q", "--disable-pip-version-check", "--no-index"]
    subprocess.run([*pip, "--no-build-isolation", "--no-deps", "--target", tmp_path, EXAMPLE], check=True)
    ours = {"PYTHONPATH": str(tmp_path), "PYTHONDONTWRITEBYTECODE": "1"}
    run = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-c", EXAMPLE / "pyproject.toml"]
    told = subprocess.run(
        [*run, EXAMPLE / "src", EXAMPLE / "tests"],
        cwd=tmp_path,
        env=os.environ | ours,
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stdout
    assert "9 passed" in told.stdout


def test_the_shipped_rules_are_guards_without_a_package():
    """What is installed beside the library shows where it comes from."""
    with installed(has_source=rule(asks)):
        assert {guard.plugin for guard in GUARDS.values()} == {None, "their_rules"}
        given(opened(), policy="strict").when(chosen()).refused(
            "alternatives-before-direction", "risk-before-direction"
        )
