"""A view holds what the facts say: no more, no less, in whatever pieces they came."""

import itertools
import threading
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from laeringslopp import Register, StoreError
from laeringslopp.store import Stored
from laeringslopp.views import SHIPPED, Behind, Field, Json, Rows, Shape, View, Views
from tests.municipality import Clock, disclosed, entry
from tests.strategies import Walk, walks
from tests.views.read import everything, filled, live, store_of, tables

WORDS = Shape("words", (), (Field("kinds", "text", "the kinds of its entries, in their order", first=""),))


def counting(rows: Rows, recorded: Json) -> None:
    """A view that shows a fact taken twice, left out or out of order."""
    row = rows.change("words") or rows.add("words", position=recorded["position"])
    row["kinds"] += f" {recorded['fact']['kind']}"


class Broken:
    """A view's function that cannot take one kind, until somebody mends it."""

    mended = False

    def __call__(self, rows: Rows, recorded: Json) -> None:
        if not self.mended and recorded["fact"]["kind"] == "failure-corrected":
            raise ZeroDivisionError("no such severity")
        counting(rows, recorded)


def words(apply: Any = counting, version: int = 1) -> View:
    return View("words", version, (WORDS,), apply)


@settings(max_examples=10)
@given(walks(), st.lists(st.integers(1, 7), min_size=1, max_size=4), st.integers(1, 30))
def test_rows_do_not_depend_on_where_batches_end(walk: Walk, sizes: list[int], rest: int):
    """Live, a view meets facts one by one, and thousands at a time when it is built; its rows are the same."""
    store = walk.register.store
    with Views(store, "memory:", clock=walk.clock) as built, Views(store, "memory:", clock=walk.clock) as live_ones:
        built.catch_up()
        for size in itertools.islice(itertools.cycle(sizes), rest):
            live_ones._batch = size
            live_ones.step()
        live_ones.catch_up()
        assert tables(live_ones) == tables(built)


def test_what_is_recorded_is_followed(any_url):
    """In each place where views may be kept; a view that is opened again goes on where it was."""
    with Register.open("memory:", clock=Clock()) as register:
        for number in range(1, 4):
            live(register, f"d{number}")
            with Views(register.store, any_url if number < 3 else "memory:", clock=register.now, batch=4) as views:
                views.catch_up()
                assert {status.behind for status in views.status()} == {0}
                assert [row["decision_id"] for row in everything(views, "failures")] == [
                    f"d{each}" for each in range(1, number + 1)
                ]


def test_both_dialects_hold_the_same(postgres, sqlite):
    """A dashboard moves with its organisation from a file to a server."""
    store = store_of(5)
    with Views(store, postgres, batch=7) as one, Views(store, sqlite, batch=11) as other:
        one.catch_up()
        other.catch_up()
        assert tables(one) == tables(other)


def test_a_row_says_what_the_facts_say():
    """The worked example: what became of one failure and one lesson, in figures."""
    clock = Clock()
    with Register.open("memory:", clock=clock) as register:
        live(register, "d1")
        clock.move(days=30)
        register.append([entry("d1", disclosed("f2"), occurred_at=clock.now.replace(day=1))])
        with Views(register.store, "memory:", clock=clock, batch=2) as views:
            views.catch_up()
            (decision,) = everything(views, "decisions")
            first, second = everything(views, "failures")
            (lesson,) = everything(views, "lessons")
            levels = everything(views, "lesson_levels")
    assert (decision["trials"], decision["failures"], decision["failures_without_lesson"]) == (1, 2, 1)
    assert (decision["open_loops"], decision["tags"], decision["last_position"]) == (2, ["omsorg"], 10)
    assert (first["severity"], first["corrections"], first["has_lesson"]) == ("critical", 1, True)
    assert (second["days_until_disclosure"], second["disclosed_month"]) == (10, "2026-04")
    assert (lesson["shared_with"], lesson["acknowledged_by"], lesson["applied"]) == (
        ["political", "operational"], ["political"], 1,
    )  # fmt: skip
    assert [(row["level"], row["acknowledged_at"]) for row in levels] == [
        ("operational", None),
        ("political", "2026-03-12T10:00:00Z"),
    ]


