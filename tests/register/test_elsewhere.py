"""What other decisions have learned is read from the record at the moment of judging, whoever recorded it."""

import json
import threading

import pytest

from laeringslopp import Register, StoreError
from laeringslopp.store import Row, open_store
from laeringslopp.testing import acknowledged, chosen, disclosed, drawn, entry, opened
from tests.register.doubles import over
from tests.register.watched import watched

RULE = "lesson-known-before-decision"
OPENED = opened(tags=("care",))


def here(fact):
    return entry(fact, decision_id="here")


def learned(decision_id="there"):
    """A decision that has learned something about care."""
    facts = OPENED, disclosed("f1"), drawn("l1", failures=["f1"])
    return [entry(fact, decision_id=decision_id) for fact in facts]


def chosen_in(register):
    """Whether a direction that is chosen now is remarked on for what others have learned."""
    return RULE in register.append([here(chosen())]).remarks


@pytest.mark.parametrize("store", ["memory:", "sqlite:///{}/register.db"])
def test_whoever_opens_a_register_gets_the_guard(tmp_path, store):
    """An embedder does nothing for it."""
    with Register.open(store.format(tmp_path)) as register:
        register.append([here(OPENED), *learned()])
        assert chosen_in(register)


def test_what_another_process_recorded_since_counts(tmp_path):
    """Nothing is let past because somebody else recorded it."""
    url = f"sqlite:///{tmp_path}/register.db"
    with over(open_store(url)) as ours, over(open_store(url)) as others:
        ours.append([here(OPENED)])
        assert not chosen_in(ours)
        others.append(learned())
        assert chosen_in(ours)
        others.append([entry(acknowledged("l1"), decision_id="there")])
        assert not chosen_in(ours)
        others.append(learned("yonder"))
        assert chosen_in(ours)


def test_a_lesson_recorded_while_another_is_read_is_not_missed():
    """However far what is kept has come, what stands when it is asked counts."""
    register, store = watched()
    register.append([here(OPENED), *learned()])
    others, since = over(store._store), store.since

    def meanwhile(position, limit):
        page = since(position, limit)
        if others.position < 5:
            others.append([entry(acknowledged("l1"), decision_id="there")])
        return page

    store.since = meanwhile
    chosen_in(register)
    assert not chosen_in(register)


def test_nothing_is_read_unless_a_direction_is_chosen_in_a_decision_with_tags():
    """All else stays as quick as it was, in a register of any size."""
    register, store = watched()
    register.append([*learned(), here(opened())])
    store.read.clear()
    register.append([here(chosen()), here(disclosed()), entry(disclosed(), decision_id="there")])
    assert not store.read


def test_what_was_read_is_not_read_again():
    """A register of a million facts is read through once."""
    register, store = watched()
    register.append([*learned(), here(OPENED)])
    chosen_in(register)
    store.read.clear()
    chosen_in(register)
    assert [stored.topic for stored in store.read] == ["direction-chosen"]


def test_a_lesson_that_cannot_be_read_is_not_passed_over():
    """The record is damaged: that is said, and no direction goes past as if there were nothing to know."""
    store = open_store("memory:")
    register = over(store)
    register.append([here(OPENED), *learned()])
    store.append([Row("there", 4, "lesson-shared", json.dumps({"fact": {"kind": "lesson-shared"}}).encode())])
    for _ in range(2):
        with pytest.raises(StoreError) as trouble:
            chosen_in(register)
        assert trouble.value.reason == "unreadable"
    assert register.append([entry(disclosed(), decision_id="here")])


def test_many_threads_ask_at_once():
    """A service judges in many threads over one register."""
    register = over(open_store("memory:"))
    register.append([entry(OPENED, decision_id=f"here-{number}") for number in range(8)])
    register.append([step for number in range(20) for step in learned(f"there-{number}")])
    remarks: list[bool] = []

    def choose(number):
        answer = register.append([entry(chosen(), decision_id=f"here-{number}")])
        remarks.append(RULE in answer.remarks)

    threads = [threading.Thread(target=choose, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert remarks == [True] * 8


def test_lessons_of_groups_that_are_recorded_together_count(tmp_path):
    """An import is judged on what it brings, as if it had come one by one."""
    register = over(open_store("memory:"))
    together = register.together()
    assert together.hear([here(OPENED)], "1") is not None
    together.hear(learned(), "2")
    heard = together.hear([here(chosen())], "3")
    assert RULE in heard.remarks
    together.hear([entry(acknowledged("l1"), decision_id="there")], "4")
    assert RULE not in together.hear([here(chosen())], "5").remarks


def test_a_lesson_of_a_group_that_was_left_out_does_not_count():
    """What was refused was never learned."""
    register, problems = over(open_store("memory:")), []
    register.append([here(OPENED), *learned()[:2]])
    groups = [[learned()[2], learned()[2]], [here(chosen())]]
    answers = register.append_each([(group, None) for group in groups], failed=lambda at, why: problems.append(at))
    assert problems == [0]
    assert RULE not in answers[-1].remarks
