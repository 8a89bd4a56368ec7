"""What people of a simulated day do with uploads: a few, so that they meet."""

import random

from protocol.floors import Placed
from protocol.objects import EditFloor, PutObject, WriteObject
from protocol.uploads import AddUpload, RemoveUpload, UploadKind
from protocol.vocabulary import Command
from simulation.school import School
from simulation.uploads import may_see

UPLOADS = tuple(letter * 22 for letter in "uvw")


def stored(chance: random.Random, who: str) -> Command:
    """The shell has stored something for somebody who may send it, or not any more."""
    kind = chance.choice(tuple(UploadKind))
    return AddUpload(chance.choice(UPLOADS), who, "a" * 64, "", kind, 9, 0, 0, "しゃしん")


def of_a_builder(chance: random.Random, floor: str) -> list[Command]:
    """Hanging up what may be there, and taking away what may still hang."""
    upload, frame = chance.choice(UPLOADS), f"frame-{chance.randrange(2)}"
    kind = chance.choice(("picture", "document"))
    return [
        EditFloor(floor, (PutObject(Placed(frame, kind, 40, 30, 1, 1, "", target=upload)),)),
        EditFloor(floor, (WriteObject(frame, "", upload),)),
        RemoveUpload(upload),
    ]


def check_uploads(school: School) -> None:
    """A pupil sees no upload but on the floor under their feet."""
    for account, session in school.sessions.items():
        if session.avatar is None and school.accounts[account].role.value == "pupil":
            assert not any(may_see(school, account, upload) for upload in UPLOADS)
