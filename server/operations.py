"""What an operator can do to a school: the commands of the CLI, run where the loop runs.

The control socket calls these in a running server; without one the CLI opens the school itself,
under the lock, and calls the same functions. Answers are plain JSON values.
"""

import asyncio
import secrets
import sqlite3
from typing import Any, Final

import msgspec

from protocol.accounts import (
    AccountErased,
    AddAccount,
    DisableAccount,
    EnableAccount,
    EraseAccount,
    RenameAccount,
)
from protocol.chimes import ChimeRule, SetChimes
from protocol.counselling import CounsellingOffered, NameCounsellor
from protocol.floors import AddFloor, FloorPlan
from protocol.hours import Calendar, SetCalendar
from protocol.rights import STAFF, Role
from protocol.sessions import EndSession
from protocol.units import NAME_MAX_CHARS, TICK_MS, AccountId
from protocol.vocabulary import Command
from server.cards import CODE, WORDS, CardRefused, Cards
from server.clock import Clock, DrillClock
from server.control import OperationRefused
from server.loop import Loop
from server.sealing import Sealer
from server.vault import Vault
from server.wire_recorder import WireRecorder
from simulation import due
from simulation.chatting import counselling_seal
from simulation.corners import map_of
from simulation.hours import state_at
from simulation.school import Now
from simulation.snapshot import state_hash
from simulation.texts import cleaned, look_alike, looks_like_staff

WRONG_ROWS_TOLD: Final = 10


