"""Uploads over real sockets: who may send, what is refused, who is shown what (T3.7)."""

import asyncio
import hashlib
from collections.abc import AsyncIterator
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from protocol.floors import Placed
from protocol.objects import DropObject, PutObject
from protocol.units import UPLOAD_MAX_BYTES
from protocol.uploads import RemoveUpload
from tests.server.files_made import bomb, pdf, picture
from tests.server.founded import demo_school
from tests.server.running import ANSWERS_WITHIN_S, Browser, Server, new_card, run_hiroba
from tests.server.uploading import Admin, a_pupil, an_admin, fetched, send

NUMBERS = count(1)


def frame(upload: str, name: str) -> PutObject:
    return PutObject(Placed(name, "picture", 5, 0, 3, 2, "", target=upload))


def blobs(server: Server) -> set[str]:
    folder = server.data_dir / "blobs"
    return {path.name for path in folder.iterdir()} if folder.exists() else set()


@pytest.mark.spec("T3.7")
async def test_what_an_admin_hangs_up_is_seen_on_that_floor_and_nowhere_else(demo: Server) -> None:
    async with (
        an_admin(demo, "はるひと") as admin,
        a_pupil(demo, "みるひと", "library") as near,
        a_pupil(demo, "とおいひと", "yard") as far,
        Browser(demo.address) as nobody,
    ):
        upload = await admin.upload(picture("JPEG"), "うんどう\u202e かい/../x")
        place = f"/api/uploads/{upload}"
        unknown = await fetched(far, f"/api/uploads/{'A' * 22}")
        assert unknown[0] == 404
        for one in (near, far):
            status, headers, body = await fetched(one, place)
            assert (status, body) == (404, unknown[2])
            assert headers["Content-Type"] == unknown[1]["Content-Type"]
        await admin.edit(frame(upload, "frame-1"))
        for path in (place, f"/api/previews/{upload}"):
            status, headers, body = await fetched(near, path)
            assert (status, headers["Content-Type"]) == (200, "image/jpeg")
            assert body.startswith(b"\xff\xd8\xff")
            assert headers["X-Content-Type-Options"] == "nosniff"
            assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
            assert headers["Cache-Control"] == "no-store"
            assert "sandbox" in headers["Content-Security-Policy"]
            assert "script-src" not in headers["Content-Security-Policy"]
            assert headers["Content-Disposition"].startswith("inline; filename*=UTF-8''")
            assert "/" not in headers["Content-Disposition"].split("''")[1]
            assert (await fetched(far, path))[0] == 404
            assert (await fetched(nobody, path))[0] == 401
        await admin.edit(DropObject("frame-1"))
        assert (await fetched(near, place))[0] == 404


async def test_a_pdf_is_handed_over_and_never_opened_on_our_origin(demo: Server) -> None:
    async with an_admin(demo, "せんせい", "teacher") as teacher:
        sent = pdf("one", script="app.alert(1)")
        upload = await teacher.upload(sent, "がっこうだより")
        status, headers, body = await fetched(teacher.browser, f"/api/uploads/{upload}")
        assert (status, body, headers["Content-Type"]) == (200, sent, "application/pdf")
        assert headers["Content-Disposition"].startswith("attachment")
        assert headers["Content-Disposition"].endswith(".pdf")
        assert "sandbox" in headers["Content-Security-Policy"]
        assert (await fetched(teacher.browser, f"/api/previews/{upload}"))[0] == 404


@pytest.mark.parametrize("role", ["pupil", "supporter"])
async def test_pupils_and_supporters_send_nothing_and_list_nothing(demo: Server, role: str) -> None:
    before = blobs(demo)
    async with Browser(demo.address) as browser:
        await browser.log_in(new_card(demo, f"おくる{role[0]}", role))
        refused = (403, {"reason": "not_allowed", "at_ms": 0})
        assert await send(browser, picture()) == refused
        assert await browser.get("/api/uploads") == refused
    assert blobs(demo) == before


