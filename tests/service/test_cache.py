"""What is kept of answers: within bounds, the newest, and never another's."""

from laeringslopp_service.cache import OVERHEAD, Answer, Answers


def of(size: int) -> Answer:
    """An answer of so many bytes."""
    return Answer('"1"', b"x" * size)


def test_what_was_asked_for_longest_ago_makes_room():
    """What people read now is what they will read again."""
    kept = Answers(2 * (100 + OVERHEAD))
    kept.put("a", of(100))
    kept.put("b", of(100))
    assert kept.get("a") is not None
    kept.put("c", of(100))
    assert [kept.get(key) is not None for key in "abc"] == [True, False, True]
    assert kept.bytes == 2 * (100 + OVERHEAD)


def test_an_answer_that_is_larger_than_all_room_pushes_nobody_out():
    """One long timeline must not cost all the others."""
    kept = Answers(1000)
    kept.put("a", of(100))
    kept.put("b", of(5000))
    assert kept.get("a") is not None
    assert kept.get("b") is None


def test_a_newer_answer_takes_the_place_of_the_older():
    """And is counted once."""
    kept = Answers(10_000)
    for size in (100, 300):
        kept.put("a", of(size))
    assert kept.bytes == 300 + OVERHEAD
    assert len(kept) == 1
