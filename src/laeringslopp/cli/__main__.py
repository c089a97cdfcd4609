"""``python -m laeringslopp.cli``."""

from laeringslopp.cli import main

main()
