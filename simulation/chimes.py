"""Chimes ring on the first tick inside their minute, once, also over clock jumps and restarts
(T2.3.a).

A minute that the clock jumped over has no tick in it, and its chime stays silent: a bell an hour
late helps nobody. A minute that comes twice (the clock was set back) rings once, by its stamp.
"""

from collections.abc import Iterator

from protocol.chimes import ChimeRang, ChimeRule, ChimesSet, SetChimes
from protocol.units import TICK_MS, Tick
from protocol.vocabulary import Event
from simulation.hours import MINUTE_MS, MINUTES_PER_DAY, hours_of_day, weekday_of
from simulation.rules import Refused, applies, decides, due, every_tick
from simulation.school import Now, School, Session
from simulation.versions import require_unchanged


@decides(SetChimes)
def set_chimes(
    school: School, _actor: Session | None, wish: SetChimes, _now: Now
) -> Iterator[Event]:
    if len({rule.chime for rule in wish.rules}) != len(wish.rules):
        raise Refused("chime_twice")
    if any(floor not in school.floors for rule in wish.rules for floor in rule.floors):
        raise Refused("no_such_floor")
    if any(rule.minute >= MINUTES_PER_DAY for rule in wish.rules):
        raise Refused("no_such_time")
    require_unchanged(school.chimes, wish.over, wish.rules)
    yield ChimesSet(wish.rules)


@every_tick
def ring(school: School, now: Now) -> Iterator[Event]:
    if not school.chimes:
        return
    stamp = now.local_ms // MINUTE_MS
    day, minute = divmod(stamp, MINUTES_PER_DAY)
    for rule in school.chimes:
        due_now = rule.minute == minute and school.rung.get(rule.chime, -1) < stamp
        if due_now and _rings_on(school, rule, day):
            floors = rule.floors or tuple(sorted(school.floors))
            yield ChimeRang(rule.chime, rule.name, rule.sound, rule.volume, floors, stamp)


def _rings_on(school: School, rule: ChimeRule, day: int) -> bool:
    """A chime rings on its weekdays, and only on a day on which some floor opens."""
    calendar = school.calendar
    weekday = weekday_of(calendar, day) if calendar is not None else None
    if calendar is None or weekday is None or weekday not in rule.weekdays:
        return False
    return any(hours_of_day(calendar, floor, day) for floor in school.floors)


@due
def next_chimes(school: School, now: Now) -> Iterator[Tick]:
    """The chimes still to ring today, and the next midnight, when tomorrow's are looked at."""
    if not school.chimes:
        return
    day, minute = divmod(now.local_ms // MINUTE_MS, MINUTES_PER_DAY)
    ahead = [rule.minute for rule in school.chimes if rule.minute > minute]
    for at_minute in (*ahead, MINUTES_PER_DAY):
        starts_ms = (day * MINUTES_PER_DAY + at_minute) * MINUTE_MS
        yield now.tick + -(-(starts_ms - now.local_ms) // TICK_MS)


@applies(ChimesSet)
def chimes_set(school: School, event: ChimesSet) -> None:
    school.chimes = event.rules
    kept = {rule.chime for rule in event.rules}
    school.rung = {chime: stamp for chime, stamp in school.rung.items() if chime in kept}


@applies(ChimeRang)
def chime_rang(school: School, event: ChimeRang) -> None:
    school.rung[event.chime] = event.minute_stamp
