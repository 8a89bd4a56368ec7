"""Uploads: what there is to hang up, where it hangs, and who may look at it (T3.7).

An upload is seen where it hangs: by those who stand on that floor or look at that whiteboard, and
by whoever may upload. To everybody else it does not exist, and "not there" and "not for you" are
one answer.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from protocol.floors import Placed
from protocol.rights import Capability, may
from protocol.units import UPLOADS_MAX, UPLOADS_TOTAL_MAX_BYTES, AccountId, FloorId, UploadId
from protocol.uploads import AddUpload, RemoveUpload, UploadAdded, UploadKind, UploadRemoved
from protocol.vocabulary import Event
from simulation.onlookers import looks_at
from simulation.parts import Upload
from simulation.rules import Refused, applies, decides
from simulation.school import Now, School, Session, avatar_of

PICTURES: Final = frozenset({UploadKind.JPEG, UploadKind.PNG, UploadKind.WEBP})
SHOWN_BY: Final[dict[str, frozenset[UploadKind]]] = {
    "picture": PICTURES,
    "document": PICTURES | {UploadKind.PDF},
}
"""Kinds of objects whose target is an upload, and what each of them can show."""


@decides(AddUpload)
def add_upload(
    school: School, _actor: Session | None, wish: AddUpload, _now: Now
) -> Iterator[Event]:
    account = school.accounts.get(wish.account)
    # Whoever was disabled while the bytes came in has added nothing.
    if account is None or account.disabled or not may(account.role, Capability.UPLOAD):
        raise Refused("not_allowed")
    if len(school.uploads) >= UPLOADS_MAX:
        raise Refused("too_many_uploads")
    if stored_bytes(school) + wish.size_bytes > UPLOADS_TOTAL_MAX_BYTES:
        raise Refused("no_room_for_uploads")
    if wish.upload in school.uploads:
        raise Refused("upload_exists")
    yield UploadAdded(
        wish.upload, wish.account, wish.sha256, wish.preview, wish.kind, wish.size_bytes,
        wish.width_px, wish.height_px, wish.title,
    )  # fmt: skip


@decides(RemoveUpload)
def remove_upload(school: School, actor: Session, wish: RemoveUpload, _now: Now) -> Iterator[Event]:
    found = school.uploads.get(wish.upload)
    if found is None:
        raise Refused("no_such_upload")
    on_a_whiteboard = any(b.upload == wish.upload for b in school.whiteboards.values())
    if on_a_whiteboard or hangs_on(school, wish.upload):
        raise Refused("upload_hangs_somewhere")
    yield UploadRemoved(wish.upload, actor.account, found.sha256, found.preview)


@applies(UploadAdded)
def upload_added(school: School, event: UploadAdded) -> None:
    school.uploads[event.upload] = Upload(
        event.upload, event.account, event.sha256, event.preview, event.kind, event.size_bytes,
        event.width_px, event.height_px, event.title, school.position.wall_ms,
    )  # fmt: skip


@applies(UploadRemoved)
def upload_removed(school: School, event: UploadRemoved) -> None:
    del school.uploads[event.upload]


def stored_bytes(school: School) -> int:
    """What all uploads weigh, one by one: sharing a blob is nobody's merit."""
    return sum(upload.size_bytes for upload in school.uploads.values())


def blobs_of(school: School) -> set[str]:
    """The hashes of every content that some upload still needs."""
    return {
        name
        for upload in school.uploads.values()
        for name in (upload.sha256, upload.preview)
        if name
    }


def hangs_on(school: School, upload: UploadId) -> list[FloorId]:
    """The floors on which something shows an upload."""
    return [
        floor
        for floor in sorted(school.floors)
        if any(_shows(thing, upload) for thing in school.floors[floor].plan.objects)
    ]


def may_see(school: School, account: AccountId, upload: UploadId) -> bool:
    """Whether somebody may look at an upload now."""
    if upload not in school.uploads:
        return False
    if may(school.accounts[account].role, Capability.UPLOAD):
        return True
    avatar = avatar_of(school, account)
    if avatar is None:
        return False
    if looks_at(school, account, upload):
        return True
    return any(_shows(thing, upload) for thing in school.floors[avatar.floor].plan.objects)


def check_targets(school: School, before: Iterable[Placed], after: Iterable[Placed]) -> None:
    """That whatever is newly hung up exists and can be shown so. Raises Refused."""
    old = {(thing.kind, thing.target) for thing in before}
    for thing in after:
        shown = SHOWN_BY.get(thing.kind)
        if shown is None or not thing.target or (thing.kind, thing.target) in old:
            continue
        found = school.uploads.get(thing.target)
        if found is None:
            raise Refused("no_such_upload")
        if found.kind not in shown:
            raise Refused("upload_is_no_picture")


def _shows(thing: Placed, upload: UploadId) -> bool:
    return thing.kind in SHOWN_BY and thing.target == upload
