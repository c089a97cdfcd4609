"""Every duty: one function each, in the file of its subject."""

from laeringslopp.rules.duties import answering, deciding, learning, trying

SUBJECTS = (trying, learning, answering, deciding)

__all__ = ["SUBJECTS"]
