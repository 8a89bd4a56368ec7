"""Every reason to refuse is shown by a test and can be read in three languages."""

import re

from tests.source_tree import text_of, tracked_files
from tools.rule_book import refusals_in, socket_reasons

TABLES = ("ja", "ja-easy", "en")
STRANGERS = {
    "bad_fields", "not_a_command", "not_binary", "not_msgpack", "oversized", "unknown_command",
}  # fmt: skip
"""No client of ours ever gets these; to any other `refused.other` is enough."""
KEY = re.compile(r"^  '?(?:refused\.)?(\w+)'?: ", re.MULTILINE)


def test_every_reason_of_the_rules_is_named_in_a_test() -> None:
    tests = "".join(text_of(path) for path in tracked_files() if path.startswith("tests/"))
    assert [reason for reason in refusals_in("simulation") if f'"{reason}"' not in tests] == []


def test_every_reason_can_be_read_in_each_language() -> None:
    reasons = {*refusals_in("simulation"), *socket_reasons()} - STRANGERS
    for table in TABLES:
        said = set(KEY.findall(text_of(f"web_client/src/strings/{table}.js")))
        assert sorted(reasons - said) == [], table
