"""Every slice of the vocabulary in one import. A new slice is added here and nowhere else."""

from protocol import (
    accounts,
    avatars,
    boards,
    calling,
    chatting,
    chimes,
    floors,
    groups,
    hours,
    lessons,
    moving,
    notices,
    objects,
    searching,
    sessions,
    staying,
)

SLICES = (
    accounts,
    avatars,
    boards,
    calling,
    chatting,
    chimes,
    floors,
    groups,
    hours,
    lessons,
    moving,
    notices,
    objects,
    searching,
    sessions,
    staying,
)
