"""No national identity number is put on a record that is never taken back; the text without it is offered instead."""

import re

import pytest
from hypothesis import given as examples
from hypothesis import strategies as st
from stdnum.no import fodselsnummer

from laeringslopp import Access, Actor, ExternalReference, PolicyAdopted
from laeringslopp.integrity.identity import identity_numbers, masked, may_hold_one
from laeringslopp.testing import (
    DECISION,
    START,
    adjusted,
    criterion,
    disclosed,
    entry,
    given,
    observed,
    opened,
    started,
)

BORN = "01018500120"
"""Valid by its check digits, and of nobody in particular."""
D_NUMBER = "41018500033"
"""Of somebody without a Norwegian birth number: the day is 40 more."""
H_NUMBER = "01418500103"
"""Of a patient without a number that is known: the month is 40 more."""
NUMBERS = (BORN, D_NUMBER, H_NUMBER)
BETWEEN = ["", " ", "\n", "-", ".", "\u00a0", "\u2009", "\u202f", "\u2011", "\u2013"]
ORDINARY = [
    "12345678901",  # no such day
    "00000000000",
    "01018500121",  # a wrong check digit
    "010185001201",  # twelve digits
    "0101850012",  # ten
    "97401234567",  # an account number
    "20260011234",  # a case number
    "01818500196",  # synthetic, of Skatteetaten: the month is 80 more
    "01668500230",  # synthetic, of NAV: the month is 65 more
    "81018500108",  # an FH-number, with no date in it
    "0047 22334455",
    "1234 56 78901",
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
    assert fodselsnummer.is_valid(H_NUMBER)
    assert not any(fodselsnummer.is_valid(re.sub(r"\D", "", text)) for text in ORDINARY[:10])


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
    "/by/unit": entry(opened(), by=Actor(id="a", role="r", level="political", unit=BORN)),
    "/access/ground": entry(opened(), access=Access(level="exempt", ground=f"offl. § 13, {BORN}")),
    "/references/0/url": entry(opened(), references=[ExternalReference(system="s", id="i", url=f"https://a/{BORN}")]),
    "/sources/0": entry(opened(), sources=[f"https://example.org/{BORN}"]),
    "/references/0/id": entry(opened(), references=[ExternalReference(system="s", id=BORN)]),
    "/ext/acme.person/fnr/0": entry(opened(), ext={"acme.person": {"fnr": [BORN]}}),
    "/ext/acme.number": entry(opened(), ext={"acme.number": int(D_NUMBER)}),
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


@pytest.mark.parametrize(
    ("pointer", "document", "reason"),
    [
        ("/fact/reason", {"name": "own"}, f"Bedt om av {BORN}"),
        ("/fact/policy/title", {"name": "own", "title": f"Reglementet til {BORN}"}, "r"),
        ("/fact/policy/name", {"name": BORN}, "r"),
    ],
)
def test_a_number_is_found_in_a_policy(pointer, document, reason):
    """Its document is on record as it was written."""
    fact = PolicyAdopted(policy=document, reason=reason, in_force_from=START.replace(year=START.year + 1))
    adopted = entry(fact, by="political", decision_id="policy.kommunen")
    outcome = given(opened()).when(adopted).invalid("no-national-identity")
    assert [flaw.pointer for flaw in outcome.flaws] == [pointer]


def test_a_text_that_is_heavy_as_well_is_offered_back_masked_and_then_remarked_on():
    """What is wrong for good comes first; the remark quotes a text that holds no number."""
    text = f"Gjelder {BORN} og så videre " + "og så videre " * 40
    outcome = given(opened()).when(disclosed(what_happened=text)).invalid("no-national-identity")
    (flaw,) = outcome.flaws
    assert flaw.instead == text.strip().replace(BORN, "***********")
    outcome.when(disclosed(what_happened=flaw.instead)).remarked("speak-plainly")


def test_a_measurement_may_be_any_number():
    """It says how much, and of whom it says nothing."""
    given(opened(), started("t1")).when(observed(int(D_NUMBER), "t1")).recorded()


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


@examples(st.text(st.sampled_from("0123456789 .-\n\u00a0\u202fx"), max_size=30))
def test_the_quick_look_overlooks_nothing(text):
    """Most facts are passed by it alone, so it may be wrong in one direction only."""
    if masked(text) != text:
        assert may_hold_one(text.encode())


@examples(st.text(max_size=40))
def test_masking_twice_is_masking(text):
    """What is offered instead is taken."""
    assert masked(masked(text)) == masked(text)
