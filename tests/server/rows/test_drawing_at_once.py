"""Ten who draw on one whiteboard at once, for two minutes in the largest size (T4.4)."""

import asyncio
import logging
from statistics import quantiles
from time import monotonic
from typing import Final

import pytest

from bench.load.processes import cpu_s
from protocol.tracing import PenTraced
from replay.reader import recover
from server.commands.reading import open_to_read
from server.drawings import Asked, page_for
from simulation.pages import on_the_page
from tests.conftest import TEST_SIZE
from tests.server.people import Rehearsal, people_of
from tests.server.rows.drawing import (
    FIRST_PAGE,
    ON_A_PAGE,
    Hand,
    Mark,
    at_the_board,
    marks_for,
    open_board,
    plain,
)

_log = logging.getLogger(__name__)
pytestmark = pytest.mark.spec("T4.4")

STEPS: Final = {"quick": 30, "fuzz": 200, "soak": 2_400}[TEST_SIZE]
"""Of each person, twenty a second."""
PAGES: Final = range(FIRST_PAGE, FIRST_PAGE - (-STEPS // ON_A_PAGE))


async def test_ten_who_draw_at_once_come_to_the_same_board_and_so_does_the_log(
    drill: Rehearsal, children: list[dict[str, str]]
) -> None:
    hands = [Hand(drill, card, number) for number, card in enumerate(children[42:52])]
    async with people_of(drill, children[40:42]) as (late, beside):
        try:
            for person in (late, beside):
                await person.arrive("classroom")
            board = await at_the_board(*hands)
            heard = [len(person.received) for person in (late, beside)]
            used, begun = cpu_s(drill.process.pid), monotonic()
            await asyncio.gather(*(hand.draw(board, STEPS) for hand in hands))
            took_s = monotonic() - begun
            cores = (cpu_s(drill.process.pid) - used) / took_s
            await asyncio.gather(*(person.settled() for person in (late, beside, *hands)))
            assert await open_board(late) == board
            wanted = [await marks_for(late, board, page) for page in PAGES]
            # Of ten steps one is a text, one rubs out what stood, one is taken back every other
            # time; what is rubbed out comes back and goes again.
            assert sum(map(len, wanted)) > STEPS * len(hands) // 2
            answer = await late.get(f"/api/whiteboards/{board}?page={FIRST_PAGE}")
            assert answer["names"][hands[3].account] == hands[3].card["name"]
            for hand in hands:
                assert set(hand.answers) == {""}, hand.answers
                assert await hand.screen(board, PAGES) == wanted
            assert replayed(drill, board) == wanted
            kept_up = [hand for hand in hands if hand.kept_up]
            _log.info(
                "%d steps of each in %.0f s, server %.2f cores, %d kept up, pointers p95 %.0f ms",
                STEPS, took_s, cores, len(kept_up), pointers_seen(hands, kept_up),
            )  # fmt: skip
            # Who stood beside it without looking was sent nothing of it.
            sent = b"".join(beside.received[heard[1] :])
            assert [n for n in range(STEPS) if f"-{n:05}".encode() in sent] == []
            assert b"-000" not in b"".join(late.received[: heard[0]])
            assert beside.all_of(PenTraced) == []
        finally:
            await asyncio.gather(*(hand.go() for hand in hands))


def replayed(drill: Rehearsal, board: str) -> list[list[Mark]]:
    """The pages as the log alone gives them."""
    with open_to_read(drill.data_dir) as (log, sealer):
        school, _, _ = recover(log, sealer)
        found = school.whiteboards[board]
        asked = [
            [Asked((m.batch, m.index), found.authors[m.author]) for _, m in on_the_page(found, n)]
            for n in PAGES
        ]
        return [[plain(mark) for mark in page_for(log, sealer, page, {})] for page in asked]


def pointers_seen(hands: list[Hand], kept_up: list[Hand]) -> float:
    """All who kept up have seen each pointer of everybody under its own name; p95 in ms."""
    by_account = {hand.account: hand for hand in hands}
    pointed = {(hand.account, step) for hand in hands for step in hand.pointed_s}
    waits = [0.0, 0.0]
    for hand in kept_up:
        assert {(account, step) for account, step, _ in hand.saw_s} == pointed
        waits += [
            1000 * (moment - by_account[account].pointed_s[step])
            for account, step, moment in hand.saw_s
        ]
    return quantiles(waits, n=20)[18]
