"""One-time codes against the vectors of RFC 6238, appendix B (their last six digits)."""

import base64

import pytest

from server.totp import STEP_MS, code_at, matching_counter, new_seed, setup_link

SEED = b"12345678901234567890"


@pytest.mark.parametrize(
    ("second", "code"),
    [
        (59, "287082"),
        (1_111_111_109, "081804"),
        (1_111_111_111, "050471"),
        (1_234_567_890, "005924"),
        (2_000_000_000, "279037"),
        (20_000_000_000, "353130"),
    ],
)
def test_codes_are_those_of_the_standard(second: int, code: str) -> None:
    assert code_at(SEED, second * 1000 // STEP_MS) == code


def test_a_clock_one_step_off_is_forgiven_and_two_are_not() -> None:
    now_ms = 1_000 * STEP_MS
    accepted = [
        counter
        for counter in range(995, 1_006)
        if matching_counter(SEED, code_at(SEED, counter), now_ms) == counter
    ]
    assert accepted == [999, 1000, 1001]


@pytest.mark.parametrize("typed", ["", "12345", "abcdef", "二八七〇八二", "0287082"])
def test_what_is_no_code_matches_nothing(typed: str) -> None:
    assert matching_counter(SEED, typed, 59_000) is None


def test_an_authenticator_reads_the_seed_from_the_link() -> None:
    seed = new_seed()
    secret = setup_link(seed, "ab3km7").split("secret=")[1].split("&")[0]
    assert base64.b32decode(secret + "=" * (-len(secret) % 8)) == seed
