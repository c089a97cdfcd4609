"""A decision as a short plain text, in a terminal."""

import pytest

from laeringslopp.story import LANGUAGES, LENGTHS
from tests.cli.conftest import Run


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("length", LENGTHS)
def test_a_story_is_told_in_each_length_and_language(run: Run, decision: str, length: str, language: str):
    """The text alone, as it can be mailed or read aloud; as JSON it has the entries that it rests on."""
    told = run("story", decision, "--length", length, "--lang", language)
    as_json = run("story", decision, "--length", length, "--lang", language, "--json").json
    assert (told.code, told.out) == (0, f"{as_json['text']}\n")
    assert (as_json["length"], as_json["lang"]) == (length, language)
    assert as_json["paragraphs"][0]["sentences"][0]["versions"]


def test_the_story_of_a_moment_says_so(run: Run, decision: str):
    """It reads as what is known now otherwise."""
    assert run("story", decision, "--as-of", "2020-01-01", "--lang", "en").out.startswith("This is how it was by ")


@pytest.mark.parametrize("command", ["story", "timeline"])
def test_before_its_first_entry_a_decision_is_not_open_and_has_its_own_title(run: Run, decision: str, command: str):
    """Nothing is withheld there, and nothing stood open: it had not begun."""
    before = run(command, decision, "--as-of", "1999-01-01")
    assert "Nothing of this had happened yet." in before.out
    assert "The decision is open" not in before.out
    as_json = run(command, decision, "--as-of", "1999-01-01", "--json").json
    assert as_json["title"] == "Bussen kom ikke"
    assert "Nothing of this was known yet." in run(command, decision, "--known-at", "1999-01-01").out
    unknown = run(command, decision, "--level", "political", "--known-at", "1999-01-01").out
    assert "Nothing here is on record as known to the political level." in unknown


@pytest.mark.parametrize("option", ["--as-of", "--known-at"])
@pytest.mark.parametrize("command", ["story", "timeline"])
def test_a_moment_ahead_is_now_and_says_so(run: Run, decision: str, command: str, option: str):
    """Nobody should take how things stand for how they will."""
    assert "lies ahead. This is how things stand now." in run(command, decision, option, "2199-01-01").out
    assert "lies ahead" not in run(command, decision, option, "2020-01-01").out


@pytest.mark.parametrize(
    ("arguments", "code"),
    [(["--length", "epic"], 2), (["--lang", "sv"], 2), (["--level", "nobody"], 2), (["--as-of", "yesterday"], 2)],
)
def test_what_is_asked_wrongly_is_wrong_use(run: Run, decision: str, arguments: list[str], code: int):
    """No other story is told than was asked for."""
    assert run("story", decision, *arguments).code == code
    assert run("story", "nobody").code == 1
