"""The rule book: which function decides a command, applies an event, acts on a tick, shows an
event.

Slices register theirs with decorators; `check_complete` (called when `simulation.slices` is
imported) refuses a school in which a command has no decider or an event no applier, or more than
one.

A decider receives `(school, actor, wish, now)` and, if it names a fifth parameter `fresh`, 128
random bits drawn by the shell for this command. The actor is an `Avatar` for commands of phase
FLOOR, a `Session` for the others, None for commands of the shell. It yields events or raises
`Refused`; it changes nothing. What is to pass and not to stay (a pointer) it yields as a signal:
that is relayed to whoever may see it at that moment, and is neither logged nor told again.
"""

import inspect
from collections.abc import Callable, Iterable, Iterator, Sequence
from types import ModuleType
from typing import Any, Final, NamedTuple, TypeAlias, TypeVar, get_args

from protocol.audience import Audience
from protocol.units import AccountId, Tick, WallMs
from protocol.vocabulary import VOCABULARY, Command, Event, Family, Message, Signal
from simulation.school import Floor, Now, School, Session


class Refused(Exception):
    """A user's mistake or bad luck. `reason` is a key of the string tables; `at_ms` a moment it
    speaks of."""

    def __init__(self, reason: str, at_ms: WallMs = 0) -> None:
        super().__init__(reason)
        self.reason = reason
        self.at_ms = at_ms


class Decider(NamedTuple):
    function: Callable[..., Iterable[Event | Signal]]
    takes_fresh: bool
    for_shell: bool


Shown: TypeAlias = tuple[Audience, Message]
Prepares: TypeAlias = Callable[[School, AccountId, Any], None]
EveryTick: TypeAlias = Callable[[School, Now], Iterator[Event]]
EveryCommand: TypeAlias = Callable[[School, Session, Now], Iterator[Event]]
EveryLogin: TypeAlias = Callable[[School, AccountId, Now], Iterator[Event]]
Shows: TypeAlias = Callable[[School, Any], Iterator[Shown]]
Due: TypeAlias = Callable[[School, Now], Iterator[Tick]]
KeepsStay: TypeAlias = Callable[[School, Session], bool]
View: TypeAlias = Callable[[School, AccountId, Now], Iterator[Message]]
FloorView: TypeAlias = Callable[[School, AccountId, Floor, Tick], Iterator[Message]]

PREPARES: Final[dict[type[Command], Prepares]] = {}
DECIDERS: Final[dict[type[Command], Decider]] = {}
APPLIERS: Final[dict[type[Event], Callable[[School, Any], None]]] = {}
EVERY_TICK: Final[list[EveryTick]] = []
EVERY_COMMAND: Final[list[EveryCommand]] = []
EVERY_LOGIN: Final[list[EveryLogin]] = []
SHOWS: Final[dict[type[Event], Shows]] = {}
MUTED: Final[dict[type[Message], Callable[[Any], Message]]] = {}
DUE: Final[list[Due]] = []
KEEPS_STAY: Final[list[KeepsStay]] = []
VIEWS: Final[list[View]] = []
COVER_VIEWS: Final[list[View]] = []
FLOOR_VIEWS: Final[list[FloorView]] = []

_F = TypeVar("_F", bound=Callable[..., Any])


def prepares(command: type[Command]) -> Callable[[_F], _F]:
    """This function does what takes longer than a tick, before `command` enters one.

    The shell calls it in a thread: it reads what never changes (plans) and leaves its result in a
    cache that the decider finds. Whether it was called at all changes no outcome.
    """

    def register(function: _F) -> _F:
        assert command not in PREPARES, f"prepared twice: {command.__name__}"
        PREPARES[command] = function
        return function

    return register


def decides(command: type[Command]) -> Callable[[_F], _F]:
    """This function decides `command`."""

    def register(function: _F) -> _F:
        assert command not in DECIDERS, f"two deciders for {command.__name__}"
        parameters = inspect.signature(function).parameters
        actor = list(parameters.values())[1].annotation
        for_shell = actor is None or type(None) in get_args(actor)
        DECIDERS[command] = Decider(function, "fresh" in parameters, for_shell)
        return function

    return register


def applies(event: type[Event]) -> Callable[[_F], _F]:
    """This function, and no other, changes the state for `event`."""

    def register(function: _F) -> _F:
        assert event not in APPLIERS, f"two appliers for {event.__name__}"
        APPLIERS[event] = function
        return function

    return register


def shows(event: type[Event]) -> Callable[[_F], _F]:
    """This function says what clients see of `event`; without one they see the event itself."""

    def register(function: _F) -> _F:
        assert event not in SHOWS, f"two views of {event.__name__}"
        SHOWS[event] = function
        return function

    return register


def muted(message: type[Message]) -> Callable[[_F], _F]:
    """This function makes what those who have hidden a person are shown instead of a hideable
    message; without one they are shown nothing."""

    def register(function: _F) -> _F:
        assert message not in MUTED, f"two ways to mute {message.__name__}"
        MUTED[message] = function
        return function

    return register


def every_tick(function: _F) -> _F:
    """Called once a tick, after the commands: due moments become events here."""
    EVERY_TICK.append(function)
    return function


def every_command(function: _F) -> _F:
    """Called after each accepted command of a person."""
    EVERY_COMMAND.append(function)
    return function


def every_login(function: _F) -> _F:
    """Called when a stay begins, on the state before it: what else happens then."""
    EVERY_LOGIN.append(function)
    return function


def due(function: _F) -> _F:
    """Yields the ticks at which this slice has something to do without a command."""
    DUE.append(function)
    return function


def keeps_stay(function: _F) -> _F:
    """Says whether a stay must not end by itself now, though nobody moves or the line is lost."""
    KEEPS_STAY.append(function)
    return function


def view(function: _F) -> _F:
    """Yields what a person who just connected may see of this slice, in the order of slices."""
    VIEWS.append(function)
    return function


def cover_view(function: _F) -> _F:
    """Yields what a person under cover may see of this slice when they connect, instead of its
    `view`. A slice without one shows them nothing."""
    COVER_VIEWS.append(function)
    return function


def floor_view(function: _F) -> _F:
    """Yields what somebody who comes to a floor is shown of this slice, in the order of slices."""
    FLOOR_VIEWS.append(function)
    return function


def put_in_order(slices: Sequence[ModuleType]) -> None:
    """Rules and views act in the order of their slices; the order of imports means nothing."""
    place = {module.__name__: number for number, module in enumerate(slices)}
    books: tuple[list[Any], ...] = (
        EVERY_TICK, EVERY_COMMAND, EVERY_LOGIN, DUE, KEEPS_STAY, VIEWS, COVER_VIEWS, FLOOR_VIEWS,
    )  # fmt: skip
    for book in books:
        book.sort(key=lambda function: place[function.__module__])


def check_complete() -> None:
    """Each declared command has a decider, each event an applier. Raises AssertionError."""
    for declared in VOCABULARY.values():
        if declared.family is Family.COMMAND:
            assert declared.type in DECIDERS, f"nobody decides {declared.topic}"
        elif declared.family is Family.EVENT:
            assert declared.type in APPLIERS, f"nobody applies {declared.topic}"
