"""The wire: a stranger's bytes have a named answer, our own messages come back the same."""

import msgpack
import pytest
from hypothesis import given
from hypothesis import strategies as st

from protocol.moving import WalkTo
from protocol.rights import Role
from protocol.sessions import Done
from protocol.surveys import MakeSurvey, Question, QuestionKind, SurveyContent
from protocol.units import COMMAND_MAX_BYTES, LARGE_COMMAND_MAX_BYTES
from protocol.vocabulary import Family, numbered
from protocol.wire import (
    FrameError,
    FrameKind,
    Motion,
    Received,
    command_limit,
    decode_command,
    decode_frame,
    encode_command,
    encode_frame,
    encode_message,
    encode_seen,
)

REASONS = {"oversized", "not_msgpack", "not_a_command", "unknown_command", "bad_fields"}
POISON = st.one_of(
    st.floats(),
    st.integers(),
    st.none(),
    st.booleans(),
    st.text(),
    st.binary(max_size=40),
)
NESTED = st.recursive(POISON, lambda inner: st.lists(inner, max_size=5), max_leaves=20)


def packed(value: object) -> bytes:
    """msgpack as a hostile client would: surrogates and huge numbers included where it can."""
    try:
        data: bytes = msgpack.packb(value, unicode_errors="surrogatepass")
    except (OverflowError, ValueError):
        return b"\xc1"
    return data


@given(st.binary(max_size=200))
def test_random_bytes_are_a_command_or_a_named_error(data: bytes) -> None:
    try:
        decode_command(data)
    except FrameError as error:
        assert error.reason in REASONS  # noqa: PT017  (either outcome is right)


@given(st.integers(0, 80), st.integers(-5, 2**40), st.lists(NESTED, max_size=8))
def test_poison_in_any_field_is_refused_or_within_the_declared_ranges(
    number: int, command_id: int, fields: list[object]
) -> None:
    try:
        received = decode_command(packed([number, command_id, 0, *fields]))
    except FrameError as error:
        assert error.reason in REASONS  # noqa: PT017
        return
    if received.command is not None:
        again = decode_command(encode_command(received.command, received.command_id, 0))
        assert again.command == received.command


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\x00" * (COMMAND_MAX_BYTES + 1), "oversized"),
        (b"\xc1", "not_msgpack"),
        (packed({"a": 1}), "not_a_command"),
        (b"\x91" * 3000, "not_msgpack"),
        (packed([1]), "not_a_command"),
        (packed([1, -1, 0]), "not_a_command"),
        (packed([1, 0, float("nan")]), "not_a_command"),
        (packed([9999, 0, 0]), "unknown_command"),
        (packed([1, 0, 0, "too", "many", "fields", 1, 2]), "bad_fields"),
        (packed([1, 0, 0, "\ud800"]), "not_msgpack"),
    ],
)
def test_each_kind_of_garbage_has_its_own_answer(data: bytes, reason: str) -> None:
    with pytest.raises(FrameError) as caught:
        decode_command(data)
    assert caught.value.reason == reason


def test_only_kinds_that_are_large_may_be_long_and_only_from_who_may_send_them() -> None:
    asked = Question(QuestionKind.SINGLE, "と" * 80, ("い" * 30,) * 8, True)
    survey = MakeSurvey(
        SurveyContent(
            "しゅみ", "", False, 0, 0,
            (asked,) * 8,
        )
    )  # fmt: skip
    long = encode_command(survey, 1, 0)
    assert COMMAND_MAX_BYTES < len(long) <= LARGE_COMMAND_MAX_BYTES
    assert {role for role in Role if command_limit(role) > COMMAND_MAX_BYTES} == {
        Role.SUPPORTER, Role.ADMIN,
    }  # fmt: skip
    assert decode_command(long, command_limit(Role.ADMIN)).command == survey
    with pytest.raises(FrameError, match="oversized"):
        decode_command(long, command_limit(Role.PUPIL))
    number = [d.topic for d in numbered(Family.COMMAND)].index("Say") + 1
    for padded in (packed([number, 1, 0, *["あ" * 600] * 3]), b"\xc1" * 70_000):
        with pytest.raises(FrameError, match="oversized"):
            decode_command(padded, command_limit(Role.ADMIN))


def test_a_walk_outside_any_floor_is_a_bad_field() -> None:
    number = [d.topic for d in numbered(Family.COMMAND)].index("WalkTo") + 1
    with pytest.raises(FrameError, match="bad_fields"):
        decode_command(packed([number, 1, 0, 2**31, 0]))


def test_a_bare_acknowledgement_is_no_command() -> None:
    assert decode_command(encode_seen(77)) == Received(None, 0, 77)


def test_an_acknowledgement_may_say_how_much_motion_is_wanted_and_nothing_else() -> None:
    for motion in Motion:
        told = decode_command(encode_seen(77, motion))
        assert told == Received(None, 0, 77, motion)
    for wrong in (-1, 3, "1", None, True, [1]):
        with pytest.raises(FrameError, match="not_a_command"):
            decode_command(packed([0, 0, 77, wrong]))


def test_a_frame_brings_its_messages_back_in_order() -> None:
    frame = encode_frame(FrameKind.PRIVATE, 5, [encode_message(Done(n)) for n in range(40)])
    assert decode_frame(frame) == (FrameKind.PRIVATE, 5, [Done(n) for n in range(40)])


def test_a_command_of_ours_arrives_as_it_was_sent() -> None:
    assert decode_command(encode_command(WalkTo(3, 4), 9, 8)) == Received(WalkTo(3, 4), 9, 8)
