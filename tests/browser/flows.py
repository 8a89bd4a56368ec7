"""What really flows into and out of a page, read from the browser's own counters."""

from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser

from tests.browser.pages import Person, go_home, without_faults
from tests.server.running import Server, new_card

CALL_FLAGS = (
    # Whoever asks is answered yes; a screen is taken without a picker.
    "--use-fake-ui-for-media-stream",
    # Pictures are counted one by one: five in a second cost a third of twenty.
    "--use-fake-device-for-media-stream=fps=5",
    "--disable-background-timer-throttling", "--disable-renderer-backgrounding",
    "--disable-backgrounding-occluded-windows",
)  # fmt: skip
CAMERAS, SCREEN = range(10, 17), range(17, 18)
"""Lines of the connection, as server and client have agreed."""
DEVICES = """
window.__asked = [];
window.__tracks = [];
window.__peers = [];
window.__ears = [];
window.Audio = class extends Audio {
  constructor() {
    super();
    window.__ears.push(this);
  }
};
for (const way of ['getUserMedia', 'getDisplayMedia']) {
  const ask = MediaDevices.prototype[way];
  MediaDevices.prototype[way] = async function (wanted) {
    window.__asked.push([way, Object.keys(wanted).find((kind) => wanted[kind])]);
    if (window.__trouble) throw new DOMException('', window.__trouble);
    const stream = await ask.call(this, wanted);
    window.__tracks.push(...stream.getTracks());
    return stream;
  };
}
const Peer = window.RTCPeerConnection;
window.RTCPeerConnection = class extends Peer {
  constructor(...how) {
    super(...how);
    window.__peers.push(this);
  }
};
"""
"""Notes what the page asks the browser for, and can answer as a browser does whose camera is
taken."""
ENDED = "window.__tracks.map((one) => one.readyState)"
"""Whether each device that was ever opened still runs."""
COUNTERS = """async () => {
  const found = { frames: {}, voices: {}, widths: {}, received: 0, sent: 0, protocol: '' };
  const peer = window.__peers.at(-1);
  if (!peer) return found;
  const report = await peer.getStats();
  let pair = '';
  report.forEach((one) => {
    if (one.type === 'outbound-rtp') found.sent += one.bytesSent;
    if (one.type === 'candidate-pair' && one.nominated) pair = one.localCandidateId;
    if (one.type !== 'inbound-rtp') return;
    found.received += one.bytesReceived;
    if (one.framesDecoded) found.frames[one.mid] = one.framesDecoded;
    if (one.frameWidth) found.widths[one.mid] = one.frameWidth;
    if (one.totalAudioEnergy) found.voices[one.mid] = one.totalAudioEnergy;
  });
  report.forEach((one) => {
    if (one.id === pair) found.protocol = one.protocol;
  });
  return found;
}"""


@dataclass
class Flows:
    """What came in by line, and all bytes in and out."""

    frames: dict[str, int]
    voices: dict[str, float]
    widths: dict[str, int]
    received: int
    sent: int
    protocol: str

    @property
    def cameras(self) -> int:
        """How many cameras have come as pictures."""
        return sum(str(line) in self.frames for line in CAMERAS)


def flows(person: Person) -> Flows:
    return Flows(**person.page.evaluate(COUNTERS))


def shown(person: Person, lines: range) -> int:
    """How many pictures these lines brought so far."""
    frames = flows(person).frames
    return sum(frames.get(str(line), 0) for line in lines)


def more_frames(person: Person, lines: range, count: int) -> None:
    """Wait until these lines brought so many more pictures."""
    before = shown(person, lines)
    person.until(lambda: shown(person, lines) >= before + count)


def more_sound(person: Person) -> None:
    """Wait until something more was heard."""
    before = sum(flows(person).voices.values())
    person.until(lambda: sum(flows(person).voices.values()) > before)


def caller(
    browser: Browser, school: Server, name: str, *, floor: str = "", **context: Any
) -> Person:
    """Somebody new who is open to talk, on the floor where one arrives or another; what their page
    asks of the browser is noted."""
    person = Person(browser, school.address, **context)
    person.context.add_init_script(DEVICES)
    if floor:
        person.context.add_init_script(f"localStorage.setItem('hiroba-floor', '{floor}')")
    person.log_in(new_card(school, name))
    person.page.click(".watching button")
    return person


def walk_up(guest: Person, host: str, *beside: str) -> None:
    """Go to somebody, or to one beside them, until a talk opens with a way for sound."""
    guest.tap_on(host, *beside)
    guest.page.click(".person .primary")
    guest.page.wait_for_selector(".call .controls")


def switch(person: Person, *sources: str) -> None:
    """Press microphone, camera or screen, as one finds them on the card."""
    for source in sources:
        person.page.click(f".controls button:has-text('{source}'):not([disabled])")


def in_a_call(devices: Browser, school: Server, *names: str, **first: Any) -> list[Person]:
    """Everybody walks up to the first, who may have a window of their own kind; each has a way for
    sound and picture, and nothing on."""
    people = [caller(devices, school, names[0], **first)]
    people += [caller(devices, school, name) for name in names[1:]]
    for at, guest in enumerate(people[1:], 1):
        walk_up(guest, *names[:at])  # They stand in one place, one before the other.
    for person in people:
        person.page.wait_for_selector(".controls button:has-text('マイク'):not([disabled])")
        assert person.page.evaluate("window.__asked") == []
    return people


def hears_and_sees(person: Person, others: int) -> None:
    person.until(lambda: flows(person).cameras == others)
    person.until(lambda: len(flows(person).voices) == others)


def all_given_back(person: Person) -> None:
    """Every device that was ever opened is off, so that its light is out."""
    person.until(lambda: set(person.page.evaluate(ENDED)) == {"ended"})


def leave(*people: Person) -> None:
    without_faults(*people)
    for person in people:
        go_home(person.context)
