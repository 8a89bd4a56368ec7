"""Scripted children that speak the real wire: the demo's company, and the load of `bench/`.

A bot logs in over HTTP, opens the socket, and lives in small random habits: walk, rest, say
something kind, change its look, lose its connection and come back. Most are open to talk: they
greet whoever meets them and answer letters. It knows nothing the wire does not tell it.
"""

import asyncio
import contextlib
import random
from typing import Any, Final

import aiohttp

from protocol.avatars import (
    CLOTHES_COLOURS,
    CUTS,
    HAIR_COLOURS,
    HAIR_STYLES,
    HELD_ITEMS,
    ORNAMENTS,
    SKINS,
    ChooseLook,
    Look,
    Murmur,
    SetWatching,
    ShowStatus,
    Status,
)
from protocol.calling import CallMemberShown
from protocol.chatting import DirectShown, Say, SayInCall, SayTo
from protocol.floors import EnterFloor, FloorShown
from protocol.moving import WalkTo
from protocol.sessions import Welcome
from protocol.units import SUBTILES_PER_TILE
from protocol.vocabulary import PROTOCOL_VERSION, Command, Message
from protocol.wire import FrameKind, decode_frame, encode_command, encode_seen

FLOORS: Final = ("plaza", "plaza", "classroom", "yard", "library")
SAYINGS: Final = (
    "おはよう", "こんにちは", "いい てんきだね", "図書室に いこうかな", "また あした", "ねむいな",
    "きょうは 絵を かいたよ", "おなか すいた", "いっしょに あるこう", "本 よんでる",
    "のんびり しよう",
)  # fmt: skip

ANSWERS: Final = (
    "うん、そうだね", "ありがとう", "わたしも そう おもう", "また はなそうね", "いいね",
)  # fmt: skip
OPEN_TO_TALK_SHARE: Final = 0.7


class LoginFailed(Exception):
    """The server did not let a bot in; the text is the server's reason."""


class Bot:
    """One scripted child."""

    def __init__(self, url: str, card: dict[str, str], seed: int) -> None:
        self._url, self._card = url, card
        self._random = random.Random(seed)  # noqa: S311  (habits, not secrets)
        self._ws: aiohttp.ClientWebSocketResponse | None = None
        self._command_id = 0
        self.seen_tick = 0
        self.plan: Any = None
        self.messages = 0
        self._account = ""
        self._owed: list[Command] = []
        self._open_to_talk = self._random.random() < OPEN_TO_TALK_SHARE

    async def live(self, *, pace_s: float = 4.0) -> None:
        """Stay until cancelled or turned away for good."""
        jar = aiohttp.CookieJar(unsafe=True)
        async with aiohttp.ClientSession(cookie_jar=jar) as http:
            await self._log_in(http)
            while True:
                await self._visit(http, pace_s)
                await asyncio.sleep(self._random.uniform(0.5, 5.0))

    async def _log_in(self, http: aiohttp.ClientSession) -> None:
        form = {
            "login_id": self._card["login_id"], "passphrase": self._card["passphrase"],
            "device": "other", "code": "",
        }  # fmt: skip
        async with http.post(
            f"{self._url}/api/login", json=form, headers={"Origin": self._url}
        ) as response:
            if response.status != 200:
                raise LoginFailed(str((await response.json())["reason"]))

    async def _visit(self, http: aiohttp.ClientSession, pace_s: float) -> None:
        """One connection, until it is lost on purpose or by the server."""
        address = f"{self._url}/plaza?v={PROTOCOL_VERSION}&seen={self.seen_tick}"
        async with http.ws_connect(address, origin=self._url, max_msg_size=0) as ws:
            self._ws = ws
            habits = asyncio.ensure_future(self._habits(pace_s))
            try:
                async for message in ws:
                    if message.type is aiohttp.WSMsgType.BINARY:
                        await self._receive(message.data)
            finally:
                habits.cancel()
                with contextlib.suppress(asyncio.CancelledError, ConnectionError):
                    await habits
            if ws.close_code in {4401, 4403, 4409}:
                raise LoginFailed(f"closed with {ws.close_code}")

    async def _receive(self, data: bytes) -> None:
        kind, tick, messages = decode_frame(data)
        for message in messages:
            self.messages += 1
            self._learn(message)
        if kind is FrameKind.CLOSING:
            self.seen_tick = tick
        owed, self._owed = self._owed, []
        for command in owed:
            await self._send(command)

    def _learn(self, message: Message) -> None:
        if isinstance(message, Welcome):
            self._account = message.account
        elif isinstance(message, FloorShown):
            self.plan = message.plan
        elif isinstance(message, DirectShown) and message.to == self._account:
            self._owed.append(SayTo(message.account, self._random.choice(ANSWERS)))
        elif isinstance(message, CallMemberShown) and message.account == self._account:
            self._owed.append(SayInCall(self._random.choice(SAYINGS)))

    async def _habits(self, pace_s: float) -> None:
        await self._send(EnterFloor(self._random.choice(FLOORS)))
        await self._send(SetWatching(not self._open_to_talk))
        while True:
            await asyncio.sleep(self._random.expovariate(1 / pace_s))
            chance = self._random.random()
            if chance < 0.70:
                await self._walk()
            elif chance < 0.78:
                await self._send(Say(self._random.choice(SAYINGS)))
            elif chance < 0.86:
                await self._send(Murmur(self._random.choice(SAYINGS)))
            elif chance < 0.90:
                await self._send(ShowStatus(self._random.choice(list(Status))))
            elif chance < 0.93:
                await self._send(ChooseLook(self._look()))
            elif chance < 0.94 and self._ws is not None:
                await self._ws.close()
            else:
                await self._say_seen()

    async def _walk(self) -> None:
        if self.plan is None:
            return
        x = self._random.randrange(self.plan.width * SUBTILES_PER_TILE)
        y = self._random.randrange(
            self.plan.wall * SUBTILES_PER_TILE, self.plan.height * SUBTILES_PER_TILE
        )
        await self._send(WalkTo(x, y))

    def _look(self) -> Look:
        parts = (HAIR_STYLES, HAIR_COLOURS, SKINS, CUTS, CLOTHES_COLOURS, ORNAMENTS, HELD_ITEMS)
        return Look(*(self._random.randrange(choices) for choices in parts))

    async def _send(self, command: Command) -> None:
        self._command_id += 1
        if self._ws is not None and not self._ws.closed:
            await self._ws.send_bytes(encode_command(command, self._command_id, self.seen_tick))

    async def _say_seen(self) -> None:
        if self._ws is not None and not self._ws.closed:
            await self._ws.send_bytes(encode_seen(self.seen_tick))
