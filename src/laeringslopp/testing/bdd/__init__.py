"""Rules as specifications: sentences in English and Norwegian that a ``.feature`` file is written with, as a plugin.

``pytest -p laeringslopp.testing.bdd my-rules.feature`` runs a file that needs no Python beside it. In a project of
tests, ``pytest_plugins = ["laeringslopp.testing.bdd"]`` in its ``conftest.py`` does the same. There is no entry point:
who has the library installed and tests something else is not disturbed. Needs ``laeringslopp[testing]``.
"""

pytest_plugins = [
    "laeringslopp.testing.bdd.collecting",
    "laeringslopp.testing.bdd.acts",
    "laeringslopp.testing.bdd.answers",
    "laeringslopp.testing.bdd.owing",
]
