"""Every slice of the simulation in one import, and the check that the rule book is whole.

The order is the order of the rules of a tick: people go under cover and come back as if
by its last commands, floors open and close, chimes ring, stays end, then people who remain are
looked at for calls. It is also the order of the parts of a `Welcome`.
"""

from simulation import (
    accounts,
    avatars,
    boards,
    calling,
    chatting,
    chimes,
    comfort,
    counselling,
    counselling_shown,
    emotes,
    floors,
    groups,
    helping,
    hiding,
    hours,
    knocking,
    lessons,
    locking,
    media,
    moving,
    notices,
    objects,
    reporting,
    rules,
    searching,
    sessions,
    staying,
    surveys,
    timetable,
    tracing,
    uploads,
    whiteboard,
)  # isort: skip

SLICES = (
    counselling,
    counselling_shown,
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
    locking,
    media,
    knocking,
    emotes,
    hiding,
    helping,
    reporting,
    boards,
    surveys,
    notices,
    searching,
    staying,
    comfort,
    lessons,
    timetable,
    uploads,
    whiteboard,
    tracing,
)

rules.put_in_order(SLICES)
rules.check_complete()
