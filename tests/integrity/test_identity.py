"""No national identity number is put on a record that is never taken back; the text without it is offered instead."""

import re

import pytest
from hypothesis import given as examples
from hypothesis import strategies as st
from stdnum.no import fodselsnummer

from laeringslopp import Actor, ExternalReference
from laeringslopp.integrity.identity import identity_numbers, masked, may_hold_one
from laeringslopp.testing import DECISION, adjusted, criterion, disclosed, entry, given, opened, started

BORN = "01018500120"
"""Valid by its check digits, and of nobody in particular."""
D_NUMBER = "41018500033"
"""Of somebody without a Norwegian birth number: the day is 40 more."""
NUMBERS = (BORN, D_NUMBER)
BETWEEN = ["", " ", "-", ".", "\u00a0", "\u2009", "\u202f", "\u2011", "\u2013"]
ORDINARY = [
    "12345678901",  # no such day
    "00000000000",
    "01018500121",  # a wrong check digit
    "010185001201",  # twelve digits
    "0101850012",  # ten
    "97401234567",  # an account number
    "010185  00120",
    "010185/00120",
    "+4722334455",
    "2026-03-12T10:00:00.010185+00:12",
    "NO 974 760 673 MVA",
    "https://example.org/sak/2026001234",
]


def test_the_numbers_here_are_what_they_are_said_to_be():
    """Otherwise these tests would prove nothing."""
    assert fodselsnummer.is_valid(BORN)
    assert fodselsnummer.is_valid(D_NUMBER)
    assert not any(fodselsnummer.is_valid(re.sub(r"\D", "", text)) for text in ORDINARY[:6])


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("between", BETWEEN, ids=ascii)
def test_a_number_is_found_however_it_is_written_and_offered_back_masked(number, between):
    """People write it with and without a space, and programs put other marks in its place."""
    written = number[:6] + between + number[6:]
    outcome = (
        given(opened()).when(disclosed(what_happened=f"Gjelder {written}, i natt.")).invalid("no-national-identity")
    )
    (flaw,) = outcome.flaws
    assert flaw.pointer == "/fact/what_happened"
    assert not any(part in flaw.instead + flaw.detail for part in (number[6:], number[:6]))
    assert (flaw.instead.startswith("Gjelder "), flaw.instead.endswith(", i natt.")) == (True, True)
    outcome.when(disclosed(what_happened=flaw.instead)).recorded()


@pytest.mark.parametrize("text", ORDINARY)
def test_other_numbers_pass(text):
    """An account, an organisation or a case has a number too, and may be written."""
    given(opened()).when(disclosed(what_happened=f"Se {text}, side 3")).recorded()


ACTOR = Actor(id="a", role=f"verge for {BORN}", level="operational")
PLACES = {
    "/fact/title": opened(title=f"Klage {BORN}"),
    "/fact/reference": opened(reference=BORN),
    "/fact/tags/1": opened(tags=["care", BORN]),
    "/by/role": entry(opened(), by=ACTOR),
    "/by/id": entry(opened(), by=Actor(id=f"u.{BORN}", role="r", level="political")),
    "/recorded_by/role": entry(opened(), recorded_by=ACTOR),
    "/sources/0": entry(opened(), sources=[f"https://example.org/{BORN}"]),
    "/references/0/id": entry(opened(), references=[ExternalReference(system="s", id=BORN)]),
    "/ext/acme.person/fnr/0": entry(opened(), ext={"acme.person": {"fnr": [BORN]}}),
    "/ext/acme.a~1b~0c": entry(opened(), ext={"acme.a/b~c": BORN}),
    "/ext": entry(opened(), ext={f"acme.{BORN}": 1}),
    "/decision_id": entry(opened(), decision_id=BORN),
}


@pytest.mark.parametrize("pointer", PLACES)
def test_a_number_is_found_wherever_it_stands(pointer):
    """The envelope is on record as the fact is, and an id stands in every address."""
    outcome = given().when(PLACES[pointer]).invalid("no-national-identity")
    assert [flaw.pointer for flaw in outcome.flaws] == [pointer]


@pytest.mark.parametrize(
    ("pointer", "fact"),
    [
        ("/fact/trial_id", started(BORN)),
        ("/fact/criteria/0/metric", started(criteria=(criterion(metric=BORN),))),
        ("/fact/changes/0/from", adjusted(changes=({"what": "w", "from": BORN, "to": "t"},), because_of=("f1",))),
    ],
    ids=["id", "metric", "from"],
)
def test_a_number_is_found_deep_in_a_fact(pointer, fact):
    """And pointed at by the name that the field has in a file."""
    outcome = given(opened(), disclosed("f1")).when(fact).invalid("no-national-identity")
    assert [flaw.pointer for flaw in outcome.flaws] == [pointer]


def test_every_number_in_a_call_is_told_at_once():
    """Whoever must mend a text sends it once more, not five times."""
    both = disclosed(what_happened=f"{NUMBERS[0]} og {NUMBERS[1]}", consequence=BORN)
    outcome = given(opened()).when(both).invalid("no-national-identity")
    assert {flaw.pointer: flaw.instead for flaw in outcome.flaws} == {
        "/fact/what_happened": "*********** og ***********",
        "/fact/consequence": "***********",
    }


def test_a_number_is_not_put_on_record_by_any_policy():
    """It is no rule, and nobody waives it."""
    outcome = given(opened(), policy="strict").when(disclosed(what_happened=BORN)).invalid("no-national-identity")
    assert outcome.given.register.version(DECISION) == 1


def check_digits(nine: str) -> str | None:
    """The number that begins with these nine digits, as Skatteetaten counts; None where there is none."""
    digits = [int(digit) for digit in nine]
    for weights in ((3, 7, 6, 1, 8, 9, 4, 5, 2), (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)):
        rest = -sum(weight * digit for weight, digit in zip(weights, digits, strict=True)) % 11
        if rest == 10:
            return None
        digits.append(rest)
    return "".join(map(str, digits))


numbers = (
    st.builds(
        lambda day, month, year, rest, more: f"{day + more:02}{month:02}{year:02}{rest:03}",
        *(st.integers(1, 28), st.integers(1, 12), st.integers(0, 39), st.integers(0, 999), st.sampled_from((0, 40))),
    )
    .map(check_digits)
    .filter(lambda number: number is not None and fodselsnummer.is_valid(number))
)
no_digits = st.text(st.characters(exclude_categories=("Cc", "Cs", "Nd")), max_size=12)


@examples(numbers, st.sampled_from(BETWEEN), no_digits, no_digits)
def test_what_surrounds_a_number_is_kept_and_the_number_is_gone(number, between, before, after):
    """In any text, for any number: what is offered instead is the same text to its reader."""
    text = before + number[:6] + between + number[6:] + after
    assert masked(text) == f"{before}***********{after}"
    assert may_hold_one(text.encode())
    assert list(identity_numbers({"a": [text]})) == [("/a/0", masked(text))]


@examples(st.text(st.sampled_from("0123456789 .-\u00a0\u202fx"), max_size=30))
def test_the_quick_look_overlooks_nothing(text):
    """Most facts are passed by it alone, so it may be wrong in one direction only."""
    if masked(text) != text:
        assert may_hold_one(text.encode())


@examples(st.text(max_size=40))
def test_masking_twice_is_masking(text):
    """What is offered instead is taken."""
    assert masked(masked(text)) == masked(text)
