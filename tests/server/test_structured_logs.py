"""Log lines: one JSON object each, no forged lines, nothing that a person typed."""

import json
import logging

from server.structured_logs import JsonLines


def line_of(error: Exception | None = None, **extra: object) -> str:
    record = logging.LogRecord(
        "server.x", logging.WARNING, "x.py", 1, "login %s", ("failed\n{}",),
        None if error is None else (type(error), error, error.__traceback__),
    )  # fmt: skip
    vars(record).update(extra)
    return JsonLines().format(record)


def test_a_line_break_in_a_value_forges_no_second_line() -> None:
    line = line_of(reason="wrong\r\n\u2028{}")
    assert "\n" not in line
    assert "\u2028" not in line
    assert json.loads(line)["reason"] == "wrong\r\n\u2028{}"


def test_extra_fields_stand_beside_time_level_and_place() -> None:
    row = json.loads(line_of(per_minute=50))
    assert (row["level"], row["where"], row["per_minute"]) == ("warning", "server.x", 50)
    assert row["time"].endswith("+00:00")


def test_the_text_of_an_exception_is_left_out_because_it_may_quote_a_child() -> None:
    try:
        raise ValueError("ひみつの はなし")
    except ValueError as error:
        line = line_of(error)
    assert "ひみつ" not in json.loads(line).__repr__()
    assert "test_structured_logs.py" in json.loads(line)["trace"][0]
