"""Every kind of fact, field by field, against the exchange format that others depend on."""

import json
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

import laeringslopp
from laeringslopp import facts
from laeringslopp.facts import TaggedFact
from tests.facts.wire import KINDS, SAYS_SOMETHING, as_text, bad, good, least, most, name_of

FACT: TypeAdapter[Any] = TypeAdapter(TaggedFact)
FIELDS = [(kind, field, what) for kind, fields in KINDS.items() for field, what in fields.items()]
each_kind = pytest.mark.parametrize("kind", KINDS)
each_field = pytest.mark.parametrize(
    ("kind", "field", "what"), FIELDS, ids=[f"{kind} {name}" for kind, name, _ in FIELDS]
)


def read(fact: dict[str, Any]) -> Any:
    return FACT.validate_json(json.dumps(fact))


def written(fact: Any) -> Any:
    return json.loads(FACT.dump_json(fact, exclude_unset=True, exclude_none=True))


def places(fact: dict[str, Any]) -> set[str | int]:
    """The fields of a fact that were found wrong; none where it was taken."""
    try:
        read(fact)
    except ValidationError as error:
        return {found["loc"][1] if len(found["loc"]) > 1 else "" for found in error.errors()}
    return set()


def test_the_kinds_are_those_of_the_exchange_format():
    """A kind is never renamed: files that others wrote hold it."""
    assert set(facts.KINDS) == set(KINDS)


@each_kind
def test_a_class_is_called_as_its_kind_is(kind):
    """Whoever knows the format finds the class, in the place where everything public is."""
    name = "".join(word.capitalize() for word in kind.split("-"))
    assert facts.KINDS[kind].__name__ == name
    assert getattr(laeringslopp, name) is facts.KINDS[kind]


@each_kind
def test_a_kind_has_the_fields_of_the_exchange_format_and_asks_for_no_more(kind):
    """A field that is asked for too much turns away what is known, and one too many is lost to others."""
    model = facts.KINDS[kind]
    fields = {field.alias or name: field for name, field in model.model_fields.items()}
    assert set(fields) == {"kind", *map(name_of, KINDS[kind])}
    assert {name for name, field in fields.items() if field.is_required()} == {
        field for field in KINDS[kind] if not field.endswith("?")
    }


@each_kind
@pytest.mark.parametrize("made", [least, most])
def test_a_fact_is_written_as_it_was_read(kind, made):
    """What is absent stays absent, and a time keeps its offset: a record says what was said."""
    assert as_text(written(read(made(kind)))) == as_text(made(kind))


@each_field
def test_a_field_takes_what_its_type_holds(kind, field, what):
    """The bounds themselves are within them, and come out as they went in."""
    for value in good(what):
        fact = {**least(kind), name_of(field): value}
        assert as_text(written(read(fact))) == as_text(fact)


@each_field
def test_a_field_takes_nothing_else(kind, field, what):
    """No text becomes a number, and null means nothing: one way to write a thing, the same to every reader."""
    for value in bad(what):
        name = name_of(field)
        assert places({**least(kind), name: value}) == {name}, f"{value!r:.80}"


@each_kind
def test_a_field_that_must_be_there_is_missed(kind):
    """A fact that says less than its kind means nothing."""
    for field in KINDS[kind]:
        if not field.endswith("?"):
            fact = least(kind)
            del fact[field]
            assert places(fact) == {field}


@each_kind
def test_an_unknown_key_is_an_error(kind):
    """What is mistyped would be lost without a word."""
    assert places({**least(kind), "surprise": 1}) == {"surprise"}


@pytest.mark.parametrize("kind", SAYS_SOMETHING)
def test_a_fact_says_something(kind):
    """Each of several fields may be left out, but not all of them."""
    fact = least(kind)
    del fact[SAYS_SOMETHING[kind]]
    assert places(fact) == {""}


@each_kind
def test_a_fact_is_frozen(kind):
    """What was recorded is never changed, not even by whoever holds it."""
    fact = read(most(kind))
    for name in type(fact).model_fields:
        with pytest.raises(ValidationError):
            setattr(fact, name, getattr(fact, name))


@each_kind
def test_in_python_none_means_left_out(kind):
    """That is how everybody spells a value that they do not have."""
    model = facts.KINDS[kind]
    given = read(least(kind))
    nothing = {
        name: None for name, field in model.model_fields.items() if not field.is_required() and field.default is None
    }
    same = model(**{**nothing, **{name: getattr(given, name) for name in given.model_fields_set}})
    assert same == given
    assert written(same) == least(kind)


@each_kind
def test_a_kind_cannot_be_made_as_another(kind):
    """The class and the name are one."""
    other = next(name for name in KINDS if name != kind)
    with pytest.raises(ValidationError):
        facts.KINDS[kind](**{**read(least(kind)).model_dump(by_alias=False), "kind": other})


@pytest.mark.parametrize("kind", [None, "", "trial-begun", "TrialStarted", 1])
def test_no_other_kind_is_read(kind):
    """A file from a newer version is refused, not misread."""
    with pytest.raises(ValidationError):
        read({**least("trial-started"), "kind": kind})
