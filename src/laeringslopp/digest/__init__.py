"""What is new for one level since its last meeting, on one page: pure, and in the reader's words."""

from laeringslopp.digest.making import Found, News, made_of
from laeringslopp.digest.model import Digest, Item, Part, PartName, tell_digest

__all__ = ["Digest", "Found", "Item", "News", "Part", "PartName", "made_of", "tell_digest"]