async def test_another_site_cannot_send_for_an_admin(demo: Server) -> None:
    async with an_admin(demo, "よそから") as admin:
        foreign = await admin.send(picture(), **{"Sec-Fetch-Site": "cross-site"})
        assert (foreign[0], foreign[1]["reason"]) == (403, "foreign_origin")
        for kind in ("text/plain", "application/json", "multipart/form-data; boundary=x"):
            told = await admin.send(picture(), **{"Content-Type": kind})
            assert (told[0], told[1]["reason"]) == (415, "not_bytes")


@pytest.mark.parametrize(
    ("content", "status", "reason"),
    [
        (b"", 400, "file_empty"),
        (b"MZ\x90\0" + b"\0" * 99, 415, "file_not_allowed"),
        (b"<svg/>", 415, "file_not_allowed"),
        (bomb(20_000), 415, "picture_too_large"),
        (picture()[:60], 415, "picture_broken"),
        (pdf("x", after=b"PK\x05\x06"), 415, "pdf_broken"),
        (b"%PDF-" + b"\0" * UPLOAD_MAX_BYTES, 413, "file_too_large"),
    ],
)
async def test_each_file_that_is_not_taken_is_refused_by_name_and_leaves_nothing(
    demo: Server, content: bytes, status: int, reason: str
) -> None:
    before = blobs(demo)
    async with an_admin(demo, f"だめ{next(NUMBERS)}") as admin:
        told = await admin.send(content)
        assert (told[0], told[1]["reason"]) == (status, reason)
        untitled = await admin.send(picture(), " \u200b")
        assert (untitled[0], untitled[1]["reason"]) == (400, "title_empty")
    assert blobs(demo) == before
    assert list((demo.data_dir / "incoming").iterdir()) == []


