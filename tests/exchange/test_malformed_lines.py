"""A line that cannot be taken is told by its number, says how to mend it, and stands in nobody's way."""

import gzip
from importlib import import_module
from io import BytesIO

import pytest

from laeringslopp import Invalid, Refused
from laeringslopp.exchange import lines
from tests.exchange.written import FILE, disclosed, import_bytes, line, opened
from tests.municipality import register

GOOD = disclosed().strip()
LONE_SURROGATE = GOOD.replace(b"Bussen", rb"\ud800")

MALFORMED = {
    "bad JSON": (b'{"decision_id": ', "not-json", "character"),
    "no JSON at all": (b"decision_id;by;fact", "not-json", "not JSON"),
    "a list": (b"[1]", "not-an-object", "one object"),
    "a text": (b'"text"', "not-an-object", "one object"),
    "null": (b"null", "not-an-object", "one object"),
    "the start of JSON over several lines": (b"{", "not-json", "one entry a line"),
    "the same key twice": (
        GOOD.replace(b"{", b'{"decision_id": "other", ', 1),
        "not-json",
        "'decision_id' stands twice",
    ),
    "the same key twice, further in": (
        GOOD.replace(b'"kind":', b'"kind": "x", "kind":'),
        "not-json",
        "'kind' stands twice",
    ),
    "NaN": (line({"kind": "observation-recorded", "value": float("nan")}).strip(), "not-json", "NaN is not a number"),
    "Infinity": (line({"kind": "observation-recorded", "value": float("inf")}).strip(), "not-json", "Infinity"),
    "a number too large": (
        line({"kind": "observation-recorded", "value": 1}).strip().replace(b'"value": 1', b'"value": 1e999'),
        "not-json",
        "too large",
    ),
    "null in a field": (disclosed(consequence=None).strip(), "null", "leave the field out"),
    "null in the envelope": (
        line({"kind": "tags-added", "tags": ["a"]}, known_from=None).strip(),
        "null",
        "leave the field out",
    ),
    "an unknown key, with a hint": (disclosed(severty="minor").strip(), "unknown-field", "severity"),
    "an unknown key around the fact": (
        line({"kind": "tags-added", "tags": ["a"]}, ocurred_at="2026-03-01T10:00:00+01:00").strip(),
        "unknown-field",
        "occurred_at",
    ),
    "a wrong type": (disclosed(what_happened=5).strip(), "string-type", "string"),
    "true as text": (disclosed(own="true").strip(), "bool-type", "boolean"),
    "a bad id": (disclosed(decision_id="to ord").strip(), "string-pattern-mismatch", "an id has 1 to 100"),
    "an empty text": (disclosed("   ").strip(), "empty", "write something"),
    "an unknown word": (disclosed(severity="awful").strip(), "unknown-word", "critical"),
    "a date without offset": (
        line({"kind": "tags-added", "tags": ["a"]}, occurred_at="2026-03-01T10:00:00").strip(),
        "string-pattern-mismatch",
        "offset",
    ),
    "a day for a time": (
        line({"kind": "tags-added", "tags": ["a"]}, occurred_at="2026-03-01").strip(),
        "string-pattern-mismatch",
        "offset",
    ),
    "an unknown kind, with a hint": (line({"kind": "failure-disclosd"}).strip(), "unknown-kind", "failure-disclosed"),
    "no kind": (line({"what_happened": "x"}).strip(), "missing", "kind"),
    "no decision": (GOOD.replace(b'"decision_id": "skolestruktur", ', b""), "missing", "required"),
    "nobody's act": (b'{"decision_id": "skolestruktur", "fact": {"kind": "tags-added"}}', "missing", "required"),
    "a reference to nothing": (disclosed(trial_id="t9").strip(), "no-such-reference", "t9"),
    "a decision that nobody opened": (disclosed(decision_id="ukjent").strip(), "no-such-decision", "decision-opened"),
    "an id that is taken": (
        line({"kind": "alternative-proposed", "alternative_id": "one", "title": "Another"}).strip(),
        "id-taken",
        "already",
    ),
    "a decision opened twice": (opened().strip(), "already-opened", "already"),
    "the future": (
        line({"kind": "tags-added", "tags": ["a"]}, occurred_at="2027-01-01T10:00:00+01:00").strip(),
        "not-in-the-future",
        "lies ahead",
    ),
    "a national identity number": (disclosed("Bruker 01010101006 falt").strip(), "no-national-identity", "identity"),
    "half a character": (LONE_SURROGATE, "not-json", "half a character"),
    "half a character in a key": (b'{"\\ud800": 1}', "not-json", "half a character"),
    "Latin-1": (disclosed("Føreren så det ikke").decode().encode("latin-1").strip(), "not-utf-8", "UTF-8"),
    "nested beyond reason": (b'{"decision_id":' + b"[" * 100_000, "not-json", "nested"),
}
FIRST = opened() + line({"kind": "alternative-proposed", "alternative_id": "one", "title": "Tre skoler"})
AFTER = disclosed("Etterpå")


