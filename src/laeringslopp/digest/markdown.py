"""A digest as Markdown."""

import re
from collections.abc import Iterator

from laeringslopp.digest.addresses import Addresses
from laeringslopp.digest.model import Digest, Item

SIGNS = re.compile(r"([\\`*_{}\[\]<>#|~!&])")
AT_THE_BEGINNING = re.compile(r"^(\s*)([-+=]|\d+[.)])")


def markdown(digest: Digest, base: str | None = None) -> str:
    """The digest as Markdown (CommonMark); ``base`` is the address of the service that its links lead to."""
    return "\n".join(_lines(digest, Addresses(base, digest))) + "\n"


def escaped(text: str) -> str:
    """What people wrote is no markup."""
    line = SIGNS.sub(r"\\\1", " ".join(text.split()))
    return AT_THE_BEGINNING.sub(lambda found: f"{found[1]}\\{found[2]}", line)


def _lines(digest: Digest, addresses: Addresses) -> Iterator[str]:
    yield f"# {escaped(digest.title)}"
    yield ""
    yield " ".join(map(escaped, digest.lead))
    for part in digest.parts:
        yield ""
        yield f"## {escaped(part.heading)} ({part.count})"
        yield ""
        for item in part.items:
            yield f"- {_item(item, addresses)}"
        if part.more:
            whole = addresses.whole()
            yield f"- [{escaped(part.more)}]({whole})" if whole else f"- {escaped(part.more)}"
    for sentence in digest.closing:
        yield ""
        yield escaped(sentence)


def _item(item: Item, addresses: Addresses) -> str:
    link = addresses.item(item)
    title = f"[{escaped(item.title)}]({link})" if link else f"{escaped(item.title)} (`{item.decision_id}`)"
    return f"{title}: {escaped(item.text)}"
