"""What was validated when it was recorded is read back without asking again, and comes out the same."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from pydantic import BaseModel, TypeAdapter
from pydantic_core import to_json

from laeringslopp import Recorded, StoreError
from laeringslopp.store import Stored, decode, encode
from laeringslopp.store.codec import as_lines
from laeringslopp.story import tell_recorded
from tests.facts.wire import ACTOR, KINDS, good, least, most, name_of
from tests.strategies import walks

VALIDATED: TypeAdapter[Recorded] = TypeAdapter(Recorded)
AT = "2026-03-12T10:00:00+01:00"
FIELDS = [(kind, field, what) for kind, fields in KINDS.items() for field, what in fields.items()]


def stored(fact: dict[str, Any], **more: Any) -> Stored:
    """A fact as it lies in a store."""
    envelope = {"by": ACTOR, "occurred_at": AT, "recorded_at": AT, "access": "internal", "policy": "standard"}
    return Stored(7, "a", 2, fact["kind"], json.dumps({**envelope, **more, "fact": fact}).encode())


def all_of(value: Any) -> Any:
    """All that a model holds, with the type of each value and whether it was given."""
    if isinstance(value, BaseModel):
        return type(value), value.model_fields_set, {name: all_of(held) for name, held in value.__dict__.items()}
    if isinstance(value, list | tuple):
        return type(value), [all_of(held) for held in value]
    return type(value), value


def assert_same(row: Stored) -> None:
    read, validated = decode(row), VALIDATED.validate_json(row.state)
    validated.__dict__.update(decision_id=row.decision_id, version=row.version, position=row.position)
    assert all_of(read) == all_of(validated)


def assert_same_line(row: Stored) -> None:
    assert json.loads(as_lines([row])[0]) == json.loads(to_json(tell_recorded(decode(row))))


@settings(max_examples=40)
@given(walks())
def test_a_line_of_an_export_says_what_is_read(walk) -> None:
    """Though nothing in it was taken apart."""
    for row in walk.register.store.since(0, 1000):
        assert_same_line(row)
        assert_same_line(row._replace(state=row.state + b" "))


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_its_line(kind: str) -> None:
    """With whatever stands around it."""
    assert_same_line(stored(most(kind)))
    assert_same_line(stored(least(kind), history=True, remarks=["late"], waived=[3], ext={"a.b": {"history": False}}))


@settings(max_examples=40)
@given(walks())
def test_what_is_read_is_what_validation_makes(walk) -> None:
    """In any offset and any access, history and remarks and waivers among it."""
    for row in walk.register.store.since(0, 1000):
        assert_same(row)


@pytest.mark.parametrize(("kind", "field", "what"), FIELDS, ids=[f"{kind} {name}" for kind, name, _ in FIELDS])
def test_every_field_of_every_kind_is_read_as_validation_reads_it(kind: str, field: str, what: str) -> None:
    """A walk may miss one; the exchange format's own table does not."""
    assert_same(stored(least(kind)))
    assert_same(stored(most(kind)))
    for value in good(what):
        fact = VALIDATED.validate_json(stored({**most(kind), name_of(field): value}).state)
        # A text is stored trimmed and an amount as it was written, so it is what is written that is read.
        assert_same(Stored(7, "a", 2, kind, encode(fact).state))


@pytest.mark.parametrize("more", [{"access": {"level": "exempt", "ground": "offl. § 13"}}, {"ext": {"a.b": [1, {}]}}])
def test_an_envelope_is_read_as_validation_reads_it(more: dict[str, Any]) -> None:
    """Terms of access and what others carry along have checks of their own, which stand behind them."""
    assert_same(stored(least("failure-disclosed"), **more))


@pytest.mark.parametrize(
    "state",
    [
        b"",
        b"{",
        b"[]",
        b"{}",
        stored({**least("failure-disclosed"), "what_happened": 1}).state,
        stored({**least("failure-disclosed"), "what_happend": "x"}).state,
        stored({"kind": "failure-disclosed"}).state,
        stored({"kind": "failure-forgotten"}).state,
        stored(least("failure-disclosed"), occurred_at="yesterday").state,
        stored(least("failure-disclosed"), occurred_at=None).state,
        stored(least("failure-disclosed"), access="secret").state,
        stored(least("failure-disclosed"), by="fhi").state,
        stored(least("failure-disclosed"), waived=["1"]).state,
    ],
)
def test_what_no_fact_of_ours_looks_like_is_not_read(state: bytes) -> None:
    """Fields and types are asked about each time: a row that somebody wrote by hand, or half of one, is no fact."""
    with pytest.raises(StoreError):
        decode(Stored(7, "a", 2, "failure-disclosed", state))


@pytest.mark.parametrize(
    "state", [b"", b"{", b"[]", b"null", b'{"fact":{"kind":"tags-added"}}', b'{"fact":{"kind":1}}']
)
def test_what_is_no_fact_of_its_kind_is_no_line(state: bytes) -> None:
    """An export breaks off before it."""
    with pytest.raises(StoreError):
        as_lines([Stored(7, "a", 2, "failure-disclosed", state)])


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (b'{"fact":{"kind":"tags-added"}}', b""),
        (b'{"fact":{"kind":"tags-added"}},{"fact":{"kind":"tags-added"}}', b""),
        (b'{"fact":{"kind":"tags-added"}', b'"history":true}'),
    ],
)
def test_a_line_is_made_of_one_row_alone(first: bytes, second: bytes) -> None:
    """Rows are looked through many at a time; what is missing in one is not found in another."""
    whole = Stored(5, "a", 1, "tags-added", b'{"fact":{"kind":"tags-added"}}')
    page = [whole, Stored(6, "a", 2, "tags-added", first), Stored(7, "a", 3, "tags-added", second)]
    assert as_lines(page) == [line for row in page[:2] for line in as_lines_or_none(row)]


def as_lines_or_none(row: Stored) -> list[bytes]:
    try:
        return as_lines([row])
    except StoreError:
        return []
