"""Where what is kept beside a register lies. Asked whenever one is opened, so nothing heavy is loaded for it."""

from laeringslopp.errors import StoreError


def views_url(register_url: str) -> str:
    """Where the views of a register are kept, as a URL that ``Database`` takes. Raises StoreError."""
    if register_url in ("memory:", "memory://"):
        return "memory:"
    scheme, separator, rest = register_url.partition("://")
    if separator and scheme == "sqlite":
        return f"{register_url}.views"
    if separator and scheme in ("postgresql", "postgres"):
        return f"postgresql+psycopg://{rest}"
    raise StoreError(f"no views can be kept for {register_url!r}", "unknown-url", url=register_url)


def beside_url(register_url: str, what: str) -> str:
    """Where something else is kept that is not made from the register alone: a file of its own, or the same database.

    Raises StoreError.
    """
    url = views_url(register_url)
    return f"{url.removesuffix('.views')}.{what}" if url.endswith(".views") else url
