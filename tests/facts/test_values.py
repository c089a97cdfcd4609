"""What facts are made of, where the exchange format leaves Python something to decide."""

import json
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from functools import reduce
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from laeringslopp import Access, Criterion, FailureDisclosed, Money, ObservationRecorded, PolicyAdopted
from laeringslopp.facts import INTERNAL, OPEN
from laeringslopp.facts.values import Text, Time
from tests.municipality import NOW, disclosed, entry, opened, register

TIME: TypeAdapter[datetime] = TypeAdapter(Time)


@pytest.mark.parametrize("around", [" ", "\n", "\t", "\r\n", "\u00a0"])
def test_a_text_is_trimmed_before_it_is_counted(around):
    """Whoever pastes with a space at the end has not written too much."""
    assert disclosed(what_happened=around + "a" * 10_000 + around).what_happened == "a" * 10_000
    assert opened(title=around + "a" * 300 + around).title == "a" * 300


@given(st.text(max_size=300))
def test_a_text_is_taken_or_refused_and_then_written_as_it_was_taken(text):
    """There is no third way: nothing is recorded that could not be read again."""
    texts: TypeAdapter[str] = TypeAdapter(Text)
    try:
        taken = texts.validate_python(text)
    except ValidationError:
        assert not text.strip() or any(ord(c) < 32 or 127 <= ord(c) < 160 for c in text.replace("\n", ""))
    else:
        assert texts.validate_json(texts.dump_json(taken)) == taken == text.strip()


def test_half_a_character_is_no_text():
    """It could not be written to any file."""
    with pytest.raises(ValidationError):
        disclosed(what_happened="a\ud800")


@pytest.mark.parametrize(
    "said", ["2020-04-16T10:00:00+02:00", "2020-04-16T10:00:00+00:00", "2020-04-16T10:00:00-00:30"]
)
def test_a_time_keeps_its_offset(said):
    """10:00 in Oslo is what the minutes say, not 08:00 in Greenwich."""
    assert json.loads(TIME.dump_json(TIME.validate_json(json.dumps(said)))) == said


@given(st.datetimes(datetime(1801, 1, 1), datetime(2199, 1, 1)), st.integers(-14 * 60, 14 * 60))  # noqa: DTZ001
def test_a_time_that_is_taken_is_read_again_with_its_offset(naive, minutes):
    """Whatever zone it was given in."""
    at = naive.replace(tzinfo=timezone(timedelta(minutes=minutes)))
    again = TIME.validate_json(TIME.dump_json(TIME.validate_python(at)))
    assert (again, again.utcoffset()) == (at, at.utcoffset())


def test_a_time_without_its_offset_is_none():
    """Nobody can say afterwards which hour it was."""
    with pytest.raises(ValidationError):
        disclosed(discovered_at=datetime(2026, 3, 1, 10, 0))  # noqa: DTZ001


def test_an_offset_with_seconds_is_refused():
    """Local time before 1900 had them in many places; a fact written with one could not be read again."""
    amsterdam = datetime(1890, 1, 1, tzinfo=timezone(timedelta(minutes=19, seconds=32)))
    with pytest.raises(ValidationError):
        disclosed(discovered_at=amsterdam)
    assert disclosed(discovered_at=amsterdam.astimezone(UTC)).discovered_at == amsterdam
    assert disclosed(discovered_at=datetime(2026, 7, 1, tzinfo=ZoneInfo("Europe/Oslo")))


def test_a_day_is_no_moment_and_a_moment_is_no_day():
    """One of them would be made up."""
    with pytest.raises(ValidationError):
        Access(level="exempt", until=NOW)
    with pytest.raises(ValidationError):
        disclosed(discovered_at=date(2026, 3, 1))


@pytest.mark.parametrize("value", [True, "1", [1], 1j, float("nan"), float("inf")])
def test_a_number_in_python_is_one_in_json(value):
    """A truth value or a text that passes for a number would be compared as one."""
    with pytest.raises(ValidationError):
        ObservationRecorded(metric="m", value=value)
    with pytest.raises(ValidationError):
        Criterion(metric="m", comparison="=", target=value)