def test_a_view_that_cannot_take_a_fact_stops_alone(any_url):
    """One mistake in one view must not stand between a council and everything else; and it is said, not swallowed."""
    store = store_of(2)
    with Views(store, any_url, (*SHIPPED, words(Broken())), batch=5) as views:
        views.catch_up()
        stands = {status.view: status for status in views.status()}
        assert {name for name, status in stands.items() if status.behind} == {"words"}
        stop = stands["words"].stop
        assert (stop.position, stop.kind, stop.decision_id, stop.version) == (8, "failure-corrected", "d1", 8)
        assert "ZeroDivisionError" in stop.why
        assert stands["words"].position == 7
        with pytest.raises(Behind) as behind:
            views.at_least(8, views=["words"])
        assert behind.value.stop == stop
        assert len(everything(views, "words")[0]["kinds"].split()) == 7
        views.at_least(18, views=["failures"])


def test_a_view_goes_on_when_it_is_mended(any_url):
    """Nothing is lost and nothing is taken twice, whether it is told to try again, opened again or built anew."""
    store = store_of(2)
    with Views(store, "memory:", (words(),)) as never_broken:
        never_broken.catch_up()
        whole = tables(never_broken)
    broken = Broken()
    with Views(store, any_url, (words(broken),), batch=5) as views:
        views.catch_up()
        broken.mended = True
        views.retry("words")
        views.catch_up()
        assert tables(views) == whole
    if any_url != "memory:":
        broken.mended = False
        filled(store, 1, first=3)
        with Views(store, any_url, (words(broken),)) as again:
            again.catch_up()
            assert again.status()[-1].behind == 2
        with Views(store, any_url, (words(),)) as again:
            again.catch_up()
            assert again.status()[-1].behind == 0
            assert [len(row["kinds"].split()) for row in everything(again, "words")] == [9, 9, 9]


def test_freshness_is_had_or_refused():
    """Whoever asks a view about what was just recorded is answered with it in view, or told that it is not."""
    store = store_of(1)
    with Views(store, "memory:") as views:
        views.at_least(9)
        assert {status.position for status in views.status()} == {9}
        with pytest.raises(Behind) as behind:
            views.at_least(10)
        assert (behind.value.position, behind.value.asked, behind.value.stop) == (9, 10, None)


def test_a_thread_follows_what_is_recorded():
    """A service starts one thread; nobody needs to tell it that something was recorded."""
    stop = threading.Event()
    with Register.open("memory:", clock=Clock()) as register, Views(register.store, "memory:") as views:
        worker = threading.Thread(target=views.follow, args=(stop, 0.001))
        worker.start()
        live(register, "d1")
        while any(status.position < 9 for status in views.status()):
            assert worker.is_alive()
        stop.set()
        worker.join()
        assert views.trouble is None


def test_trouble_is_told_and_tried_again(monkeypatch):
    """A database that is away for an hour must not end the thread that would go on afterwards."""
    store, stop = store_of(1), threading.Event()
    with Views(store, "memory:") as views:
        away = StoreError("away")

        def since(position: int, limit: int) -> list[Stored]:
            stop.set()
            raise away

        with monkeypatch.context() as patched:
            patched.setattr(store, "since", since)
            views.follow(stop, 0)
        assert views.trouble is away
        views.at_least(9)


def test_unknown_kinds_are_ignored():
    """A newer program may record what an older view has never heard of."""
    rows = Rows("d1", {shape.name: shape for view in SHIPPED for shape in view.shapes})
    for view in SHIPPED:
        view.apply(rows, {"decision_id": "d1", "version": 1, "position": 1, "fact": {"kind": "moon-landed"}})
        view.finish(rows)
    assert rows.count() == 0
