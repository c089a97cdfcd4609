"""A policy in a file: what it may say, and everything that is wrong with it, each on its line."""

import textwrap

import pytest

from laeringslopp.exchange.policyfiles import read_policy
from laeringslopp.exchange.policytext import policy_text
from laeringslopp.policy import Parameter, Policy
from laeringslopp.rules import GUARDS, shipped
from laeringslopp.rules.differing import differences
from laeringslopp.rules.document import policy_of, read
from laeringslopp.rules.documented import document_of, named_document
from laeringslopp.story import LANGUAGES, wording


def toml(text: str) -> list[tuple[int, str, object]]:
    """What is wrong: line, code, and what would be accepted."""
    found = read_policy(textwrap.dedent(text).strip().encode(), "ours.toml")
    return [(line, flaw.code, flaw.instead) for line, flaw in found.in_order()]


def test_every_flaw_of_a_file_is_told_at_once_with_its_line():
    """Whoever edits it mends it in one go."""
    assert toml(
        """
        name = "ours"
        titel = "Reglement"
        based_on = "strikt"
        levels = ["styret",
          "avdeling", "styret"]
        [calendar]
        countri = "NO"
        closed = [2026-12-24, "jul"]
        [rules.trial-is-mesurable]
        mode = "off"
        [rules.late]
        days = 4000
        mode = "refuse"
        dayz = 3
        owner = "styre"
        [rules]
        out-of-order.mode = "remrk"
        [meetings]
        stiret = [2026-01-01]
        """
    ) == [
        (2, "unknown-field", "title"),
        (3, "unknown-policy", "strict"),
        (4, "levels", None),
        (7, "unknown-field", "country"),
        (8, "string-pattern-mismatch", None),
        (9, "unknown-rule", "trial-is-measurable"),
        (12, "parameter-bounds", 30),
        (13, "mode", None),
        (14, "unknown-parameter", "days"),
        (15, "unknown-level", "styret"),
        (17, "mode", "remark"),
        (19, "unknown-level", "styret"),
    ]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("days = 0", "parameter-bounds"),
        ("days = 1", None),
        ("days = 365", None),
        ("days = 366", "parameter-bounds"),
        ("days = 30.5", "parameter-type"),
        ("days = nan", "parameter-type"),
        ("days = true", "parameter-type"),
        ('days = "30"', "parameter-type"),
        ("days = [30]", "parameter-type"),
        ("days = 2026-01-01", "parameter-type"),
        ("mode = 1", "mode"),
        ("mode = false", "mode"),
        ('owner = "top"', None),
        ('owner = "deciding"', None),
        ("owner = 3", "unknown-level"),
    ],
)
def test_a_rule_takes_what_is_within_its_bounds_and_nothing_else(line: str, code: str | None):
    """Equal to the bound is within it."""
    found = toml(f'name = "ours"\n[rules.late]\n{line}')
    assert [each[:2] for each in found] == ([] if code is None else [(3, code)])


@pytest.mark.parametrize("name", ["failure-stays", "waiver-by-owner"])
def test_what_is_never_waived_has_one_mode_in_every_policy(name: str):
    """No policy takes a failure away."""
    ((line, code, instead),) = toml(f'name = "ours"\n[rules.{name}]\nmode = "off"')
    assert (line, code, instead) == (3, "mode", "refuse")


def test_broken_lines_are_told_together_with_what_is_wrong_in_the_rest():
    """A typo in one line hides no other."""
    assert [each[:2] for each in toml('name = ours\ntitel = "x"\n[rules.late]\ndays = 30 days\nmode = "of"')] == [
        (1, "not-toml"),
        (2, "unknown-field"),
        (4, "not-toml"),
        (5, "mode"),
    ]
    assert [each[:2] for each in toml('name = "x"\nlevels = ["a"\n[rules.late]\ndays = 4000')] == [(3, "not-toml")]
    assert [each[:2] for each in toml('name = "x"\n[rules.late]\n[rules.late]\nmode = "x"')] == [(3, "not-toml")]


def test_yaml_has_lines_and_off_is_a_word():
    """In YAML 1.1 off was false, and NO was no country."""
    text = "name: ours\nrules:\n  late:\n    days: many\n    mode: off\n  late:\n    mode: remark\ncalendar:\n  country: NO\n"
    found = read_policy(text.encode(), "ours.yaml")
    assert [(line, flaw.code) for line, flaw in found.in_order()] == [(4, "parameter-type"), (6, "given-twice")]
    right = read_policy(
        b"name: ours\nrules: {late: {mode: off}}\ncalendar: {country: NO, closed: [2026-12-24]}\n", "a.yml"
    )
    assert right.policy is not None
    assert (right.policy.mode("late"), right.policy.calendar.country) == ("off", "NO")


