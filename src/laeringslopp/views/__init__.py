"""Views across decisions: flat, documented SQL tables, made from the facts, for dashboards."""

from collections.abc import Sequence

from laeringslopp.beside import views_url
from laeringslopp.register.asking import Asking
from laeringslopp.views.columns import Field, Rows, Shape
from laeringslopp.views.ledger import Stop
from laeringslopp.views.reading import Page
from laeringslopp.views.view import Json, View
from laeringslopp.views.views import MOST_ROWS, SHIPPED, Behind, Status, Views


def open_views(register: Asking, url: str, views: Sequence[View] = SHIPPED) -> Views:
    """The views of a register that was opened from a URL, kept beside it. Raises StoreError."""
    return Views(register.store, views_url(url), views, clock=register.now)


__all__ = [
    "MOST_ROWS",
    "SHIPPED",
    "Behind",
    "Field",
    "Json",
    "Page",
    "Rows",
    "Shape",
    "Status",
    "Stop",
    "View",
    "Views",
    "open_views",
    "views_url",
]
