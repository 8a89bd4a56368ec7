"""Anything a declaration allows, made from the declaration: a new message needs no line here.

`legal` reads msgspec's own description of a field, ranges and lengths included. Ids and slugs can
be given pools, so that drawn commands speak of people and floors that exist.
"""

import re
from collections.abc import Mapping
from typing import Any

from hypothesis import strategies as st
from msgspec import inspect

import protocol.messages  # noqa: F401  (fills the vocabulary)
from protocol.vocabulary import Declared, Family, numbered

Pools = Mapping[str, st.SearchStrategy[str]]
"""For a pattern of `protocol/units.py`, values worth drawing instead of random ones."""

LETTERS = st.characters(exclude_categories=["Cs"])
MESSAGES = [declared for family in Family for declared in numbered(family)]
COMMANDS = numbered(Family.COMMAND)
EVENTS = numbered(Family.EVENT)


def messages_of(declared: Declared, pools: Pools | None = None) -> st.SearchStrategy[Any]:
    """Every legal value of one declared message."""
    fields = (legal(field.type, pools or {}) for field in declared.fields)
    return st.builds(declared.type, *fields)


def legal(described: inspect.Type, pools: Pools) -> st.SearchStrategy[Any]:
    """Values within the declared range of a field. Raises KeyError for a kind it does not know."""
    if isinstance(described, inspect.Metadata):
        return legal(described.type, pools)
    if isinstance(described, inspect.UnionType):
        return st.one_of([legal(kind, pools) for kind in described.types])
    if isinstance(described, inspect.StructType):
        fields = {f.name: legal(f.type, pools) for f in described.fields}
        return st.builds(described.cls, **fields)
    if isinstance(described, inspect.VarTupleType):
        items = legal(described.item_type, pools)
        sized = st.lists(items, min_size=described.min_length or 0, max_size=described.max_length)
        return sized.map(tuple)
    if isinstance(described, inspect.StrType):
        return _texts(described, pools)
    if isinstance(described, inspect.EnumType):
        return st.sampled_from(sorted(described.cls, key=lambda member: str(member.value)))
    if isinstance(described, inspect.IntType):
        return st.integers(*bounds(described))
    return {inspect.BoolType: st.booleans(), inspect.NoneType: st.none()}[type(described)]


def bounds(described: inspect.IntType) -> tuple[int | None, int | None]:
    """The smallest and the largest legal number, None where there is none."""
    low = described.ge if described.gt is None else described.gt + 1
    high = described.le if described.lt is None else described.lt - 1
    return low, high


def pattern_of(annotated: Any) -> str:
    """The pattern of a text type of `protocol/units.py`: a key of `Pools`."""
    described = inspect.type_info(annotated)
    assert isinstance(described, inspect.StrType)
    assert described.pattern is not None
    return described.pattern


SIMPLEST_TEXTS = ("", "a", "aa", "A" * 22, "0", "0" * 8, "0" * 64, "a" * 64, "https://a.jp")
"""For each pattern of the declarations the first of these that fits it."""


def simplest(described: inspect.Type) -> Any:
    """One legal value of a field, the same every time."""
    if isinstance(described, inspect.Metadata):
        return simplest(described.type)
    if isinstance(described, inspect.UnionType):
        return simplest(described.types[0])
    if isinstance(described, inspect.StructType):
        return described.cls(**{field.name: simplest(field.type) for field in described.fields})
    if isinstance(described, inspect.VarTupleType):
        return (simplest(described.item_type),) * (described.min_length or 0)
    if isinstance(described, inspect.StrType):
        if described.pattern is None:
            return "a" * (described.min_length or 0)
        return next(text for text in SIMPLEST_TEXTS if re.search(described.pattern, text))
    if isinstance(described, inspect.EnumType):
        return next(iter(described.cls))
    if isinstance(described, inspect.IntType):
        return bounds(described)[0] or 0
    return {inspect.BoolType: False, inspect.NoneType: None}[type(described)]


def _texts(described: inspect.StrType, pools: Pools) -> st.SearchStrategy[str]:
    if described.pattern is None:
        return st.text(LETTERS, min_size=described.min_length or 0, max_size=described.max_length)
    return pools.get(described.pattern, st.from_regex(described.pattern))
