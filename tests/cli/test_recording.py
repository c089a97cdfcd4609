"""disclose and record: a failure in one line, other facts as JSON, and a no that says what to do."""

import json
import shlex

import pytest

from tests.cli.conftest import Answer, Run

TRIAL = {
    "kind": "trial-started",
    "trial_id": "t1",
    "hypothesis": "Det går",
    "criteria": [{"metric": "oppslutning", "comparison": ">=", "target": 60}],
}
FAILED = {"kind": "trial-ended", "trial_id": "t1", "outcome": "failed", "summary": "Det gikk ikke"}
TAGS = {"kind": "tags-added", "tags": ["buss"]}


def as_json(*facts: dict) -> str:
    return json.dumps(facts[0] if len(facts) == 1 else list(facts))


def commands(no: Answer) -> list[list[str]]:
    """What a refusal offers to run, each as its words."""
    offered = (line.strip() for line in no.err.splitlines())
    return [shlex.split(line)[1:] for line in offered if line.startswith("laeringslopp ")]


def test_a_failure_is_disclosed_in_a_register_that_does_not_exist_yet(run: Run):
    """Nothing to set up, nobody to ask: disclosing must be easier than letting it be."""
    answer = run("disclose", "Bussen", "kom", "ikke")
    assert answer.code == 0
    assert "disclosed a failure: “Bussen kom ikke”" in answer.out
    assert "Nobody outside can" in answer.out
    (only,) = run("decisions", "--json").json["items"]
    assert (only["title"], only["failures"], only["version"]) == ("Bussen kom ikke", 1, 2)


@pytest.mark.parametrize("policy", ["standard", "strict"])
def test_no_policy_refuses_a_disclosure(run: Run, policy: str):
    """Not even of a decision that is concluded, and with all that can be said of it."""
    said = ("--severity", "critical", "--kind", "basic", "--consequence", "Ti barn gikk hjem", "--own")
    first = run("--policy", policy, "disclose", "Bussen kom ikke", "--json").json["decision_id"]
    again = run("disclose", "Igjen", "--decision", first, *said, "--occurred-at", "2024-03", "--json")
    assert (again.code, again.json["version"]) == (0, 3)
    entry = next(one for one in run("timeline", first, "--json").json["entries"] if one["version"] == 3)
    assert entry["occurred_precision"] == "month"
    assert entry["fact"]["severity"] == "critical"
    assert entry["fact"]["own"] is True


@pytest.mark.parametrize("language", ["en", "nb", "nn"])
def test_where_several_organisations_record_the_option_and_their_names_are_told(run: Run, language: str):
    """A pointer into JSON helps nobody who writes a command: what to add to it does."""
    for name in ("Sunnfjord", "a-town"):
        assert run("disclose", "Bussen kom ikke", "--organisation", name).code == 0
    no = run("disclose", "Igjen", "--lang", language)
    assert no.code == 1
    assert "--organisation" in no.err
    assert "Sunnfjord, a-town" in no.err
    assert "/organisation" not in no.err.replace("--organisation", "")
    assert run("disclose", "Igjen", "--organisation", "Sunnfjord").code == 0


def test_a_disclosure_answers_json_with_where_it_stands(run: Run):
    """Whoever calls the command from a program needs the id, not the sentence."""
    answer = run("disclose", "Bussen kom ikke", "--json").json
    assert set(answer) == {"decision_id", "version", "position", "remarks"}
    assert (answer["version"], answer["position"], answer["remarks"]) == (2, 2, [])


def test_the_same_key_records_once(run: Run):
    """A script may be run again; the same key for something else is told."""
    first = run("disclose", "Bussen", "--key", "k1", "--json").json
    assert run("disclose", "Bussen", "--key", "k1", "--json").json == first
    assert "Nothing new was recorded" in run("disclose", "Bussen", "--key", "k1").out
    assert run("disclose", "Noe annet", "--key", "k1").code == 1
    assert run("decisions", "--json").json["items"][0]["version"] == 2


