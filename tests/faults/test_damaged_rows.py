"""One row is damaged: whoever needs it is told which, and nobody else notices."""

import itertools
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from laeringslopp import Reader, Recorded, Register, StoreError, Withheld
from laeringslopp.views import Behind, Views, views_url
from laeringslopp_service.app import create_app
from laeringslopp_service.settings import Settings
from tests.faults.damage import DAMAGED, damaged
from tests.faults.laws import assert_views_are_as_rebuilt
from tests.faults.recording import BY, SHARED, entries, prepare
from tests.stores.every import DURABLE
from tests.stores.postgres_server import a_database

POSITION = 7
"""The second observation but one of the second append: with others of its decision on both sides."""
ALL = 13
Seen = Recorded | Withheld


@pytest.fixture(params=DURABLE)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A register of three appends."""
    with a_database() if request.param == "postgres" else nullcontext(f"sqlite:///{tmp_path}/register.db") as where:
        with Register.open(where) as register:
            prepare(register)
            for key in ("a", "b", "c"):
                register.append(entries(key), key=key)
            assert register.position == ALL
        yield where


def told(error: StoreError) -> tuple[str, object, object]:
    return error.reason, error.values["position"], error.values["decision"]


@pytest.mark.parametrize("how", DAMAGED)
def test_a_decision_with_a_damaged_row_says_which_and_all_others_go_on(url: str, how: str) -> None:
    """Whoever looks after the register can mend one row; the council's other business does not wait for it."""
    with damaged(url, POSITION, how), Register.open(url) as register:
        for asked in (register.decision, register.timeline, lambda name: register.record(name, note(), by=BY)):
            with pytest.raises(StoreError) as why:
                asked("b")
            assert told(why.value) == ("unreadable", POSITION, "b")
        for name in ("a", "c", SHARED):
            assert register.timeline(name)
            register.record(name, note(), by=BY)
        register.disclose("Bussen kom ikke", BY)
        assert register.organisations() == ["nordfjord"]


def note() -> object:
    return entries("x")[1].fact


@pytest.mark.parametrize("how", DAMAGED)
def test_whoever_follows_stops_at_a_damaged_row_and_goes_on_when_it_is_mended(url: str, how: str) -> None:
    """A dashboard that leaves one out shows a wrong figure for ever; one that stops shows why, and then all."""
    with Register.open(url) as register, Views(register.store, views_url(url)) as views:
        with damaged(url, POSITION, how):
            given, stopped = until_it_stops(register.follow())
            assert told(stopped) == ("unreadable", POSITION, "b")
            with pytest.raises(StoreError) as why:
                views.catch_up()
            assert told(why.value) == ("unreadable", POSITION, "b")
            assert {status.position for status in views.status()} == {POSITION - 1}
            with pytest.raises((StoreError, Behind)):
                views.at_least(ALL)
        followed = register.follow(after=POSITION - 1)
        given += itertools.islice(followed, ALL - POSITION + 1)
        assert [each.position for each in given] == list(range(1, ALL + 1))
        assert_views_are_as_rebuilt(register, views)
        views.at_least(ALL)


def until_it_stops(facts: Iterable[Seen]) -> tuple[list[Seen], StoreError]:
    """What was given, and why no more was."""
    given: list[Seen] = []
    try:
        for each in facts:
            given.append(each)
    except StoreError as error:
        return given, error
    raise AssertionError("it did not stop")


def test_what_may_be_closed_by_a_damaged_row_is_shown_to_nobody_who_may_not_see_all(url: str) -> None:
    """The row might have said that the whole decision is exempt."""
    with damaged(url, POSITION, "no JSON"), Register.open(url) as register:
        given, _ = until_it_stops(register.feed(reader=Reader.public()))
        assert {each.decision_id for each in given} == {SHARED, "a"}


def test_the_service_shows_what_can_be_read_and_says_which_cannot(url: str) -> None:
    """503 is for the one decision, and for a follower at the damage; lists show what stands before it."""
    with (
        damaged(url, POSITION, "cut short"),
        TestClient(create_app(url, Settings()), base_url="http://localhost") as client,
    ):
        problem = client.get("/api/decisions/b/timeline")
        assert (problem.status_code, problem.json()["position"]) == (503, POSITION)
        assert problem.headers["Retry-After"]
        assert [item["decision_id"] for item in client.get("/api/decisions").json()["items"]] == [SHARED, "a"]
        assert client.get("/", headers={"Accept": "text/html"}).status_code == 200
        first = client.get("/api/facts").json()
        assert ([item["position"] for item in first["items"]], first["next"]) == (
            list(range(1, POSITION)),
            POSITION - 1,
        )
        assert client.get(f"/api/facts?after={POSITION - 1}").status_code == 503
    with TestClient(create_app(url, Settings()), base_url="http://localhost") as client:
        rest = client.get(f"/api/facts?after={POSITION - 1}").json()
        assert [item["position"] for item in rest["items"]] == list(range(POSITION, ALL + 1))


def test_who_asks_for_what_stands_before_the_damage_gets_it_though_another_worker_came_first(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the look at how far a view has come and the next batch, another may have taken that batch."""
    with (
        damaged(url, POSITION, "no JSON"),
        Register.open(url) as register,
        Views(register.store, views_url(url)) as views,
    ):
        step = views._step

        def after_another(name: str) -> int | None:
            while step(name):
                if (now := views._current(name)) is not None and now.position == POSITION - 1:
                    break
            return step(name)

        monkeypatch.setattr(views, "_step", after_another)
        views.at_least(POSITION - 1)
        assert {each.position for each in views.status()} == {POSITION - 1}
