"""A page that a councillor reads in a minute: what is open, what is overdue, what failed, and what was learned.

All of it is asked for when the page is, so no figure is older than the page. Where the service is away there are none.
"""

import argparse
import json
import sys
import threading
from collections.abc import Iterable
from datetime import datetime
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from string import Template
from urllib.parse import parse_qs, quote, urlsplit

from laeringslopp import AnyRegister, LaeringsloppError, Reader, Timeline
from laeringslopp.client import Retrying, open_remote
from laeringslopp.facts import FailureCorrected, FailureDisclosed, LessonDrawn
from laeringslopp.story import LANGUAGES, Language, open_sentence, trouble_sentence, wording

HERE = Path(__file__).parent
CSS = (HERE / "dashboard.css").read_bytes()
PAGE = Template((HERE / "page.html").read_text(encoding="utf-8"))
WORDS: dict[Language, dict[str, str]] = json.loads((HERE / "words.json").read_text(encoding="utf-8"))
LATEST = 5  # so many failures stand first


class Dashboard:
    """The page for one level, in one language."""

    def __init__(self, register: AnyRegister, service: str, level: str, lang: Language) -> None:
        self.register, self.service, self.level, self.lang = register, service, level, lang
        self.said, self.words = WORDS[lang], wording(lang)

    def page(self) -> tuple[int, str]:
        """The status and the page. Where nothing can be read it says so; what was read before is not shown again."""
        try:
            status, main = 200, self.figures()
        except LaeringsloppError as error:
            why = escape(trouble_sentence(error, self.words))
            status, main = 503, f'<h2>{self.said["away"]}</h2><p role="alert">{why} {self.said["stale"]}</p>'
        languages = " ".join(f'<a href="/?lang={it}" lang="{it}" hreflang="{it}">{it}</a>' for it in LANGUAGES)
        return status, PAGE.substitute(lang=self.lang, title=self.said["title"], languages=languages, main=main)

    def figures(self) -> str:
        """Every list, and before them how long each is."""
        reader = Reader.level(self.level)
        # What is owed first: a decision that owes something is then among those that are read after it.
        overdue = [owed for owed in self.register.tell_duties(self.lang, open=True, reader=reader) if owed["overdue"]]
        read = {each: self.register.timeline(each, reader=reader) for each in self.register.decision_ids()}
        lists: dict[str, list[str]] = {"overdue": [], "unlearned": [], "unread": [], "open": []}
        for owed in overdue:
            lists["overdue"].append(self.item(owed["sentence"], read[owed["decision_id"]], owed["version"]))
        for timeline in read.values():
            for waiting in timeline.open:
                if name := {"failure-without-lesson": "unlearned", "lesson-unread": "unread"}.get(waiting.what):
                    lists[name].append(self.item(open_sentence(waiting, self.words), timeline, waiting.version))
            if timeline.opened and timeline.decision.status == "open":
                lists["open"].append(self.item("", timeline))
        when = escape(self.words.when(self.register.now().astimezone()))
        links = "".join(f'<li><a href="#{name}"><b>{len(lists[name])}</b> {self.said[name]}</a></li>' for name in lists)
        found = [each for timeline in read.values() for each in self.failures(timeline)]
        latest = [item for _, item in sorted(found, reverse=True)[:LATEST]]
        shown = "".join(self.section(name, items) for name, items in {"latest": latest, **lists}.items())
        return f'<p>{self.said["as_of"].format(when=when)}</p><ul class="figures">{links}</ul>{shown}'

    def failures(self, timeline: Timeline) -> Iterable[tuple[datetime, str]]:
        """What failed and when, never whose it was: as it was last corrected, with the lessons drawn from it."""
        facts = [entry.recorded.fact for entry in sorted(timeline.entries, key=lambda entry: entry.version)]
        for entry in timeline.entries:
            failure = entry.recorded.fact
            if not isinstance(failure, FailureDisclosed):
                continue
            text, learned, otherwise = failure.what_happened, "", self.said["no_lesson"]
            for fact in facts:
                if isinstance(fact, FailureCorrected) and fact.failure_id == failure.failure_id:
                    text = fact.what_happened or text
                    if fact.finding:
                        otherwise = self.said["unfounded" if fact.finding == "unfounded" else "no_lesson"]
                elif isinstance(fact, LessonDrawn) and failure.failure_id in fact.from_failures:
                    lesson = f"{self.said['learned']} {fact.statement} {fact.recommendation or ''}"
                    learned += f"<p>{escape(lesson)}</p>"
            learned = learned or f"<p>{otherwise}</p>"
            yield entry.recorded.occurred_at, self.item(text, timeline, entry.version, learned)

    def section(self, name: str, items: list[str]) -> str:
        """A list under its heading, or that there is nothing."""
        shown = f"<ul>{''.join(items)}</ul>" if items else f"<p>{self.said['none']}</p>"
        return f'<section class="{name}"><h2 id="{name}">{self.said[name]}</h2>{shown}</section>\n'

    def item(self, text: str, timeline: Timeline, version: int | None = None, more: str = "") -> str:
        """A text, escaped, and the way to where it stands in the service; ``more`` is escaped already."""
        named = timeline.decision.decision_id
        address = f"{self.service}/decisions/{quote(named, safe='')}?as={quote(self.level)}&lang={self.lang}"
        address += f"#v{version}" if version else ""
        title = timeline.opened.title if timeline.opened else named
        return f'<li>{escape(text)}{more} <a href="{escape(address)}">{escape(title)}</a></li>'


def server(service: str, port: int, level: str) -> ThreadingHTTPServer:
    """Listens to this machine alone, for there is no sign-in."""
    # Somebody waits for the page: a no within seconds is better than a yes after minutes.
    register = open_remote(service, retrying=Retrying(tries=2, patience=1.0), timeout=5.0)
    one_at_a_time = threading.Lock()  # what the client keeps is for one reader

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked = urlsplit(self.path)
            if self.headers.get("Host", "").partition(":")[0] not in ("127.0.0.1", "localhost"):
                self.send_error(403)  # another site that gave this machine a name of its own
            elif asked.path == "/dashboard.css":
                self.answer(200, "text/css", CSS)
            elif asked.path == "/":
                wished = parse_qs(asked.query).get("lang")
                lang = next((each for each in LANGUAGES if [each] == wished), LANGUAGES[0])
                with one_at_a_time:
                    status, page = Dashboard(register, service.rstrip("/"), level, lang).page()
                self.answer(status, "text/html", page.encode())
            else:
                self.send_error(404)

        def answer(self, status: int, kind: str, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Type", f"{kind}; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Content-Security-Policy", "default-src 'none'; style-src 'self'; frame-ancestors 'none'")
            self.send_header("Cache-Control", "no-store")
            self.end_headers()
            self.wfile.write(body)

    return ThreadingHTTPServer(("127.0.0.1", port), Handler)


if __name__ == "__main__":
    options = argparse.ArgumentParser()
    options.add_argument("--service", default="http://127.0.0.1:8000", help="where the service is")
    options.add_argument("--port", type=int, default=8080, help="where the page is to be; 0 takes a free one")
    options.add_argument("--level", default="political", help="the level that reads it")
    chosen = options.parse_args()
    try:
        listening = server(chosen.service, chosen.port, chosen.level)
    except (OSError, OverflowError, LaeringsloppError) as error:
        options.error(str(error))
    sys.stdout.write(f"http://127.0.0.1:{listening.server_port}\n")
    sys.stdout.flush()
    listening.serve_forever()
