"""A clock for tests: it starts at the same hour every time, and never waits."""

from datetime import datetime, timedelta, timezone

START = datetime(2026, 3, 2, 9, 0, tzinfo=timezone(timedelta(hours=1)))
"""A Monday morning; what a kit's register records first is recorded a minute later."""


class Clock:
    """Goes forward one step each time it is asked, so that no two calls of a register happen at once.

    >>> clock = Clock(START, timedelta(minutes=5))
    >>> f"{clock():%H:%M} {clock():%H:%M}"
    '09:05 09:10'
    >>> clock.forward(timedelta(days=1))
    >>> f"{clock():%A %H:%M}"
    'Tuesday 09:15'
    """

    def __init__(self, start: datetime = START, step: timedelta = timedelta(minutes=1)) -> None:
        self.now, self._step = start, step

    def __call__(self) -> datetime:
        self.now += self._step
        return self.now

    def forward(self, by: timedelta) -> None:
        """Lets time pass."""
        self.now += by
