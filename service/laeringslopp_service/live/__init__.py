"""Telling those who listen what is recorded, as it is recorded by anyone."""

from laeringslopp_service.live.hub import Live, TooMany
from laeringslopp_service.live.listener import Listener
from laeringslopp_service.live.topic import Topic

__all__ = ["Listener", "Live", "TooMany", "Topic"]
