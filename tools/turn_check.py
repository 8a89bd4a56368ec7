"""Whether the TURN of docs/calls.md really carries calls: `python -m tools.turn_check`.

Runs Debian's coturn with the very configuration of that page, on an address of this computer, and
lets two browsers that may use nothing but the relay talk through it. Then it asks the relay for
what it must refuse. Needs `turnserver` and `turnutils_uclient` (PATH), openssl and Chromium.
"""

import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from tests.browser.flows import CALL_FLAGS, DEVICES, flows, switch, walk_up
from tests.browser.pages import CHROMIUM, FLAGS, NOON_MS, Person, chromium
from tests.server.founded import demo_school
from tests.server.running import Server, new_card

PAGE: Final = Path(__file__).parent.parent / "docs" / "calls.md"
RELAY_ONLY: Final = """
const Plain = window.RTCPeerConnection;
window.RTCPeerConnection = class extends Plain {
  constructor(how) {
    super({ ...how, iceTransportPolicy: 'relay' });
  }
};
"""
PAIR: Final = """async () => {
  const report = await window.__peers.at(-1).getStats();
  let found = '';
  report.forEach((one) => {
    if (one.type !== 'candidate-pair' || !one.nominated) return;
    const { candidateType, relayProtocol } = report.get(one.localCandidateId);
    found = `${candidateType} over ${relayProtocol}`;
  });
  return found;
}"""
ASKED_WITHIN_S: Final = 6
SECRET: Final = "a-secret-of-this-check"  # noqa: S105  (of no other relay)


def main() -> None:
    address = own_address()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        plain, tls = free_port(address), free_port(address)
        with relay(folder, address, plain, tls):
            (folder / "secret").write_text(SECRET, encoding="ascii")
            turn = f"turn:{address}:{plain}?transport=tcp"
            flags = (
                "--drill-clock", str(NOON_MS), "--media-listen", address,
                "--media-turn", turn, "--media-turn-secret", str(folder / "secret"),
            )  # fmt: skip
            with demo_school(folder / "school", *flags) as school:
                print("two browsers, relay only:", call_through(school))
            for peer, wanted in ((address, True), ("127.0.0.1", False), ("198.51.100.9", False)):
                allowed = asks_for(address, tls, peer)
                print(f"over TLS, to {peer}: {'allowed' if allowed else 'refused'}")
                if allowed is not wanted:
                    sys.exit("the relay does not do what docs/calls.md says")


def program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        sys.exit(f"There is no {name} here.")
    return found


def own_address() -> str:
    """An address of this computer that is not loopback: coturn relays to no loopback."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect(("192.0.2.1", 9))
        return str(probe.getsockname()[0])


def free_port(address: str) -> int:
    with socket.socket() as probe:
        probe.bind((address, 0))
        return int(probe.getsockname()[1])


def configuration(folder: Path, address: str, plain: int, tls: int) -> str:
    """What the page says, with this computer's address, ports and certificate."""
    found = re.search(r"```\n# /etc/turnserver.conf\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    assert found, "docs/calls.md has no configuration"
    text = found[1]
    for old, new in (
        ("listening-port=3478", f"listening-port={plain}\nlistening-ip={address}"),
        ("tls-listening-port=443", f"tls-listening-port={tls}"),
        ("THE-SECRET", SECRET),
        ("/etc/ssl/turn.pem", str(folder / "turn.pem")),
        ("/etc/ssl/turn.key", str(folder / "turn.key")),
        ("203.0.113.10", address),
    ):
        assert old in text, f"docs/calls.md does not say {old}"
        text = re.sub(rf"(?m)(^|=){re.escape(old)}$", rf"\g<1>{new}", text)
    return text + f"pidfile={folder / 'turn.pid'}\nuserdb={folder / 'turn.db'}\n"


@contextmanager
def relay(folder: Path, address: str, plain: int, tls: int) -> Iterator[None]:
    """coturn, until the end of the block."""
    subprocess.run(  # noqa: S603  (our own words)
        (program("openssl"), "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj",
         "/CN=turn", "-keyout", folder / "turn.key", "-out", folder / "turn.pem"),
        check=True, capture_output=True,
    )  # fmt: skip
    (folder / "turnserver.conf").write_text(configuration(folder, address, plain, tls), "utf-8")
    process = subprocess.Popen(  # noqa: S603  (our own words)
        (program("turnserver"), "-c", folder / "turnserver.conf"), stdout=subprocess.DEVNULL
    )
    try:
        for _ in range(100):
            with socket.socket() as probe:
                if probe.connect_ex((address, tls)) == 0:
                    break
            time.sleep(0.1)
        yield
    finally:
        process.terminate()
        process.wait(10)


def call_through(school: Server) -> str:
    """Two people see and hear each other; the way that one of them took."""
    with chromium(CHROMIUM) as found:
        browser = found.browser_type.launch(executable_path=CHROMIUM, args=[*FLAGS, *CALL_FLAGS])
        people = [Person(browser, school.address) for _ in range(2)]
        names = ("つたえるひと", "うけるひと")
        for person, name in zip(people, names, strict=True):
            person.context.add_init_script(RELAY_ONLY)
            person.context.add_init_script(DEVICES)
            person.log_in(new_card(school, name))
            person.page.click(".watching button")
        walk_up(people[1], names[0])
        for person in people:
            switch(person, "マイク", "カメラ")
        for person in people:
            sees_and_hears(person)
        way = str(people[0].page.evaluate(PAIR))
        browser.close()
    return way


def sees_and_hears(person: Person) -> None:
    person.until(lambda: flows(person).cameras == 1)
    person.until(lambda: len(flows(person).voices) == 1)


def asks_for(address: str, tls: int, peer: str) -> bool:
    """Whether the relay would send to `peer`, asked over TLS with a password made of the secret.
    Nobody answers there, so what is asked is how a channel to it is answered."""
    command = (
        program("turnutils_uclient"), "-v", "-t", "-S", "-p", str(tls), "-W", SECRET, "-u", "check",
        "-e", peer, "-n", "1", "-m", "1", "-c", "-X", address,
    )  # fmt: skip
    with (
        tempfile.TemporaryFile("w+") as said,
        subprocess.Popen(command, stdout=said, stderr=said) as process,  # noqa: S603  (our own)
    ):
        try:
            process.wait(ASKED_WITHIN_S)
        except subprocess.TimeoutExpired:
            process.kill()
        process.wait()
        said.seek(0)
        told = said.read()
    assert "allocate response received" in told, told
    return "403" not in told


if __name__ == "__main__":
    main()
