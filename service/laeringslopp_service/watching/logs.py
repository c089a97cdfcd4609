"""What is logged: a JSON object a line. Words of our own, names and numbers; never a text that somebody sent."""

import json
import logging
import sys
import threading
import traceback
import warnings
from contextvars import ContextVar
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, TextIO

from laeringslopp import RuleFailed, StoreError

log = logging.getLogger(__name__)

REQUESTS = "laeringslopp.requests"
TOLD = "told"
"""Under what name a record carries what it tells besides its message."""
ASKED: ContextVar[str | None] = ContextVar("request_id", default=None)
"""The id of the request that something is done for, also in the thread that does it."""
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
            **({"request_id": asked} if (asked := ASKED.get()) is not None else {}),
            **getattr(record, TOLD, {}),
        }
        if record.exc_info and record.exc_info[0] is not None:
            told["error"] = record.exc_info[0].__name__
            told["at"] = _frames(record.exc_info[2])
        return json.dumps(told, separators=(",", ":"))


def _message(record: logging.LogRecord) -> str:
    """The message with its values; of an error only which it is. What values others log, nobody knows: none of them."""
    is_known = record.name.partition(".")[0] in LOGGERS
    if not is_known or isinstance(record.args, dict) or not record.args:
        # uvicorn has the trace in the message itself now and then.
        return str(record.msg).partition("\n")[0]
    return str(record.msg) % tuple(_value(each) for each in record.args)


def _value(value: object) -> object:
    if isinstance(value, StoreError):
        where = {name: value.values[name] for name in ("decision", "position") if name in value.values}
        return " ".join([f"{type(value).__name__} ({value.reason})", *(f"{k} {v}" for k, v in where.items())])
    if isinstance(value, RuleFailed):
        return f"RuleFailed (rule {value.rule_id}, plugin {value.plugin})"
    return type(value).__name__ if isinstance(value, BaseException) else value


def _frames(trace: TracebackType | None) -> list[str]:
    frames = traceback.extract_tb(trace)[-FRAMES:]
    return [f"{_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]


def _short(file: str) -> str:
    return file.rpartition("site-packages/")[2]


def log_lines() -> logging.Handler:
    """Has all that is said on standard error in this process written as lines of JSON, whoever says it.

    Python itself writes warnings, and errors that nobody caught, with their words; so it is asked not to.
    """
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines())
    for name in (*LOGGERS, None):
        logger = logging.getLogger(name)
        logger.handlers = [handler]
        logger.propagate = False
    logging.getLogger(REQUESTS).setLevel(logging.INFO)
    warnings.showwarning = _warned
    threading.excepthook = _uncaught
    sys.unraisablehook = _uncaught
    return handler


def _warned(
    message: Warning | str,
    category: type[Warning],
    filename: str,
    lineno: int,
    file: TextIO | None = None,
    line: str | None = None,
) -> None:
    log.warning("%s at %s:%d", category.__name__, _short(filename), lineno)


def _uncaught(told: Any) -> None:
    """What a thread, or an object that goes, could not tell anybody."""
    if not issubclass(told.exc_type, SystemExit):
        log.error("an error that nobody caught", exc_info=(told.exc_type, told.exc_value, told.exc_traceback))
