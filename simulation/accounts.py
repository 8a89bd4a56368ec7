"""Accounts: who belongs to the school, under which name."""

from collections.abc import Iterator

from protocol.accounts import (
    AccountAdded,
    AccountDisabled,
    AccountEnabled,
    AccountErased,
    AccountRenamed,
    AddAccount,
    CardRenewed,
    DisableAccount,
    EnableAccount,
    EraseAccount,
    RenameAccount,
    RenewCard,
)
from protocol.audience import Audience
from protocol.avatars import CLOTHES_COLOURS, CUTS, HAIR_COLOURS, HAIR_STYLES, SKINS, Look, Status
from protocol.rights import Role
from protocol.sessions import Cause
from protocol.units import NAME_MAX_CHARS, AccountId
from protocol.vocabulary import Event, Message
from simulation import booking, floors, groups, pages, sessions
from simulation.booking_shown import show_bookings_again
from simulation.call_shown import show_member_again
from simulation.counselling_shown import show_counsellee_again
from simulation.rules import Refused, applies, decides, shows
from simulation.school import Account, Now, School, Session, Words, session_of
from simulation.texts import cleaned, look_alike, looks_like_staff


@decides(AddAccount)
def add_account(
    school: School, _actor: Session | None, wish: AddAccount, _now: Now
) -> Iterator[Event]:
    if wish.account in school.accounts:
        raise Refused("account_exists")
    name = _free_name(school, wish.name, wish.account, wish.role)
    yield AccountAdded(wish.account, wish.role, name, wish.real_name, wish.home_school)


@decides(RenameAccount)
def rename_account(
    school: School, _actor: Session | None, wish: RenameAccount, _now: Now
) -> Iterator[Event]:
    role = _known(school, wish.account).role
    yield AccountRenamed(wish.account, _free_name(school, wish.name, wish.account, role))


@decides(DisableAccount)
def disable_account(
    school: School, _actor: Session | None, wish: DisableAccount, now: Now
) -> Iterator[Event]:
    if _known(school, wish.account).disabled:
        raise Refused("account_disabled")
    if session_of(school, wish.account) is not None:
        yield from sessions.leave(school, wish.account, Cause.REMOVED, now)
    yield from booking.let_go(school, wish.account)
    yield AccountDisabled(wish.account)


@decides(EnableAccount)
def enable_account(
    school: School, _actor: Session | None, wish: EnableAccount, _now: Now
) -> Iterator[Event]:
    if not _known(school, wish.account).disabled:
        raise Refused("account_enabled")
    yield AccountEnabled(wish.account)


@decides(EraseAccount)
def erase_account(
    school: School, _actor: Session | None, wish: EraseAccount, now: Now
) -> Iterator[Event]:
    _known(school, wish.account)
    if session_of(school, wish.account) is not None:
        yield from sessions.leave(school, wish.account, Cause.REMOVED, now)
    yield from groups.leave_all(school, wish.account)
    yield from pages.forget_drawings(school, wish.account)
    yield from booking.let_go(school, wish.account)
    yield AccountErased(wish.account)


@decides(RenewCard)
def renew_card(school: School, _shell: None, wish: RenewCard, now: Now) -> Iterator[Event]:
    _known(school, wish.account)
    if session_of(school, wish.account) is not None:
        yield from sessions.leave(school, wish.account, Cause.REMOVED, now)
    yield CardRenewed(wish.account)


def _known(school: School, account: AccountId) -> Account:
    found = school.accounts.get(account)
    if found is None:
        raise Refused("no_such_account")
    return found


def _free_name(school: School, wished: str, account: AccountId, role: Role) -> str:
    """The name as others will see it; one that looks like another person's, or a pupil's that
    looks like one of staff, is refused (T2.1.g)."""
    name = cleaned(wished, NAME_MAX_CHARS)
    if not name:
        raise Refused("name_empty")
    if role is Role.PUPIL and looks_like_staff(name):
        raise Refused("name_like_staff")
    form = look_alike(name)
    if any(
        look_alike(words.name) == form for other, words in school.words.items() if other != account
    ):
        raise Refused("name_taken")
    return name


@applies(AccountAdded)
def account_added(school: School, event: AccountAdded) -> None:
    school.accounts[event.account] = Account(
        account=event.account, role=event.role, home_school=event.home_school, disabled=False,
        look=ready_look(event.account), look_chosen=False, status=Status.NONE,
        watching=event.role is Role.PUPIL,
    )  # fmt: skip
    school.words[event.account] = Words(event.name, event.real_name, "")


@applies(AccountRenamed)
def account_renamed(school: School, event: AccountRenamed) -> None:
    school.words[event.account].name = event.name


@applies(AccountDisabled)
def account_disabled(school: School, event: AccountDisabled) -> None:
    school.accounts[event.account].disabled = True


@applies(AccountEnabled)
def account_enabled(school: School, event: AccountEnabled) -> None:
    school.accounts[event.account].disabled = False


@applies(CardRenewed)
def card_renewed(_school: School, _event: CardRenewed) -> None:
    """A note for the supervisors; words and codes are the vault's."""


@applies(AccountErased)
def account_erased(school: School, event: AccountErased) -> None:
    """Nothing of the person stays in the state; messages they wrote stay as marks that open to
    nothing."""
    del school.accounts[event.account]
    del school.words[event.account]
    school.unread.pop(event.account, None)
    school.staying.pop(event.account, None)
    school.comfort.pop(event.account, None)
    school.counsellees.pop(event.account, None)
    for report in [key for key, one in school.held_reports.items() if one.account == event.account]:
        del school.held_reports[report]
    school.namings = [one for one in school.namings if event.account not in (one.account, one.by)]
    school.board_read.pop(event.account, None)
    school.helps.pop(event.account, None)
    for found in school.helps.values():
        found.by = None if found.by == event.account else found.by
    hidden = {of: hiders - {event.account} for of, hiders in school.hidden.items()}
    school.hidden = {of: hiders for of, hiders in hidden.items() if hiders and of != event.account}
    for survey in school.surveys.values():
        survey.answered.discard(event.account)
    for marks in school.unread.values():
        marks.pop(event.account, None)
    for key in [key for key in school.conversations if event.account in key.split()]:
        del school.conversations[key]


@shows(AccountRenamed)
def show_renamed(school: School, event: AccountRenamed) -> Iterator[tuple[Audience, Message]]:
    yield Audience.SELF, event
    yield from floors.show_again(school, event.account)
    yield from show_member_again(school, event.account)
    yield from groups.show_member_again(school, event.account)
    yield from show_counsellee_again(school, event.account)
    yield from show_bookings_again(school, event.account)


def ready_look(account: AccountId) -> Look:
    """The avatar a person has before choosing: made from the id, so that a hundred of them
    differ."""
    digits = sum(ord(letter) * (37 + place) ** 2 for place, letter in enumerate(account))
    parts = []
    for choices in (HAIR_STYLES, HAIR_COLOURS, SKINS, CUTS, CLOTHES_COLOURS):
        digits, part = divmod(digits, choices)
        parts.append(part)
    hair, hair_colour, skin, cut, clothes_colour = parts
    return Look(hair, hair_colour, skin, cut, clothes_colour, ornament=0, held=0)
