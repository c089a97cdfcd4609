"""What may be asked of a view, and what is said to whoever asks for something else."""

from datetime import UTC, date, datetime

import pytest

from laeringslopp import Invalid
from laeringslopp.views import Page, Views
from tests.municipality import Clock
from tests.views.conftest import new_database
from tests.views.read import MEMBER, everything, store_of


@pytest.fixture(scope="module", params=("memory", "sqlite", "postgres"))
def views(request, tmp_path_factory):
    """Views of four decisions that are alike."""
    match request.param:
        case "postgres":
            url = new_database(request.getfixturevalue("server"))
        case "sqlite":
            url = f"sqlite:///{tmp_path_factory.mktemp('asking') / 'register.db.views'}"
        case _:
            url = "memory:"
    with Views(store_of(4), url, clock=Clock()) as made:
        made.catch_up()
        yield made


@pytest.mark.parametrize(
    ("table", "where", "expected"),
    [
        ("decisions", {}, 4),
        ("decisions", {"decision_id": "d2"}, 1),
        ("decisions", {"decision_id": ["d2", "d4", "d9"]}, 2),
        ("decisions", {"status": "open", "organisation": "nordfjord"}, 4),
        ("decisions", {"concluded_at": None}, 4),
        ("decisions", {"concluded_at": [None, "2026-01-01"]}, 4),
        ("decisions", {"tags": "omsorg"}, 4),
        ("decisions", {"tags": "Omsorg"}, 0),
        ("decisions", {"tags": ["skole", "omsorg"]}, 4),
        ("decisions", {"last_position.from": "19", "last_position.before": 36}, 1),
        ("decisions", {"opened_at.from": date(2026, 3, 12), "opened_at.before": "2026-03-13"}, 4),
        ("decisions", {"opened_at.from": "2026-03-12T11:00:01+01:00"}, 0),
        ("decisions", {"opened_at": datetime(2026, 3, 12, 10, tzinfo=UTC)}, 4),
        ("failures", {"has_lesson": "true", "history": False}, 4),
        ("failures", {"has_lesson": False}, 0),
        ("trials", {"review_by": None}, 4),
        ("trials", {"review_by.from": "2020-01-01"}, 0),
        ("lesson_levels", {"level": "political"}, 4),
    ],
)
def test_a_filter_finds_what_it_says(views, table, where, expected):
    """In SQL, on either engine, as in the text of an address."""
    assert len(everything(views, table, where=where)) == expected


def test_pages_follow_each_other_without_gap_or_repeat(views):
    """A cursor says after which row to go on, so that what is recorded meanwhile moves nothing."""
    for table in views.tables:
        whole = views.rows(table, MEMBER, limit=1000).rows
        assert tuple(everything(views, table, limit=1)) == whole == tuple(everything(views, table, limit=3))
        assert list(whole) == sorted(whole, key=lambda row: row["position"])


def test_columns_are_those_that_were_asked_for(views):
    """A dashboard that needs three columns is sent three."""
    page = views.rows("decisions", MEMBER, columns=["title", "position"], limit=1)
    assert page.rows == ({"title": "Velferdsteknologi", "position": 1},)
    assert page.position == 36


@pytest.mark.parametrize(
    ("asked", "code", "pointer", "instead"),
    [
        ({"view": "decision"}, "unknown-view", "/view", "decisions"),
        ({"view": "standing"}, "unknown-view", "/view", None),
        ({"columns": ["titel"]}, "unknown-column", "/columns", "title"),
        ({"columns": ["workings"]}, "unknown-column", "/columns", None),
        ({"where": {"statsu": "open"}}, "unknown-column", "/statsu", "status"),
        ({"where": {"opened_at.form": "2026-01-01"}}, "unknown-filter", "/opened_at.form", "opened_at.from"),
        ({"where": {"title.from": "a"}}, "unknown-filter", "/title.from", None),
        ({"where": {"opened_at": "yesterday"}}, "no-value", "/opened_at", None),
        ({"where": {"opened_at": "2026-01-01T10:00:00"}}, "no-value", "/opened_at", None),
        ({"where": {"failures": "many"}}, "no-value", "/failures", None),
        ({"where": {"failures": 2**63}}, "no-value", "/failures", None),
        ({"where": {"history": "perhaps"}}, "no-value", "/history", None),
        ({"where": {"title": "\0"}}, "no-value", "/title", None),
        ({"where": {"tags": None}}, "no-value", "/tags", None),
        ({"where": {"status": []}}, "no-value", "/status", None),
        ({"where": {"opened_at.from": None}}, "no-value", "/opened_at.from", None),
        ({"view": "trials", "where": {"cost_amount": "1"}}, "unknown-filter", "/cost_amount", None),
        ({"after": "x"}, "no-cursor", "/after", None),
        ({"after": "1~political"}, "no-cursor", "/after", None),
        ({"view": "lesson_levels", "after": "1"}, "no-cursor", "/after", None),
        ({"limit": 0}, "no-limit", "/limit", None),
        ({"limit": 1001}, "no-limit", "/limit", None),
    ],
)
def test_what_is_unknown_is_answered_with_the_nearest(asked, code, pointer, instead):
    """A filter that was mistyped and ignored would answer with everything."""
    with Views(store_of(1), "memory:") as views, pytest.raises(Invalid) as refused:
        views.rows(**{"view": "decisions", "reader": MEMBER, **asked})
    (flaw,) = refused.value.flaws
    assert (flaw.code, flaw.pointer, flaw.instead) == (code, pointer, instead)


def test_before_anything_was_brought_on_there_are_no_rows():
    """A register that was just opened says so by its position, and is no error."""
    with Views(store_of(1), "memory:") as views:
        assert views.rows("failures", MEMBER) == Page((), None, 0)
