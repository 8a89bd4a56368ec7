"""The line to the school: behind a filter without sockets (T1.6), and what it costs (T1.5)."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, WebSocket

from server.frames import websocket_frame
from tests.browser.pages import Person, arrive, without_faults
from tests.browser.refusing_proxy import RefusingProxy, refusing_proxy
from tests.server.running import Server, new_card

pytestmark = pytest.mark.browser

MASK_BYTES = 4


@pytest.fixture
def proxy() -> Iterator[RefusingProxy]:
    with refusing_proxy() as found:
        yield found


def behind(proxy: RefusingProxy, browser: Browser, school: Server) -> Person:
    way = {"server": proxy.address, "bypass": "<-loopback>"}
    return Person(browser, school.address, proxy=way)


def say(person: Person, text: str) -> None:
    person.open_panel("chat")
    person.page.fill(".typing input", text)
    person.page.press(".typing input", "Enter")


@pytest.mark.spec("T1.6")
def test_without_sockets_one_comes_by_a_stream_and_goes_back_when_sockets_work(
    browser: Browser, school: Server, proxy: RefusingProxy
) -> None:
    aki = behind(proxy, browser, school)
    aki.log_in(new_card(school, "ふさがれた"), typed=True)
    aki.told("べつの 方法")
    assert proxy.tunnels_refused >= 2
    haru = arrive(browser, school, "ふつうの")
    for person, text in ((aki, "ながれから こんにちは"), (haru, "せんから こんにちは")):
        say(person, text)
        for other in (aki, haru):
            other.open_panel("chat")
            other.page.wait_for_selector(f".lines :text('{text}')")

    proxy.lets_sockets_through = True
    aki.page.evaluate("dispatchEvent(new Event('online'))")
    aki.told("いつもの 方法")
    say(aki, "もどってきた")
    haru.page.wait_for_selector(".lines :text('もどってきた')")
    say(haru, "おかえり")
    aki.page.wait_for_selector(".lines :text('おかえり')")
    # Nothing was said twice while the ways changed, and nobody was told to go.
    assert aki.page.locator(".lines :text('から こんにちは')").count() == 2
    assert not aki.page.locator("[role=alert]").count()
    without_faults(aki, haru)
    aki.log_out()


class Wire:
    """Counts what a page's sockets carry, by the server's own form of a frame."""

    def __init__(self, person: Person) -> None:
        self.bytes = 0
        self.addresses: list[str] = []
        person.page.on("websocket", self._listen)

    def _listen(self, socket: WebSocket) -> None:
        self.addresses.append(socket.url)
        socket.on("framereceived", lambda data: self._add(data, 0))
        socket.on("framesent", lambda data: self._add(data, MASK_BYTES))

    def _add(self, data: str | bytes, more: int) -> None:
        assert isinstance(data, bytes)
        self.bytes += len(websocket_frame(data)) + more

    @property
    def shown(self) -> str:
        return f"この1分間：{self.bytes / 1000:.1f} KB"


@pytest.mark.spec("T1.5")
def test_the_cost_shown_is_what_went_over_the_wire_and_less_motion_may_be_chosen(
    browser: Browser, school: Server
) -> None:
    aki = Person(browser, school.address)
    wire = Wire(aki)
    aki.log_in(new_card(school, "かぞえる"))
    aki.open_panel("settings")
    aki.until(lambda: wire.shown in aki.page.inner_text(".data-cost"))
    aki.page.click(".data-use [role=radio]:has-text('最少')")
    aki.page.wait_for_selector(".data-use .hint:has-text('20秒ごと')")
    aki.until(lambda: wire.shown in aki.page.inner_text(".data-cost"))
    assert wire.addresses[-1].endswith("&motion=0")
    aki.page.reload()
    aki.page.wait_for_selector(".people")
    assert wire.addresses[-1].endswith("&motion=2")
    without_faults(aki)


@pytest.mark.spec("T1.5")
def test_less_motion_is_offered_once_to_whoever_saves_bytes(
    browser: Browser, school: Server
) -> None:
    aki = Person(browser, school.address)
    saving = "Object.defineProperty(navigator, 'connection', { value: { saveData: true } })"
    aki.page.add_init_script(saving)
    aki.log_in(new_card(school, "おそいせん"))
    aki.page.click(".offer button:has-text('少なくする')")
    aki.page.wait_for_selector(".offer", state="detached")
    aki.open_panel("settings")
    aki.page.wait_for_selector(".data-use [aria-checked=true]:has-text('少なめ')")
    aki.page.reload()
    aki.page.wait_for_selector(".people")
    assert not aki.page.locator(".offer").count()
    without_faults(aki)
