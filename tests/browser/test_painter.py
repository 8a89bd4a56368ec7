"""Where the floor is painted: in a worker or on the page, the picture is the same (T7.2)."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.pages import PAINTED_HERE, Person, arrive, without_faults
from tests.server.running import Server, new_card

pytestmark = pytest.mark.browser

PLAN = Path(__file__).parents[2] / "server" / "floor_plans" / "plaza.json"
BASE = "document.querySelector('link[rel=stylesheet]').href.replace(/style.*/, 'src/')"
TWO_STAGES = """async ([base, plan]) => {
  const { createStage } = await import(base + 'stage.js');
  window.__stages = [false, true].map((onPage) => {
    const host = document.createElement('div');
    Object.assign(host.style,
      { position: 'fixed', left: '0', top: '0', width: '900px', height: '600px' });
    document.body.append(host);
    const doorSign = (slug) => ({ name: `部屋 ${slug}`, reading: 'へや' });
    const stage = createStage(host, { onPage, doorSign });
    stage.setPlan(plan, 'autumn');
    return { stage, host };
  });
}"""
SCENE = """
const roles = ['pupil', 'pupil', 'supporter', 'pupil', 'teacher', 'pupil', 'admin', 'pupil'];
const statuses = ['none', 'open_to_talk', 'focusing', 'resting', 'quiet'];
const people = Array.from({ length: 24 }, (_, n) => {
  const [x, y] = [560 + (n % 6) * 50, 260 + Math.floor(n / 6) * 44];
  const look = { hair: n % 10, hair_colour: n % 8, skin: n % 6, cut: n % 6,
    clothes_colour: n % 8, ornament: n % 7, held: n % 7 };
  return { handle: n + 1, account: `a${n}`, name: `ひと${n}`, role: roles[n % 8], look,
    status: statuses[n % 5], watching: n % 7 === 3, away: n % 11 === 5,
    murmur: n % 9 === 1 ? { text: 'きょうは いい 天気ですね。', until: 1e9 } : null,
    walk: { startTick: 995, points: n % 3 ? [[x, y], [x + 90, y - n * 3]] : [[x, y], [x, y]] } };
});
const scene = (camera, tick) => ({
  tick, frozen: true, camera, me: 1, focused: 4, avatars: new Map(people.map((p) => [p.handle, p])),
  inCall: new Set(['a6', 'a7']), reducedMotion: false, quiet: false, arrivedAt: 980,
  spoken: new Map([[12, { text: 'おはよう！', until: 1e9 }]]), hands: new Set([9]),
  emotes: new Map([[14, { emote: 'clap', until: 1e9 }]]), hidden: new Set(['a20']),
  lettersLarge: 1.25, roleWords: { supporter: '支援員', teacher: '先生', admin: '管理' },
  pointed: { place: [600, 300] },
});
"""
DIFFERENCE = (
    "([camera, tick]) => {"
    + SCENE
    + """
  for (const { stage } of window.__stages) stage.draw(scene(camera, tick));
  const dots = window.__stages.map(({ stage, host }) => {
    const canvas = host.querySelector('canvas');
    if (!canvas || stage.busy) return null;
    const copy = document.createElement('canvas');
    [copy.width, copy.height] = [900, 600];
    const on = copy.getContext('2d');
    on.drawImage(canvas, 0, 0);
    return on.getImageData(0, 0, 900, 600).data;
  });
  if (dots.includes(null)) return null;
  const [one, other] = dots;
  let apart = 0;
  for (let at = 0; at < one.length; at += 1) if (Math.abs(one[at] - other[at]) > 6) apart += 1;
  const colours = apart ? 0 : new Set(new Uint32Array(one.buffer).subarray(0, 200_000)).size;
  return { apart, colours, where: window.__stages.map(({ stage }) => stage.stats.elsewhere) };
}"""
)
"""In how many parts of dots the two pictures differ, once both are finished. On the whole floor,
painted small, Chromium smooths some edges otherwise in a worker; nearer by nothing differs.
"""
PICTURE = """() => {
  const canvas = document.querySelectorAll('canvas.people');
  const copy = document.createElement('canvas');
  [copy.width, copy.height] = [300, 200];
  copy.getContext('2d').drawImage(canvas[0], 0, 0, 300, 200);
  const { data } = copy.getContext('2d').getImageData(0, 0, 300, 200);
  return [canvas.length, new Set(new Uint32Array(data.buffer)).size];
}"""
COLOURS_OF_A_FLOOR = 200


@pytest.mark.spec("T7.2")
def test_a_worker_paints_every_dot_as_the_page_does(browser: Browser, school: Server) -> None:
    person = Person(browser, school.address)
    page = person.page
    page.goto(school.address)
    base = page.evaluate(BASE)
    # A page of the same school on which nothing is drawn yet.
    page.goto(f"{school.address}/guide/")
    page.evaluate(TWO_STAGES, [base, json.loads(PLAN.read_text(encoding="utf-8"))])
    normal = {"x": 0, "y": 0, "zoom": 1, "mode": "normal", "following": True}
    apart = {**normal, "x": 1400, "y": 700, "following": False}
    for view in ((normal, 1000), (normal, 1007.3), (apart, 1011)):
        last: list[dict[str, object]] = [{}]

        def same(view: object = view, last: list[dict[str, object]] = last) -> bool:
            last[0] = page.evaluate(DIFFERENCE, view) or last[0]
            return last[0].get("apart") == 0

        person.until(same)
        assert last[0]["where"] == [True, False]
        assert int(str(last[0]["colours"])) > COLOURS_OF_A_FLOOR
    without_faults(person)


@pytest.mark.spec("T7.2")
def test_a_floor_whose_worker_dies_is_painted_by_the_page(browser: Browser, school: Server) -> None:
    person = arrive(browser, school, "ひきつぎ")
    page = person.page
    assert page.evaluate("window.__stats.elsewhere")
    [worker] = page.workers
    worker.evaluate("() => { setTimeout(() => { throw new Error('no more memory'); }); }")
    person.until(lambda: not page.evaluate("window.__stats.elsewhere"))
    drawn = page.evaluate("window.__stats.drawn")
    page.mouse.click(760, 460)
    person.until(lambda: page.evaluate("window.__stats.drawn") > drawn + 8)
    canvases, colours = page.evaluate(PICTURE)
    assert canvases == 1
    assert colours > COLOURS_OF_A_FLOOR
    assert page.workers == []
    without_faults(person)


@pytest.mark.spec("T7.2")
def test_where_a_worker_cannot_draw_the_page_does(browser: Browser, school: Server) -> None:
    person = Person(browser, school.address)
    person.context.add_init_script(PAINTED_HERE)
    person.log_in(new_card(school, "ここでえがく"))
    assert not person.page.evaluate("window.__stats.elsewhere")
    assert person.page.workers == []
    canvases, colours = person.page.evaluate(PICTURE)
    assert canvases == 1
    assert colours > COLOURS_OF_A_FLOOR
    without_faults(person)
