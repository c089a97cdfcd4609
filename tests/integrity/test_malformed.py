"""What is malformed is pointed at, in the file as it was sent, with what a person can do about it."""

import json
from typing import Any

import pytest

from laeringslopp import Invalid
from laeringslopp.integrity import parse, read_entry
from tests.facts.wire import CRITERION, least, least_entry


def flaws_in(entry: Any) -> set[tuple[str, str]]:
    with pytest.raises(Invalid) as no:
        read_entry(entry if isinstance(entry, str | bytes) else json.dumps(entry))
    assert all(flaw.detail for flaw in no.value.flaws)
    return {(flaw.pointer, flaw.code) for flaw in no.value.flaws}


def fact(**more: Any) -> dict[str, Any]:
    return {**least_entry(), "fact": {**least("trial-started"), **more}}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "{'a': 1}",
        '{"a": NaN}',
        '{"a": -Infinity}',
        '{"a": 1e999}',
        '{"a": 1, "a": 2}',
        "[" * 100_000,
        b"\xff{}",
    ],
    ids=lambda text: repr(text[:12]),
)
def test_what_is_not_json_is_not_guessed_at(text):
    """A key that stands twice has two meanings, and a number without end has none."""
    with pytest.raises(Invalid) as no:
        parse(text)
    assert [flaw.code for flaw in no.value.flaws] == ["not-json"]


@pytest.mark.parametrize("text", ["[]", "1", "null", '"a"'])
def test_an_entry_is_an_object(text):
    """A list of facts is not an entry."""
    assert flaws_in(text) == {("", "not-an-object")}


def test_half_a_character_is_no_json():
    """JSON can spell it, and no file can hold it."""
    half = json.dumps(fact(hypothesis="HALF")).replace("HALF", "\\ud800")
    assert flaws_in(half) == {("", "not-json")}


@pytest.mark.parametrize(
    ("entry", "found"),
    [
        (fact(hypothesis=None), ("/fact/hypothesis", "null")),
        (fact(hypothesis=" "), ("/fact/hypothesis", "empty")),
        (fact(hypothesis="a" * 10_001), ("/fact/hypothesis", "too-long")),
        (fact(criteria=[CRITERION] * 101), ("/fact/criteria", "too-many")),
        (
            fact(criteria=[{"metric": "m", "comparison": "≥", "target": 1}]),
            ("/fact/criteria/0/comparison", "unknown-word"),
        ),
        (fact(criteria=[{"metric": "m", "comparison": ">="}]), ("/fact/criteria/0/target", "missing")),
        ({**least_entry(), "fact": {"kind": "trial-begun"}}, ("/fact", "unknown-kind")),
        ({**least_entry(), "fact": {"title": "x"}}, ("/fact", "missing")),
        ({**least_entry(), "decided_by": 1}, ("/decided_by", "unknown-field")),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_flaw_is_pointed_at_by_a_code_that_stays(entry, found):
    """Programs act on the code; people are shown the place."""
    assert flaws_in(entry) == {found}


@pytest.mark.parametrize("key", ["surprise", "int", "float", "Access", "a[0]", "a(b)", "trial-ended", ""])
def test_an_unknown_field_is_pointed_at_whatever_it_is_called(key):
    """A name that means something inside the program is a name like any other in a file."""
    assert flaws_in(fact(**{key: 1})) == {(f"/fact/{key}", "unknown-field")}


@pytest.mark.parametrize(("key", "step"), [("a/b", "a~1b"), ("a~b", "a~0b"), ("~1", "~01")])
def test_a_pointer_is_a_json_pointer(key, step):
    """RFC 6901: a slash in a name does not lead a level down."""
    assert flaws_in(fact(**{key: 1})) == {(f"/fact/{step}", "unknown-field")}


def test_each_place_is_pointed_at_once_and_all_of_them_are():
    """A number that is neither whole nor broken is one mistake; two places are two."""
    both = fact(criteria=[{"metric": "m", "comparison": ">=", "target": "60"}], where=1)
    assert [pointer for pointer, _ in sorted(flaws_in(both))] == ["/fact/criteria/0/target", "/fact/where"]
