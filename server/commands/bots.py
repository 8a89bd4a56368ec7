"""hiroba bots: scripted children for a demo or a rehearsal."""

import argparse
import asyncio
import json
from pathlib import Path

import aiohttp

from server.bots import Bot, LoginFailed
from server.data_dir import StartRefused


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--url", required=True)
    parser.add_argument("--cards", type=Path, required=True, help="JSON list of login cards")
    parser.add_argument("--count", type=int, default=30)
    parser.add_argument("--pace", type=float, default=4.0, help="mean seconds between two acts")


def run(arguments: argparse.Namespace) -> int:
    try:
        cards = json.loads(arguments.cards.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise StartRefused(f"{arguments.cards} cannot be read: {error}.") from error
    # The first cards of a demo belong to the people who try it out.
    children = [card for card in cards if card["role"] == "pupil"][1 : arguments.count + 1]
    asyncio.run(_live(arguments.url, children, arguments.pace))
    return 0


async def _live(url: str, cards: list[dict[str, str]], pace_s: float) -> None:
    await asyncio.gather(*(_stay(Bot(url, card, n), n, pace_s) for n, card in enumerate(cards)))


async def _stay(bot: Bot, number: int, pace_s: float) -> None:
    await asyncio.sleep(number * 0.15)
    while True:
        try:
            await bot.live(pace_s=pace_s)
        except (aiohttp.ClientError, LoginFailed, OSError):
            await asyncio.sleep(5.0)