@pytest.mark.parametrize(
    ("name", "data", "line", "code"),
    [
        ("a.yaml", b"a: [1\nb: 2", 2, "not-yaml"),
        ("a.yaml", b"", 1, "not-an-object"),
        ("a.yaml", b"- a\n", 1, "not-an-object"),
        ("a.yaml", b"name: x\nlevels: &l [a]\nmeetings: *l\n", 3, "alias"),
        ("a.yaml", b"name: x\nlevels: !python/object:os.system [a]\n", 2, "not-yaml"),
        ("a.json", b'{"name": "x",\n "rules": {"lat": {}}}', 2, "unknown-rule"),
        ("a.json", b'{"name": "x",\n "rules": {', 2, "not-json"),
        ("a.toml", b'name = "x"\ntitle = "\xff"', 2, "not-utf-8"),
        ("a.txt", b"", 1, "file-ending"),
        ("a.toml", b"", 1, "missing"),
        ("a.toml", b"a = " + b"[" * 5000, 1, "not-toml"),
        ("a.yaml", b"a: " + b"[" * 5000, 1, "not-yaml"),
        ("a.toml", b"#" * 1_000_001, 1, "too-long"),
    ],
)
def test_what_cannot_be_read_is_told_and_not_raised(name: str, data: bytes, line: int, code: str):
    """Whatever a file holds."""
    found = read_policy(data, name)
    assert found.policy is None
    told = [(at, flaw.code) for at, flaw in found.in_order()]
    assert told[0][1] in (code, "unknown-field")
    assert (line, code) in told


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["standard", "strict"])
def test_a_shipped_policy_is_a_file_that_is_right_once_renamed(name: str, language: str):
    """It is where everybody begins: whole, and the same when read again."""
    text = policy_text(document_of(shipped(name)), wording(language))
    assert [flaw.code for flaw in read_policy(text.encode(), "a.toml").flaws] == ["name-taken"]
    ours = read_policy(text.replace(f'name = "{name}"', 'name = "ours"', 1).encode(), "a.toml")
    assert ours.policy is not None
    assert differences(shipped(name), ours.policy) == ()
    assert all(f"[rules.{rule_id}]" in text for rule_id in GUARDS)


def test_what_a_document_does_not_name_is_as_in_the_policy_it_is_based_on():
    """A policy is short where it changes little."""
    ours = read({"name": "ours", "based_on": "strict", "rules": {"late": {"days": 7}}}).policy
    assert ours is not None
    (only,) = differences(shipped("strict"), ours)
    assert (only.rule_id, only.before, only.after, only.way) == ("late", 30, 7, "tightened")


def test_a_rule_that_is_no_longer_installed_is_left_out_of_what_was_adopted():
    """A plugin that goes takes its rules along, and no fact is stopped by it; what is adopted anew is told."""
    said = '{"name": "ours", "rules": {"gone": {"mode": "refuse", "n": 3}, "late": {"mode": "off", "hours": 2}}}'
    policy = policy_of(said)
    assert (policy.mode("gone"), policy.mode("late")) == ("off", "off")
    assert [flaw.code for flaw in read({"name": "ours", "rules": {"gone": {}}}).flaws] == ["unknown-rule"]


@pytest.mark.parametrize("document", ['{"name": "x", "levels": []}', '{"name": "x", "based_on": "y"}', "{}", "7"])
def test_what_is_no_policy_is_none(document: str):
    """So that the one before it stays in force."""
    with pytest.raises(ValueError):  # noqa: PT011 - any of its kinds
        policy_of(document)


@pytest.mark.parametrize("level", ["external", "top", "deciding", "public"])
def test_a_level_is_not_called_by_a_word_with_a_meaning_of_its_own(level: str):
    """Nobody could tell which was meant."""
    assert [flaw.pointer for flaw in read({"name": "x", "levels": ["a", level]}).flaws] == ["/levels/1"]


def test_a_shipped_policy_by_name_keeps_levels_calendar_and_meetings():
    """Who wants the strict rules does not want another organisation."""
    ours = read({"name": "o", "levels": ["styret", "drift"], "calendar": {"july_counts": True}}).policy
    assert ours is not None
    named = read(named_document("strict", "bruket", ours)).policy
    assert named is not None
    assert (named.name, named.levels, named.calendar.july_counts) == ("bruket-strict", ("styret", "drift"), True)
    assert dict(named.modes) == dict(shipped("strict").modes)
    long = named_document("standard", "x" * 100, ours)
    assert read(long).policy is not None


def policy(**more: object) -> Policy:
    found = read({"name": "ours", **more})
    assert found.policy is not None, found.flaws
    return found.policy


@pytest.mark.parametrize(
    ("more", "way"),
    [
        ({"rules": {"late": {"mode": "off"}}}, "loosened"),
        ({"rules": {"trial-is-measurable": {"mode": "remark"}}}, "loosened"),
        ({"rules": {"risk-before-direction": {"mode": "refuse"}}}, "tightened"),
        ({"rules": {"late": {"days": 60}}}, "loosened"),
        ({"rules": {"late": {"owner": "top"}}}, "tightened"),
        ({"rules": {"late": {"owner": "operational"}}}, "changed"),
        ({"levels": ["political", "operational"]}, "changed"),
        ({"calendar": {"july_counts": True}}, "tightened"),
        ({"calendar": {"closed": ["2026-12-24"]}}, "loosened"),
        ({"calendar": {"country": "SE"}}, "changed"),
        ({"meetings": {"political": ["2026-12-01"]}}, "changed"),
    ],
)
def test_a_difference_says_whether_more_is_asked_or_less(more: dict, way: str):
    """And the same way back it is the other."""
    there, back = (differences(*pair) for pair in ((policy(), policy(**more)), (policy(**more), policy())))
    assert [each.way for each in there] == [way]
    assert [each.way for each in back] == [{"tightened": "loosened", "loosened": "tightened"}.get(way, way)]


def test_two_policies_alike_differ_in_nothing():
    """Whatever they are called."""
    assert differences(policy(), policy(title="Vårt")) == ()
    assert differences(shipped("standard"), policy()) == ()


def test_a_parameter_that_says_no_way_is_otherwise_and_no_more():
    """Nobody guesses what a number of an embedder's own means."""
    assert Parameter("n", 1, "how many").tighter == ""
