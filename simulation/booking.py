"""Booking a private talk: what may be wished, offered and agreed, and what happens when its time
has come (T3.10).

A booking never opens a talk. At its time the rule of the tick sends the counsellor's invitation, as
soon as both are here and for as long as the booking waits; the pupil opens the talk, or does not.
Whoever is late, away or logged out finds it waiting, until it lapses, and nobody is told why.
"""

from collections.abc import Iterator

from protocol.booking import (
    AnotherWished,
    BookingCalledOff,
    BookingEnded,
    BookingInvited,
    BookingReminded,
    CancelBooking,
    ChooseTime,
    Ending,
    OfferTimes,
    ProposeTimes,
    Stage,
    TalkWished,
    TimeChosen,
    TimesOffered,
    WishForAnother,
    WishForTalk,
    WishTaken,
)
from protocol.counselling import CounsellingOffered, OfferEnded
from protocol.rights import Role
from protocol.units import (
    BOOKING_READ_DAYS,
    BOOKING_REMINDED_MIN,
    BOOKING_WAITS_MIN,
    BOOKINGS_MAX,
    BOOKINGS_OF_COUNSELLOR_MAX,
    BOOKINGS_OF_PUPIL_MAX,
    TICK_MS,
    AccountId,
    BookingId,
    Tick,
)
from protocol.vocabulary import Event
from simulation.booked import Booking
from simulation.booking_shown import concerned
from simulation.booking_times import (
    DAY_MS,
    end_of,
    free_times,
    half_of,
    require_open_half,
    require_open_time,
    too_near,
)
from simulation.chatting import id_from
from simulation.hours import MINUTE_MS
from simulation.rules import Refused, applies, decides, due, every_tick
from simulation.school import Now, School, Session


@decides(WishForTalk)
def wish_for_talk(
    school: School, actor: Session, wish: WishForTalk, now: Now, fresh: int
) -> Iterator[Event]:
    own = [one for one in school.bookings.values() if one.live and one.pupil == actor.account]
    if len(own) >= BOOKINGS_OF_PUPIL_MAX or len(school.bookings) >= BOOKINGS_MAX:
        raise Refused("too_many_bookings")
    if any((one.day, one.half) == (wish.day, wish.half) for one in own if not one.at_ms):
        raise Refused("already_asked")
    require_open_half(school, wish.day, wish.half, now)
    yield TalkWished(actor.account, id_from(fresh), wish.day, wish.half)


@decides(WishForAnother)
def wish_for_another(
    school: School, actor: Session, wish: WishForAnother, now: Now
) -> Iterator[Event]:
    booking = _offered(school, actor, wish.booking)
    assert booking.counsellor is not None, "somebody offered it"
    require_open_half(school, wish.day, wish.half, now)
    yield AnotherWished(actor.account, booking.counsellor, wish.booking, wish.day, wish.half)


@decides(ChooseTime)
def choose_time(school: School, actor: Session, wish: ChooseTime, now: Now) -> Iterator[Event]:
    booking = _offered(school, actor, wish.booking)
    assert booking.counsellor is not None, "somebody offered it"
    if wish.at_ms not in booking.times:
        raise Refused("time_not_offered")
    require_open_time(school, wish.at_ms, now)
    for other in school.bookings.values():
        own = other.pupil == actor.account and other.live and other.at_ms != 0
        if own and too_near(wish.at_ms, other.at_ms):
            raise Refused("own_booking_then", other.at_ms)
    yield TimeChosen(actor.account, booking.counsellor, wish.booking, wish.at_ms)


@decides(ProposeTimes)
def propose_times(
    school: School, actor: Session, wish: ProposeTimes, now: Now, fresh: int
) -> Iterator[Event]:
    pupil = school.accounts.get(wish.account)
    if pupil is None or pupil.disabled or pupil.role is not Role.PUPIL:
        raise Refused("not_a_pupil")
    pair = (wish.account, actor.account)
    if any((one.pupil, one.counsellor) == pair and one.live for one in school.bookings.values()):
        raise Refused("already_booked")
    _require_room(school, actor)
    times = free_times(school, actor.account, wish.times, "", now)
    yield TimesOffered(wish.account, actor.account, id_from(fresh), times)


