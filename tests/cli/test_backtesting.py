"""backtest: what a policy would have made of all that is recorded, in a table that somebody can act on."""

import json

from tests.cli.conftest import Run

OPENED = {"kind": "decision-opened", "title": "Ny alarm", "question": "Skal vi?", "organisation": "nordfjord"}
BY = {"id": "kd", "role": "kommunedirektør", "level": "administrative"}


def filled(run: Run, *more: dict) -> None:
    """A register in which a direction was chosen between no alternatives."""
    facts = [{**OPENED, "deciding_level": "political"}, {"kind": "direction-chosen", "what": "Ja"}, *more]
    lines = [json.dumps({"decision_id": "alarm", "by": BY, "fact": fact}) for fact in facts]
    assert run("import", "-", stdin="\n".join(lines)).code == 0


def test_a_table_says_which_rule_how_many_and_where_to_look_first(run: Run):
    """Other programs can cut it, and a person can read it."""
    filled(run)
    answer = run("backtest", "strict")
    assert answer.code == 0
    assert answer.lines[0] == "Under strict: One decision, 2 entries."
    head = answer.lines[1].split("\t")
    rows = [line.split("\t") for line in answer.lines if line.startswith("risk-before-direction\t")]
    assert head[:3] == ["Rule", "Level", "Refused"]
    assert rows[0][2] == "1"
    assert rows[0][-1] == "alarm (1)"
    assert "risk-before-direction: Before a direction is chosen" in answer.out


def test_json_is_what_the_service_answers(run: Run):
    """One shape, whichever way somebody asks."""
    filled(run)
    told = run("backtest", "strict", "--json").json
    assert (told["policy"], told["facts"], told["decisions"]) == ("strict", 2, 1)
    rule = next(each for each in told["rules"] if each["rule_id"] == "risk-before-direction")
    assert (rule["nature"], rule["level"], rule["refused"], rule["let_through"]) == ("guard", "administrative", 1, 0)
    assert {"rule_id": "risk-before-direction", "decision_id": "alarm", "findings": 1} in told["first"]


def test_findings_are_given_one_by_one(run: Run):
    """Whoever acts on the table wants to see the entries."""
    filled(run)
    rows = [line.split("\t") for line in run("backtest", "strict", "--findings").lines]
    assert ["alarm", "2", "direction-chosen", "administrative", "Refused", "risk-before-direction"] in rows
    told = [json.loads(line) for line in run("backtest", "strict", "--findings", "--json").lines]
    assert {(each["decision_id"], each["version"], each["outcome"]) for each in told} >= {("alarm", 2, "refused")}


def test_the_policy_that_is_in_force_changes_nothing(run: Run):
    """It is said, not shown as an empty table."""
    filled(run)
    assert run("backtest", "standard").lines[-1] == "Nothing would have been otherwise."


def test_a_policy_in_a_file_can_be_tried(run: Run, tmp_path):
    """That is what it is for: before anyone adopts it."""
    filled(run)
    (tmp_path / "ours.toml").write_text('name = "ours"\n[rules.risk-before-direction]\nmode = "refuse"\n')
    told = run("backtest", "ours.toml", "--json").json
    assert [(rule["rule_id"], rule["refused"]) for rule in told["rules"]] == [("risk-before-direction", 1)]


def test_what_is_no_policy_is_said_and_nothing_is_tried(run: Run, tmp_path):
    """A typo must not pass for a policy that changes nothing."""
    filled(run)
    assert run("backtest", "stritc").code == 2
    (tmp_path / "ours.toml").write_text('name = "ours"\n[rules.risk-before-directoin]\nmode = "refuse"\n')
    answer = run("backtest", "ours.toml")
    assert (answer.code, answer.out) == (1, "")
    assert "did you mean 'risk-before-direction'" in answer.err


def test_history_is_judged_as_on_the_day_when_that_is_asked(run: Run):
    """Known cases are recorded afterwards, and it is those that a governor wants to learn from."""
    assert run("demo").code == 0
    afterwards = run("backtest", "strict")
    assert "recorded afterwards" in afterwards.lines[1]
    on_the_day = run("backtest", "strict", "--as-it-happened", "--json").json
    assert on_the_day["totals"]["refused"] > 20
    assert on_the_day["history"] == 0
