"""hiroba serve: the school itself."""

import argparse
import asyncio
import contextlib
import gc
import logging
import signal
import sys
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Final

from protocol.log import LogBroken
from server.app import listening, open_school
from server.config import Config
from server.data_dir import DataDir, StartRefused
from server.demo import found_demo_school, login_cards
from server.listening import reserved
from server.media import settings as media_settings
from server.structured_logs import log_as_json
from server.supervisor import watch_children

DEMO_FOLDER: Final = Path("demo-school")
NEW_OBJECTS_PER_COLLECTION: Final = 50_000
DEMO_CHILDREN: Final = 30
STOPPED: Final = 70
"""The exit status of a school that ended itself (EX_SOFTWARE of sysexits.h)."""
_log = logging.getLogger(__name__)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data-dir", type=Path, help="everything written lies below this folder")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8800, help="0 takes a free one and prints it")
    parser.add_argument("--zone", default="Asia/Tokyo", help="the school's time zone")
    parser.add_argument("--demo", action="store_true", help="a school to try out, here only")
    parser.add_argument("--children", type=int, help="scripted children of a demo")
    parser.add_argument("--production", action="store_true", help="refuse every test hook")
    parser.add_argument("--tls-cert", type=Path)
    parser.add_argument("--tls-key", type=Path)
    parser.add_argument("--origin", action="append", default=[], help="address behind a proxy")
    media_settings.add_arguments(parser)
    hooks = parser.add_argument_group("test hooks", "off by default, refused with --production")
    hooks.add_argument("--selftest-echo", action="store_true", help="an echo socket, our settings")
    hooks.add_argument("--wire-recorder", action="store_true", help="frames can be recorded")
    hooks.add_argument("--drill-clock", type=int, metavar="MS", help="start at this moment")
    hooks.add_argument("--seed", type=int, help="every random choice follows from it")
    hooks.add_argument("--media-loss", type=float, default=0.0, help="share of packets to drop")


def run(arguments: argparse.Namespace) -> int:
    log_as_json()
    config = config_of(arguments)
    config.check()
    data_dir = DataDir(config.data_dir)
    data_dir.check()
    if data_dir.is_held():
        raise StartRefused(f"Another server is running on {config.data_dir}.")
    with contextlib.suppress(ImportError):
        import uvloop  # noqa: PLC0415  (a faster event loop where it exists)

        uvloop.install()
    try:
        return asyncio.run(_serve(config))
    except LogBroken as error:
        _say_why_it_stopped(f"its log cannot be trusted any more: {error}")
    except StartRefused:
        raise
    except Exception as error:  # noqa: BLE001  (a broken rule: nothing of its tick was shown)
        _log.critical("school stopped: %s", type(error).__name__, exc_info=error)
        _say_why_it_stopped("a rule broke, the lines above say where")
    return STOPPED


def _say_why_it_stopped(why: str) -> None:
    print(
        f"hiroba: The school stopped because {why}. "
        "Start it again: everything that was acknowledged is in its log.",
        file=sys.stderr,
    )


def config_of(arguments: argparse.Namespace) -> Config:
    """The settings of a command line. A demo has a folder and children of its own."""
    demo = arguments.demo
    children = arguments.children if arguments.children is not None else DEMO_CHILDREN * demo
    data_dir = arguments.data_dir or (DEMO_FOLDER if demo else Path("school"))
    return Config(
        data_dir=data_dir.absolute(), host=arguments.host, port=arguments.port,
        zone=arguments.zone, demo=demo, children=children, production=arguments.production,
        tls_cert=arguments.tls_cert, tls_key=arguments.tls_key,
        origins=tuple(arguments.origin),
        selftest_echo=arguments.selftest_echo, wire_recorder=arguments.wire_recorder,
        drill_ms=arguments.drill_clock, seed=arguments.seed,
        media=media_settings.settings_of(arguments),
    )  # fmt: skip


def collect_rarely() -> None:
    """Look for cyclic garbage less often: nearly everything here is freed by its last reference.

    By default Python searches after every 700 new objects, a dozen times a second in a full
    school, and now and then through all that lives. What was loaded at the start is never garbage.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(NEW_OBJECTS_PER_COLLECTION, 50, 100)


async def _serve(config: Config) -> int:
    async with AsyncExitStack() as opened:
        door = opened.enter_context(reserved(config))
        school_app, operations = await opened.enter_async_context(open_school(config))
        address = await opened.enter_async_context(listening(school_app, operations, door))
        loop = school_app.loop
        collect_rarely()
        running = asyncio.ensure_future(loop.run())
        if config.production:
            school_app.media.start()
        for name in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(name, loop.stop)
        if config.demo:
            cards = await found_demo_school(operations, loop.school, config.data_dir)
            print(login_cards(cards, address), flush=True)
        hooks = config.drill_hooks()
        suffix = f" with {', '.join(hooks)}" if hooks else ""
        print(f"listening on {address}{suffix}", flush=True)
        children = asyncio.ensure_future(watch_children(config, address))
        try:
            await running
        finally:
            children.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await children
    return 0
