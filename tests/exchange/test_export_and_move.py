"""An export holds what its reader may see; a move makes the same register of it, to the byte."""

import json
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest

from laeringslopp import Invalid, Reader, Register, Withheld
from laeringslopp.cases import names, open_case
from laeringslopp.exchange import BadLine, export, import_lines, move, policy_named_in
from tests.exchange.written import disclosed, import_bytes, line, opened
from tests.municipality import Clock, register

MOVED = datetime(2026, 9, 1, 12, 0, tzinfo=UTC)
"""Months after what is moved was recorded."""


def written(ours: Register, reader: Reader | None = None) -> bytes:
    """The export of a register, as a file."""
    seen = export(ours, reader or Reader.member())
    return b"".join(told + b"\n" for told in seen if isinstance(told, bytes))


def moved(data: bytes, url: str = "memory:", policy: str | None = None) -> Register:
    """Another register, made of an export later on."""
    ours = register(url, policy, Clock(MOVED))
    copied = move(ours, BytesIO(data), "export.jsonl", lambda bad: pytest.fail(str(bad)))
    assert copied == (len(data.splitlines()), 0)
    return ours


def lived(ours: Register) -> None:
    """Fills a register: the shipped cases, live facts, remarks, waivers and different access."""
    for name in names():
        with open_case(name) as case:
            for _ in import_lines(ours, case, name, lambda _: None):
                pass
    trial = {"kind": "trial-started", "trial_id": "t1", "hypothesis": "Det går", "criteria": []}
    import_bytes(
        ours,
        opened("buss")
        + disclosed("Bussen kom ikke", "buss")
        + line({"kind": "direction-chosen", "what": "Leie busser"}, "buss")
        + line({"kind": "rule-waived", "rule_id": "x", "for_kind": "trial-started", "reason": "Haster"}, "buss")
        + line(trial, "buss", access="open", ext={"acme.avvik": {"tall": 1.50, "tekst": "“å”\u2028"}})
        + line({"kind": "tags-added", "tags": ["buss"]}, "buss", occurred_at="2026-03-12T09:00:00Z")
        + line({"kind": "tags-added", "tags": ["rute"]}, "buss", access={"level": "exempt", "ground": "fvl. § 13"}),
    )


@pytest.mark.parametrize("policy", ["standard", "strict"])
def test_an_export_moved_is_the_same_register_to_the_byte(policy: str, tmp_path: Path):
    """Whoever changes machine or engine loses nothing, and can prove it with a checksum."""
    with register(policy=policy) as first:
        lived(first)
        data = written(first)
        facts = list(first.facts())
    assert {"remarks", "history"} <= {name for told in data.splitlines() for name in json.loads(told)}
    assert any(recorded.remarks for recorded in facts)
    assert {recorded.history for recorded in facts} == {True, False}
    named = policy_named_in(BytesIO(data))
    with moved(data, f"sqlite:///{tmp_path}/moved.db", named) as second:
        assert written(second) == data
        again = list(second.facts())
        assert again == facts
        assert [one.position for one in again] == [one.position for one in facts]
        assert [one.recorded_at for one in again] == [one.recorded_at for one in facts]
        with moved(written(second), "memory:", named) as third:
            assert written(third) == data


def test_a_register_that_was_moved_goes_on():
    """It is a register like any other: the next entry stands after the last, and the rules see what was there."""
    with register() as first:
        import_bytes(first, opened() + disclosed(failure_id="f1"))
        data = written(first)
    with moved(data) as second:
        _, bad = import_bytes(second, disclosed(failure_id="f1") + disclosed("Ny"))
        assert [problem.line for problem in bad] == [1]
        last = list(second.facts())[-1]
        assert (last.version, last.position, last.recorded_at) == (3, 3, MOVED)


def test_a_move_goes_into_an_empty_register_alone():
    """Two registers poured together would share no order, and neither could be told from the other."""
    with register() as first, register() as second:
        import_bytes(first, opened() + disclosed())
        import_bytes(second, opened("annen"))
        before = written(second)
        with pytest.raises(Invalid) as no:
            move(second, BytesIO(written(first)), "export.jsonl", lambda _: None)
        assert [flaw.code for flaw in no.value.flaws] == ["not-empty"]
        assert written(second) == before


