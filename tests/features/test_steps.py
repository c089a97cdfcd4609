"""The steps that ship: what they understand, and what they say where they do not."""

import json
import re
from datetime import date
from itertools import chain
from pathlib import Path

import pytest

from laeringslopp.entry import Envelope
from laeringslopp.facts import KINDS
from laeringslopp.testing.bdd.entries import entry_told
from laeringslopp.testing.bdd.listing import steps
from laeringslopp.testing.bdd.phrases import DAYS, NUMBERS, Language, languages
from laeringslopp.testing.bdd.reading import day_of
from laeringslopp.testing.bdd.telling import Told, told
from laeringslopp.testing.clock import START
from tests.facts import wire
from tests.features.running import run, write

PAGE = Path(__file__).parents[2] / "docs" / "specs.md"
IN_BOTH = pytest.mark.parametrize("language", languages(), ids=lambda language: language.code)


@IN_BOTH
@pytest.mark.parametrize("kind", sorted(set(KINDS) - {"policy-adopted"}))
def test_a_table_gives_any_field_of_any_fact(language: Language, kind: str):
    """What the exchange format holds, a feature can say."""
    whole = wire.most(kind)
    words = {field: word for word, field in language.fields.items()}
    more = {
        words.get(name, name.replace("_", " ")): value if isinstance(value, str) else json.dumps(value)
        for name, value in whole.items()
        if name != "kind"
    }
    made = entry_told(Told(kind, language, {}, more=more), START, 3)
    assert json.loads(made.fact.model_dump_json(exclude_unset=True, exclude_none=True)) == {**whole, "kind": kind}


@IN_BOTH
def test_a_table_gives_the_envelope_too(language: Language):
    """By whom, when, from where and how sure."""
    more = {"sources": "https://example.org/a; PS 12/26", "confidence": "disputed", "caused_by": "1, 2"}
    made = entry_told(Told("failure-disclosed", language, {"n": 3, "by": "operational"}, more=more), START, 3)
    assert made.by.level == "operational"
    assert made.sources == ("https://example.org/a", "PS 12/26")
    assert (made.confidence, made.caused_by) == ("disputed", (1, 2))
    assert made.occurred_at is not None
    assert (START - made.occurred_at).days == 3


@IN_BOTH
def test_every_kind_of_fact_has_a_sentence(language: Language):
    """A fact that no sentence tells of stands outside every specification."""
    assert set(language.facts) == set(KINDS)
    assert set(language.kinds.values()) in ({*()}, set(KINDS))


def spelt_out(language: Language, template: str) -> str:
    """A sentence that a template stands for: everything said, and the first of each choice."""

    def plain(slot: str) -> str:
        if slot in NUMBERS:
            return "7"
        return "2026-03-02" if slot in DAYS else next(iter(language.levels))

    template = re.sub(r"<(\w+)>", '"x"', template)
    template = re.sub(r"\{(\w+)\}", lambda slot: plain(slot[1]), template)
    return re.sub(r"\(([^|()]*)\|[^()]*\)", r"\1", template).replace("[", "").replace("]", "")


@IN_BOTH
def test_every_sentence_means_one_thing(language: Language):
    """Two steps that fit one sentence would be a matter of luck."""
    for kind, templates in language.facts.items():
        for template in templates:
            found = told(spelt_out(language, template))
            assert found is not None
            assert (found.kind, found.language.code) == (kind, language.code)
    others = {**language.rules, **language.time, **language.answers}
    for name, template in others.items():
        sentence = spelt_out(language, template)
        assert told(sentence) is None
        assert [each for each, it in language.sentences.items() if it.fullmatch(sentence)] == [name]


