"""Every reason to refuse is shown by a test and can be read in three languages.

The words may come with the part of the page that can meet the refusal.
"""

import re

from tests.source_tree import text_of, tracked_files
from tools.rule_book import refusals_in, socket_reasons

TABLES = ("ja", "ja-easy", "en")
STRANGERS = {
    "bad_fields", "not_a_command", "not_binary", "not_msgpack", "oversized", "unknown_command",
}  # fmt: skip
"""No client of ours ever gets these; to any other `refused.other` is enough."""
KEY = re.compile(r"^  '?(?:refused\.)?(\w+)'?:\s", re.MULTILINE)


def test_every_reason_of_the_rules_is_named_in_a_test() -> None:
    tests = "".join(text_of(path) for path in tracked_files() if path.startswith("tests/"))
    assert [reason for reason in refusals_in("simulation") if f'"{reason}"' not in tests] == []


def test_every_reason_can_be_read_in_each_language() -> None:
    reasons = {*refusals_in("simulation"), *socket_reasons()} - STRANGERS
    # Three tables of the same keys, which a test of the client sees to.
    with_its_pages = {
        key
        for pages in ("booking", "counselling")
        for key in KEY.findall(text_of(f"web_client/src/strings/{pages}.js"))
    }
    for table in TABLES:
        parts = re.compile(rf"web_client/src/strings/(\w+_)?{table}\.js")
        found = [text_of(path) for path in tracked_files() if parts.fullmatch(path)]
        said = {key for text in found for key in KEY.findall(text)} | with_its_pages
        assert sorted(reasons - said) == [], table
