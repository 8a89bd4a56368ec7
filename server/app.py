"""From settings to a running school: open the directory, recover, listen, tick."""

import asyncio
import contextlib
import logging
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

import aiohttp.http_parser
from aiohttp import WSMsgType, web

from protocol.log import LogBroken
from replay.reader import LogDamaged, recover
from server.clock import Clock, DrillClock, SystemClock
from server.config import Config
from server.control import open_control
from server.data_dir import DataDir, StartRefused
from server.inbox import Inbox
from server.loop import Loop
from server.middlewares import no_exception_text, no_foreign_writes, security_headers
from server.operations import Operations
from server.routes import login, pages, queries
from server.routes.table import install
from server.school_app import SchoolApp
from server.sealing import Sealer
from server.sockets import new_websocket

BODY_MAX_BYTES: Final = 64 * 1024
KEEPALIVE_S: Final = 10
ROUTES: Final = [*pages.ROUTES, *login.ROUTES, *queries.ROUTES]
_log = logging.getLogger(__name__)


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
        clock = _clock(config, recovered.school.position.tick + 1)
        loop = Loop(recovered, log, sealer, clock, Inbox(clock.fresh))
        reading = Sealer(vault)
        school_app = SchoolApp(config, loop, log, (vault, reading))
        held.callback(school_app.logins.close)
        yield school_app, Operations(loop, vault, clock, (sealer, reading))


def make_app(school_app: SchoolApp) -> web.Application:
    """The HTTP side of a school."""
    if aiohttp.http_parser.HttpRequestParser is aiohttp.http_parser.HttpRequestParserPy:
        raise StartRefused("aiohttp runs without its C parser here, which is not safe.")
    app = web.Application(
        client_max_size=BODY_MAX_BYTES,
        middlewares=[no_exception_text, no_foreign_writes(school_app.origins)],
    )
    app.on_response_prepare.append(security_headers(tls=school_app.config.tls))
    install(app, school_app, ROUTES)
    app.router.add_get("/plaza", school_app.plaza.handle)
    if school_app.config.selftest_echo:
        app.router.add_get("/selftest-echo", _echo)
    return app


@asynccontextmanager
async def listening(school_app: SchoolApp, operations: Operations) -> AsyncIterator[str]:
    """Listen on the network and on the local socket; yields the address. Raises StartRefused."""
    config = school_app.config
    runner = web.AppRunner(
        make_app(school_app), access_log=None, keepalive_timeout=KEEPALIVE_S, shutdown_timeout=2.0
    )
    await runner.setup()
    site = web.TCPSite(runner, config.host, config.port, ssl_context=_tls(config))
    try:
        await site.start()
    except OSError as error:
        await runner.cleanup()
        raise StartRefused(
            f"Port {config.port} on {config.host} cannot be used: {error.strerror}."
        ) from error
    school_app.port = runner.addresses[0][1]
    control = await open_control(school_app.data_dir.control, operations)
    sweeping = asyncio.ensure_future(school_app.plaza.sweep_for_ever())
    try:
        scheme = "https" if config.tls else "http"
        yield f"{scheme}://{config.host}:{school_app.port}"
    finally:
        sweeping.cancel()
        control.close()
        school_app.data_dir.control.unlink(missing_ok=True)
        await runner.cleanup()


def _clock(config: Config, first_tick: int) -> Clock:
    if config.drill_ms is not None:
        return DrillClock(config.zone, first_tick, config.drill_ms, config.seed or 0)
    return SystemClock(config.zone, first_tick, config.seed)


def _tls(config: Config) -> ssl.SSLContext | None:
    if config.tls_cert is None:
        return None
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    try:
        context.load_cert_chain(config.tls_cert, config.tls_key)
    except (OSError, ssl.SSLError) as error:
        raise StartRefused(f"The TLS certificate cannot be used: {error}.") from error
    return context


async def _echo(request: web.Request) -> web.StreamResponse:
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
