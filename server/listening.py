"""The network side of a start: a port taken before anything is written, bytes that are no HTTP.

The port is bound before the data directory is touched, so that a start that cannot succeed leaves
the disk as it was. aiohttp answers unreadable bytes below the application, quoting them and naming
itself; here they get a bare status.
"""

import asyncio
import contextlib
import logging
import socket
import ssl
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Final, NamedTuple

import aiohttp.http_parser
from aiohttp import web

from server.config import Config
from server.data_dir import StartRefused

KEEPALIVE_S: Final = 10
"""aiohttp's only deadline for reading a request head (security note, section 3)."""
SHUTDOWN_S: Final = 2.0
LINGERING_S: Final = 2.0
"""How long the rest of a refused body is waited for after the answer."""
BACKLOG: Final = 512
_log = logging.getLogger(__name__)
_NO_ACCESS_LOG: Final = logging.getLogger(f"{__name__}.access")
_NO_ACCESS_LOG.disabled = True


class Door(NamedTuple):
    """A port that is ours, and the certificate to open it with."""

    socket: socket.socket
    tls: ssl.SSLContext | None

    @property
    def port(self) -> int:
        return int(self.socket.getsockname()[1])


@contextmanager
def reserved(config: Config) -> Iterator[Door]:
    """Take the port and load the certificate. Raises StartRefused."""
    if aiohttp.http_parser.HttpRequestParser is aiohttp.http_parser.HttpRequestParserPy:
        raise StartRefused("aiohttp runs without its C parser here, which is not safe.")
    tls = _tls(config)
    family = socket.AF_INET6 if ":" in config.host else socket.AF_INET
    try:
        taken = socket.create_server((config.host, config.port), family=family, backlog=BACKLOG)
    except OSError as error:
        raise StartRefused(
            f"Port {config.port} on {config.host} cannot be used: {error.strerror}."
        ) from error
    with taken:
        yield Door(taken, tls)


@asynccontextmanager
async def answering(app: web.Application, door: Door) -> AsyncIterator[None]:
    """Serve `app` at `door` for the block."""
    runner = web.AppRunner(app, shutdown_timeout=SHUTDOWN_S)
    await runner.setup()
    web_server = runner.server
    assert web_server is not None

    def connection() -> web.RequestHandler:
        return _QuietHandler(
            web_server, loop=loop, keepalive_timeout=KEEPALIVE_S, lingering_time=LINGERING_S,
            access_log=_NO_ACCESS_LOG,
        )  # fmt: skip

    loop = asyncio.get_running_loop()
    listening = await loop.create_server(connection, sock=door.socket, ssl=door.tls)
    try:
        yield
    finally:
        listening.close()
        web_server.pre_shutdown()
        with contextlib.suppress(TimeoutError):
            await web_server.shutdown(SHUTDOWN_S)
        await runner.cleanup()


class _QuietHandler(web.RequestHandler):
    """Answers what is no HTTP request with a status and nothing else."""

    __slots__ = ()

    def handle_error(
        self,
        request: web.BaseRequest,
        status: int = 500,
        exc: BaseException | None = None,
        message: str | None = None,
    ) -> web.StreamResponse:
        _log.info("bytes that are no request", extra={"status": status})
        if request.writer.output_size > 0:
            raise ConnectionError("an answer has begun; only cutting the line is left")
        answer = web.Response(status=status, headers={"Server": "hiroba"})
        answer.force_close()
        return answer


def _tls(config: Config) -> ssl.SSLContext | None:
    if config.tls_cert is None:
        return None
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    try:
        context.load_cert_chain(config.tls_cert, config.tls_key)
    except (OSError, ssl.SSLError) as error:
        raise StartRefused(f"The TLS certificate cannot be used: {error}.") from error
    return context
