"""docs/protocol.md: every message, for somebody who writes a client or reads the log."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

import msgspec

import simulation.slices  # noqa: F401  (fills the rule book)
from protocol import units
from protocol.rights import CAPABILITIES, Capability
from protocol.vocabulary import (
    PER_SECOND,
    PROTOCOL_VERSION,
    VOCABULARY,
    Declared,
    Family,
    Pace,
    Phase,
)
from protocol.wire import MAX_ARRAY, MAX_MAP, MAX_TEXT_BYTES, Motion, vocabulary_table
from server.thinning import EVERY_TICKS
from simulation import rules
from tools import declarations, rule_book

PHASES: Final = {
    Phase.ANY: "anywhere",
    Phase.FLOOR: "on a floor",
    Phase.DESK: "at the desk (no avatar)",
}
CLOSED: Final = {
    "CLOSE_GARBAGE": "Several frames were no frames. Mend the client.",
    "CLOSE_LOG_IN": "There is no stay any more, `Left` said why. Log in again, do not retry.",
    "CLOSE_MOVED": "A newer window or device has taken the stay over. Say so, do not retry.",
    "CLOSE_NOT_ALLOWED": "This account may not connect. Do not retry.",
    "CLOSE_OUTDATED": "The server speaks another version. Load the page anew.",
    "CLOSE_TOO_FAST": "Far too many frames. Wait, then connect again.",
}
STRANGE: Final = "nothing: no page of ours sends such a frame; after a few the socket is closed"
ENGLISH: Final = re.compile(r"^  '?(?:refused\.)?(\w+)'?: '(.*)',$", re.MULTILINE)


def _seconds(motion: Motion) -> int:
    return EVERY_TICKS[motion] // units.TICKS_PER_SECOND


OPENING: Final = f"""\
# The protocol

Made from the declarations by `make generated`; a test fails when this page is older than they are.

Version {PROTOCOL_VERSION}. A client logs in over HTTP, then opens one WebSocket,
`/plaza?v={PROTOCOL_VERSION}&seen=<tick>`, with the session's cookie and from the school's own
origin. `seen` is the last tick that a client has applied to the end, 0 for the first connection.
Everything that changes the school travels this socket.

Where a network lets no WebSocket through, `POST /plaza/stream` with
`{{"version": {PROTOCOL_VERSION}, "seen": 0, "motion": 0}}` answers with server-sent events: `line`
with a name, then each frame as base64 in a `data` line, at last `end` with the code that would have
closed the socket. Frames of the client go to `POST /plaza/send?line=<name>` as
`application/octet-stream`, each behind its length in two bytes, big-endian, one post at a time.

## Three kinds of message

- A **command** is a wish of one person. It may be refused, and then nothing has happened.
- An **event** is a fact. It is in the log for ever, and most events reach those who may see them.
- A **signal** is shown or answered and never logged.

Time is counted in ticks of {units.TICK_MS} ms. Places are in subtiles, {units.SUBTILES_PER_TILE} to
a tile. Somebody who walks covers {units.WALK_SUBTILES_PER_TICK} subtiles a tick; positions are
never sent, every client works them out from `Walked`.

## Frames

One binary WebSocket message holds one frame, packed with msgpack.

```
client to server   [command, command_id, seen_tick, field, …]
server to client   [kind, tick, [[message, field, …], …]]
```

`command` and `message` are numbers: places, counted from 1, in the two lists that `Welcome` brings
(`commands` and `messages`, each entry being a name and its field names). They may differ after an
update of the server, so a client reads them there and never from this page. `Welcome` itself is
known by its form: it is the first message, and the only one whose last two fields are lists of
texts. Fields have the order of the tables below; all are required.

- `command_id` is the client's own number for the command; `Refusal` and `Done` carry it back.
- `seen_tick` is the last tick the client has applied. Command number 0 has no fields and only says
  that. A client that falls behind is shown everything anew, and cut off if it stays behind.
