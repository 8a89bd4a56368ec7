"""Where calls listen, what browsers are told, and settings that cannot be meant (SPEC T4.9)."""

import base64
import hmac
from dataclasses import replace
from pathlib import Path

import pytest

from server.data_dir import StartRefused
from server.media.embedded.sdp import candidates
from server.media.service import turn_server
from server.media.settings import OFF, MediaSettings
from tests.server.running import run_hiroba


def test_a_demo_takes_free_ports_and_a_school_the_usual_one() -> None:
    demo = MediaSettings().resolved("localhost", demo=True)
    assert (demo.listen, demo.advertise, demo.udp_port) == ("127.0.0.1", ("127.0.0.1",), 0)
    school = MediaSettings().resolved("192.0.2.5", demo=False)
    assert (school.udp_port, school.tcp_port, school.advertise) == (3478, 3478, ("192.0.2.5",))


def test_listening_everywhere_never_tells_browsers_an_address_that_is_none() -> None:
    [told] = MediaSettings().resolved("0.0.0.0", demo=False).advertise
    assert told != "0.0.0.0"
    given = MediaSettings(advertise=("203.0.113.10", "2001:db8::9"))
    assert given.resolved("0.0.0.0", demo=False).advertise == given.advertise


def test_every_address_is_told_by_udp_first_and_by_tcp() -> None:
    rows = candidates(("203.0.113.10", "198.51.100.1"), 3478, 443)
    assert [row.split()[2] for row in rows] == ["udp", "tcp", "udp", "tcp"]
    priorities = [int(row.split()[3]) for row in rows]
    assert priorities[0] > priorities[2] > priorities[1] > priorities[3]
    assert rows[1].endswith("203.0.113.10 443 typ host tcptype passive")
    assert candidates(("203.0.113.10",), None, 443) == [rows[1]]


@pytest.mark.parametrize(
    "wrong",
    [
        {"listen": "school"},
        {"advertise": ("turn.example.jp",)},
        {"turn": ("stun:stun.example.jp:3478",), "turn_secret": Path(__file__)},
        {"turn": ("turns:turn.example.jp:443",)},
        {"turn_secret": Path(__file__)},
        {"turn": ("turns:turn.example.jp:443",), "turn_secret": Path("missing")},
    ],
)
def test_settings_that_cannot_be_meant_are_refused(wrong: dict[str, object]) -> None:
    MediaSettings().check()
    with pytest.raises(StartRefused):
        replace(MediaSettings(), **wrong).check()  # type: ignore[arg-type]


def test_a_closed_way_is_told_from_a_free_port() -> None:
    assert MediaSettings(udp_port=0, tcp_port=OFF).on
    assert not MediaSettings(udp_port=OFF, tcp_port=OFF).on


def test_a_turn_password_ends_by_itself_and_names_nobody() -> None:
    settings = MediaSettings(turn=("turns:turn.example.jp:443",))
    server = turn_server(settings, b"secret", 1_000_000)
    assert server is not None
    ends, name = server.username.split(":")
    assert (int(ends), len(name)) == (1_043_200, 16)
    digest = hmac.new(b"secret", server.username.encode(), "sha1").digest()
    assert base64.b64decode(server.credential) == digest
    assert turn_server(settings, b"secret", 1_000_000) != server
    assert turn_server(MediaSettings(), b"", 1_000_000) is None


@pytest.mark.parametrize(
    ("flags", "why"),
    [
        (["--media-listen", "nowhere"], "is not an IP address"),
        (["--media-turn", "turns:turn.example.jp:443"], "belong together"),
        (["--production", "--origin", "https://s.example", "--media-loss", "0.1"], "for tests"),
    ],
)
def test_a_start_with_them_ends_with_one_sentence(
    tmp_path: Path, flags: list[str], why: str
) -> None:
    done = run_hiroba("serve", "--data-dir", str(tmp_path / "school"), "--port", "0", *flags)
    assert done.returncode == 1
    assert why in done.stderr
    assert not (tmp_path / "school").exists()
