"""The kit that embedders use, as a fixture."""

from laeringslopp.testing.fixtures import given

__all__ = ["given"]
