"""A register that an assistant can ask, by the Model Context Protocol."""

from laeringslopp.mcp.server import made

__all__ = ["made"]
