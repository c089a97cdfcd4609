"""policy: show, check, adopt and diff, as a governor types them."""

from pathlib import Path

import pytest

from tests.cli.conftest import Run

COUNCIL = ("--level", "political", "--role", "kommunestyre")
OURS = """name = "vaart"
title = "Vårt reglement"
based_on = "strict"
[rules.late]
days = 60
mode = "off"
[rules.trial-is-measurable]
mode = "remark"
"""


@pytest.fixture
def ours(tmp_path: Path) -> str:
    """A policy file that is right."""
    (tmp_path / "ours.toml").write_text(OURS, encoding="utf-8")
    return "ours.toml"


@pytest.mark.parametrize("name", ["standard", "strict"])
@pytest.mark.parametrize("lang", ["nb", "nn", "en"])
def test_a_shipped_policy_is_printed_as_a_file_that_is_right_once_renamed(
    run: Run, tmp_path: Path, name: str, lang: str
):
    """It is where an organisation begins, and it needs no register."""
    text = run("policy", "show", name, "--lang", lang).out
    (tmp_path / "x.toml").write_text(text, encoding="utf-8")
    answer = run("policy", "check", "x.toml")
    assert (answer.code, answer.err.partition(" ")[0]) == (1, "x.toml:1:")
    (tmp_path / "x.toml").write_text(text.replace(f'name = "{name}"', 'name = "vaart"', 1), encoding="utf-8")
    assert run("policy", "check", "x.toml").code == 0
    assert run("policy", "diff", name, "x.toml").out == "Nothing is otherwise.\n"
    assert not (tmp_path / "laeringslopp.db").exists()


def test_everything_wrong_with_a_file_is_told_with_file_and_line(run: Run, tmp_path: Path):
    """An editor can jump there, and the nearest valid name stands beside it."""
    (tmp_path / "w.yaml").write_text(
        "name: vaart\nrules:\n  lat: {mode: off}\n  late:\n    days: 0\n", encoding="utf-8"
    )
    answer = run("policy", "check", "w.yaml")
    assert answer.code == 1
    first, second = answer.err.splitlines()
    assert first.startswith("w.yaml:3: ")
    assert "'late'" in first
    assert second.startswith("w.yaml:5: ")
    told = run("policy", "check", "w.yaml", "--json")
    assert [(each["line"], each["code"], each.get("instead")) for each in told.json["errors"]] == [
        (3, "unknown-rule", "late"),
        (5, "parameter-bounds", 30),
    ]
    assert (told.code, told.json["valid"]) == (1, False)


def test_a_day_that_no_calendar_has_is_told_on_its_line(run: Run, tmp_path: Path):
    """The rest of the file is read all the same."""
    (tmp_path / "w.yaml").write_text(
        "name: vaart\nmeetings:\n  political:\n    - 2026-13-01\nrules: {lat: {}}\n", encoding="utf-8"
    )
    answer = run("policy", "check", "w.yaml")
    assert next(line.partition(" ")[0] for line in answer.err.splitlines()) == "w.yaml:4:"
    assert "'late'" in answer.err


@pytest.mark.parametrize("lang", ["nb", "nn"])
def test_what_a_parameter_may_be_is_said_in_signs_that_every_language_has(run: Run, lang: str):
    """A Norwegian governor reads no English between the lines."""
    text = run("policy", "show", "standard", "--lang", lang).out
    assert ": 1–365\n" in text
    assert ": minor | moderate | serious | critical\n" in text
    assert not [line for line in text.splitlines() if ": from " in line or " or " in line]


def test_what_is_wrong_is_not_adopted_and_makes_no_register(run: Run, tmp_path: Path):
    """The policy in force stays."""
    (tmp_path / "w.toml").write_text('name = "vaart"\n[rules.lat]\n', encoding="utf-8")
    answer = run("policy", "adopt", "w.toml", "--reason", "Nå", *COUNCIL)
    assert answer.code == 1
    assert answer.err.startswith("w.toml:2: ")
    assert not (tmp_path / "laeringslopp.db").exists()


def test_what_the_register_finds_wrong_stands_on_its_line_too(run: Run, tmp_path: Path, decision: str):
    """A national identity number is found by the register, and shown masked."""
    (tmp_path / "w.toml").write_text('name = "vaart"\ntitle = "For 01010750160"\n', encoding="utf-8")
    answer = run("policy", "adopt", "w.toml", "--reason", "Nå", *COUNCIL)
    assert answer.code == 1
    assert answer.err.startswith("w.toml:2: ")
    assert "01010750160" not in answer.err


