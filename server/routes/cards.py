"""New login cards by an admin, as a sheet to print."""

from typing import Literal

import msgspec
from aiohttp import web

from protocol.rights import Capability
from protocol.units import AccountId
from server.bodies import form_of
from server.cards import CardRefused
from server.middlewares import refusal
from server.routes.table import Route
from server.school_app import SchoolApp
from server.slips import POLICY, slips_page


class CardForm(msgspec.Struct, forbid_unknown_fields=True):
    """Whose card, and which half of it is lost."""

    account: AccountId
    renew: Literal["words", "code"]


async def new_card(app: SchoolApp, request: web.Request, _account: AccountId) -> web.Response:
    """A POST although it answers with a page: each call makes new secrets, shown only here."""
    form = await form_of(request, CardForm)
    try:
        card = await app.cards.renew(form.account, form.renew)
    except CardRefused as refused:
        return refusal(409, str(refused))
    return web.Response(
        text=slips_page([card], app.origins()[0]),
        content_type="text/html",
        headers={"Content-Security-Policy": POLICY},
    )


ROUTES = [Route("POST", "/api/card", Capability.MANAGE_ACCOUNTS, new_card)]