class Operations:
    """Everything by the name under which the control socket knows it."""

    def __init__(
        self, loop: Loop, vault: Vault, clock: Clock, sealers: tuple[Sealer, ...],
        recorder: WireRecorder | None,
    ) -> None:  # fmt: skip
        self._loop, self._vault, self._clock = loop, vault, clock
        self._sealers, self._recorder = sealers, recorder
        self._cards = Cards(vault, loop)
        self._destroying: dict[AccountId, asyncio.Future[None]] = {}
        loop.followers[AccountErased] = self._erased
        loop.followers[CounsellingOffered] = self._offered

    async def run(self, name: str, values: dict[str, Any]) -> Any:
        """Do one operation. Raises OperationRefused; unknown names and fields are refused too."""
        operation = getattr(self, name.replace("-", "_"), None)
        if name.startswith("_") or name in {"run", "settled"} or operation is None:
            raise OperationRefused(f"There is no operation {name!r}.")
        try:
            return await operation(**values)
        except sqlite3.OperationalError as error:
            raise OperationRefused(f"The vault cannot be written: {error}.") from error
        except (TypeError, msgspec.ValidationError) as error:
            raise OperationRefused(f"{name}: {error}.") from error

    async def settled(self) -> None:
        """Returns when every erasure under way has destroyed its key."""
        await asyncio.gather(*self._destroying.values())

    async def add_account(
        self, role: str, name: str, real_name: str = "", home_school: str = ""
    ) -> dict[str, str]:
        """A new person with a login card: random id, three words, for staff a code's secret."""
        return (await self._add([_wish(role, name, real_name, home_school)]))[0]

    async def import_accounts(self, rows: list[dict[str, str]]) -> list[dict[str, str]]:
        """Many new people at once, all or none, in one batch of the log; wrong rows are all named.

        Rows are counted from 1, after the heading.
        """
        wishes: list[AddAccount] = []
        wrong: list[str] = []
        taken = {look_alike(words.name) for words in self._loop.school.words.values()}
        for number, row in enumerate(rows, 1):
            try:
                wish = _wish(**row)
                _check_name(wish, taken)
            except (OperationRefused, TypeError, msgspec.ValidationError) as error:
                wrong.append(f"Row {number}: {error}")
            else:
                wishes.append(wish)
        if wrong:
            more = f" And {len(wrong) - WRONG_ROWS_TOLD} more." * (len(wrong) > WRONG_ROWS_TOLD)
            raise OperationRefused(" ".join(wrong[:WRONG_ROWS_TOLD]) + more)
        return await self._add(wishes)

    async def reset_passphrase(self, account: str) -> dict[str, str]:
        """New words for somebody whose card is lost; nobody chooses or sees the old ones."""
        return await self._renew(account, WORDS)

    async def reset_code(self, account: str) -> dict[str, str]:
        """A new secret for the authenticator of staff whose device is lost."""
        return await self._renew(account, CODE)

    async def _renew(self, account: str, what: str) -> dict[str, str]:
        try:
            return await self._cards.renew(account, what)
        except CardRefused as refused:
            raise OperationRefused(str(refused)) from refused

    async def name_counsellor(self, account: str, on: bool = True) -> None:
        """Give one of the staff the right to counsel, or take it back."""
        await self._ask(NameCounsellor(account, on))

    async def rename_account(self, account: str, name: str) -> None:
        await self._ask(msgspec.convert([account, name], RenameAccount))

    async def disable_account(self, account: str) -> None:
        await self._ask(DisableAccount(account))

    async def enable_account(self, account: str) -> None:
        await self._ask(EnableAccount(account))

    async def erase_account(self, account: str) -> dict[str, str]:
        """The event first, then the key. A crash between them leaves a key, never a name without
        one; asked again, it goes too."""
        if account in self._loop.school.accounts:
            await self._ask(EraseAccount(account))
        elif await asyncio.to_thread(self._vault.data_key, account) is None:
            raise OperationRefused("no_such_account")
        await (self._destroying.pop(account, None) or self._destroy_key(account))
        return {"erased": account}

    def _erased(self, event: AccountErased) -> None:
        """Also for an erasure that an admin asked for over the socket."""
        destroying = asyncio.ensure_future(self._destroy_key(event.account))
        self._destroying[event.account] = destroying

    def _offered(self, event: CounsellingOffered) -> None:
        """A new key costs a sync of the disk: it is made before the first word needs it."""
        seal = counselling_seal(event.account)
        asyncio.get_running_loop().run_in_executor(None, self._vault.ensure_data_key, seal)

    async def _destroy_key(self, account: AccountId) -> None:
        # What a pupil said in counselling goes with all else they said.
        for person in (account, counselling_seal(account)):
            await asyncio.to_thread(self._vault.erase_person, person)
            for sealer in self._sealers:
                sealer.forget(person)

    async def end_session(self, account: str) -> None:
        await self._ask(EndSession(account))

    async def add_floor(self, plan: dict[str, Any]) -> None:
        drawn = msgspec.convert(plan, FloorPlan)
        # Its map takes longer to make than a tick lasts, and is remembered by its plan.
        await asyncio.to_thread(map_of, drawn)
        await self._ask(AddFloor(drawn))

    async def set_chimes(self, rules: list[dict[str, Any]]) -> None:
        await self._ask(SetChimes(msgspec.convert(rules, tuple[ChimeRule, ...]), ""))

    async def set_calendar(self, calendar: dict[str, Any]) -> None:
        await self._ask(SetCalendar(msgspec.convert(calendar, Calendar), ""))

    async def open_at(self, moments: list[tuple[int, int]]) -> list[dict[str, tuple[bool, int]]]:
        """For moments (Unix ms, offset from UTC in minutes): by floor, whether it is open, and when
        that changes (0: not known)."""
        school = self._loop.school
        asked = [Now(0, wall_ms, offset_min, 0, 0) for wall_ms, offset_min in moments]
        return [
            {floor: state_at(school.calendar, floor, now) for floor in sorted(school.floors)}
            for now in asked
        ]

    async def state_hash(self) -> dict[str, Any]:
        """One hash of the whole state, and the batch it belongs to."""
        return {"batch": self._loop.number, "state_hash": state_hash(self._loop.school)}

    async def head(self) -> dict[str, Any]:
        """The last batch and its hash: print it in reports, and a rewritten log is found."""
        return {"batch": self._loop.number, "head": self._loop.head.hex()}

    async def snapshot(self) -> dict[str, Any]:
        """Keep the school as it is now in the log."""
        await asyncio.wrap_future(self._loop.save_snapshot())
        return {"batch": self._loop.number}

    async def people(self) -> list[dict[str, Any]]:
        """Everybody who belongs to the school. For the operator's own screen only."""
        school = self._loop.school
        return [
            {"account": a.account, "role": a.role.value, "name": school.words[a.account].name,
             "disabled": a.disabled, "here": a.account in school.sessions}
            for a in school.accounts.values()
        ]  # fmt: skip

    async def record(self, account: str | None, on: bool) -> None:
        """Wire recorder only: keep every frame of somebody, or of everybody, from now on."""
        if self._recorder is None:
            raise OperationRefused("This server runs without --wire-recorder.")
        self._recorder.switch(account, on)

    async def jump_clock(self, passed_ms: int | None = None) -> dict[str, int]:
        """Drill clock only: let time pass at once; without a number, until anything is due."""
        clock = self._drill()
        now = clock.now(self._loop.last_tick)
        if passed_ms is None:
            tick = due.next_moment(self._loop.school, now)
            passed_ms = 0 if tick is None else (tick - now.tick) * TICK_MS
        clock.jump(passed_ms)
        return {"wall_ms": clock.now(self._loop.last_tick).wall_ms}

    async def set_clock(self, wall_ms: int) -> dict[str, int]:
        """Drill clock only: make it this moment."""
        clock = self._drill()
        return await self.jump_clock(wall_ms - clock.now(self._loop.last_tick).wall_ms)

    def _drill(self) -> DrillClock:
        if not isinstance(self._clock, DrillClock):
            raise OperationRefused("This server runs on the real clock, not on --drill-clock.")
        return self._clock

    async def _add(self, wishes: list[AddAccount]) -> list[dict[str, str]]:
        """Keys first, then the events, put together so that one tick takes them all, then cards."""
        accounts = [wish.account for wish in wishes]
        await asyncio.to_thread(lambda: [*map(self._vault.ensure_data_key, accounts)])
        await asyncio.gather(*map(self._ask, wishes))
        cards = await asyncio.gather(
            *(self._cards.first(wish.account, staff=wish.role in STAFF) for wish in wishes)
        )
        return [
            {"role": wish.role.value, "account": wish.account, "name": wish.name, **card}
            for wish, card in zip(wishes, cards, strict=True)
        ]

    async def _ask(self, command: Command) -> None:
        if self._loop.read_only:
            raise OperationRefused("The disk is full: nothing can be stored for the moment.")
        answer = await self._loop.inbox.ask(command)
        if answer.reason is not None:
            raise OperationRefused(answer.reason)


def _wish(role: str, name: str, real_name: str = "", home_school: str = "") -> AddAccount:
    """A new person, checked. Raises OperationRefused or msgspec.ValidationError."""
    if role not in {known.value for known in Role}:
        raise OperationRefused(f"{role!r} is not a role.")
    fields = [secrets.token_urlsafe(16), role, name, real_name, home_school]
    return msgspec.convert(fields, AddAccount)


def _check_name(wish: AddAccount, taken: set[str]) -> None:
    """What the rules would refuse, before anything is done; a good name is `taken` from here on."""
    form = look_alike(wish.name)
    if not cleaned(wish.name, NAME_MAX_CHARS):
        raise OperationRefused("the name is empty.")
    if form in taken:
        raise OperationRefused(f"{wish.name} looks like somebody else.")
    if wish.role is Role.PUPIL and looks_like_staff(wish.name):
        raise OperationRefused(f"{wish.name} looks like staff.")
    taken.add(form)
