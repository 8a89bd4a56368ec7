"""The media worker: `python -m server.media.embedded.worker FD`, started by the school alone.

It knows accounts and call ids, which mean nothing without the school, and keeps nothing. When the
school's end of the line closes it ends.
"""

import asyncio
import contextlib
import gc
import logging
import os
import socket
import sys
from typing import Any, Final

import msgspec

from server.media.embedded.aiortc_parts import PartsDoNotFit, self_test
from server.media.embedded.endpoint import Endpoint
from server.media.embedded.forwarder import Forwarder
from server.media.embedded.lines import Told, packed
from server.media.embedded.school_line import SchoolLine
from server.media.embedded.sdp import candidates
from server.media.plane import Calls, OfferRefused, Wish
from server.media.settings import MediaSettings

GARBAGE_AFTER: Final = 20_000
_log = logging.getLogger(__name__)


def main() -> None:
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr)
    # aiortc and asyncio quote what they could not read; addresses of pupils are among it.
    for name in ("aiortc", "aioice", "asyncio"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    with contextlib.suppress(ImportError):
        import uvloop  # noqa: PLC0415  (a faster event loop where it exists)

        uvloop.install()
    asyncio.run(_work(int(sys.argv[1])))


async def _work(descriptor: int) -> None:
    line = SchoolLine(socket.socket(fileno=os.dup(descriptor)))
    first = line.first()
    if first is None:
        return
    settings = msgspec.convert(first[1], MediaSettings)
    endpoint = Endpoint(settings)
    try:
        await self_test()
        udp, tcp = await endpoint.open()
    except (PartsDoNotFit, OSError) as error:
        # A port may be free again later; a version that does not fit stays as it is.
        line.say(packed("cannot", str(error), isinstance(error, OSError)))
        return

    def tell(kind: str, account: str) -> None:
        line.say(packed("event", kind, account))

    here = tuple(candidates(settings.advertise, udp, tcp))
    forwarder = Forwarder(endpoint, here, tell, settings.loss)
    endpoint.hear_school = line.look
    line.say(packed("ready", udp, tcp))
    gc.collect()
    gc.freeze()
    # Packets come and go without a cycle: looking for some would only make them late.
    gc.set_threshold(GARBAGE_AFTER)
    ticking = asyncio.ensure_future(_tick(forwarder))

    def take(message: Told) -> None:
        if message == ["beat"]:
            line.say(packed("beat"))
        elif (answer := _answer(forwarder, message)) is not None:
            line.say(packed("answer", message[1], *answer))

    try:
        line.tell(take)
        await line.ended
    finally:
        ticking.cancel()
        line.close()
        endpoint.close()
        await forwarder.close()


async def _tick(forwarder: Forwarder) -> None:
    while True:
        await asyncio.sleep(1)
        try:
            forwarder.every_second()
        except Exception as error:  # noqa: BLE001  (one line's figures must not end all calls)
            _log.error("media figures failed: %s", type(error).__name__)


def _answer(forwarder: Forwarder, message: Told) -> tuple[Any, ...] | None:
    """Do what the school says; the answer if it asked something."""
    match message:
        case ["sync", _tick, calls]:
            forwarder.sync(msgspec.convert(calls, Calls))
        case ["drop", account]:
            forwarder.drop(account)
        case ["want", account, wish]:
            forwarder.want(account, msgspec.convert(wish, Wish))
        case ["signal", _, account, offer]:
            try:
                return True, forwarder.answer(account, offer)
            except OfferRefused as refused:
                return False, str(refused)
        case ["counters", _]:
            return True, forwarder.counters()
        case _:
            raise AssertionError(f"the school said {message[0]!r}")
    return None


if __name__ == "__main__":
    main()
