"""The service keeps what its document says, whoever asks and whatever they ask: Schemathesis over real HTTP."""

import pytest

from scripts import attack

SMALL = ("--phases", "examples,fuzzing,stateful", "--max-examples", "4", "--generation-deterministic")


def test_nothing_that_is_asked_breaks_the_service_or_its_promise(capfd: pytest.CaptureFixture[str]):
    """The same calls each time; ``make attack`` makes thousands. There are no waivers."""
    assert attack.run(SMALL) == 0, capfd.readouterr().out
    assert "Server error" not in capfd.readouterr().out
