"""What a pupil's small computer has to do when a hundred people walk about it.

`python -m bench.client`. A real server, a hundred bots on the real wire in a process of their own,
and Chromium whose main thread is slowed down six times (a Celeron N4000 is about four times slower
than the measuring machine). Frames are counted where the client draws them: at 30 fps a loop of
`requestAnimationFrame` would tell nothing. The slow-down reaches the page's thread alone: where a
worker paints, a scene of its own makes it wait after each picture for five times what the picture
cost it. The scenes take turns; medians of the turns are printed.
"""

import asyncio
import contextlib
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any, Final

from playwright.sync_api import CDPSession, Page

from bench.load.taps import NOTED, answers_to_taps
from bench.load.threads import browser_s, painter_s
from protocol.floors import EnterFloor
from protocol.moving import WalkTo
from protocol.sessions import Welcome
from protocol.units import SUBTILES_PER_TILE
from tests.browser.pages import Person, chromium
from tests.server.running import Browser, Server, new_card, run_hiroba, serving

WALKERS: Final = 100
SLOWER: Final = 6
TURNS: Final = 3
SCENE_S: Final = 8.0
SETTLE_S: Final = 12.0
PACE_S: Final = 3.0
AREA: Final = (34, 24, 66, 46)
"""Left, top, right, bottom in tiles: a square that fits into one view of 1366 × 768."""
FLOOR: Final = "plaza"
OBSERVED: Final = """
window.__long = [];
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) window.__long.push(entry.duration);
}).observe({ type: 'longtask' });
"""
HELD_UP: Final = """() => {
  const tell = postMessage;
  self.heldUpMs = 0;
  self.postMessage = (picture) => {
    tell(picture);
    const until = performance.now() + self.heldUpMs;
    while (performance.now() < until);
  };
}"""
"""The painter in a worker says when a picture is done, and can be kept busy from there on."""


@dataclass
class Scene:
    """Figures of one turn of one scene."""

    fps: float
    draw_ms: float
    busy: float
    cpu_ms: float
    painter_ms: float
    browser: float
    longest_ms: float
    people: int


def measure(page: Page, cdp: CDPSession) -> Scene:
    """What the page does while nobody touches it."""
    page.evaluate("window.__long.length = 0")
    before, drawn = metrics(cdp), page.evaluate("({...window.__stats})")
    painter, browser = painter_s(), browser_s()
    time.sleep(SCENE_S)
    painter, browser = painter_s() - painter, browser_s() - browser
    after, now = metrics(cdp), page.evaluate("({...window.__stats})")
    seconds = after["Timestamp"] - before["Timestamp"]
    frames = now["drawn"] - drawn["drawn"]
    return Scene(
        frames / seconds,
        (now["totalMs"] - drawn["totalMs"]) / max(1, frames),
        (after["TaskDuration"] - before["TaskDuration"]) / seconds,
        1000 * (after["ThreadTime"] - before["ThreadTime"]) / max(1, frames),
        1000 * painter / max(1, frames),
        browser / seconds,
        max(page.evaluate("window.__long"), default=0.0),
        now["people"],
    )


@contextmanager
def painter_held_up(page: Page, wait_ms: float) -> Iterator[None]:
    """A worker that paints waits so long after each picture; no worker, no wait."""
    for worker in page.workers:
        worker.evaluate("(ms) => { self.heldUpMs = ms; }", wait_ms)
    yield
    for worker in page.workers:
        worker.evaluate("() => { self.heldUpMs = 0; }")


def metrics(cdp: CDPSession) -> dict[str, float]:
    """Chromium's own counters, in seconds and bytes."""
    rows = cdp.send("Performance.getMetrics")["metrics"]
    return {row["name"]: row["value"] for row in rows}


def say(name: str, scenes: list[Scene]) -> None:
    """One line: medians, and the worst long task."""

    def of(figure: str) -> float:
        return float(median(getattr(scene, figure) for scene in scenes))

    longest_ms = max(scene.longest_ms for scene in scenes)
    print(
        f"{name}: {of('fps'):.1f} fps, {of('draw_ms'):.1f} ms to draw, {of('people'):.0f} in view, "
        f"main thread {of('busy'):.0%} busy ({of('cpu_ms'):.1f} ms of CPU a frame), "
        f"painter {of('painter_ms'):.1f} ms of CPU a frame, all of Chromium {of('browser'):.2f} "
        f"cores, longest task {longest_ms:.0f} ms",
        flush=True,
    )


def report_taps(page: Page) -> None:
    """From the press to one's own avatar drawn elsewhere."""
    first, middle = answers_to_taps(page)
    print(
        f"tap to moved, at ×{SLOWER}: first {first:.0f} ms, median {middle:.0f} ms (must reach 150)"
    )


def report_memory(page: Page, cdp: CDPSession) -> None:
    """JavaScript's heap after a collection, and all bitmaps."""
    cdp.send("HeapProfiler.collectGarbage")
    heap = metrics(cdp)["JSHeapUsedSize"] / 1e6
    canvas = page.evaluate("window.__stats.canvasBytes") / 1e6
    print(f"JS heap {heap:.1f} MB (must reach 150), canvases {canvas:.0f} MB (must reach 96)")


