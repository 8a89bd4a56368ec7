"""Who may do what: capabilities, and the roles that bundle them (T6.1, T2.1.g; security note,
promise 3).

Default is deny. A command names the one capability it needs; a role without it is refused by the
engine, whatever the client shows. `SYSTEM` belongs to no role: only the server's own shell and its
command line hold it. The table is compared with `tests/golden/rights.json`, so that a wider right
is always reviewed.
"""

from collections.abc import Collection
from enum import Enum, unique


@unique
class Capability(Enum):
    """One thing a person may do."""

    ATTEND = "attend"
    WALK = "walk"
    APPEAR = "appear"
    CHAT = "chat"
    CALL = "call"
    SEARCH = "search"
    DRAW = "draw"
    CONFIDE = "confide"
    COUNSEL = "counsel"
    MODERATE = "moderate"
    NOTIFY = "notify"
    POST = "post"
    LEARN = "learn"
    TEACH = "teach"
    SEE_SIGN_UPS = "see_sign_ups"
    SURVEY = "survey"
    ANSWER = "answer"
    MANAGE_ACCOUNTS = "manage_accounts"
    MANAGE_FLOORS = "manage_floors"
    MANAGE_TIME = "manage_time"
    UPLOAD = "upload"
    READ_RECORDS = "read_records"
    OPERATE = "operate"
    SYSTEM = "system"


@unique
class Role(Enum):
    """Whom the prefecture lets in (SPEC, People)."""

    PUPIL = "pupil"
    SUPPORTER = "supporter"
    TEACHER = "teacher"
    ADMIN = "admin"


STAFF = frozenset({Role.SUPPORTER, Role.TEACHER, Role.ADMIN})

_EVERYBODY = frozenset(
    {
        Capability.ATTEND,
        Capability.WALK,
        Capability.APPEAR,
        Capability.CHAT,
        Capability.CALL,
        Capability.SEARCH,
        Capability.DRAW,
    }
)

CAPABILITIES: dict[Role, frozenset[Capability]] = {
    Role.PUPIL: _EVERYBODY | {Capability.LEARN, Capability.ANSWER, Capability.CONFIDE},
    Role.TEACHER: _EVERYBODY
    | {
        Capability.POST,
        Capability.TEACH,
        Capability.SEE_SIGN_UPS,
        Capability.UPLOAD,
    },
    Role.SUPPORTER: _EVERYBODY
    | {Capability.MODERATE, Capability.POST, Capability.SURVEY, Capability.SEE_SIGN_UPS},
    Role.ADMIN: _EVERYBODY
    | {
        Capability.MODERATE,
        Capability.COUNSEL,
        Capability.NOTIFY,
        Capability.POST,
        Capability.TEACH,
        Capability.SEE_SIGN_UPS,
        Capability.SURVEY,
        Capability.MANAGE_ACCOUNTS,
        Capability.MANAGE_FLOORS,
        Capability.MANAGE_TIME,
        Capability.UPLOAD,
        Capability.READ_RECORDS,
        Capability.OPERATE,
    },
}

GIVEN: dict[Capability, frozenset[Role]] = {
    Capability.COUNSEL: frozenset({Role.SUPPORTER, Role.TEACHER}),
}
"""What an admin may give to a single person, and to people of which roles (T3.4)."""


def may(role: Role, capability: Capability, given: Collection[Capability] = ()) -> bool:
    """Whether `role` holds `capability`, or somebody of that role to whom it was `given`; a role
    without a row holds nothing."""
    if capability in CAPABILITIES.get(role, frozenset()):
        return True
    return capability in given and role in GIVEN.get(capability, ())