def test_who_it_was_comes_from_options_or_the_environment(run: Run):
    """Typed once a day, not once a line."""
    run("disclose", "En", LAERINGSLOPP_BY_ID="ola", LAERINGSLOPP_BY_ROLE="rektor", LAERINGSLOPP_BY_UNIT="Skogen")
    run("disclose", "To", "--id", "kari", "--role", "rådgiver", "--level", "administrative", LAERINGSLOPP_BY_ID="ola")
    first, _, second, _ = [json.loads(line)["by"] for line in run("export").lines]
    assert first == {"id": "ola", "role": "rektor", "level": "operational", "unit": "Skogen"}
    assert second == {"id": "kari", "role": "rådgiver", "level": "administrative"}


def test_a_disclosure_with_an_identity_number_is_offered_back_without_it(run: Run):
    """The number goes on no record and is not repeated on the screen either."""
    answer = run("disclose", "Bruker 01010101006 falt")
    assert answer.code == 1
    assert "01010101006" not in answer.out + answer.err
    assert "Bruker" in answer.err
    assert run("decisions", "--json").json["items"] == []


def filled_in(words: list[str]) -> list[str]:
    """A command with something said where its template leaves it to whoever runs it."""
    return [word.replace("…", "De nådde ikke fram") for word in words]


def test_a_template_that_nobody_filled_in_is_no_record(run: Run, decision: str):
    """Else whoever runs a refusal's command as it stands has said that something failed, and not what."""
    assert run("record", decision, "--fact", as_json(TRIAL)).code == 0
    no = run("record", decision, "--fact", as_json(FAILED))
    (command,) = [line.strip() for line in no.err.splitlines() if line.strip().startswith("laeringslopp ")]
    unsaid = run(*shlex.split(command)[1:], "--lang", "nb")
    assert (unsaid.code, unsaid.out) == (1, "")
    assert "/fact/what_happened: Skriv det som hører til her, i stedet for «…»." in unsaid.err
    assert run("disclose", "…", "--decision", decision).code == 1
    assert run("disclose", "Den sa …", "--decision", decision).code == 0


def test_a_disclosure_may_name_its_trial(run: Run, decision: str):
    """The trial that failed can be ended as failed then, and how it goes is said."""
    assert run("record", decision, "--fact", as_json(TRIAL)).code == 0
    assert run("disclose", "De nådde ikke fram", "--decision", decision, "--trial", "t1").code == 0
    assert run("record", decision, "--fact", as_json(FAILED)).code == 0


def test_a_refusal_says_what_to_record_first_as_a_command_that_works(run: Run, decision: str):
    """A no that leaves somebody to guess is a reason to stop recording."""
    assert run("record", decision, "--fact", as_json(TRIAL)).code == 0
    no = run("record", decision, "--fact", as_json(FAILED))
    assert (no.code, no.out) == (1, "")
    assert "(failed-trial-names-failure)" in no.err
    (command,) = [line.strip() for line in no.err.splitlines() if line.strip().startswith("laeringslopp ")]
    words = shlex.split(command)[1:]
    template = json.loads(words[words.index("--fact") + 1])
    assert template["kind"] == "failure-disclosed"
    assert run(*filled_in(words)).code == 0
    assert run("record", decision, "--fact", as_json(FAILED)).code == 0


def test_what_the_fact_itself_lacks_is_told_as_an_addition(run: Run, decision: str):
    """Something recorded before it would not help: the command is the one that was sent, with what it lacked."""
    no = run("record", decision, "--fact", as_json({**TRIAL, "criteria": []}), "--level", "administrative")
    assert no.code == 1
    assert "(trial-is-measurable)" in no.err
    assert "Record this in its place" in no.err
    (command,) = commands(no)
    assert run(*filled_in(command)).code == 0
    entry = run("timeline", decision, "--json").json["entries"][-1]
    assert entry["by"]["level"] == "administrative"
    assert entry["fact"]["criteria"][0]["metric"] == "De nådde ikke fram"


