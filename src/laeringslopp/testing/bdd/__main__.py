"""``python -m laeringslopp.testing.bdd`` lists every step."""

from laeringslopp.testing.bdd.listing import steps

print("\n".join(steps()))  # noqa: T201
