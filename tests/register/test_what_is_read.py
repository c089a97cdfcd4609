"""A question reads from the store what it needs for its answer, and no more."""

import pytest
from starlette.testclient import TestClient

from laeringslopp import Invalid
from laeringslopp_service.app import create_app
from tests.municipality import ADMINISTRATION, disclosed, entry, opened, register
from tests.register.watched import watched

MANY = 30


def test_a_page_of_the_feed_reads_no_more_facts_than_it_shows_and_one():
    """A follower that looks in every second for the one next fact must not cost a thousand each time."""
    ours, store = watched()
    ours.append([entry("sak", opened()), *(entry("sak", disclosed(f"f{n}")) for n in range(MANY))])
    client = TestClient(create_app(ours), base_url="http://localhost")
    ours.decision("sak")
    store.read.clear()
    page = client.get("/api/facts?after=3&limit=1").json()
    assert ([fact["position"] for fact in page["items"]], page["next"]) == ([4], 4)
    assert len(store.read) == 2
    assert [fact.position for fact in ours.feed(3, limit=2)] == [4, 5]
    assert [fact.position for fact in ours.feed(MANY, limit=MANY)] == [MANY + 1]
    assert list(ours.feed(limit=0)) == []


def test_a_disclosure_without_a_decision_asks_nothing_of_each_decision():
    """To disclose must stay as quick in a register of ten thousand decisions as in an empty one."""
    ours, store = watched()
    for n in range(MANY):
        ours.append([entry(f"gammel-{n}", opened()), entry(f"gammel-{n}", disclosed())])
    ours.disclose("Bussen kom ikke", by=ADMINISTRATION)
    asked = store.asked
    ours.disclose("Bussen kom ikke i dag heller", by=ADMINISTRATION)
    assert store.asked - asked < MANY / 2


def test_an_organisation_that_another_process_brought_is_known_at_once(tmp_path):
    """What was learned of the first decisions says nothing of those that came since."""
    url = f"sqlite:///{tmp_path}/register.db"
    with register(url) as others:
        ours, _ = watched(url)
        with ours:
            ours.append([entry("en", opened())])
            assert ours.organisation_at_work() == "nordfjord"
            others.append([entry("to", opened(organisation="sunnfjord"))])
            assert ours.organisations() == ["nordfjord", "sunnfjord"]
            with pytest.raises(Invalid) as no:
                ours.disclose("Bussen kom ikke", by=ADMINISTRATION)
            assert [flaw.code for flaw in no.value.flaws] == ["which-organisation"]


def test_a_lost_race_makes_only_the_decision_it_was_about_be_read_again(tmp_path):
    """One busy decision must not make all others slow."""
    url = f"sqlite:///{tmp_path}/register.db"
    with register(url) as others:
        ours, store = watched(url)
        with ours:
            for name in ("travel", "rolig"):
                ours.append([entry(name, opened()), *(entry(name, disclosed(f"f{n}")) for n in range(MANY))])
            others.append([entry("travel", disclosed("fra-andre"))])
            ours.append([entry("travel", disclosed("hos-oss"))])
            store.read.clear()
            assert ours.decision("rolig").version == MANY + 1
            assert store.read == []
            assert ours.decision("travel").version == MANY + 3