def test_an_adoption_says_what_it_tightened_and_loosened_and_so_does_the_history(run: Run, decision: str, ours: str):
    """In the open, in words."""
    answer = run("policy", "adopt", ours, "--reason", "Vi prøver oss fram", *COUNCIL)
    assert answer.code == 0
    assert "Everyone can see this." in answer.out
    for out in (answer.out, run("policy", "show", "--history").out):
        assert "Tightened:" in out
        assert "Loosened:" in out
        assert "(late)" in out
        assert "Vi prøver oss fram" in out
    (only,) = run("policy", "show", "--history", "--json").json["items"]
    assert {each["rule_id"] for each in only["loosened"]} == {"late", "trial-is-measurable"}
    assert (only["name"], only["title"], only["in_force"]) == ("vaart", "Vårt reglement", True)
    shown = run("policy", "show", "--json").json
    assert (shown["policy"]["name"], shown["policy"]["rules"]["late"]["days"]) == ("vaart", 60)
    assert 'title = "Vårt reglement"' in run("policy", "show").out


def test_the_policy_in_force_shown_is_a_file_that_is_adopted_again_without_a_change(
    run: Run, decision: str, ours: str, tmp_path: Path
):
    """What is shown is what is."""
    run("policy", "adopt", ours, "--reason", "Nå", *COUNCIL)
    (tmp_path / "again.toml").write_text(run("policy", "show").out, encoding="utf-8")
    assert run("policy", "diff", "in-force", "again.toml").out == "Nothing is otherwise.\n"


def test_one_that_lies_ahead_is_shown_at_its_time_and_not_before(run: Run, decision: str, ours: str):
    """What an organisation will have is no secret."""
    assert run("policy", "adopt", ours, "--reason", "Fra da", "--from", "2200-01-01", *COUNCIL).code == 0
    told = run("policy", "show", "--json").json
    assert (told["policy"]["name"], [each["name"] for each in told["ahead"]]) == ("standard", ["vaart"])
    assert run("policy", "show", "--json", "--at", "2200-01-02").json["policy"]["name"] == "vaart"
    again = run("policy", "adopt", "strict", "--reason", "Nei", "--from", "2199-01-01", *COUNCIL)
    assert (again.code, bool(again.err)) == (1, True)


def test_a_dry_run_adopts_nothing(run: Run, decision: str):
    """It says what would be otherwise."""
    answer = run("policy", "adopt", "strict", "--reason", "Kanskje", "--dry-run", *COUNCIL)
    assert "Tightened:" in answer.out
    told = run("policy", "adopt", "strict", "--reason", "Kanskje", "--dry-run", "--json", *COUNCIL)
    assert {"refusals", "remarks", "tightened", "loosened", "changed"} == set(told.json)
    assert run("policy", "show", "--history", "--json").json["items"] == []
    assert "Nothing is adopted" in run("policy", "show", "--history").out


def test_two_policies_are_compared_rule_by_rule(run: Run, ours: str):
    """Without a register; a mistyped name is told."""
    assert run("policy", "diff", "standard", "strict").out.startswith("Tightened:\n")
    assert run("policy", "diff", "strict", "standard").out.startswith("Loosened:\n")
    told = run("policy", "diff", "strict", ours, "--json").json
    assert {each["after"] for each in told["loosened"]} == {"off", 60, "remark"}
    wrong = run("policy", "diff", "strickt", ours)
    assert wrong.code == 2
    assert "strict" in wrong.err


def test_levels_of_an_adopted_policy_work_from_end_to_end(run: Run, tmp_path: Path):
    """A board, a director and departments: nobody types another's levels."""
    (tmp_path / "b.toml").write_text(
        'name = "bruket"\nlevels = ["styret", "direktoren", "avdeling"]\n', encoding="utf-8"
    )
    assert run("policy", "adopt", "b.toml", "--reason", "Slik er vi", "--organisation", "bruket", *COUNCIL).code == 0
    answer = run("disclose", "Ovnen gikk ut", "--json")
    assert answer.code == 0
    decision_id = answer.json["decision_id"]
    assert run("record", decision_id, "--fact", '{"kind": "tags-added", "tags": ["ovn"]}').code == 0
    assert {each["by"]["level"] for each in run("timeline", decision_id, "--json").json["entries"]} == {"avdeling"}
    assert run("timeline", decision_id, "--level", "direktoren").code == 0
    assert run("timeline", decision_id, "--level", "political").code == 2
    assert run("decisions", "--as", "styret").code == 0
    assert [each["decision_id"] for each in run("decisions", "--json").json["items"]] == [decision_id]
    named = run("policy", "adopt", "strict", "--reason", "Strammere", "--level", "styret")
    assert named.code == 0
    assert "styret" not in named.out.partition("Tightened:")[2]


def test_wrong_use_is_exit_code_2(run: Run, decision: str, ours: str):
    """A mistake of a script's own."""
    for arguments in (
        ("check", "none.toml"),
        ("adopt", ours),
        ("adopt", "none.toml", "--reason", "x"),
        ("show", "lenient"),
        ("show", "strict", "--history"),
        ("adopt", ours, "--reason", "x", "--from", "i morgen"),
    ):
        assert run("policy", *arguments).code == 2, arguments


def test_showing_makes_no_register(run: Run):
    """A mistyped URL shall not make an empty one."""
    assert run("policy", "show").code == 3
