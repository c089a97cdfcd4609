"""What a timeline leaves out when it is cut at a moment."""

from datetime import timedelta

from laeringslopp.testing import DECISION, disclosed, entry, given, opened


def test_what_nobody_inside_has_met_is_known_once_it_stands_in_the_register():
    """An act from outside is addressed to no level; the organisation knows it from its own register at the latest."""
    past = given(opened(), entry(disclosed("f1"), by="external"))
    recorded_at = past.register.timeline(DECISION).entries[-1].recorded.recorded_at
    after = past.register.timeline(DECISION, known_at=recorded_at)
    before = past.register.timeline(DECISION, known_at=recorded_at - timedelta(seconds=1))
    assert [shown.version for shown in after.entries] == [1, 2]
    assert [shown.version for shown in before.entries] == [1]
