"""That a form was sent from our own page: the same token in a cookie and in the form.

The double-submit pattern of OWASP's *Cross-Site Request Forgery Prevention Cheat Sheet*.
"""

import hmac
import re
import secrets

from fastapi import Request, Response

COOKIE = "laeringslopp_form"
TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")


def token_for(request: Request) -> str:
    """The token of this browser's forms; the one it has, so that forms in several tabs can be sent."""
    held = request.cookies.get(COOKIE, "")
    return held if TOKEN.fullmatch(held) else secrets.token_urlsafe(32)


def keep(token: str, request: Request, response: Response) -> None:
    """Gives the browser the token to hold; only requests from our own pages bring it back."""
    response.set_cookie(COOKIE, token, httponly=True, samesite="strict", secure=request.url.scheme == "https", path="/")


def is_ours(request: Request, token: str) -> bool:
    """Whether the token in the form is the one in the cookie."""
    held = request.cookies.get(COOKIE, "")
    return bool(TOKEN.fullmatch(held)) and hmac.compare_digest(held.encode(), token.encode())
