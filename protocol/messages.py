"""Every slice of the vocabulary in one import. A new slice is added here and nowhere else."""

from protocol import (
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
    searching,
    sessions,
)

SLICES = (
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
    searching,
    sessions,
)
