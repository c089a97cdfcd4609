"""One word however it is written: its endings, the other norm, other words for the same, and its parts."""

import pytest

from laeringslopp.search.asking import _fewest
from laeringslopp.search.distance import within
from laeringslopp.search.words import LONGEST, composed, synonyms, terms, terms_of, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("måler", "målerne"),
        ("målere", "måler"),
        ("vannmåler", "vassmålarar"),
        ("trygghetsalarmer", "tryggleiksalarmar"),
        ("sykehuset", "sjukehusa"),
        ("skolen", "skulane"),
        ("løsningen", "løysingar"),
        ("journalene", "Journal"),
        ("failures", "failure"),
        ("launched", "launching"),
        ("tryggheten", "trygghet"),
        ("café", "cafe"),
    ],
)
def test_these_are_one_word(one: str, other: str):
    """Whoever writes nynorsk finds what was recorded in bokmål, and nobody has to guess an ending."""
    assert set(terms_of(one)) & set(terms_of(other))


@pytest.mark.parametrize(("one", "other"), [("hull", "hall"), ("trygg", "trygghet"), ("bønder", "bander"), ("må", "å")])
def test_these_are_not(one: str, other: str):
    """A search that finds everything finds nothing."""
    assert not set(terms_of(one)) & set(terms_of(other))


def test_a_term_is_letters_and_digits_whatever_was_typed():
    """What is put into a question to a database must be able to mean nothing there."""
    asked = 'a" OR (NEAR* -x) {open}: ^b AND 1=1; DROP \\ \0 \ud800 \u202e 😀 %_ '
    assert all(term.isalnum() for term in terms(asked))
    assert terms("😀 \0 \" ' ()") == []


def test_a_very_long_word_is_cut():
    """An index is no place for what nobody writes."""
    assert {len(term) for term in terms("x" * 100_000)} == {LONGEST}


def test_an_å_is_an_å_however_it_was_typed():
    """Some keyboards write it as two characters."""
    assert terms("pa\u030ao\u030astlåst".replace("o\u030a", "")) == terms("påstlåst")
    text = composed("A\u030apne do\u0308rer")
    assert [text[word.begin : word.end] for word in words(text)] == ["Åpne", "dörer"]


def test_no_word_means_two_things_by_accident():
    """A list of other words that puts half of the language together would find everything."""
    assert max(len(others) for others in synonyms().values()) <= 40
    assert all(term in others for term, others in synonyms().items())


def test_a_compound_is_taken_apart_into_the_fewest_words():
    """With the letters that hold it together, and not at all where something is left over."""
    known = {"skole", "melding", "system", "stem", "skolemelding"}
    assert _fewest("skolemeldingssystem", known) == ("skolemelding", "system")
    assert _fewest("skolemeldingssystem", known - {"skolemelding"}) == ("skole", "melding", "system")
    assert _fewest("skolemeldingsdings", known) == ()


@pytest.mark.parametrize(
    ("one", "other", "errors"),
    [
        ("journal", "journal", 0),
        ("jurnal", "journal", 1),
        ("jornual", "journal", 2),
        ("ab", "ba", 1),
        ("buss", "hund", None),
    ],
)
def test_typing_errors_are_counted(one: str, other: str, errors: int | None):
    """One letter more, less, another, or two swapped is one error."""
    assert within(one, other, 2) == errors
