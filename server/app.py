"""From settings to a running school: open the directory, recover, listen, tick."""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from aiohttp import WSMsgType, web

from protocol.accounts import EraseAccount
from protocol.log import LogBroken
from protocol.units import AccountId
from replay.reader import LogDamaged, recover
from server.boxes import Boxes
from server.clock import NS_PER_MS, Clock, DrillClock, SystemClock, first_tick_after
from server.config import Config
from server.control import open_control
from server.data_dir import DataDir, StartRefused
from server.inbox import Inbox
from server.listening import Door, answering
from server.loop import Loop
from server.middlewares import no_exception_text, no_foreign_writes, security_headers
from server.operations import Operations
from server.routes import (
    boards,
    booking,
    cards,
    chatting,
    counsellors,
    health,
    lessons,
    login,
    media,
    notices,
    pages,
    plaza,
    private_talk,
    queries,
    reports,
    searching,
    staying,
    surveys,
    talks_read,
    times,
    uploads,
    whiteboards,
)
from server.routes.table import Route, install
from server.school_app import SchoolApp
from server.sealing import Sealer
from server.sockets import new_websocket
from server.vault import erased_in
from simulation.school import Position
from simulation.uploads import blobs_of

BODY_MAX_BYTES: Final = 64 * 1024


@asynccontextmanager
async def open_school(config: Config) -> AsyncIterator[tuple[SchoolApp, Operations]]:
    """A school with its loop ready to run, everything held until the end. Raises StartRefused."""
    data_dir = DataDir(config.data_dir)
    with contextlib.ExitStack() as held:
        held.enter_context(data_dir.hold())
        vault = held.enter_context(data_dir.open_vault())
        log = held.enter_context(contextlib.closing(data_dir.open_log()))
        sealer = Sealer(vault)
        try:
            recovered = recover(log, sealer)
        except (LogDamaged, LogBroken) as error:
            raise StartRefused(str(error)) from error
        clock = _clock(config, recovered.school.position)
        loop = Loop(recovered, log, sealer, clock, Inbox(clock.fresh))
        # A backup may be older than an erasure; the ledger beside the key is not.
        erased = [one for one in erased_in(data_dir.erasures) if one in loop.school.accounts]
        loop.begins_with += map(EraseAccount, erased)
        reading = Sealer(vault)
        school_app = SchoolApp(config, loop, log, (vault, reading))
        held.callback(school_app.logins.close)
        school_app.uploads.blobs.keep_only(blobs_of(loop.school))
        boxes = Boxes(loop, log, vault, (sealer, reading))
        operations = Operations(loop, vault, clock, (sealer, reading), school_app.recorder)
        watching = asyncio.ensure_future(school_app.media.watch())
        try:
            yield school_app, operations
        finally:
            watching.cancel()
            await school_app.media.close()
            await operations.settled()
            await school_app.uploads.settled()
            await boxes.settled()


def make_app(school_app: SchoolApp) -> web.Application:
    """The HTTP side of a school."""
    app = web.Application(
        client_max_size=BODY_MAX_BYTES,
        middlewares=[no_exception_text, no_foreign_writes(school_app.origins)],
    )
    app.on_response_prepare.append(security_headers(school_app.socket_origins))
    echo = [Route("GET", "/selftest-echo", None, _echo)] if school_app.config.selftest_echo else []
    install(app, school_app, [*ROUTES, *echo])
    return app


@asynccontextmanager
async def listening(
    school_app: SchoolApp, operations: Operations, door: Door
) -> AsyncIterator[str]:
    """Listen on the network and on the local socket; yields the address."""
    config = school_app.config
    school_app.port = door.port
    async with answering(make_app(school_app), door):
        control = await open_control(school_app.data_dir.control, operations)
        sweeping = asyncio.ensure_future(school_app.plaza.sweep_for_ever())
        try:
            scheme = "https" if config.tls else "http"
            host = f"[{config.host}]" if ":" in config.host else config.host
            yield f"{scheme}://{host}:{door.port}"
        finally:
            sweeping.cancel()
            control.close()
            school_app.data_dir.control.unlink(missing_ok=True)


def _clock(config: Config, stored: Position) -> Clock:
    if config.drill_ms is not None:
        first_tick = first_tick_after(stored, config.drill_ms)
        return DrillClock(config.zone, first_tick, config.drill_ms, config.seed or 0)
    first_tick = first_tick_after(stored, time.time_ns() // NS_PER_MS)
    return SystemClock(config.zone, first_tick, config.seed)


async def _echo(_app: SchoolApp, request: web.Request, _account: AccountId) -> web.StreamResponse:
    """What a conformance suite talks to: our own WebSocket settings, nothing else."""
    ws = new_websocket()
    await ws.prepare(request)
    async for message in ws:
        if message.type is WSMsgType.BINARY:
            await ws.send_bytes(message.data)
        elif message.type is WSMsgType.TEXT:
            await ws.send_str(message.data)
        elif message.type is WSMsgType.PING:
            await ws.pong(message.data)
    return ws


ROUTES: Final = [
    *pages.ROUTES,
    *plaza.ROUTES,
    *login.ROUTES,
    *queries.ROUTES,
    *chatting.ROUTES,
    *searching.ROUTES,
    *cards.ROUTES,
    *uploads.ROUTES,
    *health.ROUTES,
    *notices.ROUTES,
    *lessons.ROUTES,
    *media.ROUTES,
    *times.ROUTES,
    *staying.ROUTES,
    *boards.ROUTES,
    *counsellors.ROUTES,
    *booking.ROUTES,
    *surveys.ROUTES,
    *whiteboards.ROUTES,
    *private_talk.ROUTES,
    *talks_read.ROUTES,
    *reports.ROUTES,
]
