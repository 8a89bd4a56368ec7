"""Every command and every route needs a capability, and a wider right is always reviewed.

`tests/golden/rights.json` is the reviewed table. A test that fails here means: look at the
difference, and write the new table only when it is meant.
"""

import json
from pathlib import Path

import pytest

import protocol.messages  # noqa: F401  (fills the vocabulary)
from protocol.rights import CAPABILITIES, Capability, Role, may
from protocol.vocabulary import Family, numbered
from server.app import ROUTES

GOLDEN = Path(__file__).parent / "golden" / "rights.json"


def rights() -> dict[str, dict[str, object]]:
    """Who may do what, as the declarations say it."""
    return {
        "commands": {
            declared.topic: declared.may.value
            for declared in numbered(Family.COMMAND)
            if declared.may is not None
        },
        "routes": {
            f"{route.method} {route.path}": "public" if route.needs is None else route.needs.value
            for route in ROUTES
        },
        "roles": {
            role.value: sorted(capability.value for capability in CAPABILITIES[role])
            for role in Role
        },
    }


def test_the_table_is_the_one_that_was_reviewed() -> None:
    assert rights() == json.loads(GOLDEN.read_text(encoding="utf-8"))


def test_every_command_names_its_capability() -> None:
    assert [d.topic for d in numbered(Family.COMMAND) if d.may is None] == []


@pytest.mark.spec("T1.3")
def test_nobody_can_sign_up_by_themselves() -> None:
    """Without a login one reads pages and tries to log in; who belongs here, admins alone say."""
    public = {f"{route.method} {route.path}" for route in ROUTES if route.needs is None}
    writing = {route for route in public if not route.startswith("GET ")}
    assert writing == {"POST /api/login"}
    adding = [Capability.MANAGE_ACCOUNTS, Capability.SYSTEM]
    assert [role for role in Role for one in adding if may(role, one)] == [Role.ADMIN]


def test_nobody_holds_what_belongs_to_the_shell() -> None:
    assert not any(may(role, Capability.SYSTEM) for role in Role)


def test_pupils_and_teachers_can_do_nothing_to_others() -> None:
    over_others = {
        Capability.MODERATE, Capability.NOTIFY, Capability.MANAGE_ACCOUNTS,
        Capability.MANAGE_FLOORS, Capability.MANAGE_TIME, Capability.READ_RECORDS,
        Capability.OPERATE, Capability.SYSTEM,
    }  # fmt: skip
    assert not any(may(role, one) for role in (Role.PUPIL, Role.TEACHER) for one in over_others)
