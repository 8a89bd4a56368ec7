"""Groups: who belongs to a conversation, and what each may read of it (SPEC T2.2.b)."""

import pytest

from protocol.accounts import AccountDisabled, EraseAccount, RenameAccount
from protocol.chatting import (
    GroupTalkShown,
    MarkedRead,
    MarkRead,
    SaidInGroup,
    SayTo,
    StampedInGroup,
    StampTo,
    UnreadShown,
)
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
from protocol.rights import Role
from protocol.units import GROUP_MEMBERS_MAX, GROUPS_OF_ONE_MAX, AccountId
from protocol.vocabulary import Command, Event
from simulation.chatting import group_name, view_unread
from simulation.groups import view_groups
from simulation.school import Now
from simulation.sight import shown_by
from simulation.snapshot import dump, load, state_hash
from tests.simulation.given import (
    ADMIN,
    AKI,
    FUYU,
    HARU,
    MONDAY_9_MS,
    NATSU,
    SUPPORTER,
    Happened,
    Lived,
    an_open_school,
    given,
    id_of,
    known,
    logged_in,
)

GROUP = id_of("group")
NOW = Now(1_000, MONDAY_9_MS, 540, 999, 0)


def a_group(*members: AccountId) -> list[Happened]:
    """Everybody is here; the first of `members` made the group."""
    return [
        an_open_school(),
        logged_in(AKI, HARU, NATSU, SUPPORTER),
        known(FUYU),
        GroupMade(members[0], GROUP),
        GroupNamed(members[0], GROUP, "つりの なかま"),
        [GroupJoined(member, GROUP, members[0]) for member in members[1:]],
    ]


def readers(lived: Lived, *events: Event) -> list[set[str]]:
    """Who is shown each of these events that have just happened."""
    shown = [[show.channels for show in shown_by(lived.school, event)] for event in events]
    return [
        {channel.removeprefix("account:") for channels in one for channel in channels}
        for one in shown
    ]


@pytest.mark.spec("T2.2.b")
def test_a_pupil_makes_a_group_of_people_and_each_of_them_sees_it() -> None:
    lived = given(an_open_school(), logged_in(AKI, HARU, NATSU))
    made, *others = lived.when(MakeGroup(" なかま ", (NATSU, HARU, AKI, HARU)), AKI)
    assert isinstance(made, GroupMade)
    assert others == [
        GroupNamed(AKI, made.group, "なかま"),
        GroupJoined(HARU, made.group, AKI),
        GroupJoined(NATSU, made.group, AKI),
    ]
    wanted = GroupShown(
        made.group, "なかま", AKI,
        tuple(Member(who, who.rstrip("-"), Role.PUPIL) for who in (AKI, HARU, NATSU)),
    )  # fmt: skip
    for member in (AKI, HARU, NATSU):
        assert list(view_groups(lived.school, member, NOW)) == [wanted]


@pytest.mark.spec("T2.2.b")
def test_words_and_stamps_reach_the_members_of_a_group_and_nobody_else() -> None:
    lived = given(a_group(AKI, HARU))
    [said] = lived.when(SayTo(GROUP, "こんにちは"), AKI)
    [stamped] = lived.when(StampTo(GROUP, 7), HARU)
    assert isinstance(said, SaidInGroup)
    assert isinstance(stamped, StampedInGroup)
    assert readers(lived, said, stamped) == [{AKI, HARU}, {AKI, HARU}]
    [[shown], [drawn]] = [list(shown_by(lived.school, event)) for event in (said, stamped)]
    assert isinstance(shown.message, GroupTalkShown)
    assert isinstance(drawn.message, GroupTalkShown)
    assert (shown.message.text, shown.message.stamp) == ("こんにちは", 0)
    assert (drawn.message.text, drawn.message.stamp) == ("", 7)


@pytest.mark.spec("T2.2.b")
def test_a_change_of_members_counts_before_the_next_message_of_the_same_tick() -> None:
    lived = given(a_group(AKI, HARU))
    lived.when_all(
        (AddToGroup(GROUP, NATSU), AKI), (SayTo(GROUP, "ようこそ"), AKI),
        (RemoveFromGroup(GROUP, HARU), AKI), (SayTo(GROUP, "ふたりだけ"), AKI),
        (SayTo(GROUP, "まだいるよ"), HARU),
    )  # fmt: skip
    assert lived.refusals() == ["not_in_the_group"]
    assert lived.school.unread == {NATSU: {GROUP: 2}}
    [_, welcome, _, between] = [event for _, event in lived.happened]
    assert readers(lived, between) == [{AKI, NATSU}]
    assert isinstance(welcome, SaidInGroup)
    since = lived.school.groups[GROUP].members[NATSU]
    assert since < place_of(lived, welcome.message)


def place_of(lived: Lived, message: str) -> tuple[int, int]:
    marks = lived.school.conversations[GROUP]
    [mark] = [mark for mark in marks if mark.message == message]
    return mark.batch, mark.index


@pytest.mark.spec("T2.2.b")
@pytest.mark.parametrize(
    "wish",
    [
        SayTo(GROUP, "きこえる？"), StampTo(GROUP, 1), AddToGroup(GROUP, NATSU),
        RemoveFromGroup(GROUP, AKI), NameGroup(GROUP, "のっとり"), LeaveGroup(GROUP),
    ],
)  # fmt: skip
def test_a_stranger_can_do_nothing_in_a_group(wish: Command) -> None:
    lived = given(a_group(AKI, HARU))
    assert lived.refusal(wish, NATSU).reason == "not_in_the_group"
    assert lived.when(MarkRead(GROUP), NATSU) == []


