"""No row of a view holds what its reader may not see: no text, no figure, no answer to a question about one.

Each text in these registers stands in one entry alone (see ``tests.strategies``), so that a leak has a name.
"""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from laeringslopp import Access, AccessChanged, LessonApplied, LessonElsewhere, Reader
from laeringslopp.views import Views
from tests.municipality import disclosed, entry, opened, register
from tests.strategies import Walk, marks_in, readers, walks, withheld_texts
from tests.views.read import everything, followed, live

examples = settings(max_examples=12)
MEMBER = Reader.member()


@examples
@given(walks(), readers())
def test_no_row_holds_what_is_withheld(walk: Walk, reader: Reader):
    """Views are the way out with the most readers, and dashboards show them without a second look."""
    hidden = withheld_texts(walk.register, reader)
    with followed(walk.register) as views:
        for table in views.tables:
            assert not hidden & marks_in(everything(views, table, reader))


@examples
@given(walks())
def test_members_see_every_row(walk: Walk):
    """A row for each thing on record, whatever its access."""
    with followed(walk.register) as views:
        for table, noun in (("trials", "trial"), ("failures", "failure"), ("lessons", "lesson")):
            named = {
                (decision_id, name)
                for decision_id in walk.decisions
                for name, thing in walk.register.decision(decision_id).things.items()
                if thing.noun == noun
            }
            assert {(row["decision_id"], row[f"{noun}_id"]) for row in everything(views, table, MEMBER)} == named
        assert [row["decision_id"] for row in everything(views, "decisions", MEMBER)] == walk.decisions


@examples
@given(walks(), readers())
def test_a_decision_counts_what_the_reader_may_see(walk: Walk, reader: Reader):
    """A figure that counted what is withheld would tell of it."""
    with followed(walk.register) as views:
        rows = everything(views, "decisions", reader)
        attempts = everything(views, "trials", reader)
    for row in rows:
        timeline = walk.register.timeline(row["decision_id"], reader=reader)
        things = timeline.decision.things.values()
        assert row["failures"] == sum(thing.noun == "failure" for thing in things)
        assert row["lessons"] == sum(thing.noun == "lesson" for thing in things)
        assert row["trials"] == len(timeline.attempts)
        assert row["open_loops"] == sum(not loop.closed for loop in timeline.loops)
        assert row["failures_without_lesson"] == sum(each.what == "failure-without-lesson" for each in timeline.open)
        assert row["status"] == timeline.decision.status
        numbered = {each["trial_id"]: each for each in attempts if each["decision_id"] == row["decision_id"]}
        assert {a.fact.trial_id: a.number for a in timeline.attempts} == {n: r["number"] for n, r in numbered.items()}
        for attempt in timeline.attempts:
            assert numbered[attempt.fact.trial_id]["outcome"] == attempt.outcome


@examples
@given(walks(), readers(), st.data())
def test_a_filter_is_no_oracle(walk: Walk, reader: Reader, data: st.DataObject):
    """Whoever may not read a word could else find it out by asking for it: what fits is found among what is shown."""
    with followed(walk.register) as views:
        table = data.draw(st.sampled_from(sorted(views.tables)))
        whole = everything(views, table, MEMBER)
        fields = [each for each in views.tables[table].named.values() if each.type != "amount"]
        column = data.draw(st.sampled_from(fields))
        values: list[Any] = sorted({repr(row[column.name]): row[column.name] for row in whole}.items())
        if not values:
            return
        value = data.draw(st.sampled_from(values))[1]
        if column.type == "ids":
            if not value:
                return
            where = {column.name: value[0]}
        elif column.type in ("time", "count") and value is not None:
            where = {f"{column.name}{data.draw(st.sampled_from(('', '.from', '.before')))}": value}
        else:
            where = {column.name: value}
        found = everything(views, table, reader, where)
        shown = everything(views, table, reader)
        assert found == [row for row in shown if fits(row, where)]


def fits(row: dict[str, Any], where: dict[str, Any]) -> bool:
    """What a filter means, said once more."""
    ((asked, value),) = where.items()
    name, _, bound = asked.partition(".")
    have = row[name]
    match bound:
        case "from":
            return have is not None and have >= value
        case "before":
            return have is not None and have < value
    return value in have if isinstance(have, list) else have == value


@examples
@given(walks(), readers())
def test_what_is_closed_after_a_view_was_brought_on_is_not_shown(walk: Walk, reader: Reader):
    """A view that is behind lets nothing past: its rows were made before somebody closed what they tell."""
    for position in (0, walk.register.position // 2):
        with Views(walk.register.store, "memory:", clock=walk.clock, batch=1) as views:
            for _ in range(position):
                views.step()
            hidden = withheld_texts(walk.register, reader)
            for table in views.tables:
                assert not hidden & marks_in(everything(views, table, reader))


@examples
@given(walks(), st.integers(0, 25))
def test_each_view_alone_may_be_behind(walk: Walk, lead: int):
    """Who may see what is kept by a view of its own, which may stop as any other."""
    reader = Reader.public()
    with Views(walk.register.store, "memory:", clock=walk.clock, batch=1) as views:
        for name in views.tables:
            views.at_least(min(lead, walk.register.position), views=[name])
        hidden = withheld_texts(walk.register, reader)
        for table in views.tables:
            assert not hidden & marks_in(everything(views, table, reader))


def test_a_use_in_another_organisation_is_not_counted_for_who_may_not_see_it():
    """A lesson's row counts what other decisions say; a figure of theirs is theirs to show."""
    with register() as town:
        live(town, "d1")
        town.append([entry("d2", opened(organisation="county"))])
        used = LessonApplied(lesson=LessonElsewhere(decision_id="d1", lesson_id="l1"), how="Målt.")
        town.append([entry("d2", used)])
        with followed(town) as views:
            applied = {
                reader: everything(views, "lessons", reader)[0]["applied"]
                for reader in (MEMBER, Reader.member("nordfjord"), Reader.member("nordfjord", "county"))
            }
    assert list(applied.values()) == [2, 1, 2]


@pytest.mark.parametrize("where", [{}, {"what_happened": "Alarmen kom ikke fram"}])
def test_a_row_that_was_closed_a_moment_ago_is_not_shown(where):
    """The view is behind by the one entry that matters."""
    closed = AccessChanged(access=Access(level="exempt", ground="offl. § 13"), reason="Personopplysninger.")
    with register() as town, Views(town.store, "memory:", clock=town.now) as views:
        town.append([entry("d1", opened(access="open")), entry("d1", disclosed(), access="open")])
        views.catch_up()
        assert len(everything(views, "failures", Reader.public(), where)) == 1
        town.append([entry("d1", closed)])
        assert everything(views, "failures", Reader.public(), where) == []
        assert everything(views, "failures", Reader.level("political"), where) == []
        assert len(everything(views, "failures", MEMBER, where)) == 1
