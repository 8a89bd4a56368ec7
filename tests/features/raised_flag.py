"""A whole feature as its author would write it: a pupil raises a flag, the floor sees it.

Not part of the product. `test_a_new_feature.py` puts it into a copy of the tree, to show how few
files a feature touches.
"""

from typing import Final, NamedTuple


class Piece(NamedTuple):
    """A change of one file: `new` instead of the first `old`; without `old`, at the end."""

    path: str
    new: str
    old: str = ""


WORDS: Final = '''

@command(may=Capability.APPEAR, phase=Phase.FLOOR)
class RaiseFlag(Command):
    """Raise one's flag, or take it down."""

    up: bool


@event(audience=Audience.FLOOR)
class FlagRaised(Event):
    """A flag is up, or down again. It also comes down when its avatar leaves the floor."""

    account: AccountId
    avatar: AvatarHandle
    up: bool
'''

RULES: Final = '''

_FLAG_SIGN = "flag"


@decides(RaiseFlag)
def raise_flag(_school: School, actor: Avatar, wish: RaiseFlag, _now: Now) -> Iterator[Event]:
    if wish.up == (_FLAG_SIGN in actor.signs):
        raise Refused("flag_as_it_is")
    yield FlagRaised(actor.account, actor.handle, wish.up)


@applies(FlagRaised)
def flag_raised(school: School, event: FlagRaised) -> None:
    signs = school.avatars[event.avatar].signs
    if event.up:
        signs[_FLAG_SIGN] = school.position.tick
    else:
        signs.pop(_FLAG_SIGN, None)


@floor_view
def raised_flags(
    school: School, _account: AccountId, floor: Floor, _tick: Tick
) -> Iterator[Message]:
    """In the order in which they went up."""
    avatars = (school.avatars[handle] for handle in floor.here)
    up = ((avatar.signs[_FLAG_SIGN], avatar) for avatar in avatars if _FLAG_SIGN in avatar.signs)
    for _since, avatar in sorted(up, key=lambda flag: (flag[0], flag[1].handle)):
        yield FlagRaised(avatar.account, avatar.handle, True)
'''

BUTTON: Final = """\
    <button class="wide" aria-pressed=${model.flags.has(model.me ?? 0)}
      onClick=${() => plaza.send('RaiseFlag', !model.flags.has(model.me ?? 0))}>${T(
        'raise_flag',
      )}</button>
    <button class="wide" aria-pressed="""

CHANGE: Final = """\
  FlagRaised(model, m) {
    if (m.up) model.flags.add(m.avatar);
    else model.flags.delete(m.avatar);
  },
  AvatarGone("""

TEST: Final = '''\
"""A raised flag, given events, when a command."""

from collections import Counter

import duckdb
import pytest

from projections.analytics import declared_events, table_of
from protocol.avatars import FlagRaised, RaiseFlag
from protocol.floors import EnterFloor
from protocol.wire import Motion, decode_frame
from simulation.rules import Refused
from simulation.school import Now
from simulation.step import Signed, step
from server.publish import Publisher
from tests.simulation.given import (
    AKI, FAR, HARU, MONDAY_9_MS, NATSU, PLACE, an_open_school, given, handle_of, logged_in,
    standing_at,
)


class Heard:
    """A connection that keeps what it is written."""

    def __init__(self, account):
        self.account, self.resume_after, self.messages = account, 0, []
        self.stale = self.deaf = False
        self.motion = Motion.FULL

    def write(self, frames, tick):
        while frames:
            size, head = frames[1], 2
            if size == 126:
                size, head = int.from_bytes(frames[2:4], "big"), 4
            self.messages += decode_frame(frames[head : head + size])[2]
            frames = frames[head + size :]

    def close(self, code):
        raise AssertionError(code)


def test_a_raised_flag_is_seen_by_everybody_on_the_floor_and_by_who_comes_later():
    lived = given(an_open_school(), standing_at(PLACE, AKI), standing_at(FAR, HARU),
                  logged_in(NATSU))
    publisher = Publisher(lived.school, Counter())
    heard = {who: Heard(who) for who in (AKI, HARU, NATSU)}
    for each in heard.values():
        publisher.arrive(each)

    def tick(tick, *wishes):
        now = Now(tick, MONDAY_9_MS, 540, tick - 1, 0)
        frames = publisher.open(now, {})
        signed = [Signed(wish, 1, who, 9 << 70 | tick) for who, wish in wishes]
        step(lived.school, now, signed, frames)
        publisher.send_after(None, frames.close())

    tick(1001, (AKI, RaiseFlag(True)))
    raised = FlagRaised(AKI, handle_of(AKI), True)
    assert [raised in heard[who].messages for who in (AKI, HARU, NATSU)] == [True, True, False]
    tick(1002, (NATSU, EnterFloor("classroom")))
    assert raised in heard[NATSU].messages


def test_a_hand_that_is_up_cannot_be_raised():
    lived = given(an_open_school(), standing_at(PLACE, AKI), FlagRaised(AKI, handle_of(AKI), True))
    with pytest.raises(Refused, match="flag_as_it_is"):
        lived.when(RaiseFlag(True), AKI)
    assert lived.when(RaiseFlag(False), AKI) == [FlagRaised(AKI, handle_of(AKI), False)]


def test_analysts_get_a_table_of_flags():
    connection = duckdb.connect()
    for declared in declared_events():
        connection.execute(table_of(declared).create)
    columns = connection.execute("DESCRIBE event_flag_raised").fetchall()
    assert [column[0] for column in columns][4:] == ["account", "avatar", "up"]
'''

PIECES: Final = (
    Piece("protocol/avatars.py", WORDS),
    Piece("simulation/avatars.py", RULES),
    Piece("simulation/avatars.py", "    ChooseLook,\n    FlagRaised,\n", "    ChooseLook,\n"),
    Piece("simulation/avatars.py", "    Murmured,\n    RaiseFlag,\n", "    Murmured,\n"),
    Piece("simulation/avatars.py", "MURMUR_TICKS, AccountId, Tick\n", "MURMUR_TICKS\n"),
    Piece("simulation/avatars.py", "import Event, Message\n", "import Event\n"),
    Piece("simulation/avatars.py", "decides, floor_view\n", "decides\n"),
    Piece("simulation/avatars.py", "Avatar, Floor, Now", "Avatar, Now"),
    Piece("web_client/src/model.js", CHANGE, "  AvatarGone("),
    Piece(
        "web_client/src/model.js",
        "    flags: new Set(/** @type {number[]} */ ([])),\n    desk:",
        "    desk:",
    ),
    Piece("web_client/src/features/panels.js", BUTTON, '    <button class="wide" aria-pressed='),
    *(
        Piece(
            f"web_client/src/strings/{table}.js",
            f"  raise_flag: '{label}',\n  'refused.flag_as_it_is': '{refusal}',\n  watching:",
            "  watching:",
        )
        for table, label, refusal in (
            ("ja", "はたをあげる", "もう そうなっています"),
            ("ja-easy", "はたを あげる", "もう そうだよ"),
            ("en", "Raise flag", "It is like that already"),
        )
    ),
    Piece("tests/simulation/test_raised_flag.py", TEST),
)