@decides(OfferTimes)
def offer_times(school: School, actor: Session, wish: OfferTimes, now: Now) -> Iterator[Event]:
    booking = _own(school, actor, wish.booking)
    if not booking.live or booking.at_ms:
        raise Refused("no_such_booking")
    times = free_times(school, actor.account, wish.times, wish.booking, now)
    if booking.counsellor is None:
        _require_room(school, actor)
        yield WishTaken(booking.pupil, actor.account, wish.booking)
    yield TimesOffered(booking.pupil, actor.account, wish.booking, times)


@decides(CancelBooking)
def cancel_booking(
    school: School, actor: Session, wish: CancelBooking, _now: Now
) -> Iterator[Event]:
    booking = _own(school, actor, wish.booking)
    if not booking.live or (booking.counsellor is None and booking.pupil == actor.account):
        yield _ended(booking, wish.booking, Ending.PUT_AWAY)
        return
    if booking.counsellor is None:
        yield WishTaken(booking.pupil, actor.account, wish.booking)
    counsellor = booking.counsellor or actor.account
    known = school.counsellees.get(booking.pupil)
    if booking.invited and known is not None and known.invited and known.by == counsellor:
        yield OfferEnded(booking.pupil, counsellor, declined=False)
    yield BookingCalledOff(booking.pupil, counsellor, wish.booking, actor.account)


def let_go(school: School, account: AccountId) -> Iterator[Event]:
    """What happens to the bookings of somebody who may not come any more: a pupil's are gone, and
    to a pupil the counsellor's are called off."""
    for name, booking in sorted(school.bookings.items()):
        if booking.counsellor == account and booking.live:
            yield BookingCalledOff(booking.pupil, account, name, account)
        elif account in (booking.pupil, booking.counsellor):
            yield _ended(booking, name, Ending.PUT_AWAY)


@every_tick
def keep_bookings(school: School, now: Now) -> Iterator[Event]:
    """Reminders, the invitation when the time has come, and the end of what nobody came to."""
    woken = [name for name, one in school.bookings.items() if one.wakes_ms <= now.wall_ms]
    for name in sorted(woken):
        yield from _keep(school, name, now)


def _keep(school: School, name: BookingId, now: Now) -> Iterator[Event]:
    booking = school.bookings[name]
    if now.wall_ms >= booking.until_ms:
        yield _ended(booking, name, Ending.LAPSED)
        return
    assert booking.counsellor is not None, "both have agreed"
    pair = (booking.pupil, booking.counsellor)
    if booking.stage is Stage.AGREED and now.wall_ms < booking.at_ms:
        yield BookingReminded(*pair, name, BOOKING_REMINDED_MIN)
    elif booking.stage is not Stage.DUE and now.wall_ms >= booking.at_ms:
        yield BookingReminded(*pair, name, 0)
    if any((talk.pupil, talk.counsellor) == pair for talk in school.talks.values()):
        yield _ended(booking, name, Ending.MET)
    elif booking.stage is Stage.DUE:
        yield from _invite(school, name, booking, pair)


def _invite(
    school: School, name: BookingId, booking: Booking, pair: tuple[AccountId, AccountId]
) -> Iterator[Event]:
    known = school.counsellees.get(booking.pupil)
    if not booking.invited:
        free = known is None or not known.invited
        if free and all(_connected(school, account) for account in pair):
            yield CounsellingOffered(*pair)
            yield BookingInvited(*pair, name, on=True)
    elif not all(account in school.sessions for account in pair):
        yield BookingInvited(*pair, name, on=False)
    elif known is None or not known.invited or known.by != booking.counsellor:
        # The pupil said not now, or the counsellor took it back: it has been what it could be.
        yield _ended(booking, name, Ending.NOT_NOW)