def run(school: Server, cards: list[dict[str, str]]) -> None:
    """All scenes on one page."""
    with chromium() as browser:
        person = Person(browser, school.address)
        page = person.page
        page.add_init_script(OBSERVED + NOTED)
        cdp = person.context.new_cdp_session(page)
        cdp.send("Performance.enable")
        person.log_in(new_card(school, "はかるひと"))
        walk_into_the_middle(page)
        for worker in page.workers:
            worker.evaluate(HELD_UP)
        cdp.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        time.sleep(SETTLE_S)
        say(f"nobody there, ×{SLOWER} (busy must reach 5 %)", [measure(page, cdp)])
        with crowd(school, cards):
            time.sleep(SETTLE_S)
            slow, fast, both = [], [], []
            for _ in range(TURNS):
                slow.append(measure(page, cdp))
                cdp.send("Emulation.setCPUThrottlingRate", {"rate": 1})
                fast.append(measure(page, cdp))
                cdp.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
                with painter_held_up(page, (SLOWER - 1) * fast[-1].painter_ms):
                    both.append(measure(page, cdp))
            goals = "must reach 20 fps, 60 % busy, 200 ms"
            say(f"{WALKERS} walking, ×{SLOWER} ({goals})", slow)
            say(f"{WALKERS} walking, the painter ×{SLOWER} as well", both)
            say(f"{WALKERS} walking, ×1", fast)
            report_taps(page)
            report_memory(page, cdp)
        others = [url for url in person.requests if not url.startswith(school.address)]
        print(f"requests to others: {len(others)}, faults of the page: {person.faults}")
        person.context.close()


def walk_into_the_middle(page: Page) -> None:
    """To the middle of the square, by taps; a short way each."""
    left, top, right, bottom = AREA
    goal = ((left + right) / 2 * SUBTILES_PER_TILE, (top + bottom) / 2 * SUBTILES_PER_TILE)
    for _ in range(12):
        x, y = page.evaluate("window.__stats.place")
        dx = max(-500, min(500, (goal[0] - x) * 2))
        dy = max(-250, min(250, (goal[1] - y) * 2))
        if abs(dx) + abs(dy) < 120:
            return
        page.mouse.click(683 + dx, 384 + dy)
        time.sleep(2.5)


@contextmanager
def crowd(school: Server, cards: list[dict[str, str]]) -> Iterator[None]:
    """A hundred walkers for the block, in a process of their own."""
    asked = json.dumps({"address": school.address, "cards": cards})
    process = subprocess.Popen(
        [sys.executable, "-m", "bench.client", "--walkers"], stdin=subprocess.PIPE, text=True,
        stdout=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(asked + "\n")
    process.stdin.flush()
    assert process.stdout.readline().strip() == "walking"
    try:
        yield
    finally:
        process.kill()
        process.wait()


async def walk_about(asked: dict[str, Any]) -> None:
    """All walkers, until killed."""
    arrived = asyncio.Semaphore(0)
    walkers = [
        asyncio.ensure_future(walker(asked["address"], card, seed, arrived))
        for seed, card in enumerate(asked["cards"])
    ]
    for _ in walkers:
        await arrived.acquire()
    print("walking", flush=True)
    await asyncio.gather(*walkers)


async def walker(address: str, card: dict[str, str], seed: int, arrived: asyncio.Semaphore) -> None:
    """Somebody who sets out anew every few seconds, so that nearly everybody always walks."""
    draw = random.Random(seed)
    left, top, right, bottom = (edge * SUBTILES_PER_TILE for edge in AREA)
    async with Browser(address) as browser:
        status, told = await browser.log_in(card)
        assert status == 200, told
        socket = await browser.connect()
        await socket.until(Welcome)
        await socket.send(EnterFloor(FLOOR))
        arrived.release()
        reading = asyncio.ensure_future(read(socket))
        while not reading.done():
            await socket.send(WalkTo(draw.randrange(left, right), draw.randrange(top, bottom)))
            await asyncio.sleep(PACE_S * draw.uniform(0.7, 1.3))


async def read(socket: Any) -> None:
    """Hear everything, remember nothing."""
    async for _message in socket.each():
        pass


def main() -> None:
    """Print all figures."""
    if "--walkers" in sys.argv:
        with contextlib.suppress(KeyboardInterrupt):
            asyncio.run(walk_about(json.loads(sys.stdin.readline())))
        return
    with (
        tempfile.TemporaryDirectory() as folder,
        serving(Path(folder) / "school", "--demo", "--children", "0") as school,
    ):
        names = Path(folder) / "names.csv"
        rows = "".join(f"pupil,{name_of(n)}\n" for n in range(WALKERS))
        names.write_text("role,name\n" + rows, encoding="utf-8")
        done = run_hiroba("accounts", "import", "--data-dir", str(school.data_dir), str(names))
        assert done.returncode == 0, done.stderr
        run(school, json.loads(done.stdout))


def name_of(number: int) -> str:
    """A hiragana name for each of a hundred."""
    letters = "あいうえおかきくけこ"
    return "ある" + letters[number // 10] + letters[number % 10]


if __name__ == "__main__":
    main()
