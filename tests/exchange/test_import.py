"""An import can be stopped and run again: what was taken is never recorded twice."""

from io import BytesIO
from pathlib import Path

import pytest

from laeringslopp import Reader
from laeringslopp.exchange import BadLine, export, import_together
from tests.exchange.written import disclosed, import_bytes, line, opened
from tests.municipality import Clock, register
from tests.register.doubles import Beaten, over

WHOLE = opened() + disclosed("En") + disclosed("To") + disclosed("En")

TRIES_OF_A_CALL = 11
"""How often one call of the register judges and appends before it gives up."""


def test_the_same_file_again_records_nothing():
    """Whoever is not sure whether it was run can run it."""
    with register() as ours:
        assert import_bytes(ours, WHOLE)[0].recorded == 4
        again, bad = import_bytes(ours, WHOLE)
        assert (again.recorded, again.taken, bad, ours.position) == (0, 4, [], 4)


def test_equal_lines_of_one_file_are_each_recorded():
    """Two failures may be told in the same words; only where a line stands makes it the same line."""
    with register() as ours:
        import_bytes(ours, WHOLE)
        told = [recorded.fact.what_happened for recorded in ours.facts() if recorded.fact.kind == "failure-disclosed"]
        assert told == ["En", "To", "En"]


def test_a_file_that_has_grown_at_its_end_records_what_is_new():
    """A system that appends to a file can hand over the whole of it each time."""
    with register() as ours:
        import_bytes(ours, WHOLE)
        grown, _ = import_bytes(ours, WHOLE + disclosed("Tre"))
        assert (grown.recorded, grown.taken, ours.position) == (1, 4, 5)


def test_space_around_lines_does_not_make_them_new():
    """An editor that changes line breaks has not changed what happened."""
    with register() as ours:
        import_bytes(ours, WHOLE)
        again, _ = import_bytes(ours, b"\xef\xbb\xbf\n" + WHOLE.replace(b"\n", b" \r\n\r\n"))
        assert (again.recorded, again.taken) == (0, 4)


def test_a_bad_line_stays_bad_and_the_rest_stays_recorded_once():
    """Running it again to see the errors again must not cost anything."""
    with register() as ours:
        first, _ = import_bytes(ours, opened() + b"{]\n" + disclosed())
        again, bad = import_bytes(ours, opened() + b"{]\n" + disclosed())
        assert (first.recorded, first.bad) == (2, 1)
        assert (again.recorded, again.taken, again.bad, len(bad)) == (0, 2, 1, 1)


@pytest.mark.parametrize("at_once", [1, 2, 3, 400])
def test_what_is_recorded_does_not_depend_on_how_many_lines_go_together(at_once: int, monkeypatch: pytest.MonkeyPatch):
    """Transactions are for speed; each line is judged on the lines before it all the same."""
    monkeypatch.setattr("laeringslopp.exchange.importing.LINES_AT_ONCE", at_once)
    with register() as ours:
        so_far, bad = import_bytes(ours, opened() + disclosed("En") + disclosed(trial_id="t1") + disclosed("To"))
        assert (so_far.lines, so_far.recorded, so_far.bad) == (4, 3, 1)
        assert [problem.line for problem in bad] == [3]
        assert [recorded.version for recorded in ours.facts()] == [1, 2, 3]


def test_an_import_gives_its_own_time_position_and_version():
    """When something came to be known here is not for the file to say."""
    claimed = {
        "version": 40,
        "position": 900,
        "recorded_at": "1999-01-01T00:00:00+00:00",
        "history": True,
        "policy": "strict",
        "remarks": ["late"],
        "waived": [3],
    }
    with register() as ours:
        import_bytes(ours, opened() + line({"kind": "tags-added", "tags": ["buss"]}, **claimed))
        opening, last = ours.facts()
        assert (last.version, last.position, last.policy) == (2, opening.position + 1, "standard")
        assert (last.recorded_at, last.history, last.remarks, last.waived) == (Clock().now, False, (), ())


def test_what_a_file_tells_from_before_is_history():
    """Imported history is recorded as it was, and says that it was recorded afterwards."""
    old = {"occurred_at": "2019-01-01T10:00:00+01:00"}
    fact = {
        "kind": "decision-opened",
        "title": "Gammel sak",
        "question": "Hva?",
        "organisation": "eksempelvik",
        "deciding_level": "political",
    }
    with register(policy="strict") as ours:
        _, bad = import_bytes(ours, line(fact, **old) + line({"kind": "tags-added", "tags": ["a"]}, **old))
        assert not bad
        assert all(recorded.history for recorded in ours.facts())


def test_decisions_may_be_interleaved_over_files():
    """A file is in the order of recording, not sorted by decision."""
    with register() as ours:
        import_bytes(ours, opened("a") + opened("b") + disclosed("1", "a") + disclosed("2", "b"))
        import_bytes(ours, disclosed("3", "a") + disclosed("4", "b"))
        assert [(ours.version("a"), ours.version("b"))] == [(3, 3)]


def test_all_or_nothing_records_nothing_if_one_line_is_bad():
    """Half a case can mislead more than none."""
    bad: list[BadLine] = []
    files = [
        ("one", BytesIO(opened() + disclosed())),
        ("two", BytesIO(disclosed() + b"{]\n" + disclosed(trial_id="x"))),
    ]
    with register() as ours:
        so_far = import_together(ours, files, bad.append)
        assert (so_far.recorded, so_far.bad, ours.position) == (0, 2, 0)
        assert [(problem.file, problem.line) for problem in bad] == [("two", 2), ("two", 3)]


def test_all_or_nothing_records_all_where_each_line_is_good_once():
    """Run again, or after an import of another sort, it records nothing twice."""
    with register() as ours:
        for recorded, taken in ((4, 0), (0, 4)):
            so_far = import_together(ours, [("one", BytesIO(WHOLE))], lambda _: None)
            assert (so_far.recorded, so_far.taken) == (recorded, taken)
        assert import_bytes(ours, WHOLE)[0].recorded == 0


def test_an_export_imported_elsewhere_tells_the_same(tmp_path: Path):
    """What leaves by the exchange format can come back by it, as a record of its own."""
    with register() as first, register(f"sqlite:///{tmp_path}/other.db") as second:
        import_bytes(first, WHOLE)
        exported = [line for line in export(first, Reader.member()) if isinstance(line, bytes)]
        import_bytes(second, b"\n".join(exported))
        assert [fact.fact for fact in second.facts()] == [fact.fact for fact in first.facts()]
        assert [fact.by for fact in second.facts()] == [fact.by for fact in first.facts()]


def test_an_import_that_is_beaten_again_and_again_takes_fewer_lines_at_once():
    """Many lines take long to judge, and whoever works in the same decisions meanwhile must not stop the import."""
    store = Beaten(TRIES_OF_A_CALL)
    with over(store) as ours:
        so_far, bad = import_bytes(ours, opened() + disclosed("En") + b"{]\n" + disclosed("To") + opened())
        assert (so_far.recorded, so_far.lines) == (3, 5)
        assert [problem.line for problem in bad] == [3, 5]
        assert [recorded.version for recorded in ours.facts()] == [1, 2, 3]
        assert store.tried == TRIES_OF_A_CALL + 2
