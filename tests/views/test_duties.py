"""What the view says was raised is what the decisions say when they are folded, for whoever asks and of whatever day."""

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from laeringslopp import Actor, LessonDrawn, ObservationRecorded, Reader, TrialEnded
from laeringslopp.views import SHIPPED, Views
from tests.municipality import ADMINISTRATION, Clock, disclosed, entry, opened, register, started
from tests.strategies import Walk, readers, walks
from tests.views.read import followed

examples = settings(max_examples=16)
DUTIES = next(view for view in SHIPPED if view.name == "duties")


@examples
@given(walks(), readers(), st.integers(-400, 400), st.sampled_from((None, True, False)))
def test_the_view_says_what_the_decisions_say(walk: Walk, reader: Reader, days: int, open_: bool | None):
    """One is quick and the other is plain; whoever is told by when something is owed must not depend on which."""
    day = walk.register.now().date() + timedelta(days=days)
    with followed(walk.register) as views:
        quick = walk.register.duties(day, open=open_, reader=reader, views=views)
    assert quick == walk.register.duties(day, open=open_, reader=reader)


@examples
@given(walks(), st.integers(1, 7))
def test_it_matters_not_how_many_facts_a_batch_takes(walk: Walk, batch: int):
    """A batch folds many facts at once; a register that is followed gets them one by one."""
    with followed(walk.register, batch=batch) as few, followed(walk.register) as many:
        assert walk.register.duties(views=few) == walk.register.duties(views=many)


def test_what_was_let_go_of_is_folded_again(tmp_path):
    """A process that takes over the view has kept nothing in memory."""
    clock = Clock()
    url = f"sqlite:///{tmp_path / 'views.db'}"
    with register(clock=clock) as town:
        town.append([entry("d1", opened()), entry("d1", disclosed("f1", severity="serious")), entry("d1", started())])
        with Views(town.store, url, clock=clock) as views:
            views.catch_up()
        clock.move(days=1)
        missed = ObservationRecorded(trial_id="t1", metric="fall per uke", value=4)
        lesson = LessonDrawn(lesson_id="l1", from_failures=["f1"], statement="Prøv om natten")
        town.append([entry("d1", missed), entry("d1", lesson)])
        with Views(town.store, url, clock=clock) as views:
            views.catch_up()
            found = town.duties(views=views)
        assert found == town.duties()
        assert {(each.rule_id, each.part, each.open) for each in found} >= {
            ("say-how-it-goes", "missed", True), ("draw-lesson", "", False),
        }  # fmt: skip


def test_a_lesson_of_the_level_that_decides_is_one_they_know():
    """Whoever points at a failure knows it; that is heard in every kind of entry."""
    council = Actor(id="council", role="council", level="political")
    with register() as town:
        town.append([entry("d1", opened()), entry("d1", disclosed("f1", severity="serious"))])
        town.append([entry("d1", started("t1"), council, caused_by=[2])])
        with followed(town) as views:
            (told,) = (each for each in town.duties(views=views) if each.rule_id == "inform-deciding-level")
        assert not told.open


def test_only_those_who_may_see_it_are_told_of_it():
    """A duty tells of the entry that raised it."""
    with register() as town:
        town.append([entry("d1", opened(access="open")), entry("d1", started("t1"), access="open")])
        town.append([entry("d1", disclosed("f1", trial_id="t1"))])
        town.append(
            [entry("d1", TrialEnded(trial_id="t1", outcome="failed", summary="Nei"), ADMINISTRATION, access="internal")]
        )
        with followed(town) as views:
            for seen in (town.duties(reader=Reader.public()), town.duties(reader=Reader.public(), views=views)):
                assert [(each.rule_id, each.open) for each in seen] == [("say-how-it-goes", True)]
            assert {each.rule_id for each in town.duties(views=views)} == {"say-how-it-goes", "draw-lesson"}
