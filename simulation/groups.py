"""Groups: who belongs to a conversation. A change counts before the next message (T2.2.b).

Whoever joins reads what is said from then on; whoever goes reads nothing more of it. A group ends
with its last member. Its name is personal text of whoever gave it, and goes when they are erased.
"""

from collections.abc import Iterator

from protocol.audience import Audience
from protocol.groups import (
    AddToGroup,
    GroupJoined,
    GroupLeft,
    GroupMade,
    GroupMemberGone,
    GroupMemberShown,
    GroupNamed,
    GroupShown,
    LeaveGroup,
    MakeGroup,
    Member,
    NameGroup,
    RemoveFromGroup,
)
from protocol.rights import STAFF
from protocol.units import (
    GROUP_MEMBERS_MAX,
    GROUP_NAME_MAX_CHARS,
    GROUPS_OF_ONE_MAX,
    AccountId,
    GroupId,
)
from protocol.vocabulary import Event, Message
from simulation.chatting import group_name, id_from, require_member
from simulation.rules import Refused, applies, decides, shows, view
from simulation.school import Group, Now, School, Session, name_of
from simulation.texts import cleaned, looks_like_staff


@decides(MakeGroup)
def make_group(
    school: School, actor: Session, wish: MakeGroup, _now: Now, fresh: int
) -> Iterator[Event]:
    group = id_from(fresh)
    name = _name(school, actor.account, wish.name)
    others = sorted({*wish.members} - {actor.account})
    for account in (actor.account, *others):
        _require_room_for(school, account)
    if not others:
        raise Refused("no_such_person")
    yield GroupMade(actor.account, group)
    yield GroupNamed(actor.account, group, name)
    for account in others:
        yield GroupJoined(account, group, actor.account)


@decides(NameGroup)
def name_group(school: School, actor: Session, wish: NameGroup, _now: Now) -> Iterator[Event]:
    _require_care(school, actor.account, wish.group)
    yield GroupNamed(actor.account, wish.group, _name(school, actor.account, wish.name))


@decides(AddToGroup)
def add_to_group(school: School, actor: Session, wish: AddToGroup, _now: Now) -> Iterator[Event]:
    group = require_member(school, actor.account, wish.group)
    if wish.account in group.members:
        return
    _require_room_for(school, wish.account)
    if len(group.members) >= GROUP_MEMBERS_MAX:
        raise Refused("group_full")
    yield GroupJoined(wish.account, wish.group, actor.account)


@decides(RemoveFromGroup)
def remove_from_group(
    school: School, actor: Session, wish: RemoveFromGroup, _now: Now
) -> Iterator[Event]:
    group = _require_care(school, actor.account, wish.group)
    if wish.account in group.members:
        yield GroupLeft(wish.account, wish.group, actor.account)


@decides(LeaveGroup)
def leave_group(school: School, actor: Session, wish: LeaveGroup, _now: Now) -> Iterator[Event]:
    require_member(school, actor.account, wish.group)
    yield GroupLeft(actor.account, wish.group, actor.account)


def leave_all(school: School, account: AccountId) -> Iterator[Event]:
    """A person goes out of every group they belong to."""
    for group in groups_of(school, account):
        yield GroupLeft(account, group.group, account)


def groups_of(school: School, account: AccountId) -> list[Group]:
    """The groups a person belongs to, in order of their ids."""
    return [group for _, group in sorted(school.groups.items()) if account in group.members]


def _require_care(school: School, account: AccountId, group_id: GroupId) -> Group:
    """The group, for who looks after it: its owner, and staff who belong to it."""
    group = require_member(school, account, group_id)
    if account != group.owner and school.accounts[account].role not in STAFF:
        raise Refused("not_allowed")
    return group


def _require_room_for(school: School, account: AccountId) -> None:
    person = school.accounts.get(account)
    if person is None or person.disabled:
        raise Refused("no_such_person")
    if len(groups_of(school, account)) >= GROUPS_OF_ONE_MAX:
        raise Refused("too_many_groups")


def _name(school: School, account: AccountId, wished: str) -> str:
    name = cleaned(wished, GROUP_NAME_MAX_CHARS)
    if not name:
        raise Refused("name_empty")
    if school.accounts[account].role not in STAFF and looks_like_staff(name):
        raise Refused("name_like_staff")
    return name


@applies(GroupMade)
def group_made(school: School, event: GroupMade) -> None:
    school.groups[event.group] = Group(
        event.group, event.account, event.account, {event.account: _here(school)}
    )


@applies(GroupNamed)
def group_named(school: School, event: GroupNamed) -> None:
    _forget_name(school, event.group)
    school.groups[event.group].named_by = event.account
    school.words[event.account].groups[event.group] = event.name


@applies(GroupJoined)
def group_joined(school: School, event: GroupJoined) -> None:
    school.groups[event.group].members[event.account] = _here(school)


@applies(GroupLeft)
def group_left(school: School, event: GroupLeft) -> None:
    group = school.groups[event.group]
    del group.members[event.account]
    unread = school.unread.get(event.account, {})
    if unread.pop(event.group, 0) and not unread:
        del school.unread[event.account]
    if not group.members:
        _forget_name(school, event.group)
        school.conversations.pop(event.group, None)
        del school.groups[event.group]
    elif event.account == group.owner:
        longest = min(group.members.items(), key=lambda one: (one[1], one[0]))
        group.owner = longest[0]


def _here(school: School) -> tuple[int, int]:
    """The place in the log of the event being applied."""
    return school.position.batch, school.applied_in_batch


def _forget_name(school: School, group: GroupId) -> None:
    words = school.words.get(school.groups[group].named_by)
    if words is not None:
        words.groups.pop(group, None)


@shows(GroupJoined)
def show_joined(school: School, event: GroupJoined) -> Iterator[tuple[Audience, Message]]:
    yield Audience.SELF, _group_shown(school, school.groups[event.group])
    yield Audience.GROUP, _member_shown(school, event.group, event.account)


@shows(GroupLeft)
def show_left(school: School, event: GroupLeft) -> Iterator[tuple[Audience, Message]]:
    group = school.groups.get(event.group)
    owner = event.account if group is None else group.owner
    yield Audience.GROUP, GroupMemberGone(event.group, event.account, owner)


@shows(GroupMade)
def show_made(school: School, event: GroupMade) -> Iterator[tuple[Audience, Message]]:
    yield Audience.SELF, _group_shown(school, school.groups[event.group])


def show_member_again(school: School, account: AccountId) -> Iterator[tuple[Audience, Message]]:
    """The person as they are now, for those who are in a group with them."""
    for group in groups_of(school, account):
        yield Audience.GROUP, _member_shown(school, group.group, account)


@view
def view_groups(school: School, account: AccountId, _now: Now) -> Iterator[Message]:
    for group in groups_of(school, account):
        yield _group_shown(school, group)


def _group_shown(school: School, group: Group) -> GroupShown:
    members = tuple(
        Member(account, name_of(school, account), school.accounts[account].role)
        for account in sorted(group.members)
    )
    return GroupShown(group.group, group_name(school, group.group), group.owner, members)


def _member_shown(school: School, group: GroupId, account: AccountId) -> GroupMemberShown:
    role = school.accounts[account].role
    return GroupMemberShown(group, account, name_of(school, account), role)