@due
def next_bookings(school: School, now: Now) -> Iterator[Tick]:
    for booking in school.bookings.values():
        moments = {Stage.SOON: booking.at_ms, Stage.DUE: booking.until_ms}
        wakes_ms = moments.get(booking.stage, booking.wakes_ms)
        yield now.tick + max(1, -(-(wakes_ms - now.wall_ms) // TICK_MS))
    if any(True for _event in keep_bookings(school, now)):
        yield now.tick + 1


def _own(school: School, actor: Session, name: BookingId) -> Booking:
    """A booking that the person is shown; to all others it is not there."""
    booking = school.bookings.get(name)
    if booking is None or actor.account not in concerned(school, booking):
        raise Refused("no_such_booking")
    return booking


def _require_room(school: School, actor: Session) -> None:
    own = [one for one in school.bookings.values() if one.live and one.counsellor == actor.account]
    if len(own) >= BOOKINGS_OF_COUNSELLOR_MAX or len(school.bookings) >= BOOKINGS_MAX:
        raise Refused("too_many_bookings")


def _offered(school: School, actor: Session, name: BookingId) -> Booking:
    booking = _own(school, actor, name)
    if booking.pupil != actor.account or booking.stage is not Stage.OFFERED:
        raise Refused("no_such_booking")
    return booking


def _connected(school: School, account: AccountId) -> bool:
    session = school.sessions.get(account)
    return session is not None and session.dropped_tick is None


def _ended(booking: Booking, name: BookingId, ending: Ending) -> BookingEnded:
    if booking.counsellor is None and booking.live:
        ending = Ending.UNANSWERED if ending is Ending.LAPSED else Ending.WITHDRAWN
    return BookingEnded(booking.pupil, booking.counsellor, name, ending)


@applies(TalkWished)
def talk_wished(school: School, event: TalkWished) -> None:
    until_ms = end_of(school, event.day)
    school.bookings[event.booking] = Booking(
        event.account, None, Stage.WISHED, event.day, event.half, until_ms
    )


@applies(AnotherWished)
def another_wished(school: School, event: AnotherWished) -> None:
    until_ms = end_of(school, event.day)
    school.bookings[event.booking] = Booking(
        event.account, event.to, Stage.WISHED, event.day, event.half, until_ms
    )


@applies(WishTaken)
def wish_taken(school: School, event: WishTaken) -> None:
    school.bookings[event.booking].counsellor = event.to


@applies(TimesOffered)
def times_offered(school: School, event: TimesOffered) -> None:
    day, half = half_of(school, event.times[0])
    school.bookings[event.booking] = Booking(
        event.account, event.to, Stage.OFFERED, day, half, event.times[-1], event.times
    )


@applies(TimeChosen)
def time_chosen(school: School, event: TimeChosen) -> None:
    booking = school.bookings[event.booking]
    booking.stage, booking.at_ms, booking.times = Stage.AGREED, event.at_ms, ()
    booking.until_ms = event.at_ms + BOOKING_WAITS_MIN * MINUTE_MS


@applies(BookingReminded)
def booking_reminded(school: School, event: BookingReminded) -> None:
    school.bookings[event.booking].stage = Stage.SOON if event.minutes else Stage.DUE


@applies(BookingInvited)
def booking_invited(school: School, event: BookingInvited) -> None:
    school.bookings[event.booking].invited = event.on


@applies(BookingCalledOff)
def booking_called_off(school: School, event: BookingCalledOff) -> None:
    booking = school.bookings[event.booking]
    booking.stage, booking.invited = Stage.CALLED_OFF, False
    if event.by != event.account:
        booking.counsellor = None
    booking.until_ms = school.position.wall_ms + BOOKING_READ_DAYS * DAY_MS


@applies(BookingEnded)
def booking_ended(school: School, event: BookingEnded) -> None:
    del school.bookings[event.booking]
