"""What the client makes of a decision is what the register on hand makes of it, for each reader, in every case."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial

import pytest

from laeringslopp import Invalid, Reader, Recorded, Register, Timeline, Withheld, tell, tell_comparison
from laeringslopp.cases import record_demo
from laeringslopp.rules import shipped
from laeringslopp.story import LANGUAGES
from laeringslopp.views import SHIPPED
from tests.live.listening import serving
from tests.municipality import COUNCIL, Clock, register

READERS = [Reader.member(), Reader.public(), Reader.level("political"), Reader.level("operational")]


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Register, Register]]:
    """A register with every case that ships, on hand and behind a service; it is the day after they were recorded."""
    url = f"sqlite:///{tmp_path_factory.mktemp('cases')}/r.db"
    record_demo(lambda clock: Register.open(url, clock=clock))
    with (
        register(url, clock=Clock(datetime.now(UTC) + timedelta(days=1))) as ours,
        serving(ours) as service,
        Register.open(f"http://127.0.0.1:{service.port}") as far,
    ):
        yield ours, far


def masked(timeline: Timeline) -> Timeline:
    """Without what the public is not told of what is withheld."""
    if not timeline.is_public:
        return timeline
    withheld = tuple(Withheld(0, "", each.access, each.ground) for each in timeline.withheld)
    return replace(timeline, withheld=withheld)


@pytest.mark.parametrize("reader", READERS)
def test_a_timeline_and_its_story_are_the_same(both, reader):
    """At every moment too; the same types, the same content."""
    ours, far = both
    for decision_id in ours.decision_ids():
        here, there = (each.timeline(decision_id, reader=reader) for each in both)
        assert there == masked(here)
        assert [tell(there, lang) for lang in ("nb", "nn", "en")] == [tell(here, lang) for lang in ("nb", "nn", "en")]
        assert far.story(decision_id, "en", "long", reader=reader) == ours.story(
            decision_id, "en", "long", reader=reader
        )
        assert far.decision(decision_id, reader) == ours.decision(decision_id, reader)
        for day in sorted({entry.recorded.occurred_at.date() for entry in here.entries})[::7]:
            for asked in ({"as_of": day}, {"known_at": day, "level": "political"}, {"as_of": day, "known_at": day}):
                assert far.timeline(decision_id, **asked, reader=reader) == masked(
                    ours.timeline(decision_id, **asked, reader=reader)
                )


@pytest.mark.parametrize("reader", READERS)
def test_two_moments_compared_are_the_same(both, reader):
    """With what was owed at each, which the service says."""
    ours, _ = both
    for decision_id in list(ours.decision_ids())[::3]:
        entries = ours.timeline(decision_id, reader=reader).entries
        middle = entries[len(entries) // 2].recorded.occurred_at if entries else date(2020, 1, 1)
        here, there = (each.compare(decision_id, middle, level="political", reader=reader) for each in both)
        assert tell_comparison(there, "en") == tell_comparison(here, "en")
        assert replace(there, before=here.before, after=here.after) == here
        assert (masked(here.before), masked(here.after)) == (there.before, there.after)


def test_the_feed_is_the_same(both):
    """Position by position, for those who see all and for those who do not."""
    ours, far = both
    assert list(far.facts()) == list(ours.facts())
    assert list(far.feed(7, limit=20)) == list(ours.feed(7, limit=20))
    for reader in READERS[2:]:
        assert list(far.feed(reader=reader)) == list(ours.feed(reader=reader))
    told = [(each.position, isinstance(each, Recorded)) for each in far.feed(reader=Reader.public())]
    assert told == [(each.position, isinstance(each, Recorded)) for each in ours.feed(reader=Reader.public())]
    decision_id = next(ours.decision_ids())
    assert list(far.feed(decision_id=decision_id, limit=3)) == list(ours.feed(decision_id=decision_id, limit=3))
    assert list(far.decision_ids()) == list(ours.decision_ids())


@pytest.mark.parametrize("reader", READERS)
def test_what_is_told_across_decisions_is_the_same(both, reader):
    """Duties, papers, what has failed before: asked of the service, and of the same types here."""
    ours, far = both
    for asked in ({}, {"open": True, "level": "political"}, {"as_of": date(2027, 1, 1)}):
        assert far.duties(**asked, reader=reader) == ours.duties(**asked, reader=reader)
        for lang in LANGUAGES:
            told = ours.tell_duties(lang, **asked, reader=reader)
            assert far.tell_duties(lang, **asked, reader=reader) == told
            assert all(each["sentence"] for each in told)
    assert far.failed_before("pasientjournal", "nb", reader=reader) == ours.failed_before(
        "pasientjournal", "nb", reader=reader
    )
    for decision_id in list(ours.decision_ids())[:3]:
        assert far.paper(decision_id, "en", reader=reader) == ours.paper(decision_id, "en", reader=reader)


def test_a_language_that_is_not_spoken_is_told_the_same(both):
    """Before anything is asked."""
    for each in both:
        with pytest.raises(Invalid) as no:
            each.tell_duties("de")
        assert [(flaw.code, flaw.pointer) for flaw in no.value.flaws] == [("unknown-language", "/lang")]


@pytest.mark.parametrize("reader", READERS)
def test_every_row_of_every_view_is_the_same(both, reader):
    """All columns, of the same types."""
    ours, far = both
    for view in (shape.name for each in SHIPPED for shape in each.readable):
        assert list(far.rows(view, reader=reader)) == list(ours.rows(view, reader=reader))


@pytest.mark.parametrize("asked", [{}, {"as_it_happened": True}, {"organisation": "Eksempelvik"}])
def test_a_backtest_finds_the_same(both, asked):
    """The service replays; what it found is read back, finding by finding."""
    for policy in (shipped("strict"), replace(shipped("strict"), name="egen"))[: 1 if asked else 2]:
        shown: list[tuple[int, int]] = []
        with both[0].backtest(policy, **asked) as here:
            with both[1].backtest(policy, partial(_show, shown), **asked) as there:
                assert list(there.findings()) == list(here.findings())
            assert replace(there, _folder=here._folder) == here
        assert shown[-1][0] == shown[-1][1]


def _show(shown: list[tuple[int, int]], done: int, all_: int) -> None:
    shown.append((done, all_))


def test_a_backtest_that_is_not_to_go_on_is_stopped(both):
    """And lets go of what it held: two may run at once."""
    for _ in range(4):
        with pytest.raises(ZeroDivisionError):
            both[1].backtest(shipped("strict"), lambda done, all_: 1 / 0)
    with pytest.raises(Invalid):
        both[1].backtest(shipped("strict"), organisation="nowhere")


def test_what_is_said_of_the_register_is_the_same(both):
    """Levels, organisations, policies and the clock."""
    ours, far = both
    for name in ("organisations", "organisations_with_a_policy", "organisations_at_work", "levels", "now"):
        assert getattr(far, name)() == getattr(ours, name)()
    assert (far.position, far.policy) == (ours.position, ours.policy)
    decision_id = next(ours.decision_ids())
    assert (far.version(decision_id), far.version("nothing")) == (ours.version(decision_id), 0)
    assert (far.knows(decision_id), far.knows("nothing")) == (True, False)
    assert far.entry(decision_id, 1) == ours.entry(decision_id, 1)
    assert far.entry(decision_id, 99999) is far.entry("nothing", 1) is None


def test_an_adopted_policy_is_the_same(both):
    """Whoever adopts through the one reads it through the other."""
    ours, far = both
    organisation = ours.organisations()[0]
    levels = ours.levels(organisation)
    far.adopt(organisation, "strict", "Vi vil vite det.", COUNCIL)
    assert far.policies(organisation) == ours.policies(organisation)
    assert far.policy_of(organisation) == ours.policy_of(organisation)
    assert far.last_policy(organisation) == ours.last_policy(organisation)
    assert far.levels(organisation) == ours.levels(organisation) == levels
    days = [ours.now().date() + timedelta(days=30 * each) for each in range(1, 4)]
    assert far.plan_meetings(organisation, levels[0], days) == ours.plan_meetings(organisation, levels[0], days)
    assert far.digest(levels[0], organisation, "2020-01-01", "en") == ours.digest(
        levels[0], organisation, "2020-01-01", "en"
    )


def test_what_is_unchanged_is_not_sent_again(both, monkeypatch):
    """A timeline that is asked for twice costs an answer without a body."""
    ours, far = both
    decision_id = next(ours.decision_ids())
    far.timeline(decision_id)
    statuses = []
    send = far._client.send
    monkeypatch.setattr(far._client, "send", lambda *a, **k: statuses.append(send(*a, **k)) or statuses[-1])
    assert far.timeline(decision_id) == ours.timeline(decision_id)
    assert [(each.status_code, len(each.content)) for each in statuses] == [(304, 0)]
