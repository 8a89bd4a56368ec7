"""Whether what can be pressed moves by itself: judged by where it is in each picture, not by time.

The driver's own clicks wait until a button stands still, and so hide that it did not: a finger that
is on its way meets what has come there instead.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from tests.browser.pages import TWO_FRAMES, Person

WATCH = """(within) => {
  const pressed = ['a', 'button', 'input', 'select', 'summary', 'textarea'];
  const wanted = pressed.map((kind) => `${within} ${kind}`).join(', ');
  const places = new Map();
  const moved = [];
  const look = () => {
    for (const element of document.querySelectorAll(wanted)) {
      const { x, y, width } = element.getBoundingClientRect();
      const [before, now] = [places.get(element), `${Math.round(x)}, ${Math.round(y)}`];
      if (width > 0) places.set(element, now);
      if (width > 0 && before !== undefined && before !== now)
        moved.push(`${element.className} ${element.textContent.trim()}: ${before} to ${now}`);
    }
  };
  const painted = new MessageChannel();
  painted.port1.onmessage = look;
  let goesOn = true;
  // What is told in a frame is heard after it is painted.
  const frame = () => {
    if (!goesOn) return;
    painted.port2.postMessage('');
    requestAnimationFrame(frame);
  };
  look();
  frame();
  window.__moved = () => {
    goesOn = false;
    look();
    return moved;
  };
}"""


@contextmanager
def nothing_moves(person: Person, within: str) -> Iterator[None]:
    """In a part of the page, which may be opened meanwhile, all that can be pressed stands still
    from the picture on in which it came. What a press does to others is not judged: look at parts
    that the press does not lay out anew."""
    person.page.evaluate(WATCH, within)
    yield
    person.page.evaluate(TWO_FRAMES)
    moved = person.page.evaluate("window.__moved()")
    assert moved == [], moved