@pytest.mark.parametrize("items", [("care",), ["care"], {"care"}, iter(["care"])])
def test_a_list_may_be_any_collection_in_python(items):
    """It is kept as one that nobody can add to."""
    assert opened(tags=items).tags == ("care",)


@pytest.mark.parametrize("amount", [Decimal("12.50"), 1_200_000, "-3", Decimal("1E+2"), Decimal(10) ** 29])
def test_an_amount_is_read_as_it_was_written(amount):
    """Digits, without an exponent; an øre is not lost on the way."""
    money = Money(amount=amount, currency="NOK")
    assert Money.model_validate_json(money.model_dump_json()) == money
    assert set(json.loads(money.model_dump_json())["amount"]) <= set("-0123456789.")


@pytest.mark.parametrize("amount", [0.1, 5.0, True, None, Decimal("NaN"), Decimal("Infinity"), "1e3", b"1"])
def test_an_amount_is_no_other_thing(amount):
    """A float has lost its øre already."""
    with pytest.raises(ValidationError):
        Money(amount=amount, currency="NOK")


@pytest.mark.parametrize("amount", [10**40, Decimal("1E+40"), Decimal("1E-40"), Decimal("1E+999999")])
def test_an_amount_that_could_not_be_read_again_is_not_taken(amount):
    """What is written is digits, and no more of them than are read."""
    with pytest.raises(ValidationError):
        Money(amount=amount, currency="NOK")


@given(st.decimals(allow_nan=False, allow_infinity=False))
def test_every_amount_that_is_taken_is_read_again(amount):
    """However it was spelled."""
    try:
        money = Money(amount=amount, currency="NOK")
    except ValidationError:
        assert len(format(amount, "f")) > 30
    else:
        assert Money.model_validate_json(money.model_dump_json()) == money


@pytest.mark.parametrize(
    ("comparison", "met", "missed"),
    [
        (">=", [2, 3], [1.9]),
        ("<=", [2, -1], [2.1]),
        (">", [2.1], [2, 1]),
        ("<", [1.9], [2, 3]),
        ("=", [2, 2.0], [1, 3]),
    ],
)
def test_a_criterion_is_met_as_its_comparison_says(comparison, met, missed):
    """The target itself is within “at least” and “at most”, and outside “more” and “less”."""
    criterion = Criterion(metric="m", comparison=comparison, target=2)
    assert all(criterion.is_met_by(value) for value in met)
    assert not any(criterion.is_met_by(value) for value in missed)


@pytest.mark.parametrize(("written", "means"), [("open", OPEN), ("internal", INTERNAL)])
def test_access_in_one_word_is_access(written, means):
    """The word and the terms are one thing."""
    read = opened(access=Access(level=written)).model_dump_json(include={"access"})
    assert json.loads(read) == {"access": written}
    assert means == Access(level=written)


NOT_JSON = [
    object(),
    {1: 2},
    {"x"},
    NOW,
    float("nan"),
    float("inf"),
    "\ud800",
    {"\ud800": 1},
    reduce(lambda inner, _: [inner], range(150), 1),
]


@pytest.mark.parametrize("value", NOT_JSON, ids=lambda value: type(value).__name__)
def test_only_json_is_carried(value):
    """What is carried for others comes out as it went in, or is not taken."""
    with pytest.raises(ValidationError):
        entry("d", disclosed(), ext={"acme.avvik": value})
    with pytest.raises(ValidationError):
        PolicyAdopted(policy={"rules": [value]}, reason="r", in_force_from=NOW)


CARRIED = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**9), 10**9)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=6,
)


@given(CARRIED)
def test_what_is_carried_comes_back_as_it_was(value):
    """Nulls and empty lists too: it is not ours to interpret."""
    told = register()
    told.record("d", opened(), by=entry("d", opened()).by, ext={"acme.avvik": value})
    (recorded,) = told.facts()
    assert json.dumps(recorded.ext) == json.dumps({"acme.avvik": value})


def test_a_disclosure_asks_for_one_text():
    """Disclosing a failure must always be easier than hiding it."""
    required = {name for name, field in FailureDisclosed.model_fields.items() if field.is_required()}
    assert required == {"what_happened"}
