"""When a delivery that failed is tried again: the schedule of Standard Webhooks, over three days."""

DELAYS = (5, 5 * 60, 30 * 60, 2 * 3600, 5 * 3600, 10 * 3600, 14 * 3600, 20 * 3600, 24 * 3600)
"""Seconds from one attempt to the next; the first is made at once."""
JITTER = 0.2
"""Up to so much of a delay is added, so that not all come back in the same moment."""
LONGEST = 24 * 3600
"""Seconds that a receiver can ask us to stay away."""


def next_try(attempts: int, now: float, chance: float, retry_after: float | None = None) -> float | None:
    """When to try again after so many attempts; None: no more. ``chance`` is from 0 up to 1."""
    if attempts > len(DELAYS):
        return None
    delay = DELAYS[attempts - 1] * (1 + JITTER * chance)
    return now + max(delay, min(retry_after or 0, LONGEST))
