"""Uploads over HTTP: send one, list them, look at one where it hangs.

Whatever is served lies in a sandbox, under a type that was found by looking: even a PDF with a
script, opened by itself, runs nothing on our origin. "Not there" and "not for you" are one answer.
"""

import asyncio
from typing import Final
from urllib.parse import quote

from aiohttp import web

from protocol.rights import Capability
from protocol.units import UPLOADS_TOTAL_MAX_BYTES, AccountId
from protocol.uploads import UploadKind
from server.blobs import BlobLost
from server.bodies import BodyRefused
from server.middlewares import refusal
from server.routes.table import BYTES, Route
from server.school_app import SchoolApp
from simulation.parts import Upload
from simulation.texts import cleaned
from simulation.uploads import PICTURES, hangs_on, may_see, stored_bytes

POLICY: Final = "default-src 'none'; style-src 'none'; frame-ancestors 'none'; sandbox"
TITLE_MAX_CHARS: Final = 40
_TYPES: Final = {
    UploadKind.JPEG: "image/jpeg",
    UploadKind.PNG: "image/png",
    UploadKind.WEBP: "image/webp",
    UploadKind.PDF: "application/pdf",
}


async def send(app: SchoolApp, request: web.Request, account: AccountId) -> web.Response:
    """Take the body in as an upload with the title `title`."""
    title = cleaned(request.query.get("title", ""), TITLE_MAX_CHARS)
    if not title:
        raise BodyRefused(400, "title_empty")
    upload = await app.uploads.take(request, account, title)
    return web.json_response(_row(app, app.loop.school.uploads[upload]))


async def listed(app: SchoolApp, _request: web.Request, _account: AccountId) -> web.Response:
    """Everything there is to hang up, the newest first, and how much room is left."""
    school = app.loop.school
    newest = sorted(school.uploads.values(), key=lambda one: (-one.added_ms, one.upload))
    return web.json_response(
        {
            "uploads": [_row(app, upload) for upload in newest],
            "bytes": stored_bytes(school),
            "bytes_max": UPLOADS_TOTAL_MAX_BYTES,
        }
    )


async def content(app: SchoolApp, request: web.Request, account: AccountId) -> web.StreamResponse:
    return await _served(app, request, account, preview=False)


async def preview(app: SchoolApp, request: web.Request, account: AccountId) -> web.StreamResponse:
    return await _served(app, request, account, preview=True)


async def _served(
    app: SchoolApp, request: web.Request, account: AccountId, *, preview: bool
) -> web.StreamResponse:
    school, wanted = app.loop.school, request.match_info["upload"]
    upload = school.uploads.get(wanted)
    if upload is None or not may_see(school, account, wanted):
        return refusal(404, "not_found")
    name = upload.preview if preview else upload.sha256
    if not name:
        return refusal(404, "not_found")
    try:
        path = await asyncio.to_thread(app.uploads.blobs.proved, name)
    except BlobLost as lost:
        return refusal(410, str(lost))
    kind = UploadKind.JPEG if preview else upload.kind
    where = "inline" if kind in PICTURES else "attachment"
    file = quote(f"{upload.title}.{'jpg' if kind is UploadKind.JPEG else kind.value}", safe="")
    return web.FileResponse(
        path,
        headers={
            "Content-Type": _TYPES[kind],
            "Content-Disposition": f"{where}; filename*=UTF-8''{file}",
            "Content-Security-Policy": POLICY,
        },
    )


def _row(app: SchoolApp, upload: Upload) -> dict[str, object]:
    return {
        "upload": upload.upload, "title": upload.title, "kind": upload.kind.value,
        "bytes": upload.size_bytes, "width": upload.width_px, "height": upload.height_px,
        "added_ms": upload.added_ms, "floors": hangs_on(app.loop.school, upload.upload),
    }  # fmt: skip


ROUTES = [
    Route("POST", "/api/uploads", Capability.UPLOAD, send, takes=BYTES),
    Route("GET", "/api/uploads", Capability.UPLOAD, listed),
    Route("GET", "/api/uploads/{upload:.+}", Capability.ATTEND, content),
    Route("GET", "/api/previews/{upload:.+}", Capability.ATTEND, preview),
]
