"""What makes coming back pleasant, and staying away no shame (SPEC T7.1)."""

from collections.abc import Iterable

import msgspec
import pytest

from protocol.accounts import EraseAccount
from protocol.hours import Calendar, CalendarSet, FloorOpened, Opening
from protocol.sessions import Device, LoggedIn, LogOut, OpenSession
from protocol.staying import (
    ChooseExtra,
    DeskArranged,
    Extra,
    ExtrasChosen,
    ExtrasWithheld,
    PutOnDesk,
    StampGiven,
    StayingShown,
    VisitCounted,
    WithholdExtra,
)
from protocol.units import CARD_STAMPS, DESK_PLACES, GARDEN_PLANTS, TICK_MS, AccountId
from protocol.vocabulary import Event
from simulation.hours import MINUTE_MS, MINUTES_PER_DAY, opens_after
from simulation.school import Now
from simulation.sight import shown_by
from simulation.staying import day_of, garden_grown, month_of, view_staying
from tests.simulation.given import (
    AKI,
    HARU,
    JAPAN_MIN,
    MONDAY_9_MS,
    SUPPORTER,
    TEACHER,
    Lived,
    an_open_school,
    given,
    id_of,
    known,
)

pytestmark = pytest.mark.spec("T7.1")

DAY_MS = MINUTES_PER_DAY * MINUTE_MS
MONDAY = (MONDAY_9_MS + JAPAN_MIN * MINUTE_MS) // DAY_MS
DESK = (3, 0, 0, 1, 0, 12, 0, 0)


def a_school() -> Lived:
    """Open day and night: what matters here are days."""
    always = (FloorOpened("classroom", 0), FloorOpened("yard", 0))
    return given(an_open_school(), always, known(AKI, HARU, SUPPORTER, TEACHER))


def visit(lived: Lived, account: AccountId = AKI) -> list[Event]:
    """Log in and out again; what happened beside that."""
    events = lived.when(OpenSession(account, id_of(f"s{lived.tick}"), Device.IPAD))
    lived.when(LogOut(), account)
    return [event for event in events if not isinstance(event, LoggedIn)]


