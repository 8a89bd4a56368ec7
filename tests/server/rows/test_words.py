"""Bubbles and letters: who reads them, when they are gone, and what the audit keeps of them."""

import pytest

from protocol.avatars import Murmur, Murmured
from protocol.chatting import DirectShown, MarkRead, Said, Say, SayTo, StampTo, UnreadShown
from protocol.floors import AvatarShown
from protocol.groups import GroupShown, MakeGroup
from protocol.sessions import LogOut, Welcome
from protocol.units import MURMUR_TICKS, TICK_MS
from tests.server.people import Person, Rehearsal, people_of
from tests.server.stored import analysts_rows

WRITTEN = ("にわのことば", "てがみのことば", "ひとりのことば", "ひろばのことば", "なかまのことば")
FORTY = "ながいつぶやき" * 5 + "ねこねこね"


@pytest.mark.spec("T2.1.d")
async def test_forty_letters_stand_over_an_avatar_and_are_sent_to_nobody_once_they_are_gone(
    drill: Rehearsal, some: list[dict[str, str]]
) -> None:
    async with people_of(drill, some[:3]) as (aki, haru, late):
        await aki.arrive()
        await haru.arrive()
        assert len(FORTY) == 40
        assert await aki.ask(Murmur(FORTY)) == ""
        shown = await haru.until(Murmured)
        assert (shown.text, shown.avatar) == (FORTY, aki.handle())
        assert 0 < shown.until - haru.seen <= MURMUR_TICKS
        await drill.jump(MURMUR_TICKS * TICK_MS)
        await haru.settled()
        await late.arrive()
        await aki.drop()
        await late.find(lambda m: isinstance(m, AvatarShown) and m.away)
        assert not late.was_sent(FORTY)


def unread_of(person: Person) -> dict[str, int]:
    """The marks on a person's box, as their last view gave them."""
    views = [at for at, m in enumerate(person.heard) if isinstance(m, Welcome)]
    return {m.of: m.count for m in person.all_of(UnreadShown, views[-1])}


@pytest.mark.spec("T2.2.b")
async def test_a_letter_to_somebody_who_is_away_marks_their_box_until_it_is_read_anywhere(
    drill: Rehearsal,
) -> None:
    aki_card, haru_card, third_card = await drill.new_cards("かくこ", "るすのこ", "よそのこ")
    async with people_of(drill, [aki_card, third_card]) as (aki, third):
        await aki.arrive()
        await third.arrive()
        for text in ("ふうとうのなか", "もういっつう"):
            assert await aki.ask(SayTo(haru_card["account"], text)) == ""
        async with people_of(drill, [haru_card]) as (on_one_device,):
            await on_one_device.arrive()
            assert unread_of(on_one_device)[aki.account] == 2
            letters = await on_one_device.get(f"/api/conversation?with={aki.account}")
            assert [letter["text"] for letter in letters] == ["ふうとうのなか", "もういっつう"]
            await on_one_device.send(MarkRead(aki.account))
            await on_one_device.settled()
        async with people_of(drill, [haru_card]) as (on_another,):
            await on_another.arrive()
            assert aki.account not in unread_of(on_another)
            assert await on_another.ask(SayTo(aki.account, "よんだよ")) == ""
            await aki.find(lambda m: isinstance(m, DirectShown) and m.text == "よんだよ")
            await on_another.send(LogOut())
            await on_another.until_closed()
        for path in (aki.account, haru_card["account"], f"{aki.account} {haru_card['account']}"):
            assert await third.get(f"/api/conversation?with={path}") == []
        await third.settled()
        for text in ("ふうとうのなか", "もういっつう", "よんだよ"):
            assert not third.was_sent(text)


@pytest.mark.spec("T5.2")
async def test_the_audit_has_one_row_for_everything_said_and_no_word_of_it(
    drill: Rehearsal, some: list[dict[str, str]]
) -> None:
    began_ms = await drill.now_ms()
    async with people_of(drill, some[:2]) as (aki, haru):
        await aki.arrive("yard")
        await haru.arrive("plaza")
        said = [
            Say("にわのことば"),
            SayTo(haru.account, "てがみのことば"),
            Murmur("ひとりのことば"),
        ]
        for wish in (*said, Murmur("")):
            assert await aki.ask(wish) == ""
        assert await aki.ask(MakeGroup("なかまのなまえ", (haru.account,))) == ""
        group = (await haru.until(GroupShown)).group
        assert await haru.ask(StampTo(group, 5)) == ""
        assert await haru.ask(SayTo(group, "なかまのことば")) == ""
        assert await haru.ask(Say("ひろばのことば")) == ""
        await haru.until(Said)
    rows = analysts_rows(
        drill, 'SELECT account, channel, place FROM chat_audit WHERE sent_ms > ? '
        'ORDER BY batch, "index"', began_ms,
    )  # fmt: skip
    assert rows == [
        (aki.account, "floor", "yard"),
        (aki.account, "person", haru.account),
        (aki.account, "murmur", "yard"),
        (haru.account, "group", group),
        (haru.account, "group", group),
        (haru.account, "floor", "plaza"),
    ]
    kept = b"".join(
        path.read_bytes()
        for folder in ("projections", "published")
        for path in (drill.data_dir / folder).rglob("*")
        if path.is_file()
    )
    for text in (*WRITTEN, "なかまのなまえ"):
        assert text.encode() not in kept
