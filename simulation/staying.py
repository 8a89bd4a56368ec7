"""Staying: a stamp for a day one came, a desk of one's own, a garden for everybody (T7.1).

The state knows the last day somebody came, so that a day gives one stamp, and tells it to nobody:
who comes back after a month finds everything as it was. The garden counts visits, never people.
"""

from collections.abc import Iterator
from typing import Final

from protocol.rights import Role
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
from protocol.units import (
    CARD_STAMPS,
    DESK_PLACES,
    GARDEN_PLANTS,
    STAMP_KINDS,
    AccountId,
    EpochDay,
)
from protocol.vocabulary import Event, Message
from simulation.hours import MINUTE_MS, MINUTES_PER_DAY
from simulation.parts import Staying
from simulation.rules import Refused, applies, decides, every_login, view
from simulation.school import Now, School, Session

SEASON_STAMPS: Final = 6
SEASONS: Final = 4
VISITS_PER_PUPIL: Final = 3
"""So many visits by each pupil in a month would let the whole garden flower."""
EMPTY_DESK: Final = (0,) * DESK_PLACES


@decides(ChooseExtra)
def choose_extra(school: School, actor: Session, wish: ChooseExtra, _now: Now) -> Iterator[Event]:
    off = _kept_of(school, actor.account).off
    yield ExtrasChosen(actor.account, _turned(off, wish.extra, listed=not wish.on))


@decides(WithholdExtra)
def withhold_extra(
    school: School, _actor: Session, wish: WithholdExtra, _now: Now
) -> Iterator[Event]:
    if wish.account not in school.accounts:
        raise Refused("no_such_account")
    withheld = _kept_of(school, wish.account).withheld
    yield ExtrasWithheld(wish.account, _turned(withheld, wish.extra, listed=wish.withheld))


@decides(PutOnDesk)
def put_on_desk(school: School, actor: Session, wish: PutOnDesk, _now: Now) -> Iterator[Event]:
    desk = _kept_of(school, actor.account).desk or EMPTY_DESK
    things = (wish.thing if at == wish.place else one for at, one in enumerate(desk))
    yield DeskArranged(actor.account, tuple(things))


@every_login
def welcome_back(school: School, account: AccountId, now: Now) -> Iterator[Event]:
    """The first login of a local day waters the garden and brings a stamp."""
    if school.accounts[account].role is not Role.PUPIL:
        return
    staying = _kept_of(school, account)
    day = day_of(now)
    # A clock that is set back gives nobody the same day twice.
    if staying.day >= day:
        return
    yield VisitCounted(account, day)
    if Extra.STAMPS not in turned_off(staying):
        yield StampGiven(account, _next_stamp(staying, account, day))


def day_of(now: Now) -> EpochDay:
    """The local calendar day of `now`."""
    return now.local_ms // (MINUTES_PER_DAY * MINUTE_MS)


def month_of(day: EpochDay) -> tuple[int, int]:
    """Year and month (1 to 12) of a local day in the Gregorian calendar.

    Years are counted from March, so that the leap day is the last one (H. Hinnant,
    "chrono-Compatible Low-Level Date Algorithms", `civil_from_days`).
    """
    era, of_era = divmod(day + 719_468, 146_097)
    year = (of_era - of_era // 1_460 + of_era // 36_524 - of_era // 146_096) // 365
    of_year = of_era - (365 * year + year // 4 - year // 100)
    from_march = (5 * of_year + 2) // 153
    month = from_march + 3 if from_march < 10 else from_march - 9
    return era * 400 + year + (month <= 2), month


def turned_off(staying: Staying) -> frozenset[Extra]:
    """What somebody does not have, by their own wish or the staff's."""
    return frozenset((*staying.off, *staying.withheld))


def garden_grown(school: School, day: EpochDay) -> int:
    """How many plants of `GARDEN_PLANTS` stand in this month's garden.

    It grows with visits, so measured that a small school and a large one both see it flower.
    """
    visits = school.garden.get(_garden_name(day), 0)
    pupils = sum(account.role is Role.PUPIL for account in school.accounts.values())
    all_flower = max(GARDEN_PLANTS, VISITS_PER_PUPIL * pupils)
    return min(GARDEN_PLANTS, -(-visits * GARDEN_PLANTS // all_flower))


def _garden_name(day: EpochDay) -> str:
    year, month = month_of(day)
    return f"{year}-{month:02}"


def _next_stamp(staying: Staying, account: AccountId, day: EpochDay) -> int:
    """A picture of the season that is not yet on the card; people differ in where they begin."""
    season = (month_of(day)[1] - 3) % 12 // 3
    kinds: list[int] = [
        *range(season * SEASON_STAMPS, (season + 1) * SEASON_STAMPS),
        *range(SEASONS * SEASON_STAMPS, STAMP_KINDS),
    ]
    start = (day + sum(map(ord, account))) % len(kinds)
    order = kinds[start:] + kinds[:start]
    on_card = () if len(staying.stamps) >= CARD_STAMPS else staying.stamps
    return next(kind for kind in order if kind not in on_card)


def _turned(extras: tuple[Extra, ...], turned: Extra, *, listed: bool) -> tuple[Extra, ...]:
    return tuple(one for one in Extra if (listed if one is turned else one in extras))


def _kept_of(school: School, account: AccountId) -> Staying:
    return school.staying.get(account, Staying())


@applies(VisitCounted)
def visit_counted(school: School, event: VisitCounted) -> None:
    _of(school, event.account).day = event.day
    name = _garden_name(event.day)
    # A new month is sown anew; one that is over is no longer needed.
    school.garden = {name: school.garden.get(name, 0) + 1}


@applies(StampGiven)
def stamp_given(school: School, event: StampGiven) -> None:
    staying = _of(school, event.account)
    if len(staying.stamps) >= CARD_STAMPS:
        staying.stamps = ()
        staying.cards += 1
    staying.stamps = (*staying.stamps, event.stamp)


@applies(ExtrasChosen)
def extras_chosen(school: School, event: ExtrasChosen) -> None:
    _of(school, event.account).off = event.off


@applies(ExtrasWithheld)
def extras_withheld(school: School, event: ExtrasWithheld) -> None:
    _of(school, event.account).withheld = event.withheld


@applies(DeskArranged)
def desk_arranged(school: School, event: DeskArranged) -> None:
    _of(school, event.account).desk = event.desk


@view
def view_staying(school: School, account: AccountId, _now: Now) -> Iterator[Message]:
    staying = school.staying.get(account)
    if staying is not None:
        yield StayingShown(
            staying.stamps, staying.cards, staying.desk or EMPTY_DESK, staying.off,
            staying.withheld,
        )  # fmt: skip


def _of(school: School, account: AccountId) -> Staying:
    return school.staying.setdefault(account, Staying())
