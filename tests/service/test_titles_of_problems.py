"""What went wrong is said in the caller's language."""

import pytest

from laeringslopp.rules.document import read
from laeringslopp.story import flaw_sentence, wording
from laeringslopp_service.problems import KINDS, said_in


@pytest.mark.parametrize("language", ["nb", "nn"])
@pytest.mark.parametrize("name", KINDS)
def test_every_problem_and_what_to_do_about_it_is_translated(name: str, language):
    """A clerk who reads Norwegian is told in Norwegian that nothing was recorded."""
    for text in (KINDS[name].title, KINDS[name].about):
        assert said_in(language, text) != text
        assert said_in("en", text) == text


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_what_is_wrong_with_a_policy_has_norwegian_words(language):
    """Whoever writes the rules need not read English to mend them."""
    wrong = {
        "name": "standard", "based_on": "mild", "levels": ["public", "a", "a"], "calendar": {"country": "XX"},
        "meetings": {"b": []}, "hue": 1,
        "rules": {
            "no-such": {}, "draw-lesson": {"mode": "refuse", "owner": "c", "days": 0, "day": 1},
            "tolerate-knowingly": {"consequence": "grave"}, "share-lesson": {"days": "many"},
        },
    }  # fmt: skip
    flaws = read(wrong).flaws
    assert len({flaw.code for flaw in flaws}) > 8
    assert [flaw.code for flaw in flaws if flaw_sentence(flaw, wording(language)) == flaw.detail] == []