def test_both_languages_say_the_same_things():
    """What can be said in one can be said in the other, with the same values in it."""
    english, norwegian = languages()

    def slots(templates: object) -> set[str]:
        return set(re.findall(r"[<{](\w+)[>}]", str(templates)))

    assert list(english.facts) == list(norwegian.facts)
    for mine, yours in (
        (english.rules, norwegian.rules),
        (english.time, norwegian.time),
        (english.answers, norwegian.answers),
    ):
        assert list(mine) == list(yours)
        assert all(slots(mine[name]) == slots(yours[name]) for name in mine)
    assert all(slots(english.facts[kind]) == slots(norwegian.facts[kind]) for kind in KINDS)
    assert list(english.levels.values()) == list(norwegian.levels.values())


@IN_BOTH
def test_every_word_for_a_field_is_a_field_of_something(language: Language):
    """A word that leads nowhere is a trap."""
    known = set(chain.from_iterable(cls.model_fields for cls in KINDS.values())) | {*Envelope.model_fields}
    assert set(language.fields.values()) <= known


def test_a_day_is_written_as_people_write_it():
    """In either language, on its own or seen from today."""
    today = date(2026, 3, 2)
    assert {day_of(text, today) for text in ("today", "i dag", "2026-03-02", "2.3.2026", "02.03.2026")} == {today}
    assert {day_of(text, today) for text in ("in 30 days", "om 30 dager", "1.4.2026")} == {date(2026, 4, 1)}
    assert {day_of(text, today) for text in ("1 days ago", "for 1 dager siden")} == {date(2026, 3, 1)}
    assert {day_of(text, today) for text in ("tomorrow", "i morgen")} == {date(2026, 3, 3)}
    assert day_of("31.2.2026", today) is None


MISTAKES = """\
# language: no
Egenskap: Feil
  Bakgrunn:
    Gitt en sak

  Scenario: Skrivefeil
    Når feilen "f1" blir meld

  Scenario: Galt felt
    Når feilen "f1" blir meldt, med alvr "alvorlig"

  Scenario: Gal verdi
    Når feilen "f1" blir meldt, med alvor "alvorli"

  Scenario: Galt tegn
    Når feilen "f1" blir meldt, med alvor alvorlig

  Scenario: Bred tabell
    Når feilen "f1" blir meldt
      | alvor | alvorlig | nei |

  Scenario: Ingen regel
    Når feilen "f1" blir meldt
    Så blir det registrert med anmerkning

  Scenario: Ukjent regel
    Når feilen "f1" blir meldt
    Så blir det registrert med anmerkning etter regelen "latte"

  Scenario: Ukjent måte
    Gitt at regelen "late" er satt til "avvis"
    Når feilen "f1" blir meldt

  Scenario: Galt reglement
    Gitt disse reglene
      \"\"\"
      [rules.lat]
      mode = "off"
      \"\"\"
    Når feilen "f1" blir meldt

  Scenario: Kan ikke være
    Gitt at utprøvingen "t1" er avsluttet som "mislykket"

  Scenario: Ingenting skjedde
    Så blir det registrert

  Scenario: Dyrere
    Gitt at regelen "draw-lesson" har "days" satt til "5"
    Så koster det ikke mer å melde en feil enn å la det være

  Scenario: Ingen slik utprøving
    Så koster det ikke mer å melde en feil i utprøvingen "t9" enn å la det være

  Scenario: Ingen slik oppføring
    Så ser alle oppføring 9

  Scenario: Annet svar
    Når feilen "f1" blir meldt
    Så sier registeret nei etter regelen "late"
"""
SAID = (
    'there is no step «Når feilen "f1" blir meld». The nearest:',
    "failure-disclosed has no field «alvr»; did you mean 'alvor'?",
    "«alvorli» cannot be severity",
    "did you mean 'alvorlig'?",
    "«alvor alvorlig» cannot be understood",
    "a table of fields has two columns",
    "which rule is meant? Tag the rule or the scenario with its id",
    "there is no rule «latte»; did you mean 'late'?",
    "late",
    "there is no rule 'lat'; did you mean 'late'?",
    "this cannot be on record: /fact/trial_id",
    "nothing was recorded yet",
    "to disclose a failure costs more than to say nothing: owes draw-lesson administrative failure-1",
    "nothing can be told here: /fact/trial_id: this decision has no trial 't9'",
    "there is no entry 9; the last is 1",
    "expected: refused by late; the register answered: recorded, without remarks",
)


