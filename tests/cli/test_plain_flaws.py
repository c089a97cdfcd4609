"""What is wrong with a command is told in plain sentences, in the reader's language."""

import pytest

from laeringslopp import Flaw
from laeringslopp.cli.errors import explain_flaw
from laeringslopp.story import wording


@pytest.mark.parametrize("options", [("duties", "--lang", "de"), ("--policy", "strikt", "decisions")])
def test_an_unknown_word_is_told_without_the_name_of_a_check(run, options):
    """Who mistyped knows words, not Python's exceptions."""
    told = run(*options)
    assert told.code == 2
    assert "is not one of" in told.err
    assert "Value error" not in told.err


@pytest.mark.parametrize(("lang", "near"), [("nb", "Mente du political?"), ("nn", "Meinte du political?")])
def test_an_unknown_level_names_the_levels_in_the_readers_language(run, lang, near):
    """No English in parentheses where the sentence says it all."""
    assert run("disclose", "Døra låste seg ikke", "--organisation", "works").code == 0
    told = run("duties", "--level", "politcal", "--lang", lang)
    assert told.code == 1
    assert near in told.err
    assert "there is no level" not in told.err


@pytest.mark.parametrize("code", ["beyond-the-end", "not-there-yet"])
def test_a_position_that_would_do_is_told_in_the_readers_language_alone(code):
    """As it comes back from a service: without the values that its words were made with."""
    told = explain_flaw(Flaw(code, "In English", "/after", instead=3), wording("nb"))
    assert "In English" not in told
    assert told.endswith("→ 3")
