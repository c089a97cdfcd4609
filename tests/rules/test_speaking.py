"""A long text is remarked on where it is heavy, in any field of any fact; nobody is kept from recording by it."""

import pytest

from laeringslopp import Policy
from laeringslopp.rules import shipped
from laeringslopp.rules.guard import GUARDS, Act
from laeringslopp.story import remark_sentence, wording
from laeringslopp.testing import adjusted, asked, assessed, disclosed, drawn, given, opened, proposed

PLAIN = "Vi tok i bruk et nytt system. Det gikk ikke som vi trodde. " * 9  # 108 words
LONG_SENTENCE = "og så gikk det " * 9  # 36 words, none of them long
LONG_WORDS = "Kommunesammenslåingsprosessen forutsetter tjenestekvalitetsforbedringer. "


def missing(fact, **parameters):
    """What the guard says of a fact, with these parameters."""
    policy = Policy("own", shipped("standard").modes, parameters={"speak-plainly": parameters})
    recorded = given(opened(), disclosed("f1")).when(fact).receipt.recorded[-1]
    return GUARDS["speak-plainly"].judge(None, Act(fact, recorded), policy)


@pytest.mark.parametrize("policy", ["standard", "strict"])
def test_a_heavy_text_is_remarked_on_and_recorded_in_both_policies(policy):
    """Whoever has something to tell tells it first, and mends the sentences when there is time."""
    given(opened(), policy=policy).when(disclosed(what_happened=PLAIN + LONG_SENTENCE)).remarked("speak-plainly")


def test_a_plain_text_is_not_remarked_on_however_long():
    """Length is no fault."""
    assert missing(proposed("north", expected_consequences=PLAIN * 5)) is None


@pytest.mark.parametrize(("words", "speaks"), [(99, False), (100, True)])
def test_it_is_asked_from_a_hundred_words_on(words, speaks):
    """LIX says little of a short text."""
    text = " ".join(["ord"] * words)
    assert (missing(disclosed(what_happened=text)) is not None) == speaks


@pytest.mark.parametrize(("words", "speaks"), [(30, False), (31, True)])
def test_a_sentence_may_have_thirty_words(words, speaks):
    """At the limit it is not over it."""
    assert (missing(disclosed(what_happened=f"{PLAIN} {'ja ' * words}.")) is not None) == speaks


def test_a_text_may_be_at_lix_45_and_not_above():
    """Ten words in each sentence, and so many of them long."""
    ten = ["forstod"] * 35 + ["ja"] * 65
    at_45 = ". ".join(" ".join(ten[at::10]).capitalize() for at in range(10)) + "."
    assert missing(disclosed(what_happened=at_45)) is None
    assert missing(disclosed(what_happened=at_45.replace("ja", "forstod", 1))).parameters["lix"] == 46


def test_it_says_which_text_and_which_sentence_is_heavy():
    """A writer who must search for it gives up."""
    text = f"{PLAIN} Dette er en lang setning {LONG_SENTENCE}."
    found = missing(proposed("north", expected_consequences=text))
    assert found.what == "plain-words"
    assert found.parameters["pointer"] == "/fact/expected_consequences"
    assert found.parameters["begins"] == "Dette er en lang setning"
    assert found.parameters["words"] == 41


def test_long_words_weigh_where_no_sentence_is_too_long():
    """The sentence to begin with is the one that weighs most."""
    text = PLAIN + LONG_WORDS * 30 + "Tilstandsrapporteringen underveis dokumenterte utilstrekkelige forutsetninger."
    found = missing(disclosed(what_happened=text))
    assert found.parameters["lix"] > 45
    assert found.parameters["begins"].startswith("Tilstandsrapporteringen")


@pytest.mark.parametrize(
    ("fact", "pointer"),
    [
        (drawn("l1", failures=("f1",), statement=PLAIN + LONG_SENTENCE), "/fact/statement"),
        (asked("q1", text=PLAIN + LONG_SENTENCE), "/fact/text"),
        (assessed("r1", warning_signs=("kort", PLAIN + LONG_SENTENCE)), "/fact/warning_signs/1"),
        (
            adjusted("a1", because_of=("f1",), changes=({"what": "w", "from": PLAIN + LONG_SENTENCE, "to": "t"},)),
            "/fact/changes/0/from",
        ),
    ],
    ids=["lesson", "question", "list", "change"],
)
def test_any_text_of_any_fact_is_measured(fact, pointer):
    """A case paper is not made of one field."""
    assert missing(fact).parameters["pointer"] == pointer


def test_a_policy_sets_the_limits():
    """A council that wants plainer papers asks for them."""
    at_lix_20 = "Vi prøvde systemet igjen og så om det gikk. " * 12
    assert missing(disclosed(what_happened=at_lix_20)) is None
    assert missing(disclosed(what_happened=at_lix_20), lix=20) is not None
    assert missing(disclosed(what_happened="ja " * 40), from_words=40, sentence_words=39) is not None
    assert missing(disclosed(what_happened=PLAIN + LONG_SENTENCE), sentence_words=50) is None


@pytest.mark.parametrize(("language", "says"), [("nb", "tung å lese"), ("nn", "Byrj med"), ("en", "Begin with")])
def test_the_remark_names_the_sentence_to_begin_with(language, says):
    """In the reader's language, beside the text itself."""
    fact = disclosed(what_happened=f"{PLAIN} Dette er en lang setning {LONG_SENTENCE}.")
    said = remark_sentence("speak-plainly", wording(language), fact=fact)
    assert says in said
    assert "Dette er en lang setning" in said
    assert "41" in said


def test_without_the_text_the_remark_says_only_that_it_is_heavy():
    """A text that was measured under other limits may be too short to measure now."""
    short = disclosed(what_happened="kort")
    assert remark_sentence("speak-plainly", wording("en"), fact=short) == remark_sentence(
        "speak-plainly", wording("en")
    )
