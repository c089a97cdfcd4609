"""What a duty says to those who owe it."""

import pytest

from laeringslopp.story import wording
from laeringslopp.story.dutywords import duty_sentence
from laeringslopp.testing import disclosed, drawn, entry, opened, shared
from tests.rules.owing import one


@pytest.mark.parametrize(
    ("with_levels", "said"),
    [
        ((), "is to share this lesson with the operational level"),
        (("operational",), "is to take in this lesson itself"),
        (("administrative",), "is to share this lesson with the operational level"),
    ],
)
def test_nobody_is_to_share_a_lesson_with_itself(given, with_levels, said):
    """What the council learned the administration passes on, and takes in; the sentence says which is left."""
    on_record = given(opened(), disclosed("f1"), entry(drawn("l1", failures=["f1"]), by="political"))
    for level in with_levels:
        on_record = on_record.when(shared("l1", level)).given
    told = duty_sentence(one(on_record, "share-lesson"), None, wording("en"))
    assert said in told
    assert told.count("the administrative level") + told.count("the administration") == 1