def test_who_made_a_group_and_its_staff_look_after_it_and_other_members_do_not() -> None:
    lived = given(a_group(AKI, HARU, NATSU, SUPPORTER))
    for wish in (NameGroup(GROUP, "べつの な"), RemoveFromGroup(GROUP, NATSU)):
        assert lived.refusal(wish, HARU).reason == "not_allowed"
    assert lived.when(NameGroup(GROUP, "べつの な"), SUPPORTER) == [
        GroupNamed(SUPPORTER, GROUP, "べつの な")
    ]
    assert group_name(lived.school, GROUP) == "べつの な"
    assert lived.school.words[AKI].groups == {}
    [gone] = lived.when(RemoveFromGroup(GROUP, NATSU), AKI)
    assert gone == GroupLeft(NATSU, GROUP, AKI)
    assert readers(lived, gone) == [{AKI, HARU, NATSU, SUPPORTER}]


def test_when_its_owner_leaves_whoever_came_first_looks_after_a_group() -> None:
    lived = given(a_group(AKI, NATSU, HARU))
    [left] = lived.when(LeaveGroup(GROUP), AKI)
    [show] = shown_by(lived.school, left)
    assert show.message == GroupMemberGone(GROUP, AKI, NATSU)
    assert lived.when(RemoveFromGroup(GROUP, HARU), NATSU) == [GroupLeft(HARU, GROUP, NATSU)]


def test_a_group_ends_with_its_last_member_and_nothing_stays_of_it() -> None:
    lived = given(a_group(AKI, HARU))
    lived.when(SayTo(GROUP, "またね"), AKI)
    for member in (HARU, AKI):
        lived.when(LeaveGroup(GROUP), member)
    assert (lived.school.groups, lived.school.conversations, lived.school.unread) == ({}, {}, {})
    assert lived.school.words[AKI].groups == {}


@pytest.mark.spec("T2.2.b")
def test_what_is_said_in_a_group_marks_the_boxes_of_all_others_until_each_has_read() -> None:
    lived = given(a_group(AKI, HARU, FUYU))
    lived.when(SayTo(GROUP, "いる？"), AKI)
    lived.when(StampTo(GROUP, 2), AKI)
    assert list(view_unread(lived.school, FUYU, NOW)) == [UnreadShown(GROUP, "つりの なかま", 2)]
    assert lived.when(MarkRead(GROUP), HARU) == [MarkedRead(HARU, GROUP)]
    assert lived.school.unread == {FUYU: {GROUP: 2}}


def test_each_message_says_where_the_one_before_it_stands() -> None:
    lived = given(a_group(AKI, HARU))
    one, two, three = (
        lived.when(wish, AKI)[0]
        for wish in (SayTo(GROUP, "いち"), SayTo(HARU, "べつの はなし"), StampTo(GROUP, 3))
    )
    assert isinstance(one, SaidInGroup)
    assert isinstance(three, StampedInGroup)
    assert (one.before_batch, one.before_index) == (0, 0)
    mark = lived.school.conversations[GROUP][0]
    assert (three.before_batch, three.before_index) == (mark.batch, mark.index)
    assert getattr(two, "before_batch", None) == 0


@pytest.mark.parametrize(
    ("wish", "reason"),
    [
        (MakeGroup("ひとり", (AKI,)), "no_such_person"),
        (MakeGroup("だれ", (id_of("nobody"),)), "no_such_person"),
        (MakeGroup("やすみ", (FUYU,)), "no_such_person"),
        (MakeGroup("\u200b", (HARU,)), "name_empty"),
        (MakeGroup("せんせいの へや", (HARU,)), "name_like_staff"),
        (AddToGroup(GROUP, id_of("nobody")), "no_such_person"),
        (StampTo(GROUP, 0), "text_empty"),
        (StampTo(AKI, 1), "no_such_person"),
    ],
)
def test_a_wish_that_makes_no_sense_is_refused_with_its_reason(wish: Command, reason: str) -> None:
    lived = given(a_group(AKI, HARU), AccountDisabled(FUYU))
    assert lived.refusal(wish, AKI).reason == reason


def test_groups_and_their_members_have_a_limit() -> None:
    crowd = [id_of(f"x{number}") for number in range(GROUP_MEMBERS_MAX)]
    lived = given(an_open_school(), logged_in(AKI), known(*crowd))
    lived.when(MakeGroup("いっぱい", tuple(crowd[1:])), AKI)
    [full] = lived.school.groups
    assert lived.refusal(AddToGroup(full, crowd[0]), AKI).reason == "group_full"
    for _ in range(GROUPS_OF_ONE_MAX - 1):
        lived.when(MakeGroup("また", (crowd[1],)), AKI)
    assert lived.refusal(MakeGroup("もう", (crowd[2],)), AKI).reason == "too_many_groups"


def test_an_erased_person_is_in_no_group_and_the_name_they_gave_is_gone() -> None:
    lived = given(a_group(AKI, HARU), logged_in(ADMIN))
    assert GroupLeft(AKI, GROUP, AKI) in lived.when(EraseAccount(AKI), ADMIN)
    assert lived.school.groups[GROUP].owner == HARU
    assert group_name(lived.school, GROUP) == ""
    again = load(*dump(lived.school))
    assert state_hash(again) == state_hash(lived.school)


def test_the_members_of_a_group_learn_a_members_new_name() -> None:
    lived = given(a_group(AKI, HARU), logged_in(ADMIN))
    [renamed] = lived.when(RenameAccount(AKI, "あきら"), ADMIN)
    shown = list(shown_by(lived.school, renamed))
    [member] = [show for show in shown if isinstance(show.message, GroupMemberShown)]
    assert member.message == GroupMemberShown(GROUP, AKI, "あきら", Role.PUPIL)
    assert set(member.channels) == {f"account:{AKI}", f"account:{HARU}"}
