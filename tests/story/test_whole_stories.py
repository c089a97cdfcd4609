"""A decision as a short plain text: plain whatever people wrote, linked to its facts, and never less true than they are."""

import unicodedata
from dataclasses import replace
from itertools import cycle, product

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from laeringslopp import (
    AdjustmentMade,
    Change,
    Invalid,
    LessonDrawn,
    Reader,
    RetryStarted,
    Timeline,
    TrialEnded,
    Unknown,
)
from laeringslopp.facts import INTERNAL
from laeringslopp.plain import measure
from laeringslopp.story import LANGUAGES, LENGTHS, Language, Length, Story, story
from laeringslopp.story.quoting import quotable, shortened
from tests.municipality import disclosed, entry, opened, register, started
from tests.story.told import cases, facts_of, rewritten, timeline_of
from tests.strategies import Walk, readers, walks

LIX, WORDS = 40, 20
EVERY = list(product(LANGUAGES, LENGTHS))
TURNS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"

FOUND = (Phase.explicit, Phase.reuse, Phase.generate)
"""A walk takes minutes to shrink, and says as much unshrunk."""

HOSTILE = [
    "Kort.",
    "uten punktum og uten slutt " * 40,
    "Personvernkonsekvensvurderingsdokumentasjonen " * 60,
    "x" * 900,
    'Han sa «det virker» og "nesten alltid". Så stoppet det.',
    "«Alt i anførsel. Og mer.»",
    '"',
    "‘",
    "Det skjedde ca. kl. 10.30, jf. nr. 4 i lov av 3. mai 2020 om bl.a. tilsyn!",
    "abc \u202edesrever si siht\u202c \u2066x\u2069 \u200f\u200e",
    "linje en\nlinje to\n\n- punkt",
    "<script>alert('x')</script>",
    "🙂" * 50,
    "שלום עולם. مرحبا بالعالم.",
    "\u200b\u2060\ufeff",
    "…",
    "... ! ? ...",
    "A: B: C; d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t, u, v, w, x",
    "{who} {when} {0} %s %(n)s",
]


def words_of(text: str) -> int:
    """How many words, quotes and all."""
    return len(text.split())


def heaviness(told: Story) -> tuple[bool, list[str]]:
    """Whether it is light to read, and its sentences that are too long: by our measure, and by plain counting."""
    measured = measure(str(told))
    too_long = [each.begins for each in measured.sentences if each.words > WORDS]
    return measured.lix <= LIX, too_long + [each.text for each in told.sentences if words_of(each.text) > WORDS]


def is_safe(text: str) -> bool:
    """Whether nothing in it could turn, hide or break the text around it."""
    return not any(sign in TURNS or (unicodedata.category(sign) == "Cc" and sign != "\n") for sign in text)


@pytest.mark.parametrize(("language", "length"), EVERY)
@pytest.mark.parametrize("case", cases())
def test_the_story_of_a_real_case_is_plain(case: str, language: Language, length: Length):
    """LIX of at most 40 over the text, and no sentence of more than 20 words, what is quoted included."""
    assert heaviness(story(cases()[case], language, length)) == (True, [])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("case", cases())
def test_a_longer_story_says_more(case: str, language: Language):
    """Short is read in twenty seconds, medium in a minute or so, long tells the whole course."""
    short, medium, long = (str(story(cases()[case], language, length)) for length in LENGTHS)
    assert words_of(short) <= 110
    assert words_of(short) < words_of(medium) <= 360
    assert words_of(medium) < words_of(long)
    assert len(list(story(cases()[case], language, "short").sentences)) <= 8


@pytest.mark.parametrize(("language", "length"), EVERY)
@pytest.mark.parametrize("case", cases())
def test_every_sentence_of_a_whole_story_names_the_entries_it_rests_on(case: str, language: Language, length: Length):
    """A sentence that nobody can look up is a claim."""
    timeline = cases()[case]
    shown = {entry.version for entry in timeline.entries}
    told = story(timeline, language, length)
    assert [each.text for each in told.sentences if not each.versions or not shown.issuperset(each.versions)] == []


