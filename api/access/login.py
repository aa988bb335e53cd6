"""The log-in page: a person shows a token once and has a session from then on."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256
from urllib.parse import urlsplit

from fastapi import APIRouter, Request
from jinja2 import Environment, PackageLoader
from starlette.responses import HTMLResponse, RedirectResponse, Response

from api.access.asking import asker_of, holder_of
from api.access.gate import Keys
from api.access.sessions import cookie_line
from graph.errors import BadBody

LONGEST_FIELD = 2_000
_PLAIN = "application/x-www-form-urlencoded"

router = APIRouter(include_in_schema=False)


@cache
def _page() -> Environment:
    return Environment(loader=PackageLoader("api"), autoescape=True, auto_reload=False)


@router.api_route("/login", methods=["GET", "HEAD"])
async def login_page(request: Request) -> Response:
    """The form; who is logged in sees as whom, and can log out."""
    return _shown(request, after=request.query_params.get("next", "/"))


@router.post("/login")
async def log_in(request: Request) -> Response:
    """Begins a session, where the token is good."""
    keys: Keys = request.app.state.keys
    token_text, after = await _fields(request)
    asker = asker_of(request.scope)
    wait = keys.attempts.wait(asker)
    if wait:
        said = f"Too many failed attempts. Wait {wait} seconds and try again."
        shown = _shown(request, after=after, said=said, status=429)
        shown.headers["Retry-After"] = str(wait)
        return shown
    token = keys.tokens.holder(token_text)
    if token is None:
        keys.attempts.failed(asker)
        said = "This token is not known here. Whoever runs Parley can make you one."
        return _shown(request, after=after, said=said, status=401)
    answer = RedirectResponse(own_place(after), 303, {"Cache-Control": "no-store"})
    line = cookie_line(
        keys.sessions.begin(token), seconds=keys.sessions.seconds, secure=_secure(request)
    )
    answer.headers.append("Set-Cookie", line)
    return answer


@router.post("/logout")
async def log_out(request: Request) -> Response:
    """Ends the session in this browser."""
    answer = RedirectResponse("/login", 303, {"Cache-Control": "no-store"})
    answer.headers.append("Set-Cookie", cookie_line("", seconds=0, secure=_secure(request)))
    return answer


async def _fields(request: Request) -> tuple[str, str]:
    """The token and the place to go on to, as the form sends them."""
    if request.headers.get("content-type", "").partition(";")[0].strip() != _PLAIN:
        raise BadBody(f"the form of /login is sent as {_PLAIN}")
    async with request.form(max_files=0, max_fields=10) as form:
        fields = [str(form.get(name, ""))[:LONGEST_FIELD] for name in ("token", "next")]
    return fields[0].strip(), fields[1]


def own_place(asked: str) -> str:
    r"""A place of this service to go on to; the start where it is another's, or none.

    >>> own_place("/conflicts?asset=crimea"), own_place("//evil.example/"), own_place("/\\evil")
    ('/conflicts?asset=crimea', '/', '/')
    """
    sound = asked.startswith("/") and asked.isascii() and asked.isprintable() and "\\" not in asked
    if not sound or asked.startswith("//"):
        return "/"
    try:
        parts = urlsplit(asked)
    except ValueError:
        return "/"
    return "/" if parts.scheme or parts.netloc or parts.path == "/login" else asked


def _secure(request: Request) -> bool:
    return request.url.scheme == "https"


def _shown(request: Request, *, after: str, said: str = "", status: int = 200) -> Response:
    style = _page().get_template("login.css").render()
    page = _page().get_template("login.html")
    digest = b64encode(sha256(style.encode()).digest()).decode()
    text = page.render(
        style=style, said=said, after=own_place(after), holder=holder_of(request.scope)
    )
    policy = (
        f"default-src 'none'; style-src 'sha256-{digest}'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    )
    headers = {
        "Content-Security-Policy": policy,
        "Cache-Control": "no-store",
        # Under "no-referrer" a browser says "Origin: null" of our own form, as of a foreign one.
        "Referrer-Policy": "same-origin",
    }
    return HTMLResponse(text, status, headers)
