"""Tests speak of rows that exist."""

from tests.spec_rows import ids_in_specification, known_ids, named_ids


def test_no_test_names_a_row_that_does_not_exist() -> None:
    assert set(named_ids()) <= set(known_ids())


def test_the_list_of_rows_has_no_row_twice() -> None:
    assert len(known_ids()) == len(set(known_ids()))


def test_the_list_of_rows_is_that_of_the_specification_where_it_is_at_hand() -> None:
    assert ids_in_specification() in (None, known_ids())