@pytest.mark.parametrize("case", cases())
def test_the_long_story_tells_of_every_failure_and_lesson(case: str):
    """No failure drops out of the record, nor out of its story."""
    timeline = cases()[case]
    matter = {
        entry.version
        for entry in timeline.entries
        if entry.recorded.fact.kind
        in ("failure-disclosed", "lesson-drawn", "trial-ended", "direction-chosen", "retry-started", "adjustment-made")
    }
    told = {version for each in story(timeline, "nb", "long").sentences for version in each.versions}
    assert matter <= told


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("case", cases())
def test_nothing_of_another_language_is_left_in_a_story(case: str, language: Language):
    """A catalogue with a hole in it speaks English in the middle of a sentence."""
    own = measure  # what is quoted is in the recorder's language
    said = str(story(cases()[case], language, "long"))
    foreign = {"nb": (" ikkje ", " vart ", " frå "), "nn": (" ikke ", " ble ", " fra "), "en": (" ble ", " og det ")}
    without = " ".join(_unquoted(said))
    assert own(without).words
    assert [word for word in foreign[language] if word in without] == []


def _unquoted(text: str) -> list[str]:
    kept, depth = [], 0
    for sign in text:
        depth += (sign in "«“") - (sign in "»”")
        if depth == 0:
            kept.append(sign)
    return "".join(kept).split()


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck), phases=FOUND)
@given(walk=walks(), data=st.data())
def test_the_story_of_any_decision_is_plain_and_safe_whatever_people_wrote(walk: Walk, data: st.DataObject):
    """People write long, sideways and in every script; a story stays readable and points at the whole text."""
    texts = st.sampled_from(HOSTILE) | st.text(min_size=1, max_size=400).filter(str.strip)
    language, length = data.draw(st.sampled_from(EVERY))
    for facts in facts_of(walk.register):
        written = cycle(data.draw(st.lists(texts, min_size=3, max_size=9)))
        changed = [rewritten(fact, lambda _, written=written: next(written)) for fact in facts]
        told = story(timeline_of(changed, data.draw(readers())), language, length)
        assert [each.text for each in told.sentences if words_of(each.text) > WORDS] == []
        assert is_safe(str(told)), str(told)
        assert all(each.text[-1] in ".!?…»”" for each in told.sentences), str(told)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck), phases=FOUND)
@given(walk=walks(), data=st.data())
def test_our_own_words_of_any_decision_are_plain(walk: Walk, data: st.DataObject):
    """With everything in quotation marks that people wrote, what is measured is ours."""
    language, length = data.draw(st.sampled_from(EVERY))
    for facts in facts_of(walk.register):
        told = story(timeline_of([rewritten(fact, lambda text: f"«{text}»") for fact in facts]), language, length)
        assert heaviness(told) == (True, []), str(told)


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck), phases=FOUND)
@given(walk=walks(), data=st.data())
def test_a_story_rests_on_nothing_that_its_reader_or_its_moment_leaves_out(walk: Walk, data: st.DataObject):
    """What is withheld, had not happened or was not known is not told by way of what refers to it."""
    for facts in facts_of(walk.register):
        moment = data.draw(st.sampled_from([fact.occurred_at for fact in facts]))
        cut = data.draw(st.sampled_from([{}, {"as_of": moment}, {"known_at": moment, "level": "political"}]))
        timeline = timeline_of(facts, data.draw(readers()), **cut)
        shown = {entry.version for entry in timeline.entries}
        withheld = set() if timeline.is_public else {each.version for each in timeline.withheld}
        told = story(timeline, "nb", data.draw(st.sampled_from(LENGTHS)))
        assert {version for each in told.sentences for version in each.versions} <= shown | withheld
        assert not timeline.withheld or any(each.about == "withheld" for each in told.sentences)


def test_the_same_facts_give_the_same_text():
    """No clock, no chance and no language model stand between the facts and their story."""
    timeline = cases()["trygghetsalarm"]
    again = timeline_of([entry.recorded for entry in sorted(timeline.entries, key=lambda entry: entry.version)])
    for language, length in EVERY:
        assert str(story(timeline, language, length)) == str(story(again, language, length))


def test_the_public_is_told_that_something_is_withheld_and_not_what():
    """A gap that nobody mentions looks like nothing."""
    facts = [entry.recorded for entry in sorted(cases()["trygghetsalarm"].entries, key=lambda entry: entry.version)]
    internal = [fact.model_copy(update={"access": INTERNAL}) for fact in facts]
    told = story(timeline_of(internal, Reader.public()), "nb", "short")
    assert "vises ikke her" in str(told)
    assert {version for each in told.sentences if each.about == "withheld" for version in each.versions} == set()


