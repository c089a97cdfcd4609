"""A digest as an HTML document that stands alone: no script, no picture, no file beside it, so a mail may hold it."""

from collections.abc import Iterator
from html import escape

from laeringslopp.digest.addresses import Addresses
from laeringslopp.digest.model import Digest, Item

BODY = "margin:0 auto;padding:16px;max-width:44em;font:16px/1.5 sans-serif;color:#1a1a1a;background:#ffffff"
LINK = "color:#0b4f8a"


def html(digest: Digest, base: str | None = None) -> str:
    """The digest as HTML; ``base`` is the address of the service that its links lead to."""
    return "\n".join(_lines(digest, Addresses(base, digest))) + "\n"


def _lines(digest: Digest, addresses: Addresses) -> Iterator[str]:
    yield "<!doctype html>"
    yield f'<html lang="{digest.language}">'
    yield f'<head><meta charset="utf-8"><title>{escape(digest.title)}</title></head>'
    yield f'<body style="{BODY}">'
    yield f"<h1>{escape(digest.title)}</h1>"
    yield f"<p>{escape(' '.join(digest.lead))}</p>"
    for part in digest.parts:
        yield f"<h2>{escape(part.heading)} ({part.count})</h2>"
        yield "<ul>"
        for item in part.items:
            yield f"<li>{_item(item, addresses)}</li>"
        if part.more:
            yield f"<li>{_linked(part.more, addresses.whole())}</li>"
        yield "</ul>"
    for sentence in digest.closing:
        yield f"<p>{escape(sentence)}</p>"
    yield "</body>"
    yield "</html>"


def _item(item: Item, addresses: Addresses) -> str:
    link = addresses.item(item)
    title = item.title if link or item.title == item.decision_id else f"{item.title} ({item.decision_id})"
    return f"<strong>{_linked(title, link)}</strong>: {escape(item.text)}"


def _linked(text: str, link: str | None) -> str:
    shown = f'<bdi dir="auto">{escape(text)}</bdi>'
    return f'<a href="{escape(link)}" style="{LINK}">{shown}</a>' if link else shown