- A client that saves bytes says `&motion=1` or `2` when it connects, or later as a fourth value of
  command number 0; it is then shown the last walk of each other avatar every
  {_seconds(Motion.SPARSE)} or {_seconds(Motion.STILL)} seconds, and all else as ever. 0 is
  everything at once. It comes back by the largest number that it has said since it was shown
  everything.
- `kind` 1 is for this client alone, and more of the same tick follows. `kind` 2 ends the tick: what
  several clients see, often nothing. Without anything to show, the server sends an empty one every
  {units.BEAT_EVERY_MS // 1000} seconds.
- Personal messages of a tick come first, the shared frame last.

A frame from a client has at most {units.COMMAND_MAX_BYTES:,} bytes, or
{units.LARGE_COMMAND_MAX_BYTES:,} for a command marked as large; {MAX_ARRAY} values in a list,
{MAX_MAP} in a map (each name once) and {MAX_TEXT_BYTES:,} bytes in a text; no binary, no extension,
no number but integers. A connection may
send {units.COMMANDS_PER_SECOND} commands a second, twice as many at once. A command that is
declared durable is answered with `Done` once it is stored.
"""


def page() -> str:
    """The whole page."""
    parts = [OPENING, *_commands(), *_events(), *_signals(), *_structures(), *_values()]
    parts += [*_refusals(), *_codes(), *_roles(), *_numbers()]
    return "\n".join(parts).rstrip() + "\n"


def _of(family: Family) -> list[Declared]:
    return declarations.by_topic([d for d in VOCABULARY.values() if d.family is family])


def _commands() -> Iterator[str]:
    yield "## Commands\n"
    for declared in _of(Family.COMMAND):
        assert declared.may is not None
        decider = rules.DECIDERS[declared.type]  # type: ignore[index]
        outcome = rule_book.outcome_of(decider.function)
        yield from _heading(declared)
        yield f"- May be sent by: {_who(declared.may)} (`{declared.may.value}`)"
        yield f"- Where: {PHASES[declared.phase]}"
        yield f"- Answer once stored: {'`Done`' if declared.durable else 'none'}"
        if declared.pace is not Pace.COMMON:
            yield f"- Counted apart, as {declared.pace.value}: {PER_SECOND[declared.pace]} a second"
        if declared.large:
            yield f"- Large: up to {units.LARGE_COMMAND_MAX_BYTES:,} bytes"
        yield f"- Can lead to: {_links(outcome.messages)}"
        yield f"- Can be refused with: {_codes_of(outcome.reasons)}\n"
        yield from _field_table(declared.type)


def _events() -> Iterator[str]:
    notes = rule_book.notes_in("protocol/audience.py")
    by_clock = {
        name for rule in rules.EVERY_TICK for name in rule_book.outcome_of(rule).messages
    }  # fmt: skip
    yield "## Events\n"
    yield f"Made by the clock, some of them by commands too: {_links(sorted(by_clock))}.\n"
    for declared in _of(Family.EVENT):
        yield from _heading(declared)
        shows = rules.SHOWS.get(declared.type)  # type: ignore[arg-type]
        if shows is None:
            yield f"- Audience: {declared.audience.value}. {notes[declared.audience.name]}"
        else:
            yield f"- In its place clients see: {_links(rule_book.outcome_of(shows).messages)}"
        yield f"- In the log: version {declared.version}"
        if declared.personal:
            sealed = ", ".join(f"`{field.name}`" for field in declared.personal)
            yield f"- Sealed with the key of `{declared.subject}`: {sealed}"
        yield f"- Table for analysts: {_table(declared)}\n"
        yield from _field_table(declared.type)


def _signals() -> Iterator[str]:
    notes = rule_book.notes_in("protocol/audience.py")
    yield "## Signals\n"
    for declared in _of(Family.SIGNAL):
        yield from _heading(declared)
        yield f"- Audience: {declared.audience.value}. {notes[declared.audience.name]}\n"
        yield from _field_table(declared.type)


def _structures() -> Iterator[str]:
    yield "## Structures\n"
    for struct in declarations.structures():
        form = "list of its fields" if declarations.is_list(struct) else "map with these names"
        note = declarations.sentence(struct.__doc__)
        yield f"### {struct.__name__}\n\n{note} It travels as a {form}.\n"
        yield from _field_table(struct)


def _values() -> Iterator[str]:
    yield "## Value types\n"
    rows = ((v.name, v.named, declarations.sentence(v.holds)) for v in declarations.value_types())
    yield from _table_of(("type", "holds", "note"), rows)


def _refusals() -> Iterator[str]:
    tables = ("web_client/src/strings/en.js", "web_client/src/strings/staff_en.js")
    english = {key: words for table in tables for key, words in ENGLISH.findall(_text(table))}
    yield "## Reasons to refuse\n"
    yield "`Refusal.reason` is one of these. Of the rules:\n"
    rules_of = rule_book.refusals_in("simulation")
    rows = (
        (f"`{reason}`", ", ".join(path.split("/")[-1].removesuffix(".py") for path in paths),
         english.get(reason, ""))
        for reason, paths in sorted(rules_of.items())
    )  # fmt: skip
    yield from _table_of(("reason", "rules of", "what the person reads"), rows)
    yield "Of the connection itself, before any rule is asked:\n"
    own = ((f"`{word}`", english.get(word, STRANGE)) for word in rule_book.socket_reasons())
    yield from _table_of(("reason", "what the person reads"), own)


def _codes() -> Iterator[str]:
    yield "## Codes with which the server closes a socket\n"
    rows = ((str(code), CLOSED[name]) for code, name in rule_book.close_codes())
    yield from _table_of(("code", "what a client does"), rows)


def _roles() -> Iterator[str]:
    yield "## Who may do what\n"
    yield "`system` belongs to no role: only the server itself and its command line hold it.\n"
    rows = ((role.value, ", ".join(f"`{c.value}`" for c in Capability if c in held))
            for role, held in CAPABILITIES.items())  # fmt: skip
    yield from _table_of(("role", "capabilities"), rows)


def _numbers() -> Iterator[str]:
    yield "## Numbers in this version\n"
    for title, lines in zip(("Commands", "Messages"), vocabulary_table(), strict=True):
        topics = (line.split()[0] for line in lines)
        yield f"{title}: " + ", ".join(f"{n} {topic}" for n, topic in enumerate(topics, 1)) + ".\n"


def _heading(declared: Declared) -> Iterator[str]:
    yield f"### {declared.topic}\n\n{declarations.sentence(declared.type.__doc__)}\n"


def _field_table(struct: type[msgspec.Struct]) -> Iterator[str]:
    fields = declarations.fields_of(struct)
    if not fields:
        yield "No fields.\n"
        return
    rows = ((f"`{f.name}`", f"`{f.named}`", f.holds) for f in fields)
    yield from _table_of(("field", "type", "holds"), rows)


def _table_of(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield f"|{' --- |' * len(heads)}"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"
    yield ""


def _who(capability: Capability) -> str:
    roles = [role.value for role, held in CAPABILITIES.items() if capability in held]
    return ", ".join(roles) or "the server itself"


def _links(topics: Iterable[str]) -> str:
    return ", ".join(f"[{topic}](#{topic.lower()})" for topic in topics) or "nothing"


def _codes_of(reasons: Iterable[str]) -> str:
    return ", ".join(f"`{reason}`" for reason in reasons) or "nothing of its own"


def _table(declared: Declared) -> str:
    if not declared.analytics:
        return "none"
    return "`event" + "".join(f"_{c.lower()}" if c.isupper() else c for c in declared.topic) + "`"


def _text(path: str) -> str:
    return (rule_book.ROOT / path).read_text(encoding="utf-8")
