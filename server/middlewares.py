"""Around every request: security headers, no foreign writes, no exception text on a page."""

import logging
from collections.abc import Awaitable, Callable
from typing import Final, TypeAlias

from aiohttp import web
from aiohttp.typedefs import Middleware

from server.bodies import BodyRefused

Handler: TypeAlias = Callable[[web.Request], Awaitable[web.StreamResponse]]
_log = logging.getLogger(__name__)

_HEADERS: Final = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": (
        "camera=(self), microphone=(self), display-capture=(self), geolocation=(), payment=()"
    ),
    "Server": "hiroba",
}


def content_security_policy(socket_origins: str) -> str:
    """CSP without inline anything; sockets are named, since older Safari does not match 'self'."""
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self' blob: data:",
            "font-src 'self'",
            "media-src 'self' blob:",
            f"connect-src 'self' {socket_origins}",
            "worker-src 'self'",
            "manifest-src 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
            "base-uri 'none'",
            "object-src 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types hiroba",
        )
    )


def refusal(status: int, reason: str, at_ms: int = 0) -> web.Response:
    """The one form of every refusal over HTTP."""
    return web.json_response({"reason": reason, "at_ms": at_ms}, status=status)


def security_headers(
    socket_origins: Callable[[], tuple[str, ...]],
) -> Callable[[web.Request, web.StreamResponse], Awaitable[None]]:
    """For `on_response_prepare`: it also covers refusals and sockets."""

    async def add(request: web.Request, response: web.StreamResponse) -> None:
        sockets = socket_origins()
        response.headers.update(_HEADERS)
        policy = content_security_policy(" ".join(sockets))
        response.headers.setdefault("Content-Security-Policy", policy)
        response.headers.setdefault("Cache-Control", "no-store")
        if all(origin.startswith("wss:") for origin in sockets):
            response.headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"

    return add


@web.middleware
async def no_exception_text(request: web.Request, handler: Handler) -> web.StreamResponse:
    """What goes wrong inside is written to the log without its content, and told as one word."""
    try:
        return await handler(request)
    except BodyRefused as refused:
        return refusal(refused.status, refused.reason)
    except web.HTTPException as error:
        reason = {404: "not_found", 405: "wrong_method", 413: "too_large"}.get(error.status)
        return refusal(error.status, reason or "bad_request")
    except Exception as error:  # noqa: BLE001  (the last line of defence of a request)
        _log.error("request failed: %s %s", request.method, type(error).__name__, exc_info=error)
        return refusal(500, "our_mistake")


def is_own_origin(request: web.Request, origins: tuple[str, ...]) -> bool:
    """Whether the request's Origin is exactly one of ours; a missing one is not."""
    return request.headers.get("Origin") in origins


def no_foreign_writes(origins: Callable[[], tuple[str, ...]]) -> Middleware:
    """State changes only by our own pages (security note, CSRF); `Route.takes` says by what."""

    @web.middleware
    async def check(request: web.Request, handler: Handler) -> web.StreamResponse:
        if request.method not in {"GET", "HEAD"}:
            site = request.headers.get("Sec-Fetch-Site")
            own = site == "same-origin" if site else is_own_origin(request, origins())
            if not own:
                return refusal(403, "foreign_origin")
        return await handler(request)

    return check
