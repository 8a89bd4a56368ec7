"""What one sets for oneself goes wherever one logs in; a first visit is led round (T1.7, T7.2)."""

import pytest
from playwright.sync_api import Browser

from protocol.chatting import SayTo
from tests.browser.pages import PAINTED_HERE, Person, in_menu, without_faults
from tests.browser.witness import witness_on
from tests.server.running import Server, new_card

pytestmark = pytest.mark.browser

SCREENS = ((1366, 768), (1080, 810), (810, 1080))
STEPS = 8
ALL_FREE = """() => [...document.querySelectorAll('.rail button, .bottom button')].every((one) => {
  const { x, y, width, height } = one.getBoundingClientRect();
  return one.contains(document.elementFromPoint(x + width / 2, y + height / 2));
})"""
WATCH_COLOURS = """window.__painted = new Set();
const on = Object.getOwnPropertyDescriptor(CanvasRenderingContext2D.prototype, 'fillStyle');
Object.defineProperty(CanvasRenderingContext2D.prototype, 'fillStyle', {
  ...on, set(colour) { window.__painted.add(colour); on.set.call(this, colour); } });"""
"""Notes each colour that anything on the floor is painted with."""
LEAF = """async () => {
  const base = document.querySelector('link[rel=stylesheet]').href.replace(/style.*/, 'src/art/');
  const [{ toneOf }, { themeOf }] = await Promise.all(
    ['seasons.js', 'themes.js'].map((name) => import(base + name)));
  return toneOf('autumn', themeOf('plaza').ground);
}"""
AUTUMN_CROWN = "#e39a5c"
COLOURFULNESS = """() => {
  const small = document.createElement('canvas');
  [small.width, small.height] = [64, 64];
  const on = small.getContext('2d');
  on.drawImage(document.querySelector('canvas.people'), 0, 0, 64, 64);
  const { data } = on.getImageData(0, 0, 64, 64);
  let sum = 0;
  for (let at = 0; at < data.length; at += 4) {
    const rgb = [data[at], data[at + 1], data[at + 2]];
    sum += Math.max(...rgb) - Math.min(...rgb);
  }
  return sum;
}"""
"""How far all that is seen is from grey."""
CUT_OFF = """() => {
  const marks = [...document.querySelectorAll('.menu .dot')];
  const out = ({ left, right }) => left < 0 || right > innerWidth;
  const found = marks.filter((mark) => out(mark.getBoundingClientRect()));
  for (const mark of marks) mark.hidden = true;
  found.push(...[...document.querySelectorAll('.plaza :is(button, label, h2)')]
    .filter((one) => one.getClientRects().length > 0 && !one.closest('.rail, .stage'))
    .filter((one) =>
      out(one.getBoundingClientRect()) || one.scrollWidth > one.clientWidth + 1));
  for (const mark of marks) mark.hidden = false;
  return found.map((one) => one.textContent);
}"""
"""What does not fit into its own box, or not on the screen. The mark of news sits across the edge
of the menu's button on purpose: it has only to be on the screen."""


def looks(person: Person) -> list[str]:
    """Language, size of letters and classes of the whole page."""
    found: list[str] = person.page.evaluate(
        "(({lang, style, classList}) => [lang, style.fontSize, classList.contains('calm')"
        " ? 'calm' : ''])(document.documentElement)"
    )
    return found


@pytest.mark.spec("T1.7")
def test_what_one_chose_comes_along_to_another_device_and_leaves_with_one(
    browser: Browser, school: Server
) -> None:
    card = new_card(school, "くつろぎ")
    one, other = Person(browser, school.address), Person(browser, school.address)
    one.log_in(card)
    one.open_panel("settings")
    one.page.click(".comfort button:has-text('150%')")
    one.page.check(".comfort .toggle:has-text('しずかな') input")
    one.page.check(".comfort .toggle:has-text('音を') input")
    one.page.click(".comfort button:has-text('English')")
    one.until(lambda: looks(one) == ["en", "150%", "calm"])

    other.log_in(card, dress=False)
    other.until(lambda: looks(other) == ["en", "150%", "calm"])
    other.page.reload()
    other.until(lambda: other.page.evaluate("window.__ready === true"))
    assert looks(other) == ["en", "150%", "calm"]
    other.open_panel("settings")
    assert other.page.is_checked(".comfort .toggle:has-text('Show instead') input")
    other.log_out()
    assert looks(other) == ["ja", "100%", ""]
    without_faults(one, other)


@pytest.mark.spec("T1.7")
@pytest.mark.spec("T2.2.c")
def test_in_easy_words_a_floor_has_its_reading_and_is_found_by_it(
    browser: Browser, school: Server
) -> None:
    person = Person(browser, school.address)
    person.log_in(new_card(school, "よみがな"))
    page = person.page
    person.open_panel("settings")
    page.click(".comfort button:has-text('やさしい')")
    person.open_panel("people")
    ruby = ".people-list > ul:last-of-type ruby:has-text('図書室') rt"
    page.wait_for_selector(ruby)
    assert page.inner_text(ruby) == "としょしつ"
    page.fill("[type=search]", "トショ")
    found = page.locator(".matches button:has-text('図書室')")
    found.wait_for()
    assert found.locator("rt").inner_text() == "としょしつ"
    found.click()
    page.wait_for_selector(".floor-name rt:has-text('としょしつ')")
    without_faults(person)