def test_a_refusal_tells_the_remarks_too(run: Run, decision: str):
    """All that the rules have to say comes at once, so that nobody is sent back twice."""
    choice = {"kind": "direction-chosen", "what": "Leie en buss til"}
    sent = ("record", decision, "--fact", as_json(choice, {**TRIAL, "criteria": []}))
    real, dry = run(*sent), run(*sent, "--dry-run")
    assert (real.code, dry.code) == (1, 1)
    for rule_id in ("trial-is-measurable", "alternatives-before-direction", "only-deciding-level-chooses"):
        assert f"({rule_id})" in real.err
        assert f"({rule_id})" in dry.out + dry.err


def test_a_dry_run_of_a_disclosure_records_nothing(run: Run, decision: str):
    """Who hesitates may see first that nobody will say no."""
    answer = run("disclose", "Bussen kom ikke", "--decision", decision, "--dry-run")
    assert (answer.code, answer.err) == (0, "")
    assert "Nothing was" in answer.out
    assert run("disclose", "Igjen", "--dry-run", "--json").json == {"refusals": [], "remarks": []}
    assert [one["version"] for one in run("decisions", "--json").json["items"]] == [2]


def test_a_dry_run_words_its_remarks(run: Run, decision: str):
    """An id is for programs."""
    choice = as_json({"kind": "direction-chosen", "what": "Leie en buss til"})
    for language, says in (("nb", "Ikke registrert her"), ("nn", "Ikkje registrert her"), ("en", "Not recorded here")):
        answer = run("record", decision, "--fact", choice, "--dry-run", "--lang", language)
        assert says in answer.out
        assert "(risk-before-direction)" in answer.out


def test_the_command_that_a_refusal_offers_asks_the_same_register(run: Run):
    """Else the fact would be looked for in another register than the one that said no."""
    there = ("--register", "sqlite:///another one.db")
    decision = run(*there, "disclose", "Bussen kom ikke", "--json").json["decision_id"]
    no = run(*there, "record", decision, "--fact", as_json({**TRIAL, "criteria": []}))
    (command,) = commands(no)
    assert run(*filled_in(command)).code == 0
    assert run(*there, "decisions", "--json").json["items"][0]["attempts"] == 1


@pytest.mark.parametrize(("language", "says"), [("nb", "mangler"), ("nn", "manglar"), ("en", "missing")])
def test_a_refusal_is_worded_in_the_language_that_was_asked_for(run: Run, decision: str, language: str, says: str):
    """Also when it is the environment that says which."""
    fact = as_json({**TRIAL, "criteria": []})
    assert says in run("record", decision, "--fact", fact, "--lang", language).err
    assert says in run("record", decision, "--fact", fact, LANG=f"{language}_NO.UTF-8").err


def test_facts_of_one_call_are_all_recorded_or_none(run: Run, decision: str):
    """Half of what belongs together would be a wrong record."""
    assert run("record", decision, "--fact", as_json(TAGS), "--fact", as_json({**TRIAL, "criteria": []})).code == 1
    assert run("record", decision, "--fact", as_json(TAGS), "--fact", as_json(TRIAL), "--json").json["version"] == 4


@pytest.mark.parametrize(
    "text",
    [
        json.dumps([TAGS, TRIAL], indent=2),
        json.dumps(TAGS) + "\n\n" + json.dumps(TRIAL) + "\n",
        "\ufeff" + json.dumps([{"fact": TAGS, "sources": ["sak 1"]}, TRIAL]),
    ],
    ids=["a list", "lines", "with what is around"],
)
def test_facts_come_from_a_file_or_standard_input(run: Run, decision: str, text: str, tmp_path):
    """However somebody's other tool happens to write JSON."""
    (tmp_path / "facts.json").write_text(text, encoding="utf-8")
    assert run("record", decision, "facts.json", "--dry-run").code == 0
    assert run("record", decision, stdin=text.encode()).code == 0
    assert run("decisions", "--json").json["items"][0]["version"] == 4
    assert run("record", decision, "-", "--dry-run", stdin=as_json(TAGS)).code == 0
    assert run("record", decision, "none.json").code == 2


def test_a_dry_run_says_what_the_rules_would_and_records_nothing(run: Run, decision: str):
    """So that one can try first."""
    fine = run("record", decision, "--fact", as_json(TRIAL), "--dry-run")
    assert (fine.code, "Nothing was" in fine.out) == (0, True)
    no = run("record", decision, "--fact", as_json({**TRIAL, "criteria": []}), "--dry-run")
    assert (no.code, "trial-is-measurable" in no.err) == (1, True)
    assert run("decisions", "--json").json["items"][0]["version"] == 2


