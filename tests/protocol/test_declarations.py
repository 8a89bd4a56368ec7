"""What is declared is whole: every value has a limit, and every legal value survives its trips."""

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import inspect

from protocol.record import GENESIS, Batch, Header, decode_batch, encode_batch
from protocol.units import ERASED_TEXT
from protocol.vocabulary import Declared, Event, Family
from protocol.wire import (
    FrameKind,
    Received,
    decode_command,
    decode_frame,
    encode_command,
    encode_frame,
    encode_message,
)
from replay.unpacking import unpack
from server.sealing import Sealer
from tests.conftest import TEST_SIZE
from tests.school_days import Keys
from tests.strategies import COMMANDS, EVENTS, MESSAGES, bounds, messages_of

A_FEW = settings(max_examples={"quick": 5, "fuzz": 500, "soak": 5_000}[TEST_SIZE])
"""Of each message: there are many messages."""
HEADER = Header(7, 1_234, 1_795_050_000_000, 540, GENESIS)


def by_topic(declared: Declared) -> str:
    return declared.topic


def limitless(described: inspect.Type, name: str) -> Iterator[str]:
    """The parts of a field that have no limit."""
    if isinstance(described, inspect.Metadata):
        yield from limitless(described.type, name)
    elif isinstance(described, inspect.StructType):
        for field in described.fields:
            yield from limitless(field.type, f"{name}.{field.name}")
    elif isinstance(described, inspect.UnionType):
        for kind in described.types:
            yield from limitless(kind, name)
    elif isinstance(described, inspect.VarTupleType):
        if described.max_length is None:
            yield name
        yield from limitless(described.item_type, f"{name}[]")
    elif (isinstance(described, inspect.IntType) and None in bounds(described)) or (
        isinstance(described, inspect.StrType) and (described.max_length, described.pattern)
        == (None, None)
    ):  # fmt: skip
        yield name


@pytest.mark.parametrize("declared", COMMANDS + EVENTS, ids=by_topic)
def test_every_part_of_a_command_and_of_an_event_has_a_limit(declared: Declared) -> None:
    found = [one for field in declared.fields for one in limitless(field.type, field.name)]
    assert found == []


@pytest.mark.parametrize("declared", MESSAGES, ids=by_topic)
@A_FEW
@given(data=st.data())
def test_every_legal_message_comes_over_the_wire_as_it_was(
    declared: Declared, data: st.DataObject
) -> None:
    message = data.draw(messages_of(declared))
    if declared.family is Family.COMMAND:
        frame = encode_command(message, 5, 77)
        if len(frame) <= 4_096:
            assert decode_command(frame) == Received(message, 5, 77)
        return
    frame = encode_frame(FrameKind.CLOSING, 9, [encode_message(message)])
    assert decode_frame(frame) == (FrameKind.CLOSING, 9, [message])


@pytest.mark.spec("R4")
@pytest.mark.parametrize("declared", EVENTS, ids=by_topic)
@A_FEW
@given(data=st.data())
def test_every_legal_event_is_in_the_log_as_it_was(declared: Declared, data: st.DataObject) -> None:
    events = tuple(data.draw(st.lists(messages_of(declared), min_size=1, max_size=3)))
    sealer = Sealer(Keys())
    state = encode_batch(HEADER, events, sealer)
    assert decode_batch(state, sealer) == unpack(state, sealer) == Batch(HEADER, events)


@pytest.mark.spec("T6.7")
@pytest.mark.parametrize("declared", [d for d in EVENTS if d.personal], ids=by_topic)
@A_FEW
@given(data=st.data())
def test_of_an_erased_person_only_the_personal_fields_are_gone(
    declared: Declared, data: st.DataObject
) -> None:
    event = data.draw(messages_of(declared))
    assert isinstance(event, Event)
    keys = Keys()
    state = encode_batch(HEADER, [event], Sealer(keys))
    keys.erased.add(getattr(event, declared.subject))
    (read,) = decode_batch(state, Sealer(keys)).events
    assert unpack(state, Sealer(keys)).events == (read,)
    for field in declared.fields:
        erased = {inspect.IntType: 0, inspect.VarTupleType: ()}.get(type(field.type), ERASED_TEXT)
        wanted = erased if field.personal else getattr(event, field.name)
        assert getattr(read, field.name) == wanted
