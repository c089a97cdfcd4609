"""The kit as a pytest fixture: ``from laeringslopp.testing.fixtures import given`` in a ``conftest.py``."""

from collections.abc import Callable

import pytest

from laeringslopp import testing

__all__ = ["given"]


@pytest.fixture
def given() -> Callable[..., testing.Given]:
    """``laeringslopp.testing.given``, for a test that names it among its arguments."""
    return testing.given