@pytest.mark.spec("T1.7")
def test_a_quiet_screen_has_pale_colours_and_no_leaves_of_the_season(
    browser: Browser, school: Server
) -> None:
    person = Person(browser, school.address)
    person.context.add_init_script(PAINTED_HERE)
    person.context.add_init_script(WATCH_COLOURS)
    person.log_in(new_card(school, "しずかに"))
    leaf = person.page.evaluate(LEAF)
    person.until(lambda: person.page.evaluate("leaf => __painted.has(leaf)", leaf))
    # The cherry tree beside the fountain is coloured in November.
    person.until(lambda: person.page.evaluate(f"__painted.has('{AUTUMN_CROWN}')"))
    loud = person.page.evaluate(COLOURFULNESS)
    person.open_panel("settings")
    person.page.evaluate("__painted.clear()")
    person.page.check(".comfort .toggle:has-text('しずかな') input")
    person.until(lambda: person.page.evaluate(COLOURFULNESS) < loud * 0.75)
    assert not person.page.evaluate("leaf => __painted.has(leaf)", leaf)
    person.page.evaluate("__painted.clear()")
    person.page.uncheck(".comfort .toggle:has-text('しずかな') input")
    person.until(lambda: person.page.evaluate("leaf => __painted.has(leaf)", leaf))
    without_faults(person)


@pytest.mark.spec("T1.7")
def test_what_is_set_on_the_login_page_is_the_devices_and_goes_along_to_the_account(
    browser: Browser, school: Server
) -> None:
    card = new_card(school, "はじめから")
    one, other = Person(browser, school.address), Person(browser, school.address)
    one.page.goto(school.address)
    one.page.click("[data-name=comfort]")
    one.page.click(".comfort button:has-text('125%')")
    assert looks(one) == ["ja", "125%", ""]
    one.page.reload()
    one.page.wait_for_selector("#login_id")
    assert looks(one) == ["ja", "125%", ""]
    one.page.click(".languages button:has-text('やさしい')")
    one.page.fill("#login_id", card["login_id"])
    one.page.fill("#passphrase", card["passphrase"])
    one.page.click("form .primary")
    one.page.click(".mirror .quiet")
    one.until(lambda: one.page.evaluate("window.__ready === true"))
    other.log_in(card, dress=False)
    other.page.wait_for_selector(".rail ruby")
    assert looks(other) == ["ja", "125%", ""]
    without_faults(one, other)


@pytest.mark.spec("T7.2")
def test_a_first_visit_is_led_round_by_keys_alone_once_and_again_when_asked(
    browser: Browser, school: Server
) -> None:
    card = new_card(school, "はつたいけん")
    person = Person(browser, school.address, toured=False)
    person.log_in(card)
    page = person.page
    page.wait_for_selector(".tour :focus")
    pointed = []
    for number in range(1, STEPS + 1):
        page.wait_for_selector(f".tour :text('{number}／{STEPS}')")
        title = page.inner_text(".tour h2")
        # The ring goes on with the frame after the words.
        at = "[data-pointed]" if number == 1 else f"[data-pointed]:has-text('{title}')"
        page.wait_for_selector(at)
        pointed.append(page.inner_text("[data-pointed]").strip())
        page.keyboard.press("Enter")
    page.wait_for_selector(".tour", state="detached")
    person.until(lambda: page.locator("[data-pointed]").count() == 0)
    assert len(set(pointed)) == STEPS
    page.reload()
    person.until(lambda: page.evaluate("window.__ready === true"))
    assert page.locator(".tour").count() == 0

    person.open_panel("settings")
    page.click(".comfort button:has-text('案内を')")
    page.wait_for_selector(".tour :focus")
    page.keyboard.press("Escape")
    page.wait_for_selector(".tour", state="detached")
    without_faults(person)


@pytest.mark.spec("T7.2")
def test_the_tour_covers_no_button_and_is_left_at_any_step(
    browser: Browser, school: Server
) -> None:
    person = Person(browser, school.address, toured=False)
    person.log_in(new_card(school, "とちゅうで"))
    page = person.page
    for step in range(STEPS - 1):
        width, height = SCREENS[step % len(SCREENS)]
        person.resize(width, height)
        person.until(lambda: page.evaluate(ALL_FREE))
        page.click(".tour [data-name=next]")
    page.click(".tour [data-name=back]")
    page.click(".tour [data-name=skip]")
    page.wait_for_selector(".tour", state="detached")


@pytest.mark.spec("T1.7")
@pytest.mark.spec("T1.8")
def test_letters_of_twice_the_size_cut_nothing_off(browser: Browser, school: Server) -> None:
    person = Person(browser, school.address)
    card = new_card(school, "おおきく")
    person.log_in(card)
    page = person.page
    with witness_on(school, "plaza", "おおきなこえ") as friend:
        friend.send(SayTo(card["account"], "よんだら おしえてね"))
        page.wait_for_selector(f"{in_menu('chat')} .dot")
    person.open_panel("settings")
    for size in ("125%", "150%"):
        page.click(f".comfort button:has-text('{size}')")
        for width, height in SCREENS[:2]:
            person.resize(width, height)
            person.until(lambda: page.evaluate(ALL_FREE))
    page.click(".comfort button:has-text('200%')")
    person.close_panel()
    page.click(".menu")
    names = page.locator(".rail button").evaluate_all("all => all.map((one) => one.dataset.name)")
    page.click(".menu")
    for width, height in SCREENS:
        person.resize(width, height)
        for name in names if width == SCREENS[0][0] else ["settings"]:
            page.click(".menu")
            page.click(in_menu(name))
            page.wait_for_selector(":is(.panel, .wardrobe) :is(button, input)")
            page.wait_for_selector(".menu .dot")
            assert page.evaluate(CUT_OFF) == [], (width, name)
            page.click(".mirror .quiet" if name == "look" else ".panel header button")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    without_faults(person)