def days_later(lived: Lived, days: int) -> None:
    """The same hour of another day, on both clocks."""
    lived.jump(days * DAY_MS // TICK_MS, days * DAY_MS)


def stamps_of(events: Iterable[Event]) -> list[int]:
    return [event.stamp for event in events if isinstance(event, StampGiven)]


def shown(lived: Lived, account: AccountId) -> list[StayingShown]:
    now = Now(lived.tick, lived.wall_ms, JAPAN_MIN, lived.tick, 0)
    return [m for m in view_staying(lived.school, account, now) if isinstance(m, StayingShown)]


def test_the_first_login_of_a_day_brings_one_stamp_however_often_one_comes() -> None:
    lived = a_school()
    counted, given_stamp = visit(lived)
    assert counted == VisitCounted(AKI, MONDAY)
    assert isinstance(given_stamp, StampGiven)
    assert visit(lived) == []
    days_later(lived, 1)
    assert len(stamps_of(visit(lived))) == 1


def test_a_clock_that_is_set_back_gives_no_day_twice() -> None:
    lived = a_school()
    visit(lived)
    lived.jump(1, -DAY_MS)
    assert visit(lived) == []


def test_staff_get_no_stamps_and_water_no_garden() -> None:
    lived = a_school()
    assert visit(lived, TEACHER) == []
    assert lived.school.garden == {}


def test_a_card_fills_with_pictures_that_all_differ_and_a_new_one_begins() -> None:
    lived = a_school()
    for _ in range(CARD_STAMPS):
        visit(lived)
        days_later(lived, 9)
    (full,) = shown(lived, AKI)
    assert len(set(full.stamps)) == CARD_STAMPS
    assert full.cards == 0
    visit(lived)
    (fresh,) = shown(lived, AKI)
    assert (len(fresh.stamps), fresh.cards) == (1, 1)


def test_each_season_has_stamps_of_its_own() -> None:
    seen: dict[int, set[int]] = {}
    lived = a_school()
    for _ in range(366):
        month = month_of(day_of(Now(0, lived.wall_ms, JAPAN_MIN, 0, 0)))[1]
        seen.setdefault(month % 12 // 3, set()).update(stamps_of(visit(lived)))
        days_later(lived, 1)
    winter, spring, summer, autumn = (kinds for _, kinds in sorted(seen.items()))
    assert len(winter | spring | summer | autumn) == 28
    assert winter & spring & summer & autumn == set(range(24, 28))
    assert [len(kinds) for kinds in (winter, spring, summer, autumn)] == [10] * 4


def test_after_thirty_days_away_everything_is_as_it_was_and_nothing_tells_of_the_days() -> None:
    stayed, away = a_school(), a_school()
    for lived in (stayed, away):
        visit(lived)
        lived.then(DeskArranged(AKI, DESK), ExtrasChosen(AKI, (Extra.GARDEN,)))
    days_later(stayed, 1)
    days_later(away, 30)
    assert shown(away, AKI) == shown(stayed, AKI)
    for lived in (stayed, away):
        visit(lived)
    (soon,), (late,) = shown(stayed, AKI), shown(away, AKI)
    assert len(late.stamps) == len(soon.stamps) == 2
    assert msgspec.structs.replace(late, stamps=()) == msgspec.structs.replace(soon, stamps=())


def test_only_oneself_is_shown_ones_card_and_desk() -> None:
    lived = a_school()
    visit(lived)
    lived.when(OpenSession(AKI, id_of("now"), Device.IPAD))
    for place, thing in enumerate(DESK):
        (arranged,) = lived.when(PutOnDesk(place, thing), AKI)
    assert arranged == DeskArranged(AKI, DESK)
    for event in (arranged, StampGiven(AKI, 3), ExtrasChosen(AKI, ())):
        assert [one.channels for one in shown_by(lived.school, event)] == [(f"account:{AKI}",)]
    assert list(shown_by(lived.school, VisitCounted(AKI, MONDAY))) == []
    assert shown(lived, HARU) == []
    assert shown(lived, AKI)[0].desk == DESK


def test_stamps_turned_off_are_not_given_by_whomever_they_were_turned_off() -> None:
    lived = a_school()
    lived.then(ExtrasChosen(AKI, (Extra.STAMPS,)), ExtrasWithheld(HARU, (Extra.STAMPS,)))
    assert stamps_of(visit(lived) + visit(lived, HARU)) == []
    lived.then(ExtrasChosen(AKI, ()))
    days_later(lived, 1)
    assert len(stamps_of(visit(lived))) == 1


def test_what_staff_keep_from_somebody_their_own_wish_does_not_bring_back() -> None:
    lived = a_school()
    for account in (AKI, SUPPORTER):
        lived.when(OpenSession(account, id_of(f"of {account[:5]}"), Device.IPAD))
    lived.when(WithholdExtra(AKI, Extra.TODAY, withheld=True), SUPPORTER)
    both = ExtrasWithheld(AKI, (Extra.STAMPS, Extra.TODAY))
    assert lived.when(WithholdExtra(AKI, Extra.STAMPS, withheld=True), SUPPORTER) == [both]
    assert lived.when(ChooseExtra(Extra.TODAY, on=True), AKI) == [ExtrasChosen(AKI, ())]
    assert shown(lived, AKI)[0].withheld == (Extra.STAMPS, Extra.TODAY)
    nobody = WithholdExtra(id_of("nobody"), Extra.DESK, withheld=True)
    assert lived.refusal(nobody, SUPPORTER).reason == "no_such_account"


def test_turning_one_extra_undoes_nothing_that_was_turned_just_before() -> None:
    lived = a_school()
    for account in (AKI, SUPPORTER):
        lived.when(OpenSession(account, id_of(f"of {account[:5]}"), Device.IPAD))
    for extra in (Extra.GARDEN, Extra.STAMPS):
        (chosen,) = lived.when(ChooseExtra(extra, on=False), AKI)
    assert chosen == ExtrasChosen(AKI, (Extra.STAMPS, Extra.GARDEN))
    (chosen,) = lived.when(ChooseExtra(Extra.STAMPS, on=True), AKI)
    assert chosen == ExtrasChosen(AKI, (Extra.GARDEN,))
    lived.when_all(
        *((WithholdExtra(AKI, one, withheld=True), SUPPORTER) for one in (Extra.DESK, Extra.TODAY))
    )
    lived.when(WithholdExtra(AKI, Extra.DESK, withheld=False), SUPPORTER)
    assert shown(lived, AKI)[0].withheld == (Extra.TODAY,)


def test_a_pupil_cannot_keep_anything_from_others() -> None:
    lived = a_school()
    lived.when(OpenSession(AKI, id_of("now"), Device.IPAD))
    lived.when_all((WithholdExtra(HARU, Extra.DESK, withheld=True), AKI))
    assert lived.refusals() == ["not_allowed"]


def test_the_garden_grows_with_visits_and_is_sown_anew_each_month() -> None:
    lived = a_school()
    grown = []
    for _ in range(3):
        visit(lived)
        visit(lived, HARU)
        grown.append(garden_grown(lived.school, MONDAY))
        days_later(lived, 1)
    assert grown == [2, 4, 6]
    visit(lived)
    october = MONDAY + 3
    assert (garden_grown(lived.school, october), lived.school.garden) == (1, {"2026-10": 1})


def test_a_garden_never_grows_beyond_its_beds() -> None:
    lived = given(an_open_school(), known(AKI))
    lived.then(*(VisitCounted(AKI, MONDAY) for _ in range(200)))
    assert garden_grown(lived.school, MONDAY) == GARDEN_PLANTS


def test_nothing_of_an_erased_person_stays() -> None:
    lived = a_school()
    visit(lived)
    lived.then(DeskArranged(AKI, DESK))
    lived.when(EraseAccount(AKI))
    assert AKI not in lived.school.staying


def test_the_next_opening_is_found_over_closed_days() -> None:
    openings = tuple(Opening("yard", weekday, 9 * 60, 15 * 60) for weekday in range(5))
    calendar = Calendar(MONDAY, MONDAY + 60, openings, (MONDAY + 1,), ())
    lived = given(an_open_school(), CalendarSet(calendar))
    nine = Now(lived.tick, lived.wall_ms, JAPAN_MIN, lived.tick, 0)
    assert opens_after(calendar, {"yard"}, nine) == MONDAY_9_MS + 2 * DAY_MS
    early = nine._replace(wall_ms=MONDAY_9_MS - 1)
    assert opens_after(calendar, {"yard"}, early) == MONDAY_9_MS
    assert opens_after(calendar, {"classroom"}, nine) == 0
    assert opens_after(None, {"yard"}, nine) == 0


@pytest.mark.parametrize("put", [[DESK_PLACES, 1], [-1, 1], [0, 13], [0, -1]])
def test_a_desk_holds_only_what_there_is(put: list[int]) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(put, PutOnDesk)


def test_two_quick_presses_on_a_desk_do_not_undo_each_other() -> None:
    lived = a_school()
    lived.when(OpenSession(AKI, id_of("now"), Device.IPAD))
    lived.when_all((PutOnDesk(0, 3), AKI), (PutOnDesk(5, 12), AKI))
    assert shown(lived, AKI)[0].desk == (3, 0, 0, 0, 0, 12, 0, 0)


def test_the_calendar_is_the_gregorian_one() -> None:
    months = [month_of(day) for day in (0, 58, 59, 789, 11_016, 11_017, 20_453)]
    assert months == [(1970, 1), (1970, 2), (1970, 3), (1972, 2), (2000, 2), (2000, 3), (2025, 12)]
