"""The receiver that the documentation shows works."""

import re
import threading
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from laeringslopp_service.hooks import Sender
from tests.hooks.conftest import SECRET, Post

PAGE = Path(__file__).parent.parent.parent / "docs" / "webhooks.md"


def test_the_receiver_that_is_shown_takes_what_is_ours_once(post: Post, capsys: pytest.CaptureFixture[str]):
    """Signed, and not twice; what is signed by somebody else is turned away."""
    (code,) = re.findall(r"^```python\n(.*?)^```", PAGE.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    made: dict[str, Any] = {}
    exec(code, made)
    made["Receiver"].log_message = lambda *_: None
    assert made["Receiver"].secret == SECRET
    server = ThreadingHTTPServer(("127.0.0.1", 0), made["Receiver"])
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        post.sender = Sender(allow_private=True)
        url = f"http://127.0.0.1:{server.server_address[1]}/in"
        post.make(url)
        post.deliver()
        post.keeping.replay("hook-1", post.clock().timestamp(), 0, dead=False)
        post.deliver()
        assert post.now().position == 1
        post.make(url, webhook_id="hook-2", secret="whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
        post.deliver("hook-2")
        assert post.now("hook-2").position == 0
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
    assert capsys.readouterr().out.count("laeringslopp.decision-opened sensorer") == 1
