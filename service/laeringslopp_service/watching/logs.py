"""What is logged: a JSON object a line. Words of our own, names and numbers; never a text that somebody sent."""

import json
import logging
import traceback
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

from laeringslopp import StoreError

REQUESTS = "laeringslopp.requests"
TOLD = "told"
"""Under what name a record carries what it tells besides its message."""
LOGGERS = ("laeringslopp", "laeringslopp_service", "uvicorn")
FRAMES = 12
"""How much of where an error came from is told."""


class JsonLines(logging.Formatter):
    """A record as a line. An error is told by its kind and where it was, for its words may quote what was sent."""

    def format(self, record: logging.LogRecord) -> str:
        """One line, without its end."""
        told: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": _message(record),
            **getattr(record, TOLD, {}),
        }
        if record.exc_info and record.exc_info[0] is not None:
            told["error"] = record.exc_info[0].__name__
            told["at"] = _frames(record.exc_info[2])
        return json.dumps(told)


def _message(record: logging.LogRecord) -> str:
    """The message with its values; of an error only which it is."""
    if isinstance(record.args, dict) or not record.args:
        # uvicorn has the trace in the message itself now and then.
        return str(record.msg).partition("\n")[0]
    return str(record.msg) % tuple(_value(each) for each in record.args)


def _value(value: object) -> object:
    if isinstance(value, StoreError):
        where = {name: value.values[name] for name in ("decision", "position") if name in value.values}
        return " ".join([f"{type(value).__name__} ({value.reason})", *(f"{k} {v}" for k, v in where.items())])
    return type(value).__name__ if isinstance(value, BaseException) else value


def _frames(trace: TracebackType | None) -> list[str]:
    frames = traceback.extract_tb(trace)[-FRAMES:]
    return [f"{frame.filename.rpartition('site-packages/')[2]}:{frame.lineno} {frame.name}" for frame in frames]


def log_lines() -> logging.Handler:
    """Has all that the service logs written to standard error, as lines of JSON."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines())
    for name in LOGGERS:
        logger = logging.getLogger(name)
        logger.handlers = [handler]
        logger.propagate = False
    logging.getLogger(REQUESTS).setLevel(logging.INFO)
    return handler