def test_a_mistake_is_told_with_its_line_and_what_was_likely_meant(tmp_path: Path):
    """Who writes rules and no Python needs no traceback."""
    write(tmp_path, "feil.feature", MISTAKES)
    code, told_of = run(tmp_path, "-p", "laeringslopp.testing.bdd", "feil.feature")
    assert code == 1
    assert "15 failed" in told_of
    for said in SAID:
        assert said in told_of, said
    assert len(re.findall(r"feil\.feature:\d+: ", told_of)) >= 15
    assert "pytest_bdd/" not in told_of


def test_two_scenarios_of_one_name_are_not_one(tmp_path: Path):
    """pytest-bdd would run the last and say nothing of the first."""
    write(
        tmp_path,
        "to.feature",
        "Feature: Two\n\n  Scenario: One\n    Given a decision\n\n  Scenario: One\n    Given a decision\n",
    )
    code, said = run(tmp_path, "-p", "laeringslopp.testing.bdd", "to.feature")
    assert code == 2
    assert "two scenarios have one name, and only one would run: ['One']" in said


def test_a_file_that_is_no_feature_says_so(tmp_path: Path):
    """With its name, and the line where it stops being one."""
    write(tmp_path, "no.feature", "Feature: A\n\n  Scenario: B\n    Given a decision\n  nonsense\n")
    code, said = run(tmp_path, "-p", "laeringslopp.testing.bdd", "no.feature")
    assert code == 2
    assert "no.feature" in said
    assert "nonsense" in said


def test_who_has_not_asked_for_it_is_not_disturbed(tmp_path: Path):
    """There is no entry point: another project's feature files are its own."""
    write(tmp_path, "other.feature", "Feature: Other\n\n  Scenario: Other\n    Given something else\n")
    write(tmp_path, "test_other.py", "import sys\n\n\ndef test_it():\n    assert 'laeringslopp' not in sys.modules\n")
    code, said = run(tmp_path)
    assert code == 0, said
    assert "1 passed" in said


def test_a_project_of_tests_may_collect_its_features_itself(tmp_path: Path):
    """Then each scenario runs once, where the project put it."""
    write(tmp_path, "conftest.py", 'pytest_plugins = ["laeringslopp.testing.bdd"]\n')
    write(tmp_path, "pytest.ini", "[pytest]\nlaeringslopp_features = false\n")
    write(
        tmp_path,
        "mine.feature",
        "Feature: Mine\n\n  Scenario: Mine\n    When a decision is opened\n    Then it is recorded\n",
    )
    write(tmp_path, "test_mine.py", 'from pytest_bdd import scenarios\n\nscenarios(".")\n')
    code, said = run(tmp_path)
    assert code == 0, said
    assert "1 passed" in said


def test_the_page_lists_every_step():
    """``python -m laeringslopp.testing.bdd`` prints what the page holds."""
    page = PAGE.read_text(encoding="utf-8")
    held = page.partition("<!-- steps -->\n")[2].partition("<!-- /steps -->")[0]
    assert held.strip() == "\n".join(steps()).strip(), (
        "python -m laeringslopp.testing.bdd prints what should stand there"
    )


def test_the_features_that_the_page_shows_run(tmp_path: Path):
    """Who copies one and finds that it does not run writes no second one."""
    shown = re.findall(r"```gherkin\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    for number, text in enumerate(shown):
        write(tmp_path, f"shown-{number}.feature", text)
    code, said = run(tmp_path, "-p", "laeringslopp.testing.bdd")
    assert code == 0, said
    assert len(shown) >= 2
