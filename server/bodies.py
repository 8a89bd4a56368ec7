"""Reading what a request carries: bounded in size by the application, and here in time and form."""

import asyncio
from typing import Final, TypeVar

import msgspec
from aiohttp import web

WITHIN_S: Final = 10
"""A form is a few hundred bytes; who needs longer holds a line open on purpose."""

_Form = TypeVar("_Form")


class BodyRefused(Exception):
    """The body is not what the route takes. `status` and `reason` are the answer."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status, self.reason = status, reason


async def form_of(request: web.Request, form: type[_Form]) -> _Form:
    """The JSON body as a `form`. Raises BodyRefused, or aiohttp's 413 for more than 64 KiB."""
    try:
        async with asyncio.timeout(WITHIN_S):
            return msgspec.json.decode(await request.read(), type=form)
    except TimeoutError:
        raise BodyRefused(408, "too_slow") from None
    except (msgspec.DecodeError, msgspec.ValidationError, UnicodeDecodeError):
        raise BodyRefused(400, "bad_request") from None
