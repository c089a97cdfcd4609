"""The pages' words: every one translated, and a label for everything that can be on record."""

import subprocess
import sys
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import pytest
from babel.messages.pofile import read_po

from laeringslopp.facts import KINDS
from laeringslopp.story import LANGUAGES, Language, value_label, wording
from laeringslopp_service.pages import labels
from laeringslopp_service.pages.fulltext import source
from laeringslopp_service.pages.texts import CATALOGUES, texts_in

ROOT = Path(__file__).parents[2]
EXPERTS = ("enkeltsløyfe", "dobbeltsløyfe", "intelligent", "single", "double", "triple", "basic", "complex")


def words_of(annotation: Any) -> set[str]:
    """The words that a field may hold."""
    found = set(get_args(annotation)) if get_origin(annotation) is Literal else set()
    return found.union(*(words_of(each) for each in get_args(annotation) if not isinstance(each, str)))


def test_the_catalogues_are_complete_and_current() -> None:
    """A page half translated is a page in nobody's language."""
    check = subprocess.run(
        [sys.executable, "scripts/catalogues.py", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert [line for line in check.stderr.splitlines() if "/pages/" in line] == []


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_every_text_is_translated(language: str) -> None:
    """An empty translation falls back to English without a sound."""
    with (CATALOGUES / language / "LC_MESSAGES" / "pages.po").open("rb") as file:
        catalogue = read_po(file, language)
    assert len(catalogue) > 300
    texts = [message for message in catalogue if message.id]
    assert not [m.id for m in texts if not all([m.string] if isinstance(m.string, str) else m.string)]


def test_every_way_to_stand_and_to_end_has_a_label() -> None:
    """One that is added without a label would bring down the page of whoever records it first."""
    assert set(labels.STATUSES) == {
        "open",
        "no-end-found",
        *words_of(KINDS["decision-concluded"].model_fields["outcome"].annotation),
    }
    assert set(labels.OUTCOMES) == {None, *words_of(KINDS["trial-ended"].model_fields["outcome"].annotation)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_experts_words_are_told_plainly(language: Language) -> None:
    """A councillor should not need Argyris to read what was changed."""
    for word in ("basic", "complex", "intelligent", "single", "double", "triple"):
        said = value_label(word, wording(language))
        assert not [expert for expert in EXPERTS if expert in said]


@pytest.mark.parametrize(
    ("citation", "text", "link"),
    [
        ("https://www.nrk.no/a?b=c", "nrk.no", True),
        ("http://example.org", "example.org", True),
        ("HTTPS://Example.org/", "example.org", True),
        ("javascript:alert(1)", "javascript:alert(1)", False),
        ("data:text/html,x", "data:text/html,x", False),
        ("https:alert(1)", "https:alert(1)", False),
        ("//evil.example", "//evil.example", False),
        ("https://evil.example/ onclick", "https://evil.example/ onclick", False),
        ("http://[::1", "http://[::1", False),
        ("PS 3/26", "PS 3/26", False),
    ],
)
def test_only_a_web_address_becomes_a_link(citation: str, text: str, link: bool) -> None:
    """A citation is what somebody wrote."""
    found = source(citation)
    assert (found.text, found.link is not None) == (text, link)


def test_values_in_a_sentence_are_escaped() -> None:
    """A catalogue's text is ours; what is put into it is not."""
    assert texts_in("en").html("In the decision “{title}”.", title="<b>") == "In the decision “&lt;b&gt;”."
