"""What an operator decides when starting a server. Every field is a flag of `hiroba serve`."""

import ipaddress
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from server.data_dir import StartRefused
from server.media.settings import MediaSettings

PORT_MAX: Final = 65_535
_ORIGIN: Final = re.compile(r"https?://[a-z0-9.-]+(:[0-9]+)?")


@dataclass(frozen=True)
class Config:
    """The settings of one server."""

    data_dir: Path
    host: str
    port: int
    zone: str
    demo: bool
    children: int
    production: bool
    tls_cert: Path | None
    tls_key: Path | None
    origins: tuple[str, ...]
    selftest_echo: bool
    wire_recorder: bool
    drill_ms: int | None
    seed: int | None
    media: MediaSettings = field(default_factory=MediaSettings)

    @property
    def tls(self) -> bool:
        return self.tls_cert is not None

    @property
    def secure_cookies(self) -> bool:
        """Plain cookies exist only in a demo on this computer."""
        return not self.demo or self.tls

    def check(self) -> None:
        """Raises StartRefused for settings that contradict each other."""
        if (self.tls_cert is None) != (self.tls_key is None):
            raise StartRefused("--tls-cert and --tls-key belong together.")
        if not 0 <= self.port <= PORT_MAX:
            raise StartRefused(f"{self.port} is not a port.")
        self._check_names()
        self.media.check()
        if self.demo and not is_loopback(self.host):
            raise StartRefused("A demo listens on this computer only: leave --host out.")
        if self.children and not self.demo:
            raise StartRefused("--children belongs to --demo.")
        hooks = self.drill_hooks()
        if self.production and hooks:
            raise StartRefused(f"{hooks[0]} is for tests and is refused with --production.")
        secure = self.tls or (self.origins and not any(o.startswith("http:") for o in self.origins))
        if self.production and not secure:
            raise StartRefused(
                "--production needs https: --tls-cert and --tls-key, "
                "or the https --origin of the proxy in front."
            )
        if self.production and self.demo:
            raise StartRefused("--demo is refused with --production.")

    def _check_names(self) -> None:
        try:
            ZoneInfo(self.zone)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise StartRefused(f"{self.zone} is not a time zone, as Asia/Tokyo is one.") from None
        for origin in self.origins:
            if not _ORIGIN.fullmatch(origin):
                raise StartRefused(f"{origin} is not an origin, as https://school.example is one.")

    def drill_hooks(self) -> list[str]:
        """The test hooks that are switched on; the start-up line names them."""
        hooks = {
            "--selftest-echo": self.selftest_echo,
            "--wire-recorder": self.wire_recorder,
            "--drill-clock": self.drill_ms is not None,
            "--seed": self.seed is not None,
            "--media-loss": self.media.loss > 0,
        }
        return [name for name, on in hooks.items() if on]


def is_loopback(host: str) -> bool:
    """Whether an address can be reached from this computer only."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
