"""Taking uploads in: bounded in bytes and time, looked at apart, stored, and then in the log."""

import asyncio
import errno
import json
import os
import secrets
import shutil
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, Final

from aiohttp import web

from protocol.units import UPLOAD_MAX_BYTES, AccountId, UploadId
from protocol.uploads import AddUpload, UploadKind, UploadRemoved
from server.blobs import Blobs
from server.bodies import BodyRefused
from server.contents import CONTENT, PREVIEW
from server.loop import Loop
from simulation.uploads import blobs_of

AT_ONCE_MAX: Final = 4
SILENT_MAX_S: Final = 10.0
WITHIN_S: Final = 180.0
"""Ten megabytes over half a megabit a second."""
LOOKED_AT_WITHIN_S: Final = 40.0
_ROOT: Final = Path(__file__).resolve().parents[1]


class Uploads:
    """The way in, and the way out of what was taken away."""

    def __init__(self, blobs: Blobs, loop: Loop) -> None:
        self.blobs, self._loop = blobs, loop
        self._coming = 0
        # While a blob is put beside its event, none is deleted.
        self._storing = asyncio.Lock()
        self._deleting: set[asyncio.Future[None]] = set()
        loop.followers[UploadRemoved] = self._removed

    async def take(self, request: web.Request, account: AccountId, title: str) -> UploadId:
        """Store the body of a request as an upload of `account`. Raises BodyRefused."""
        if (request.content_length or 0) > UPLOAD_MAX_BYTES:
            raise BodyRefused(413, "file_too_large")
        if self._loop.read_only:
            raise BodyRefused(503, "read_only")
        if self._coming >= AT_ONCE_MAX:
            raise BodyRefused(503, "busy")
        self._coming += 1
        upload = secrets.token_urlsafe(16)
        try:
            folder = await asyncio.to_thread(self.blobs.new_folder, upload)
            try:
                await _received(request, folder / "received")
                found = await _looked_at(folder)
                return await self._stored(upload, account, title, folder, found)
            finally:
                await asyncio.to_thread(shutil.rmtree, folder, ignore_errors=True)
        except OSError as error:
            if error.errno not in {errno.ENOSPC, errno.EDQUOT}:
                raise
            raise BodyRefused(503, "read_only") from error
        finally:
            self._coming -= 1

    async def settled(self) -> None:
        """Returns when everything that was taken away is deleted."""
        await asyncio.gather(*self._deleting)

    async def _stored(
        self, upload: UploadId, account: AccountId, title: str, folder: Path, found: dict[str, Any]
    ) -> UploadId:
        size = (folder / CONTENT).stat().st_size
        async with self._storing:
            sha256 = await asyncio.to_thread(self.blobs.keep, folder / CONTENT)
            preview = ""
            if found["preview"]:
                preview = await asyncio.to_thread(self.blobs.keep, folder / PREVIEW)
            answer = await self._loop.inbox.ask(
                AddUpload(
                    upload,
                    account,
                    sha256,
                    preview,
                    UploadKind(found["kind"]),
                    size,
                    found["width_px"],
                    found["height_px"],
                    title,
                )
            )
            if answer.reason is not None:
                await self._delete({sha256, preview})
                raise BodyRefused(409, answer.reason)
        return upload

    def _removed(self, event: UploadRemoved) -> None:
        async def delete() -> None:
            async with self._storing:
                await self._delete({event.sha256, event.preview})

        deleting = asyncio.ensure_future(delete())
        self._deleting.add(deleting)
        deleting.add_done_callback(self._deleting.discard)

    async def _delete(self, names: set[str]) -> None:
        unneeded = names - {""} - blobs_of(self._loop.school)
        await asyncio.to_thread(self.blobs.delete, unneeded)


async def _received(request: web.Request, file: Path) -> None:
    """The body, in a file. Raises BodyRefused for too much, too slowly, or not all of it."""
    size = 0
    try:
        async with asyncio.timeout(WITHIN_S):
            with file.open("xb") as opened:
                async for piece in _pieces(request):
                    size += len(piece)
                    if size > UPLOAD_MAX_BYTES:
                        raise BodyRefused(413, "file_too_large")
                    await asyncio.to_thread(opened.write, piece)
    except TimeoutError:
        raise BodyRefused(408, "too_slow") from None
    except (web.RequestPayloadError, ConnectionError):
        raise BodyRefused(400, "file_cut_off") from None
    if not size:
        raise BodyRefused(400, "file_empty")


async def _pieces(request: web.Request) -> AsyncIterator[bytes]:
    while True:
        async with asyncio.timeout(SILENT_MAX_S):
            piece = await request.content.readany()
        if not piece:
            return
        yield piece


async def _looked_at(folder: Path) -> dict[str, Any]:
    """What `server.contents` says of the file. Raises BodyRefused."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "server.contents", str(folder / "received"), str(folder),
        cwd=_ROOT, env={"PATH": os.defpath}, stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    try:
        async with asyncio.timeout(LOOKED_AT_WITHIN_S):
            told, _ = await process.communicate()
    except TimeoutError:
        process.kill()
        await process.wait()
        raise BodyRefused(415, "picture_too_large") from None
    if process.returncode != 0:
        # It was stopped by its limits, or the file broke the decoder.
        raise BodyRefused(415, "picture_broken")
    found: dict[str, Any] = json.loads(told)
    if "refused" in found:
        raise BodyRefused(415, found["refused"])
    return found
