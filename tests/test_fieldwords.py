"""Every kind of fact, every field and every value has words, in each language, that a person reads without effort."""

from collections.abc import Iterator
from typing import Any, Literal, get_args, get_origin

import pytest

from laeringslopp.entry import Entry
from laeringslopp.facts import KINDS, FailureDisclosed
from laeringslopp.facts.values import Value
from laeringslopp.plain import measure
from laeringslopp.story import (
    ENVELOPE,
    LANGUAGES,
    Language,
    field_help,
    field_label,
    kind_act,
    kind_help,
    kind_name,
    limit_said,
    value_label,
    wording,
)
from laeringslopp.story.fields.values import VALUES
from laeringslopp.story.fieldwords import FIELD_WORDS, KIND_WORDS, inner
from laeringslopp.story.wording import CATALOGUES

LIX, WORDS, LABEL = 45, 20, 40
TRANSLATED: tuple[Language, ...] = ("nb", "nn")


def paths(model: type[Value], before: str = "") -> Iterator[str]:
    """Every field of a model and of the small models inside it, by its path."""
    for name, field in model.model_fields.items():
        if name == "fact":
            continue
        yield f"{before}{name}"
        for within in inner(field):
            yield from paths(within, f"{before}{name}.")


def own_words(annotation: Any) -> set[str]:
    """The words that a field may choose among."""
    found = set(get_args(annotation)) if get_origin(annotation) is Literal else set()
    return found.union(*(own_words(each) for each in get_args(annotation) if not isinstance(each, str)))


EVERY_FIELD = [
    (kind, path) for kind, model in (*KINDS.items(), (ENVELOPE, Entry)) for path in paths(model) if path != "kind"
]
IN_KEYS = [*KIND_WORDS.values(), *(said for fields in FIELD_WORDS.values() for said in fields.values())]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_has_a_name_an_act_and_a_line_on_when_to_use_it(language: Language):
    """Whoever chooses what to record should not need the code to know which."""
    assert set(KIND_WORDS) == set(KINDS)
    words = wording(language)
    for said in (kind_name, kind_act, kind_help):
        told = [said(kind, words) for kind in KINDS]
        assert all(told)
        assert not set(told) & set(KINDS)
    acts = [kind_act(kind, words) for kind in KINDS]
    assert len(set(acts)) == len(acts)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_field_has_a_label_and_help(language: Language):
    """A field without words is one that nobody can fill in."""
    words = wording(language)
    labels = {(kind, path): field_label(kind, path, words) for kind, path in EVERY_FIELD}
    assert [where for where, label in labels.items() if label in ("", where[1]) or len(label) > LABEL] == []
    assert [where for where in EVERY_FIELD if not field_help(*where, words).endswith(".")] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_value_has_a_label(language: Language):
    """The exchange format's own words are for machines."""
    words = wording(language)
    models = {*KINDS.values(), Entry, *FIELD_WORDS}
    values = {
        value for model in models for field in model.model_fields.values() for value in own_words(field.annotation)
    }
    values -= set(KINDS)
    assert values <= set(VALUES)
    assert all(value_label(value, words) for value in values)
    assert value_label(True, words) != value_label(False, words)


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_words_are_left_in_english(language: Language):
    """What is missing in a catalogue falls back to English without a sound."""
    translations = (CATALOGUES / language / "LC_MESSAGES" / "story.po").read_text()
    for text in {*(each for said in IN_KEYS for each in said), *VALUES.values()}:
        assert f'msgid "{text}"\nmsgstr "' in translations, text
        assert f'msgid "{text}"\nmsgstr ""' not in translations, text


@pytest.mark.parametrize("language", LANGUAGES)
def test_help_is_plain(language: Language):
    """Who must read a help text twice goes away without recording anything."""
    words = wording(language)
    said = {kind_help(kind, words) for kind in KINDS} | {field_help(kind, path, words) for kind, path in EVERY_FIELD}
    measured = {text: measure(text) for text in said}
    assert [text for text, each in measured.items() if any(one.words > WORDS for one in each.sentences)] == []
    assert {text: round(each.lix) for text, each in measured.items() if each.lix > LIX} == {}


@pytest.mark.parametrize(
    ("kind", "path", "label"),
    [
        ("trial-started", "criteria.0.metric", "What is measured"),
        ("trial-started", "/criteria/0/metric", "What is measured"),
        ("adjustment-made", "changes.1.from", "Before"),
        ("adjustment-made", "changes.1.from_", "Before"),
        (ENVELOPE, "/by/role", "Role"),
        ("failure-disclosed", "nobody.knows", "nobody.knows"),
        ("no-such-kind", "what", "what"),
        ("failure-disclosed", "what_happened.more", "what_happened.more"),
    ],
)
def test_a_field_is_found_by_its_path(kind: str, path: str, label: str):
    """Forms, flaws and addresses each write a path in their own way."""
    assert field_label(kind, path, wording("en")) == label


@pytest.mark.parametrize(
    ("kind", "field", "said"),
    [
        ("failure-disclosed", "what_happened", "At most 10,000 characters."),
        ("failure-disclosed", "severity", ""),
        ("failure-disclosed", "discovered_at", "From the year 1800 to 2199."),
        ("alternative-proposed", "title", "At most 300 characters, on one line."),
        ("alternative-proposed", "affects", "At most 100 of them. At most 300 characters, on one line."),
        ("risk-assessed", "probability", "From 0 to 1."),
        ("risk-assessed", "likelihood", "From 1 to 5."),
        ("case-presented", "up_to_version", "1 or more."),
        (
            "decision-opened",
            "tags",
            "At most 100 of them. Letters a–z, digits, full stop, hyphen and underscore, at most 100.",
        ),
    ],
)
def test_a_limit_is_the_models_own(kind: str, field: str, said: str):
    """A limit that is written twice is wrong once."""
    assert limit_said(KINDS[kind].model_fields[field], wording("en")) == said


def test_a_limit_is_said_in_the_readers_language():
    """Also its number."""
    said = limit_said(FailureDisclosed.model_fields["what_happened"], wording("nb"))
    assert said == "Høyst 10\N{NO-BREAK SPACE}000 tegn."
