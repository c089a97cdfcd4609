"""The rows of the views, wherever the register lies."""

from datetime import date
from typing import Any

import pytest

from laeringslopp import Invalid, Reader, Register
from laeringslopp.client import telling
from tests.municipality import NOW, OPERATIONS, disclosed, entry, opened

HAS_VIEWS = True
"""They are what is asked."""


@pytest.fixture
def over(at_work: Register) -> Register:
    """A decision with three failures, and an open one with none."""
    at_work.append([entry("a", disclosed(f"f{at}", severity=grade), OPERATIONS) for at, grade in enumerate(GRADES)])
    at_work.append([entry("b", opened(title="Bru", tags=["bru", "vei"]), access="open")])
    return at_work


GRADES = ("minor", "serious", "critical")


def test_every_row_comes_in_order_with_the_columns_asked_for(over: Register, monkeypatch: pytest.MonkeyPatch):
    """However many come at a time."""
    rows = [{"failure_id": f"f{at}", "severity": grade} for at, grade in enumerate(GRADES)]
    assert list(over.rows("failures", columns=["failure_id", "severity"])) == rows
    monkeypatch.setattr("laeringslopp.views.MOST_ROWS", 2)
    monkeypatch.setattr(telling, "PAGE", 2)
    assert list(over.rows("failures", columns=iter(["failure_id", "severity"]))) == rows


def test_a_row_has_every_column_where_none_is_named(over: Register):
    """Numbers are numbers, what is unknown is None, lists are lists, and yes or no is a truth."""
    (row,) = over.rows("decisions", {"decision_id": "b"})
    assert (row["title"], row["failures"], row["direction"], row["tags"]) == ("Bru", 0, None, ["bru", "vei"])
    assert row["history"] is False
    assert row["recorded_at"] == "2026-03-12T10:00:00Z"


@pytest.mark.parametrize(
    ("view", "where", "found"),
    [
        ("failures", {"severity": ["serious", "critical"]}, 2),
        ("failures", {"severity": "minor", "has_lesson": False}, 1),
        ("failures", {"has_lesson": True}, 0),
        ("trials", {"outcome": None}, 1),
        ("trials", {"outcome": [None, "failed"]}, 1),
        ("decisions", {"tags": ["bru"]}, 1),
        ("decisions", {"failures.from": 1}, 1),
        ("decisions", {"opened_at.from": date(2026, 3, 12), "opened_at.before": NOW}, 0),
        ("decisions", {"opened_at.from": NOW}, 2),
    ],
)
def test_rows_are_asked_for_by_their_columns(over: Register, view: str, where: dict[str, Any], found: int):
    """Equal, any of several, nothing, held, or within a stretch."""
    assert len(list(over.rows(view, where))) == found


def test_a_reader_is_given_what_that_reader_may_see(over: Register):
    """And counts no more."""
    shown = list(over.rows("decisions", columns=["decision_id", "failures"], reader=Reader.public()))
    assert shown == [{"decision_id": "b", "failures": 0}]
    assert list(over.rows("failures", reader=Reader.public())) == []
    assert len(list(over.rows("failures", reader=Reader.level("political")))) == 3


@pytest.mark.parametrize(
    ("view", "where", "columns", "code", "pointer", "instead"),
    [
        ("failure", None, None, "unknown-view", "/view", "failures"),
        ("failures", {"severty": "minor"}, None, "unknown-column", "/severty", "severity"),
        ("failures", None, ["severty"], "unknown-column", "/columns", "severity"),
        ("decisions", {"failures": "many"}, None, "no-value", "/failures", None),
        ("decisions", {"opened_at.form": "2026-01-01"}, None, "unknown-filter", "/opened_at.form", "opened_at.from"),
        ("failures", {"severity": []}, None, "no-value", "/severity", None),
    ],
)
def test_what_is_wrong_is_told_with_the_nearest_that_is_right(
    over: Register, view: str, where: Any, columns: Any, code: str, pointer: str, instead: str | None
):
    """The same of every register."""
    with pytest.raises(Invalid) as no:
        list(over.rows(view, where, columns))
    assert [(flaw.code, flaw.pointer, flaw.instead) for flaw in no.value.flaws] == [(code, pointer, instead)]
