"""What a hostile client sends changes nothing: not where it stands, not who it seems to be."""

import asyncio
import random
from typing import Any

import msgpack
import msgspec
import pytest

from protocol.accounts import AddAccount, RenameAccount
from protocol.floors import AvatarShown, FloorPlan
from protocol.moving import Head, Walked, WalkTo
from protocol.rights import STAFF, Role
from protocol.sessions import AccessRefused, Device, OpenSession, Refusal
from protocol.units import FLOOR_MAX_TILES, SUBTILES_PER_TILE, WALK_SUBTILES_PER_TICK
from protocol.vocabulary import Family, numbered
from server.control import OperationRefused
from server.demo import plan_of
from simulation.corners import map_of
from simulation.motion import Walk, path_from_wire, position_at
from tests.server.people import Person, Rehearsal, people_of
from tests.server.stored import batches_of, facts_of

EDGE = FLOOR_MAX_TILES * SUBTILES_PER_TILE
COMMANDS = {declared.topic: n for n, declared in enumerate(numbered(Family.COMMAND), 1)}


def forged_walks(other: int) -> list[list[Any]]:
    """Walks with more, less or other in them than a wish to be somewhere."""
    walk, head = COMMANDS["WalkTo"], COMMANDS["Head"]
    return [
        [walk, 1, 0, 100, 100, 0, [0, 0, 900, 900]],
        [walk, 2, 0, other, 800, 700],
        [walk, 3, 0, -16, 700],
        [walk, 4, 0, EDGE + 1, 700],
        [walk, 5, 0, 2**63, 700],
        [walk, 6, 0, 10.5, 700.25],
        [head, 7, 0, 40, 0],
        [head, 8, 0, 1],
    ]


@pytest.mark.spec("T2.1.b")
async def test_no_forged_walk_moves_an_avatar_faster_or_elsewhere(
    drill: Rehearsal, some: list[dict[str, str]]
) -> None:
    chance = random.Random(21)
    async with people_of(drill, some[:3]) as (hostile, victim, witness):
        for person in (hostile, victim, witness):
            await person.arrive("yard")
        for forged in forged_walks(victim.handle()):
            assert await answered(hostile, forged) == "bad_fields"
            if forged[1] % 4 == 0:
                await hostile.drop()
                await hostile.connect()
                await hostile.settled()
        for _ in range(12):
            anywhere = WalkTo(chance.randrange(EDGE), chance.randrange(EDGE))
            anyhow = Head(chance.randrange(-1, 2), chance.randrange(-1, 2))
            await hostile.send(chance.choice((anywhere, anyhow)))
            await hostile.settled()
            await drill.jump(chance.randrange(1_500))
        await witness.settled()
        assert walked_by(witness, victim) == []
        law_abiding(walked_by(witness, hostile))


async def answered(person: Person, forged: list[Any]) -> str:
    """Send what no page of ours would; the reason it is refused for."""
    since = len(person.heard)
    await person.send_raw(msgpack.packb(forged))
    return (await person.until(Refusal, since)).reason


def walked_by(witness: Person, person: Person) -> list[Walk]:
    """The walks of one avatar, as somebody else was shown them."""
    return [
        Walk(walked.start_tick, path_from_wire(walked.path))
        for walked in witness.all_of(Walked)
        if walked.avatar == person.handle()
    ]


def law_abiding(walks: list[Walk]) -> None:
    """Every walk begins where the last one had come to, on free ground, at a walker's pace."""
    ground = map_of(msgspec.convert(plan_of("yard"), FloorPlan))
    assert len(walks) > 5
    for before, walk in zip(walks, walks[1:], strict=False):
        assert walk.start_tick >= before.start_tick
        assert walk.path[0] == position_at(before, walk.start_tick)
    for walk in walks:
        for tick in range(walk.start_tick, walk.start_tick + 600):
            x, y = position_at(walk, tick)
            next_x, next_y = position_at(walk, tick + 1)
            assert abs(next_x - x) <= WALK_SUBTILES_PER_TICK
            assert abs(next_y - y) <= WALK_SUBTILES_PER_TICK
            assert ground.is_free((x, y))


TAKEN = "みかづき ken"
IMITATIONS = [
    "ミカヅキ ken", "ﾐｶﾂﾞｷ ken", "みか\u200bづき ken", "みかづき\ufe00 ken", "\u202eみかづき ken",
    "みかつ\u3099き ken", "みかづき　ｋｅｎ", "みかづき KEN", "みかづき kеn", "みかづき κen",
    "みかづきken",
]  # fmt: skip
"""Width, kind of kana, invisible and reversing letters, composition, case, Cyrillic and Greek."""
LIKE_STAFF = [
    "たなか先生",
    "せんせい",
    "ｾﾝｾｲ だよ",
    "支援員さん",
    "スタッフ",
    "Ａｄｍin",
    "stаff",
    "★そら",
]


@pytest.mark.spec("T2.1.g")
async def test_no_name_can_be_taken_for_another_child_or_for_staff(drill: Rehearsal) -> None:
    (card,) = await drill.new_cards(TAKEN)
    (other,) = await drill.new_cards("ほんとうの なまえ")
    told = await asyncio.gather(
        *(refusals_of(drill, other["account"], name) for name in (*IMITATIONS, *LIKE_STAFF))
    )
    assert told[: len(IMITATIONS)] == [("name_taken", "name_taken")] * len(IMITATIONS)
    assert told[len(IMITATIONS) :] == [("name_like_staff", "name_like_staff")] * len(LIKE_STAFF)
    assert await refusals_of(drill, other["account"], "\u3164\u2800") == (
        "name_empty",
        "name_empty",
    )
    (teacher,) = await drill.new_cards("すずき先生", role="teacher")
    async with people_of(drill, [card, other, teacher]) as people:
        for person in people:
            await person.arrive("yard")
        await people[0].settled()
        for person in people:
            marks = {shown.name: shown.role for shown in person.all_of(AvatarShown)}
            assert {name for name, role in marks.items() if role in STAFF} <= {"すずき先生"}


async def refusals_of(drill: Rehearsal, account: str, name: str) -> tuple[str, str]:
    """Why an operator can give a name neither to a new child nor to one who is here."""
    with pytest.raises(OperationRefused) as new:
        await drill.do("add_account", role="pupil", name=name)
    with pytest.raises(OperationRefused) as renamed:
        await drill.do("rename_account", account=account, name=name)
    return str(new.value), str(renamed.value)


@pytest.mark.spec("T2.1.g")
@pytest.mark.spec("T5.5")
async def test_nobody_names_themselves_or_makes_themselves_staff(
    drill: Rehearsal, some: list[dict[str, str]]
) -> None:
    before = len(batches_of(drill.data_dir))
    async with people_of(drill, some[:2]) as (hostile, witness):
        await hostile.arrive("yard")
        await witness.arrive("yard")
        for forged in (
            RenameAccount(hostile.account, "すてきな なまえ"),
            AddAccount("A" * 22, Role.ADMIN, "あたらしい", "", ""),
            OpenSession(witness.account, "B" * 22, Device.OTHER),
        ):
            assert await hostile.ask(forged) == "not_allowed"
        await witness.settled()
        shown = [m for m in witness.all_of(AvatarShown) if m.account == hostile.account]
        assert {(m.name, m.role) for m in shown} == {(some[0]["name"], Role.PUPIL)}
    refused = facts_of(drill.data_dir, AccessRefused, after=before)
    assert [(fact.account, fact.command) for _, fact in refused] == [
        (some[0]["account"], name) for name in ("RenameAccount", "AddAccount", "OpenSession")
    ]
