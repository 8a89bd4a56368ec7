"""Work of a command that takes longer than a tick: done before it, beside the loop."""

import asyncio

from protocol.units import AccountId
from protocol.vocabulary import DECLARED, Command
from simulation.rules import PREPARES
from simulation.school import School, holds


async def prepare(school: School, account: AccountId, command: Command | None) -> None:
    """Warms the caches that the decider will ask, in a thread.

    Only for those who may send the command: nobody else can make the server work.
    """
    preparing = PREPARES.get(type(command)) if command is not None else None
    if preparing is None:
        return
    needed, person = DECLARED[type(command)].may, school.accounts.get(account)
    if needed is not None and person is not None and holds(person, needed):
        await asyncio.to_thread(preparing, school, account, command)
