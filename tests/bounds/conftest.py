"""A register with a decision in it, and the service before it."""

from tests.service.conftest import client, clock, over, sensors

__all__ = ["client", "clock", "over", "sensors"]