async def test_a_body_without_a_length_is_cut_at_the_limit(demo: Server) -> None:
    async def endless() -> AsyncIterator[bytes]:
        for _ in range(UPLOAD_MAX_BYTES // 65_536 + 2):
            yield b"\0" * 65_536

    async with an_admin(demo, "おわりなし") as admin:
        told = await admin.send(endless())
        assert (told[0], told[1]["reason"]) == (413, "file_too_large")


async def test_a_slow_or_cut_line_leaves_nothing_and_the_school_goes_on(tmp_path: Path) -> None:
    soon = "import server.uploads; server.uploads.SILENT_MAX_S = 0.2"
    with demo_school(tmp_path / "school", before=soon) as server:
        async with an_admin(server, "おそいひと") as admin:
            assert (await said_by_hand(admin, server, 500, b"\x89PNG")).startswith(b"HTTP/1.1 408")
            assert await said_by_hand(admin, server, 500, b"\x89PNG", hang_up=True) == b""
            upload = await admin.upload(picture())
            listed = (await admin.browser.get("/api/uploads"))[1]["uploads"]
            assert [row["upload"] for row in listed] == [upload]
        assert len(blobs(server)) == 2
        assert list((server.data_dir / "incoming").iterdir()) == []


async def said_by_hand(
    admin: Admin, server: Server, length: int, body: bytes, *, hang_up: bool = False
) -> bytes:
    """The answer to a request that promises `length` bytes and sends `body`."""
    place = urlsplit(server.address)
    name = "hiroba-demo-sid"
    reader, writer = await asyncio.open_connection(place.hostname, place.port)
    head = (
        f"POST /api/uploads?title=a HTTP/1.1\r\nHost: {place.netloc}\r\n"
        f"Sec-Fetch-Site: same-origin\r\nContent-Type: application/octet-stream\r\n"
        f"Cookie: {name}={admin.browser.cookie(name)}\r\nContent-Length: {length}\r\n\r\n"
    )
    writer.write(head.encode() + body)
    await writer.drain()
    if hang_up:
        writer.write_eof()
    async with asyncio.timeout(ANSWERS_WITHIN_S):
        answer = await reader.read(12)
    writer.close()
    return answer if not hang_up or not answer else b""


async def test_nobody_guesses_an_upload_or_climbs_out_of_its_folder(demo: Server) -> None:
    async with a_pupil(demo, "さぐるひと", "library") as pupil:
        for name in ("..%2f..%2fmaster.key", "%2e%2e", "0" * 64, "A" * 22, "x%00", "a" * 5_000):
            status, _, body = await fetched(pupil, f"/api/uploads/{name}")
            assert status in {400, 404}
            assert b"reason" in body


@pytest.mark.parametrize("wanted", ["bytes=0-3", "bytes=-1", "bytes=99999999-", "bytes=a-b"])
async def test_parts_of_an_upload_are_its_own_bytes_or_nothing(demo: Server, wanted: str) -> None:
    async with an_admin(demo, f"ぶぶん{next(NUMBERS)}") as admin:
        sent = pdf("part")
        upload = await admin.upload(sent)
        status, headers, body = await fetched(admin.browser, f"/api/uploads/{upload}", Range=wanted)
        assert status in {200, 206, 416}
        assert body in sent or status == 416
        assert headers["X-Content-Type-Options"] == "nosniff"


async def test_what_is_taken_away_is_deleted_unless_another_upload_needs_it(demo: Server) -> None:
    before = blobs(demo)
    async with an_admin(demo, "かたづける") as admin:
        sent = pdf("twice")
        one, other = await admin.upload(sent, "いち"), await admin.upload(sent, "に")
        assert one != other
        name = hashlib.sha256(sent).hexdigest()
        assert blobs(demo) - before == {name}
        assert await admin.ask(RemoveUpload(one)) == ""
        assert (await fetched(admin.browser, f"/api/uploads/{other}"))[2] == sent
        assert await admin.ask(RemoveUpload(other)) == ""
        assert await admin.ask(RemoveUpload(other)) == "no_such_upload"
        # The next upload waits until what was taken away before it is deleted.
        await admin.ask(RemoveUpload(await admin.upload(pdf("later"))))
        await admin.upload(picture(size=(9, 9)))
        assert name not in blobs(demo)


async def test_a_lost_file_says_so_and_verify_names_it(tmp_path: Path) -> None:
    with demo_school(tmp_path / "school") as server:
        async with an_admin(server, "なくすひと") as admin:
            gone, bent = pdf("gone"), pdf("bent")
            ids = [await admin.upload(content) for content in (gone, bent)]
            names = [hashlib.sha256(content).hexdigest() for content in (gone, bent)]
            (server.data_dir / "blobs" / names[0]).unlink()
            (server.data_dir / "blobs" / names[1]).write_bytes(bent.replace(b"bent", b"good"))
            answers = [await admin.browser.get(f"/api/uploads/{upload}") for upload in ids]
            assert [(status, told["reason"]) for status, told in answers] == [
                (410, "upload_missing"), (410, "upload_damaged"),
            ]  # fmt: skip
        server.stop()
    told = run_hiroba("verify", "--data-dir", str(tmp_path / "school"))
    assert told.returncode == 1
    assert f"{names[0]} is missing" in told.stderr
    assert f"{names[1]} is damaged" in told.stderr


async def test_a_restart_keeps_what_is_needed_and_clears_what_is_not(tmp_path: Path) -> None:
    with demo_school(tmp_path / "school") as server:
        async with an_admin(server, "またあした") as admin:
            upload = await admin.upload(pdf("stays"))
        server.stop()
    kept = blobs(server)
    (server.data_dir / "blobs" / ("0" * 64)).write_bytes(b"left over")
    (server.data_dir / "incoming" / "half").mkdir()
    with demo_school(tmp_path / "school") as server:
        assert blobs(server) == kept
        assert not (server.data_dir / "incoming").exists()
        async with an_admin(server, "きょうのひと") as admin:
            assert (await fetched(admin.browser, f"/api/uploads/{upload}"))[2] == pdf("stays")
        server.stop()