def _without(data: bytes, name: str) -> bytes:
    told = [json.loads(one) for one in data.splitlines()]
    return b"".join(json.dumps({key: one[key] for key in one if key != name}).encode() + b"\n" for one in told)


WRONG = {
    "a line left out": (lambda data: b"\n".join(data.splitlines()[:1] + data.splitlines()[2:]), "position-gap"),
    "the first line left out": (lambda data: b"\n".join(data.splitlines()[1:]), "position-gap"),
    "a line twice": (lambda data: data + data.splitlines()[-1], "position-gap"),
    "a version that leaps": (lambda data: data.replace(b'"version":2', b'"version":5'), "version-gap"),
    "no version": (lambda data: _without(data, "version"), "missing"),
    "no time of recording": (lambda data: _without(data, "recorded_at"), "missing"),
    "no time when it occurred": (lambda data: _without(data, "occurred_at"), "missing"),
    "a failure without its id": (lambda data: data.replace(b'"failure_id":"failure-1",', b""), "missing"),
    "another policy": (lambda data: data.replace(b'"policy":"standard"', b'"policy":"strict"'), "other-policy"),
    "no opening": (lambda data: data.replace(b"decision-opened", b"tags-added"), "not-opened"),
    "a broken line": (lambda data: data.replace(b'{"decision_id"', b'{"decision_id', 1), "not-json"),
}


@pytest.mark.parametrize(("spoil", "code"), WRONG.values(), ids=WRONG.keys())
def test_a_move_of_anything_but_a_whole_export_copies_nothing(spoil, code: str):
    """A copy is not judged by the rules, so it must be known to be a copy."""
    with register() as first:
        import_bytes(first, opened() + disclosed() + disclosed("To"))
        data = spoil(written(first))
    bad: list[BadLine] = []
    with register() as second:
        with pytest.raises(Invalid) as no:
            move(second, BytesIO(data), "export.jsonl", bad.append)
        assert [flaw.code for flaw in no.value.flaws] == ["bad-lines"]
        assert code in {flaw.code for problem in bad if isinstance(problem.why, Invalid) for flaw in problem.why.flaws}
        assert second.position == 0


def test_an_export_for_a_narrower_reader_cannot_pass_for_a_register():
    """Who somebody was is withheld in it; a move would make that the record."""
    with register() as first:
        import_bytes(first, opened(access="open"))
        data = written(first, Reader.public())
    bad: list[BadLine] = []
    with register() as second:
        with pytest.raises(Invalid):
            move(second, BytesIO(data), "export.jsonl", bad.append)
        assert "ids-withheld" in str([flaw.code for problem in bad for flaw in problem.why.flaws])


def test_an_export_for_the_public_leaves_out_what_is_withheld():
    """What is not open must not leave with what is; that something is withheld is told."""
    with register() as ours:
        import_bytes(
            ours,
            opened(access="open")
            + disclosed("Hemmelig-en")
            + line({"kind": "tags-added", "tags": ["apent"]}, access="open")
            + line({"kind": "tags-added", "tags": ["unntatt"]}, access={"level": "exempt", "ground": "fvl. § 13"}),
        )
        data = written(ours, Reader.public())
        withheld = [seen for seen in export(ours, Reader.public()) if isinstance(seen, Withheld)]
        assert [json.loads(one)["version"] for one in data.splitlines()] == [1, 3]
        assert b"Hemmelig" not in data
        assert b"unntatt" not in data
        assert b"kommunedirektoren" not in data
        assert [one.version for one in withheld] == [2, 4]
        assert len(written(ours).splitlines()) == 4


def test_an_export_says_what_was_said_and_no_more():
    """What is absent stays absent, and a time keeps the offset that it was written with."""
    with register() as ours:
        import_bytes(
            ours, opened() + line({"kind": "tags-added", "tags": ["a"]}, occurred_at="2026-03-12T09:00:00+00:00")
        )
        told = json.loads(written(ours).splitlines()[1])
        assert told["occurred_at"] == "2026-03-12T09:00:00+00:00"
        assert told["fact"] == {"kind": "tags-added", "tags": ["a"]}
        assert not {"sources", "recorded_by", "known_from", "ext"} & set(told)
        assert None not in told.values()
