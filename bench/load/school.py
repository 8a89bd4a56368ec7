"""A school of full floors, founded at rest, with everybody logged in: what a load is put on.

Logins are measured elsewhere; here sessions are opened as `server.logins` opens them, without the
argon2 of five hundred passphrases.
"""

import asyncio
import secrets
import time
from pathlib import Path
from typing import Final, NamedTuple

import msgspec

from protocol.accounts import AddAccount
from protocol.floors import AddFloor, FloorPlan
from protocol.hours import Calendar, Opening, SetCalendar
from protocol.rights import Role
from protocol.sessions import Device, OpenSession
from protocol.vocabulary import Command
from replay.reader import recover
from server.app import open_school
from server.commands.operate import resting
from server.data_dir import DataDir
from server.school_app import SchoolApp
from server.sealing import Sealer
from server.vault_sessions import StoredSession, hash_of
from simulation.school import School

PLANS_DIR: Final = Path(__file__).parents[2] / "server" / "floor_plans"
SLUGS: Final = ("plaza", "classroom", "yard", "library")
PEOPLE_PER_FLOOR: Final = 100


class Pupil(NamedTuple):
    """Somebody with a session: what a browser would hold after logging in."""

    account: str
    token: str
    floor: str


def plans_of(floors: int) -> list[FloorPlan]:
    """As many floors as asked for, the four plans of hiroba in turns."""
    plans = []
    for number in range(floors):
        slug = SLUGS[number % len(SLUGS)]
        plan = msgspec.json.decode((PLANS_DIR / f"{slug}.json").read_bytes(), type=FloorPlan)
        # Doors lead to the first of a kind; that is of no matter to people who do not use them.
        plans.append(msgspec.structs.replace(plan, floor=f"{slug}-{number}"))
    return plans


def found_school(folder: Path, plans: list[FloorPlan], people_per_floor: int) -> list[Pupil]:
    """Make the data directory `folder`; everybody in it has a session."""
    return asyncio.run(_found(folder, plans, people_per_floor))


async def _found(folder: Path, plans: list[FloorPlan], people_per_floor: int) -> list[Pupil]:
    pupils = [
        Pupil(secrets.token_urlsafe(16), secrets.token_urlsafe(32), plan.floor)
        for plan in plans
        for _ in range(people_per_floor)
    ]
    openings = tuple(Opening(plan.floor, day, 0, 24 * 60) for plan in plans for day in range(7))
    async with open_school(resting(folder)) as (app, _operations):
        running = asyncio.ensure_future(app.loop.run())
        await _ask(app, [AddFloor(plan) for plan in plans])
        await _ask(app, [SetCalendar(Calendar(0, 100_000, openings, (), ()), "")])
        await _ask(
            app,
            [
                AddAccount(pupil.account, Role.PUPIL, f"ひと{number}", "", "")
                for number, pupil in enumerate(pupils)
            ],
        )
        sessions = [secrets.token_urlsafe(16) for _ in pupils]
        entered = zip(pupils, sessions, strict=True)
        await _ask(app, [OpenSession(p.account, session, Device.OTHER) for p, session in entered])
        now_ms = time.time_ns() // 1_000_000
        for pupil, session in zip(pupils, sessions, strict=True):
            stored = StoredSession(session, pupil.account, None, now_ms)
            app.vault.sessions.add(hash_of(pupil.token), stored)
        app.loop.stop()
        await running
    return pupils


async def _ask(app: SchoolApp, commands: list[Command]) -> None:
    answers = await asyncio.gather(*(app.loop.inbox.ask(command) for command in commands))
    refused = {answer.reason for answer in answers} - {None}
    assert not refused, refused


def recovered_school(folder: Path) -> School:
    """The school as its log tells it, after its server has ended."""
    paths = DataDir(folder)
    with paths.open_vault() as vault:
        log = paths.open_log()
        try:
            return recover(log, Sealer(vault)).school
        finally:
            log.close()
