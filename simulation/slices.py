"""Every slice of the simulation in one import, and the check that the rule book is whole.

The order is the order of the rules of a tick: floors open and close, chimes ring, stays end, then
people who remain are looked at for calls. It is also the order of the parts of a `Welcome`.
"""

from simulation import (
    accounts,
    avatars,
    calling,
    chatting,
    chimes,
    floors,
    groups,
    hours,
    moving,
    notices,
    objects,
    rules,
    searching,
    sessions,
)  # isort: skip

SLICES = (
    hours,
    chimes,
    sessions,
    accounts,
    floors,
    objects,
    avatars,
    moving,
    groups,
    chatting,
    calling,
    notices,
    searching,
)

rules.put_in_order(SLICES)
rules.check_complete()
