"""The service seen from outside: logs, figures and traces. Never what is recorded, nor what is searched for."""

from laeringslopp_service.watching.figures import Figures
from laeringslopp_service.watching.logs import JsonLines, log_lines
from laeringslopp_service.watching.traces import Tracing, tracing
from laeringslopp_service.watching.watch import Watch, method_of, route_of

__all__ = ["Figures", "JsonLines", "Tracing", "Watch", "log_lines", "method_of", "route_of", "tracing"]
