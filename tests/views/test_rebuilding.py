"""A view is built anew beside the old one, and readers go over in one step."""

import threading

import pytest
from sqlalchemy import text

from laeringslopp import Reader
from laeringslopp.views import Field, Json, Rows, Shape, View, Views
from laeringslopp.views.database import Database
from tests.views.read import everything, filled, store_of

FIELDS = (Field("entries", "count", "how many entries it has", first=0),)


def counted(rows: Rows, recorded: Json) -> None:
    row = rows.change("counts") or rows.add("counts", position=recorded["position"])
    row["entries"] += 1


def twice(rows: Rows, recorded: Json) -> None:
    counted(rows, recorded)
    counted(rows, recorded)


def never(rows: Rows, recorded: Json) -> None:
    raise RuntimeError(recorded["position"])


OLD = View("counts", 1, (Shape("counts", (), FIELDS),), counted)
NEW = View("counts", 2, (Shape("counts", (), (*FIELDS, Field("more", "text", "nothing", null="always"))),), twice)


def selected(url: str) -> list[int]:
    """What a dashboard reads by the stable name."""
    database = Database(url)
    try:
        with database.reading() as connection:
            asked = text(f"SELECT entries FROM {database.schema}counts ORDER BY position")
            return [row[0] for row in connection.execute(asked)]
    finally:
        database.close()


def names(url: str) -> set[str]:
    """The tables and views that there are of the counts."""
    database = Database(url)
    try:
        with database.reading() as connection:
            asked = "SELECT name FROM sqlite_master WHERE type IN ('table', 'view')"
            if database.is_postgres:
                asked = "SELECT table_name FROM information_schema.tables WHERE table_schema = 'laeringslopp_views'"
            return {row[0] for row in connection.execute(text(asked)) if row[0].startswith("counts")}
    finally:
        database.close()


def test_readers_read_the_old_until_the_new_is_whole(url):
    """A council that opens its dashboard during an upgrade sees yesterday's figures, not a tenth of today's."""
    store = store_of(3)
    with Views(store, url, (OLD,)) as views:
        views.catch_up()
    with Views(store, url, (NEW,), batch=10) as views:
        met = [selected(url)]
        while views.step():
            met.append(selected(url))
            shown = [row["entries"] for row in everything(views, "counts")]
            assert shown == met[-1]
        assert met == [[9, 9, 9], [9, 9, 9], [9, 9, 9], [18, 18, 18]]
    assert names(url) == {"counts", "counts__g2"}


def test_nobody_reads_half_of_a_rebuild_at_any_moment(url):
    """The switch is one transaction: every statement sees the one or the other, whenever it comes."""
    store = store_of(20)
    over = threading.Event()
    met: list[tuple[int, int]] = []
    with Views(store, url, (OLD,)) as views:
        views.catch_up()

    def read() -> None:
        database = Database(url)
        asked = text(f"SELECT count(*), sum(entries) FROM {database.schema}counts")
        while not over.is_set():
            with database.reading() as connection:
                met.append(tuple(connection.execute(asked).one()))
        database.close()

    readers = [threading.Thread(target=read) for _ in range(2)]
    with Views(store, url, (NEW,), batch=10) as views:
        for reader in readers:
            reader.start()
        views.catch_up()
        for _ in range(3):
            views.rebuild("counts")
            views.catch_up()
        over.set()
        for reader in readers:
            reader.join()
    assert set(met) <= {(20, 180), (20, 360)}
    assert met


def test_the_old_one_is_followed_while_the_new_one_is_built(url):
    """A rebuild that takes an hour must not make the figures an hour old."""
    store = store_of(3)
    with Views(store, url, (OLD,), batch=5) as views:
        views.catch_up()
        views.rebuild("counts")
        filled(store, 1, first=4)
        views.step()
        views.step()
        assert selected(url) == [9, 9, 9, 9]
        assert next(each.rebuilding for each in views.status() if each.view == "counts") is not None
        views.catch_up()
        assert selected(url) == [9, 9, 9, 9]
    assert names(url) == {"counts", "counts__g2"}


def test_a_rebuild_that_was_left_goes_on_or_is_cleared_away(url):
    """A process that is killed in the middle leaves no tables behind, nor its work where that is still wanted."""
    store = store_of(3)
    with Views(store, url, (OLD,)) as views:
        views.catch_up()
    with Views(store, url, (NEW,), batch=5) as views:
        views.step()
    newest = View("counts", 3, OLD.shapes, twice)
    with Views(store, url, (newest,)) as views:
        views.catch_up()
        assert selected(url) == [18, 18, 18]
    assert names(url) == {"counts", "counts__g3"}


def test_a_rebuild_that_fails_leaves_the_old_one_standing(url):
    """A mistake in a new version is found while the old figures are still there."""
    store = store_of(2)
    with Views(store, url, (OLD,)) as views:
        views.catch_up()
    with Views(store, url, (View("counts", 2, OLD.shapes, never),)) as views:
        views.catch_up()
        assert selected(url) == [9, 9]
        assert [row["entries"] for row in everything(views, "counts")] == [9, 9]
        assert next(each.stop for each in views.status() if each.view == "counts").position == 1


def test_an_older_program_leaves_a_newer_view_alone(url):
    """While an upgrade rolls out, old and new processes run side by side; they must not undo each other's work."""
    store = store_of(2)
    with Views(store, url, (NEW,)) as views:
        views.catch_up()
    filled(store, 1, first=3)
    with Views(store, url, (OLD,)) as views:
        views.catch_up()
        assert selected(url) == [18, 18]
        assert [row["entries"] for row in everything(views, "counts")] == [18, 18]


@pytest.mark.parametrize("reader", [Reader.public(), Reader.member("nordfjord")])
def test_others_than_full_members_read_through_a_rebuild_too(url, reader):
    """What they see is made of the facts, by the new definition at once."""
    store = store_of(2)
    with Views(store, url, (OLD,)) as views:
        views.catch_up()
    with Views(store, url, (NEW,), batch=5) as views:
        before = everything(views, "counts", reader)
        views.catch_up()
        assert [set(row) for row in before] == [set(row) for row in everything(views, "counts", reader)]