def test_a_long_wait_is_said_in_words():
    """Two years of silence are part of what happened."""
    told = story(cases()["nhs-covid-app"], "nb", "long")
    assert "Så gikk det mer enn to år før neste oppføring." in str(told)


def test_a_cut_story_says_at_which_moment_it_is_told():
    """Otherwise what somebody knew then reads as what is known now."""
    timeline = cases()["trygghetsalarm"]
    facts = [entry.recorded for entry in sorted(timeline.entries, key=lambda entry: entry.version)]
    moment = facts[12].occurred_at
    for language, said in (("nb", "Slik sto saken "), ("nn", "Slik stod saka "), ("en", "This is how it was by ")):
        assert str(story(timeline_of(facts, as_of=moment), language, "short")).startswith(said)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_quote_is_never_longer_than_a_sentence_and_says_when_it_is_cut(text: str):
    """What is left out is seen to be left out; the entry holds the whole."""
    for said in quotable(text, 3):
        assert words_of(said) <= WORDS
        assert (
            said.endswith("…")
            or said in " ".join(text.translate({ord(sign): "" for sign in TURNS}).split())
            or any(sign in text for sign in '«»"“”')
        )


def test_a_quote_is_cut_at_a_clause_where_one_ends_in_good_time():
    """Half a clause can say the opposite of the whole."""
    text = "Vi gikk videre med alle tolv husene i Kirkebakken, men bare fordi ingen hadde sagt nei til det ennå den uka"
    assert shortened(text, 15) == "Vi gikk videre med alle tolv husene i Kirkebakken …"


def timeline_without_entries() -> Timeline:
    """Of a decision that the reader sees nothing of."""
    facts = [entry.recorded for entry in cases()["vannmalere"].entries][:1]
    hidden = [facts[0].model_copy(update={"access": INTERNAL})]
    return timeline_of(hidden, Reader.public())


@pytest.mark.parametrize(("language", "length"), EVERY)
def test_a_story_of_nothing_says_so(language: Language, length: Length):
    """An empty answer would look like a fault."""
    told = story(timeline_without_entries(), language, length)
    assert told.title is None
    assert [each.about for each in told.sentences][:1] == ["now"]


@pytest.mark.parametrize(
    ("language", "says"),
    [
        ("nb", "Etter én endring pågår forsøk 2."),
        ("nn", "Etter éi endring held forsøk 2 på."),
        ("en", "After one change, attempt 2 goes on."),
    ],
)
def test_the_short_story_ends_with_what_goes_on_now(language: Language, says: str):
    """What was changed and is tried again is what a reader asks for last."""
    with register() as made:
        for fact in (
            opened(),
            started(),
            disclosed(trial_id="t1"),
            TrialEnded(trial_id="t1", outcome="failed", summary="Alarmen kom ikke fram"),
            LessonDrawn(lesson_id="l1", from_failures=("f1",), statement="Prøv der det gjelder"),
            AdjustmentMade(adjustment_id="a1", because_of=("l1",), changes=(Change(what="Sted", to="Badet"),)),
            RetryStarted(
                trial_id="t2",
                retry_of="t1",
                adjustments=("a1",),
                hypothesis="Den kommer fram fra badet",
                criteria=started().criteria,
            ),
        ):
            made.append([entry("sensorer", fact)])
        assert str(made.story("sensorer", language)).endswith(says)


def test_a_language_or_a_length_that_is_none_is_told_with_what_there_is():
    """A misspelt length must not tell another story than was meant."""
    with register() as made:
        made.append([entry("sensorer", opened())])
        with pytest.raises(Invalid) as no:
            made.story("sensorer", "sv", "epic")  # type: ignore[arg-type]
        assert [(flaw.pointer, flaw.code) for flaw in no.value.flaws] == [
            ("/lang", "unknown-language"),
            ("/length", "unknown-word"),
        ]
        with pytest.raises(Unknown):
            made.story("nowhere")


def test_what_a_cut_leaves_out_is_not_told_by_way_of_what_refers_to_it():
    """A level that knows that a risk came true need not have known the risk."""
    timeline = cases()["trygghetsalarm"]
    risk = timeline.named["dekning"]
    cut = replace(timeline, entries=tuple(entry for entry in timeline.entries if entry.version != risk.version))
    for length in LENGTHS:
        told = story(cut, "nb", length)
        assert risk.fact.what[:20] not in str(told)
        assert risk.version not in {version for each in told.sentences for version in each.versions}
