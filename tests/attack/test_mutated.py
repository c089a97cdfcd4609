"""Whatever is sent, the service answers."""

import asyncio

from tests.attack.mutated import attack


def test_no_body_breaks_the_service_nor_what_is_read_afterwards():
    """A small part of what ``make attack`` sends; a good share of it is taken, and is read again."""
    outcome = asyncio.run(attack(3000))
    assert outcome.broken == []
    assert outcome.statuses[201] > 100
    assert outcome.statuses[400] > 500
    assert outcome.statuses[422] > 500