@pytest.mark.parametrize(("text", "code", "says"), MALFORMED.values(), ids=MALFORMED.keys())
def test_a_bad_line_is_named_and_the_next_one_is_taken(text: bytes, code: str, says: str):
    """Who moves years of notes cannot stop at the first of them, and must be able to find each that was left out."""
    with register() as ours:
        so_far, bad = import_bytes(ours, FIRST + text + b"\n" + AFTER)
        assert (so_far.lines, so_far.recorded, so_far.bad) == (4, 3, 1)
        assert [(one.file, one.line) for one in bad] == [(FILE, 3)]
        assert isinstance(bad[0].why, Invalid)
        flaw = next(flaw for flaw in bad[0].why.flaws if flaw.code == code)
        assert says in flaw.detail
        last = list(ours.facts())[-1].fact
        assert last.kind == "failure-disclosed"
        assert last.what_happened == "Etterpå"


def test_an_identity_number_is_offered_back_masked():
    """A message that repeats the number would spread it into logs and terminals."""
    with register() as ours:
        _, bad = import_bytes(ours, opened() + disclosed("Bruker 01010101006 falt"))
        assert isinstance(bad[0].why, Invalid)
        assert "01010101006" not in str(bad[0].why.flaws)
        assert "Bruker" in bad[0].why.flaws[0].instead


def test_a_rule_refuses_a_line_as_it_would_anyone():
    """An import is no way around the rules."""
    trial = line({"kind": "trial-started", "trial_id": "t1", "hypothesis": "Det går", "criteria": []})
    ended = line({"kind": "trial-ended", "trial_id": "t1", "outcome": "failed", "summary": "Det gikk ikke"})
    with register(policy="strict") as ours:
        so_far, bad = import_bytes(ours, opened() + trial + ended + AFTER)
        refused = [problem.why for problem in bad if isinstance(problem.why, Refused)]
        assert so_far.bad == len(bad) > 0
        assert refused
        assert all(refusal.rule_id for no in refused for refusal in no.refusals)
        assert list(ours.facts())[-1].fact.kind == "failure-disclosed"


def test_a_line_that_was_cut_short_says_so():
    """A copy that stopped half way looks like a writer's mistake otherwise."""
    with register() as ours:
        so_far, bad = import_bytes(ours, opened() + AFTER[: len(AFTER) // 2])
        assert (so_far.recorded, so_far.bad) == (1, 1)
        assert "cut short" in str(bad[0].why)


def test_a_last_line_without_a_line_break_is_taken_if_it_is_whole():
    """Many editors leave the last line break out."""
    with register() as ours:
        so_far, bad = import_bytes(ours, opened() + AFTER.rstrip(b"\n"))
        assert (so_far.recorded, bad) == (2, [])


@pytest.mark.parametrize("data", [b"", b"\n", b"\xef\xbb\xbf", b"  \r\n\n\t\n"])
def test_a_file_without_lines_records_nothing_and_is_no_error(data: bytes):
    """A nightly transfer has empty nights."""
    with register() as ours:
        so_far, bad = import_bytes(ours, data)
        assert (so_far.lines, so_far.recorded, bad, ours.position) == (0, 0, [], 0)


def test_blank_lines_windows_line_breaks_and_a_byte_order_mark_are_let_be():
    """The file may have been through an editor; its lines are numbered as that shows them."""
    written = b"\xef\xbb\xbf" + opened().replace(b"\n", b"\r\n") + b"\r\n\r\n" + b"{]\r\n" + AFTER.strip()
    with register() as ours:
        so_far, bad = import_bytes(ours, written)
        assert so_far.recorded == 2
        assert [problem.line for problem in bad] == [4]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ("abc\n".encode("utf-16"), "UTF-16"),
        (gzip.compress(FIRST), "gzip"),
        (b"PK\x03\x04" + b"\x00" * 40, "zip"),
        (b"SQLite format 3\x00" + b"\x00" * 40, "export"),
    ],
)
def test_a_file_that_holds_no_lines_is_told_from_one_with_bad_lines(data: bytes, says: str):
    """One sentence on what the file is, rather than one for each of its thousand broken lines."""
    with register() as ours:
        so_far, bad = import_bytes(ours, data)
        assert so_far.bad == len(bad) == 1
        assert says in str(bad[0].why)


def test_a_line_longer_than_any_entry_is_skipped_without_being_held(monkeypatch: pytest.MonkeyPatch):
    """A file of one endless line must not take the machine's memory."""
    monkeypatch.setattr(import_module("laeringslopp.exchange.lines"), "LONGEST", 1000)
    long = b'{"' + b"x" * 5000 + b'"}\n'
    with register() as ours:
        so_far, bad = import_bytes(ours, opened() + long + AFTER)
        assert (so_far.recorded, so_far.end) == (2, len(opened() + long + AFTER))
        assert [problem.line for problem in bad] == [2]
    assert max(len(found.text) for found in lines(BytesIO(long))) <= 100
