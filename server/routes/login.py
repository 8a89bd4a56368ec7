"""Logging in and out over HTTP; everything after that travels the socket."""

from typing import Annotated, Final

import msgspec
from aiohttp import web
from msgspec import Meta

from protocol.rights import Capability
from protocol.sessions import Device, Disconnect, LogOut
from protocol.units import AccountId
from server.bodies import form_of
from server.logins import Attempt, Entered, LoginRefused
from server.middlewares import refusal
from server.routes.table import Route
from server.school_app import SchoolApp

DEVICE_COOKIE_S: Final = 400 * 24 * 3600


class LoginForm(msgspec.Struct, forbid_unknown_fields=True):
    """What the login page sends. `code` is empty for pupils."""

    login_id: Annotated[str, Meta(max_length=40)]
    passphrase: Annotated[str, Meta(max_length=200)]
    device: Device
    code: Annotated[str, Meta(max_length=10)]


async def log_in(app: SchoolApp, request: web.Request, _account: AccountId) -> web.Response:
    form = await form_of(request, LoginForm)
    device_token = request.cookies.get(app.device_cookie, "")
    attempt = Attempt(form.login_id, form.passphrase, form.code, form.device, device_token)
    try:
        entered = await app.logins.log_in(attempt)
    except LoginRefused as refused:
        return refusal(refused.status, refused.reason, refused.at_ms)
    response = web.json_response({"account": entered.account, "role": entered.role})
    _set_cookies(app, response, entered)
    return response


def _set_cookies(app: SchoolApp, response: web.Response, entered: Entered) -> None:
    secure = app.config.secure_cookies
    for name, value, age_s in (
        (app.session_cookie, entered.token, None),
        (app.device_cookie, entered.device_token, DEVICE_COOKIE_S),
    ):
        response.set_cookie(
            name, value, max_age=age_s, path="/", secure=secure, httponly=True, samesite="Strict"
        )


async def who_am_i(app: SchoolApp, request: web.Request, _account: AccountId) -> web.Response:
    """Whom the cookie belongs to. A stranger is nobody, not a mistake: every first visit asks."""
    who = app.authenticate(request)
    if who is None:
        return web.json_response({"account": "", "role": ""})
    role = app.loop.school.accounts[who[0]].role
    return web.json_response({"account": who[0], "role": role.value})


async def log_out(app: SchoolApp, _request: web.Request, account: AccountId) -> web.Response:
    if app.loop.read_only:
        return refusal(503, "read_only")
    await app.loop.inbox.ask(LogOut(), account)
    response = web.Response(status=204)
    response.del_cookie(app.session_cookie, path="/", secure=app.config.secure_cookies)
    return response


async def leaving(app: SchoolApp, request: web.Request, account: AccountId) -> web.Response:
    """The page is being closed or hidden for good: the connection counts as dropped now."""
    who = app.authenticate(request)
    if who is not None:
        app.loop.inbox.put(Disconnect(account, who[1]), 0, None, None)
    return web.Response(status=204)


ROUTES = [
    Route("POST", "/api/login", None, log_in),
    Route("GET", "/api/session", None, who_am_i),
    Route("POST", "/api/logout", Capability.ATTEND, log_out, under_cover=True),
    Route("POST", "/api/leaving", Capability.ATTEND, leaving, under_cover=True),
]
