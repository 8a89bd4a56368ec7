"""Behind a filter that lets no socket through the school is the same (T1.6)."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.pages import Person, arrive, without_faults
from tests.browser.refusing_proxy import RefusingProxy, refusing_proxy
from tests.server.running import Server, new_card

pytestmark = pytest.mark.browser


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
    aki.log_in(new_card(school, "ふさがれた"))
    aki.page.wait_for_selector(".toast:has-text('べつの 方法')")
    assert proxy.tunnels_refused >= 2
    haru = arrive(browser, school, "ふつうの")
    for person, text in ((aki, "ながれから こんにちは"), (haru, "せんから こんにちは")):
        say(person, text)
        for other in (aki, haru):
            other.open_panel("chat")
            other.page.wait_for_selector(f".lines :text('{text}')")

    proxy.lets_sockets_through = True
    aki.page.evaluate("dispatchEvent(new Event('online'))")
    aki.page.wait_for_selector(".toast:has-text('いつもの 方法')")
    say(aki, "もどってきた")
    haru.page.wait_for_selector(".lines :text('もどってきた')")
    say(haru, "おかえり")
    aki.page.wait_for_selector(".lines :text('おかえり')")
    # Nothing was said twice while the ways changed, and nobody was told to go.
    assert aki.page.locator(".lines :text('から こんにちは')").count() == 2
    assert not aki.page.locator("[role=alert]").count()
    without_faults(aki, haru)
    aki.log_out()
