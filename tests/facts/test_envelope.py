"""Who, when, on what ground and for whom: the envelope around every fact, as the exchange format has it."""

import json
from typing import Any

import pytest
from hypothesis import given, settings

from laeringslopp import Entry, Invalid, Recorded
from laeringslopp.integrity import read_entry
from laeringslopp.store import Stored, decode, encode
from tests.facts.wire import ENVELOPE, KINDS, as_text, bad, good, least, least_entry, most, name_of
from tests.strategies import Walk, walks

FIELDS = list(ENVELOPE.items())
each_field = pytest.mark.parametrize(("field", "what"), FIELDS, ids=[name for name, _ in FIELDS])


def written(entry: Entry) -> Any:
    return json.loads(entry.model_dump_json(exclude_unset=True, exclude_none=True))


def places(entry: dict[str, Any]) -> set[str]:
    """The fields of an entry that were found wrong."""
    with pytest.raises(Invalid) as no:
        read_entry(json.dumps(entry))
    return {flaw.pointer.split("/")[1] for flaw in no.value.flaws}


def test_an_entry_has_the_fields_of_the_exchange_format_and_asks_for_no_more():
    """What its recorder does not say is found out by the register, and never asked for."""
    assert set(Entry.model_fields) == {"fact", *map(name_of, ENVELOPE)}
    required = {name for name, field in Entry.model_fields.items() if field.is_required()}
    assert required == {"fact", "decision_id", "by"}


def test_a_recorded_fact_adds_what_only_a_register_can_say():
    """Place, clock and judgement are no caller's to give: on an entry they are unknown keys."""
    added = {"version", "position", "recorded_at", "history", "policy", "remarks", "waived"}
    assert set(Recorded.model_fields) == set(Entry.model_fields) | added
    for name in added:
        assert places({**least_entry(), name: 1}) == {name}


@each_field
def test_a_field_of_the_envelope_takes_what_its_type_holds(field, what):
    """And it comes out as it went in."""
    for value in good(what):
        entry = {**least_entry(), name_of(field): value}
        assert as_text(written(read_entry(json.dumps(entry)))) == as_text(entry)


@each_field
def test_a_field_of_the_envelope_takes_nothing_else(field, what):
    """A file with a slip in it is mended by whoever sent it, not guessed at."""
    for value in bad(what):
        name = name_of(field)
        assert places({**least_entry(), name: value}) == {name}, f"{value!r:.80}"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("made", [least, most])
def test_a_fact_is_the_same_in_its_envelope(kind, made):
    """Each kind, whole or with no more than it must say."""
    entry = {**least_entry(), "fact": made(kind)}
    assert as_text(written(read_entry(json.dumps(entry)))) == as_text(entry)


def test_a_fact_made_in_python_says_its_kind():
    """What is left out is not written, but the kind is never left out."""
    assert (
        written(read_entry({**least_entry(), "fact": least("decision-reopened")}))["fact"]["kind"]
        == "decision-reopened"
    )


@settings(max_examples=40)
@given(walks())
def test_what_is_on_record_is_stored_and_read_as_it_is(walk: Walk):
    """Every kind and field, in any offset and any access: a register that forgot a little would forget for good."""
    for position, recorded in enumerate(walk.register.facts(), start=1):
        row = encode(recorded)
        again = decode(Stored(position, *row))
        assert again == recorded
        assert again.model_fields_set == recorded.model_fields_set
        assert encode(again) == row
