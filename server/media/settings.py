"""Where calls listen and what they may cost. Every field is a `--media-…` flag of `serve`."""

import argparse
import ipaddress
import re
import socket
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from server.data_dir import StartRefused

USUAL_PORT: Final = 3478
OFF: Final = -1
PORT_MAX: Final = 65_535
CAMERA_BPS: Final = 300_000
CAMERA_PX: Final = (640, 360)
CAMERA_FRAMES_PER_S: Final = 15
SMALL_CAMERA_BPS: Final = 120_000
SMALL_CAMERA_PX: Final = (320, 180)
SMALL_CAMERA_FRAMES_PER_S: Final = 10
SCREEN_BPS: Final = 800_000
SCREEN_PX: Final = (1280, 720)
SCREEN_FRAMES_PER_S: Final = 5
"""Letters have to stay readable, movement may wait."""
VOICE_BPS: Final = 24_000
VOICE_LINE_BPS: Final = 32_000
"""With the headers of 17 packets a second."""
HEADERS_SHARE: Final = 0.1
"""What headers add to a picture on the line, at most. Without room for them Chromium stays just
below the rate from which on its table gives 640 wide, and sends 480."""
SMALL_FROM_MEMBERS: Final = 5
"""From so many members on cameras are small: a call's downlink stays at 1 Mbit/s."""
_TURN: Final = re.compile(r"turns?:[A-Za-z0-9.\[\]:-]+(\?transport=(udp|tcp))?")


def line_bps(picture_bps: int) -> int:
    """What a stream of pictures may take of a line, with its headers."""
    return round(picture_bps * (1 + HEADERS_SHARE))


@dataclass(frozen=True)
class MediaSettings:
    """`listen` is the address of our own sockets, `advertise` are those told to browsers. A port
    of 0 is any free one, OFF closes that way. `loss` drops packets on purpose, in tests."""

    listen: str = ""
    advertise: tuple[str, ...] = ()
    udp_port: int | None = None
    tcp_port: int | None = None
    turn: tuple[str, ...] = ()
    turn_secret: Path | None = None
    loss: float = 0.0

    @property
    def on(self) -> bool:
        return self.udp_port != OFF or self.tcp_port != OFF

    def check(self) -> None:
        """Raises StartRefused for settings that cannot be meant."""
        for address in (self.listen, *self.advertise):
            try:
                ipaddress.ip_address(address or "127.0.0.1")
            except ValueError:
                raise StartRefused(f"{address} is not an IP address for calls.") from None
        for url in self.turn:
            if not _TURN.fullmatch(url):
                raise StartRefused(f"{url} is not a TURN address, as turns:turn.example:443 is.")
        if bool(self.turn) != (self.turn_secret is not None):
            raise StartRefused("--media-turn and --media-turn-secret belong together.")
        if self.turn_secret is not None and not self.turn_secret.is_file():
            raise StartRefused(f"There is no file {self.turn_secret} with the TURN secret.")

    def resolved(self, host: str, *, demo: bool) -> "MediaSettings":
        """The same with everything filled in that was left out."""
        usual = 0 if demo else USUAL_PORT
        listen = self.listen or _address_of(host)
        return MediaSettings(
            listen, self.advertise or (_reachable(listen),),
            usual if self.udp_port is None else self.udp_port,
            usual if self.tcp_port is None else self.tcp_port,
            self.turn, self.turn_secret, self.loss,
        )  # fmt: skip


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The flags of calls."""
    calls = parser.add_argument_group("calls", "see docs/calls.md")
    calls.add_argument("--media-listen", default="", metavar="IP", help="--host if left out")
    calls.add_argument(
        "--media-advertise", action="append", default=[], metavar="IP",
        help="an address that browsers reach us at, for servers behind NAT",
    )  # fmt: skip
    for name in ("udp", "tcp"):
        calls.add_argument(
            f"--media-{name}-port", type=_port, metavar="PORT",
            help=f"{USUAL_PORT} if left out (any free one in a demo); 'off' closes this way",
        )  # fmt: skip
    calls.add_argument("--media-turn", action="append", default=[], metavar="URL")
    calls.add_argument("--media-turn-secret", type=Path, metavar="FILE")


def settings_of(arguments: argparse.Namespace) -> MediaSettings:
    """The settings of a command line."""
    return MediaSettings(
        arguments.media_listen, tuple(arguments.media_advertise), arguments.media_udp_port,
        arguments.media_tcp_port, tuple(arguments.media_turn), arguments.media_turn_secret,
        arguments.media_loss,
    )  # fmt: skip


def _port(text: str) -> int:
    if text == "off":
        return OFF
    port = int(text)
    if not 0 <= port <= PORT_MAX:
        raise ValueError(text)
    return port


def _address_of(host: str) -> str:
    """The address behind the name that the school listens on. Raises StartRefused."""
    try:
        return str(ipaddress.ip_address(host))
    except ValueError:
        try:
            return socket.gethostbyname(host)
        except OSError:
            raise StartRefused(f"{host} has no address: give --media-listen.") from None


def _reachable(listen: str) -> str:
    """An address to tell browsers when we listen on all: the one that packets leave from.

    Connecting a UDP socket sends nothing; 192.0.2.1 and 2001:db8::1 are for documentation.
    """
    if not ipaddress.ip_address(listen).is_unspecified:
        return listen
    family, far = (
        (socket.AF_INET6, "2001:db8::1") if ":" in listen else (socket.AF_INET, "192.0.2.1")
    )
    with socket.socket(family, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect((far, 9))
        except OSError:
            return "::1" if ":" in listen else "127.0.0.1"
        return str(probe.getsockname()[0])
