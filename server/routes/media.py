"""Offers of browsers, and what they need to know before one. SDP holds addresses: never logged."""

from typing import Annotated, Final

import msgspec
from aiohttp import web

from protocol.rights import Capability
from protocol.units import AccountId
from server.bodies import form_of
from server.media.embedded.sdp import OFFER_MAX_CHARS, SLOTS
from server.media.plane import OfferRefused, PlaneAway, Wish
from server.media.settings import (
    CAMERA_BPS,
    CAMERA_FRAMES_PER_S,
    CAMERA_PX,
    SCREEN_BPS,
    SCREEN_FRAMES_PER_S,
    SCREEN_PX,
    SMALL_CAMERA_BPS,
    SMALL_CAMERA_FRAMES_PER_S,
    SMALL_CAMERA_PX,
    SMALL_FROM_MEMBERS,
    VOICE_BPS,
)
from server.middlewares import refusal
from server.routes.table import Route
from server.school_app import SchoolApp


class OfferForm(msgspec.Struct, forbid_unknown_fields=True):
    sdp: Annotated[str, msgspec.Meta(max_length=OFFER_MAX_CHARS)]


class WishForm(msgspec.Struct, forbid_unknown_fields=True):
    sound: bool
    screen: bool
    cameras: Annotated[
        list[Annotated[int, msgspec.Meta(ge=0, lt=SLOTS)]], msgspec.Meta(max_length=SLOTS)
    ]


def _picture(bitrate_bps: int, size_px: tuple[int, int], frames_per_s: int) -> dict[str, int]:
    width, height = size_px
    return {
        "bitrate_bps": bitrate_bps, "width": width, "height": height, "frames_per_s": frames_per_s,
    }  # fmt: skip


CAPS: Final = {
    "microphone": {"bitrate_bps": VOICE_BPS},
    "camera": _picture(CAMERA_BPS, CAMERA_PX, CAMERA_FRAMES_PER_S),
    "small_camera": _picture(SMALL_CAMERA_BPS, SMALL_CAMERA_PX, SMALL_CAMERA_FRAMES_PER_S),
    "small_from": SMALL_FROM_MEMBERS,
    "screen": _picture(SCREEN_BPS, SCREEN_PX, SCREEN_FRAMES_PER_S),
}
"""What each stream of a page may cost; cameras are small in calls of `small_from` and more."""


async def offer(app: SchoolApp, request: web.Request, account: AccountId) -> web.Response:
    """A browser's offer is answered by the media plane; nothing flows because of it."""
    form = await form_of(request, OfferForm)
    try:
        return web.json_response({"sdp": await app.media.answer(account, form.sdp)})
    except PlaneAway as away:
        return refusal(409, away.reason)
    except OfferRefused:
        return refusal(400, "bad_offer")


async def config(app: SchoolApp, _request: web.Request, _account: AccountId) -> web.Response:
    """Our own relay, if there is one, and what each stream may cost."""
    return web.json_response(
        {
            "ice_servers": [server._asdict() for server in app.media.ice_servers()],
            "caps": CAPS,
        }
    )


async def wanted(app: SchoolApp, request: web.Request, account: AccountId) -> web.Response:
    """A person wants to receive less than they may: a weak device, or sound alone."""
    form = await form_of(request, WishForm)
    app.media.want(account, Wish(form.sound, form.screen, tuple(form.cameras)))
    return web.Response(status=204)


async def counters(app: SchoolApp, _request: web.Request, _account: AccountId) -> web.Response:
    """Packets by person, for those who operate the school; of whoever is in a counselling talk
    there is no more to see than of somebody who has logged out."""
    try:
        counted = await app.media.plane.counters()
    except PlaneAway as away:
        return refusal(409, away.reason)
    here = app.loop.school.sessions
    people = counted["people"]
    assert isinstance(people, dict), "the plane counts by person"
    shown = {account: of for account, of in people.items() if account in here}
    return web.json_response({**counted, "people": shown})


ROUTES = [
    Route("POST", "/api/media/offer", Capability.CALL, offer, per_second=1, under_cover=True),
    Route("GET", "/api/media/config", Capability.CALL, config, per_second=2),
    Route("POST", "/api/media/wanted", Capability.CALL, wanted, per_second=5, under_cover=True),
    Route("GET", "/api/media/counters", Capability.OPERATE, counters),
]
