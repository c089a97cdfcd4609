"""The register: what a developer opens, records in and reads from."""

from laeringslopp.register.copying import Copied
from laeringslopp.register.protocol import AnyRegister
from laeringslopp.register.receipts import Receipt, Verdict
from laeringslopp.register.register import Register
from laeringslopp.register.together import Together

__all__ = ["AnyRegister", "Copied", "Receipt", "Register", "Together", "Verdict"]
