"""Where a digest leads to: the pages of a service, where one is known."""

from collections.abc import Mapping
from urllib.parse import quote, urlencode

from laeringslopp.digest.model import Digest, Item


class Addresses:
    """Links from a digest; without a ``base`` there are none, and decisions are named by their ids."""

    def __init__(self, base: str | None, digest: Digest, more: Mapping[str, str] | None = None) -> None:
        self._base = None if base is None else base.rstrip("/")
        self._digest, self._more = digest, dict(more or {})

    @property
    def lang(self) -> str:
        """In which language the pages are to speak."""
        return self._digest.language

    def item(self, item: Item) -> str | None:
        """The entry that an item rests on."""
        asked = urlencode({"lang": self.lang, **self._more})
        return self._to(f"/decisions/{quote(item.decision_id)}?{asked}#v{item.version}")

    def whole(self) -> str | None:
        """The same digest with everything in it."""
        digest = self._digest
        asked = {"level": digest.level, "organisation": digest.organisation, "since": digest.since.isoformat()}
        return self._to(f"/digest?{urlencode({**asked, 'whole': 'yes', 'lang': self.lang, **self._more})}")

    def _to(self, path: str) -> str | None:
        return None if self._base is None else f"{self._base}{path}"
