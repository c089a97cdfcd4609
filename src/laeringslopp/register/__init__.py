"""The register: what a developer opens, records in and reads from."""

from laeringslopp.register.receipts import Receipt, Verdict
from laeringslopp.register.register import Register

__all__ = ["Receipt", "Register", "Verdict"]
