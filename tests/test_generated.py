"""What is made from the declarations is up to date."""

import pytest

from protocol.vocabulary import VOCABULARY, Family
from tests.source_tree import text_of
from tools.generate import GENERATED
from tools.rule_book import refusals_in, socket_reasons


@pytest.mark.parametrize("path", GENERATED)
def test_a_generated_file_is_what_the_declarations_make_today(path: str) -> None:
    assert text_of(path) == GENERATED[path](), "run `make generated`"


def test_the_protocol_page_describes_every_message_and_every_reason() -> None:
    page = text_of("docs/protocol.md")
    reasons = [*refusals_in("simulation"), *socket_reasons()]
    assert [name for name in VOCABULARY if f"### {name}\n" not in page] == []
    assert [reason for reason in reasons if f"| `{reason}` |" not in page] == []


def test_the_client_has_a_type_for_every_message() -> None:
    types = text_of("web_client/src/vocabulary_types.d.ts")
    for declared in VOCABULARY.values():
        opening = "[" if declared.family is Family.COMMAND else "{"
        assert f"  {declared.topic}: {opening}" in types
