"""For whom something is shown: it narrows, never widens, and no channel tells more."""

import pytest
from starlette.testclient import TestClient

from laeringslopp import Reader, Register
from laeringslopp_service.auth import narrowed
from tests.municipality import OPERATIONS, entry, opened
from tests.service.calling import pointers
from tests.service.conftest import SECRET

LEVELS = ("political", "administrative", "operational")
READS = (
    "/api/decisions",
    "/api/decisions/sensorer",
    "/api/decisions/sensorer/timeline",
    "/api/decisions/hemmelig",
    "/api/decisions/hemmelig/timeline",
    "/api/facts",
    "/api/views/decisions",
    "/api/views/trials",
    "/api/views/failures",
    "/api/views/lessons",
    "/decisions",
    "/dashboard",
    "/decisions/sensorer",
)


@pytest.fixture(autouse=True)
def hidden(sensors: Register) -> None:
    """A decision of which the public sees nothing."""
    sensors.append([entry("hemmelig", opened(title="Taushet", question="Hvem sa det?"), OPERATIONS)])


@pytest.mark.parametrize("path", READS)
@pytest.mark.parametrize("seen_as", ["public", "external"])
def test_the_public_sees_nothing_that_is_not_open(client: TestClient, path: str, seen_as: str):
    """On no channel, and in no words."""
    answer = client.get(path, params={"as": seen_as})
    assert answer.status_code == 200
    for hidden in (SECRET, "Alarmen kom ikke fram", "Taushet", "Hvem sa det", OPERATIONS.id, "failure-disclosed"):
        assert hidden not in answer.text, hidden


@pytest.mark.parametrize("path", READS)
def test_what_only_some_may_read_is_kept_from_the_other_levels(client: TestClient, path: str):
    """An exempt entry names its levels."""
    for level in ("political", "administrative"):
        assert SECRET not in client.get(path, params={"as": level}).text


def test_those_who_are_named_read_it(client: TestClient):
    """The same question, another reader."""
    assert SECRET in client.get("/api/decisions/sensorer/timeline?as=operational").text


def test_the_public_is_told_how_much_is_withheld_and_why(client: TestClient):
    """That something is withheld is no secret."""
    withheld = client.get("/api/decisions/sensorer/timeline?as=public").json()["withheld"]
    assert withheld == {"count": 2, "grounds": ["offl. § 13"]}


@pytest.mark.parametrize("path", READS[:10])
@pytest.mark.parametrize("seen_as", ["", "Public", "member", "everyone", "public,political"])
def test_a_reader_nobody_knows_is_pointed_at(client: TestClient, path: str, seen_as: str):
    """A mistyped reader must never become a full member."""
    assert pointers(client.get(path, params={"as": seen_as})) == [("/as", "unknown-level")]


def test_two_readers_at_once_are_none(client: TestClient):
    """Which of the two counts would be anybody's guess."""
    answer = client.get("/api/decisions/sensorer/timeline?as=public&as=operational")
    assert pointers(answer) == [("/as", "given-twice")]


@pytest.mark.parametrize("seen_as", ["public", "external", *LEVELS])
@pytest.mark.parametrize("reader", [Reader.member("a"), Reader.level("political", "a"), Reader.public()])
def test_narrowing_never_widens(reader: Reader, seen_as: str):
    """Whoever sees less to begin with does not see more by asking."""
    seen = narrowed(reader, seen_as, LEVELS)
    assert reader.organisations is None or (seen.organisations or frozenset()) <= reader.organisations
    assert seen.levels is not None
    assert reader.levels is None or seen.levels <= reader.levels
