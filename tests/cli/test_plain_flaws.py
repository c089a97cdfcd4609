"""What is wrong with a command is told in plain sentences, in the reader's language."""

import pytest


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
