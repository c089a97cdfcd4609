"""What went wrong is said in the caller's language."""

import pytest

from laeringslopp.rules.document import read
from laeringslopp.story import flaw_sentence, wording
from laeringslopp_service.problems import KINDS, title_in


@pytest.mark.parametrize("language", ["nb", "nn"])
@pytest.mark.parametrize("name", KINDS)
def test_the_title_of_every_problem_is_translated(name: str, language):
    """A clerk who reads Norwegian is told in Norwegian that nothing was recorded."""
    assert title_in(language, KINDS[name]) != KINDS[name].title
    assert title_in("en", KINDS[name]) == KINDS[name].title


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