def test_an_expected_version_that_is_behind_records_nothing(run: Run, decision: str):
    """Somebody else came first, and what they wrote may matter."""
    assert run("record", decision, "--fact", as_json(TAGS), "--expected", 1).code == 1
    assert run("record", decision, "--fact", as_json(TAGS), "--expected", 2).code == 0


def test_what_is_around_a_fact_comes_from_the_options(run: Run, decision: str):
    """One source for all that is recorded from one document."""
    by = {"id": "ola", "role": "rektor", "level": "administrative"}
    options = ("--by", json.dumps(by), "--source", "sak 12/26", "--occurred-at", "2024-03-12")
    run("record", decision, "--fact", as_json(TAGS), *options)
    told = json.loads(run("export").lines[-1])
    assert (told["by"], told["sources"], told["occurred_precision"]) == (by, ["sak 12/26"], "day")


NO_FACTS = {
    "not JSON": "{",
    "an unknown kind": '{"kind": "failure-disclosd"}',
    "an unknown field": '{"kind": "tags-added", "tagz": ["a"]}',
    "a number": "5",
    "a text that holds a fact": json.dumps(json.dumps(TAGS)),
    "nothing": "null",
    "an empty object": "{}",
    "no characters": "",
    "a lone surrogate": '{"kind": "tags-added", "tags": ["\\ud800"]}',
    "null": '{"kind": "tags-added", "tags": null}',
}


@pytest.mark.parametrize("text", NO_FACTS.values(), ids=NO_FACTS.keys())
def test_what_is_no_fact_is_refused_in_a_sentence(run: Run, decision: str, text: str):
    """From an option and from a file alike."""
    for answer in (run("record", decision, "--fact", text), run("record", decision, stdin=text)):
        assert (answer.code, answer.out) == (1, "")
        assert answer.err.strip()


def test_a_decision_that_is_not_there_is_told_with_the_nearest(run: Run, decision: str):
    """Most often it was a slip of the finger."""
    for command in (("timeline", f"{decision}x"), ("record", f"{decision}x", "--fact", as_json(TAGS))):
        answer = run(*command)
        assert answer.code == 1
        assert f"Did you mean {decision}?" in answer.err


def test_who_can_see_it_is_said_by_a_name(run: Run):
    """Whoever tells of a failure should not have to read ids to know who will see it."""
    assert "Everyone in Oslo kommune can see this" in run("disclose", "Bussen", "--organisation", "Oslo_kommune").out


def test_a_name_that_is_suggested_is_one_that_its_reader_may_see(run: Run):
    """A guess from outside must not bring out that there is a decision, and what it is called."""
    run("disclose", "Bussen", "--organisation", "nordfjord", "--key", "k")
    (hidden,) = [one["decision_id"] for one in run("decisions", "--json").json["items"]]
    assert f"{hidden}?" in run("timeline", f"{hidden}x").err
    answer = run("timeline", f"{hidden}x", "--as", "public")
    assert answer.code == 1
    assert f"{hidden}?" not in answer.err
    run("record", hidden, "--fact", as_json({"fact": TAGS, "access": "open"}))
    assert f"{hidden}?" in run("timeline", f"{hidden}x", "--as", "public").err


def test_an_id_that_looks_like_an_option_can_be_recorded_in(run: Run):
    """It is a legal id, and the command that a refusal offers works with it too."""
    opening = {"kind": "decision-opened", "title": "Buss", "question": "Hva?", "organisation": "n"}
    facts = as_json({**opening, "deciding_level": "political"}, TRIAL)
    assert run("record", "--fact", facts, "--", "--help").code == 0
    no = run("record", "--fact", as_json(FAILED), "--", "--help")
    (command,) = [line.strip() for line in no.err.splitlines() if line.strip().startswith("laeringslopp ")]
    assert run(*filled_in(shlex.split(command)[1:])).code == 0
    assert run("timeline", "--", "--help").code == 0
