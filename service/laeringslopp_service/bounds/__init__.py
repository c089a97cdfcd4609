"""How much is taken on: by whom, how much at once, and for how long. What discloses a failure has room of its own."""

from laeringslopp_service.bounds.connections import Connections
from laeringslopp_service.bounds.door import Door
from laeringslopp_service.bounds.lanes import Lane, lane_of
from laeringslopp_service.bounds.room import Room

__all__ = ["Connections", "Door", "Lane", "Room", "lane_of"]
