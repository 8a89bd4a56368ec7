"""Settings that contradict each other are refused in one sentence."""

from dataclasses import replace
from pathlib import Path

import pytest

from server.config import Config, is_loopback
from server.data_dir import StartRefused

PLAIN = Config(
    data_dir=Path("school"), host="127.0.0.1", port=0, zone="Asia/Tokyo", demo=False, children=0,
    production=False, tls_cert=None, tls_key=None, origins=(), selftest_echo=False,
    wire_recorder=False, drill_ms=None, seed=None,
)  # fmt: skip


def test_plain_settings_and_a_demo_here_are_accepted() -> None:
    PLAIN.check()
    replace(PLAIN, demo=True, children=30).check()
    replace(PLAIN, production=True, origins=("https://plaza.example.jp",)).check()


@pytest.mark.parametrize(
    "changes",
    [
        {"tls_cert": Path("c.pem")},
        {"tls_key": Path("k.pem")},
        {"demo": True, "host": "0.0.0.0"},
        {"demo": True, "host": "192.0.2.1"},
        {"demo": True, "host": "school.example"},
        {"demo": True, "production": True},
        {"children": 3},
        {"port": 65_536},
        {"port": -1},
        {"zone": "Asia/Nowhere"},
        {"zone": "../../etc/passwd"},
        {"origins": ("https://school.example/",)},
        {"origins": ("school.example",)},
        {"production": True, "selftest_echo": True},
        {"production": True, "wire_recorder": True},
        {"production": True, "drill_ms": 0},
        {"production": True, "seed": 0},
    ],
)
def test_a_contradiction_is_refused(changes: dict[str, object]) -> None:
    with pytest.raises(StartRefused, match=r"^[^\n]+\.$"):
        replace(PLAIN, **changes).check()  # type: ignore[arg-type]


def test_plain_cookies_exist_in_a_demo_without_tls_only() -> None:
    assert PLAIN.secure_cookies
    assert not replace(PLAIN, demo=True).secure_cookies
    assert replace(PLAIN, demo=True, tls_cert=Path("c"), tls_key=Path("k")).secure_cookies


def test_every_hook_that_is_on_is_named_in_the_start_up_line() -> None:
    on = replace(PLAIN, selftest_echo=True, wire_recorder=True, drill_ms=0, seed=0)
    assert on.drill_hooks() == ["--selftest-echo", "--wire-recorder", "--drill-clock", "--seed"]
    assert PLAIN.drill_hooks() == []


def test_this_computer_has_several_names() -> None:
    assert all(map(is_loopback, ("localhost", "127.0.0.1", "127.1.2.3", "::1")))
    assert not any(map(is_loopback, ("0.0.0.0", "::", "192.168.0.3", "localhost.example")))
