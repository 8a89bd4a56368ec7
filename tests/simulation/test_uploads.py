"""Uploads: who may hang up what, who sees it there, and what may be taken away (T3.7)."""

import pytest

from protocol.accounts import AccountDisabled
from protocol.floors import FloorAdded, Placed
from protocol.objects import DropObject, EditFloor, FloorEdited, PutObject, UndoEdit, WriteObject
from protocol.units import UPLOADS_MAX, UPLOADS_TOTAL_MAX_BYTES, AccountId, UploadId
from protocol.uploads import AddUpload, RemoveUpload, UploadAdded, UploadKind, UploadRemoved
from simulation.uploads import blobs_of, hangs_on, may_see
from tests.simulation.given import (
    ADMIN,
    AKI,
    FAR,
    HARU,
    PLACE,
    SUPPORTER,
    TEACHER,
    Lived,
    an_open_school,
    given,
    id_of,
    known,
    logged_in,
    plan,
    standing_at,
)

PHOTO, SHEET = id_of("photo"), id_of("sheet")
FRAME = Placed("frame", "picture", 5, 0, 3, 2, "", target=PHOTO)


def added(upload: UploadId, kind: UploadKind = UploadKind.PNG, size: int = 1_000) -> UploadAdded:
    preview = "" if kind is UploadKind.PDF else "b" * 64
    return UploadAdded(upload, ADMIN, "a" * 64, preview, kind, size, 0, 0, "うんどうかい")


def adding(upload: UploadId, account: AccountId = ADMIN) -> AddUpload:
    return AddUpload(upload, account, "c" * 64, "", UploadKind.PDF, 5, 0, 0, "だより")


def a_school() -> Lived:
    """An admin at the desk, a photo and a sheet, pupils in two rooms."""
    return given(
        an_open_school(), logged_in(ADMIN), added(PHOTO), added(SHEET, UploadKind.PDF),
        standing_at(PLACE, AKI), standing_at(FAR, HARU, floor="yard"),
    )  # fmt: skip


def hung_up(lived: Lived) -> Lived:
    lived.when(EditFloor("classroom", (PutObject(FRAME),)), ADMIN)
    return lived


def test_what_the_shell_has_stored_is_there_to_hang_up() -> None:
    school = given(an_open_school(), known(TEACHER))
    assert school.when(adding(PHOTO, TEACHER)) == [
        UploadAdded(PHOTO, TEACHER, "c" * 64, "", UploadKind.PDF, 5, 0, 0, "だより")
    ]
    assert school.refusal(adding(PHOTO, TEACHER)).reason == "upload_exists"


@pytest.mark.spec("T3.7")
def test_a_picture_is_seen_where_it_hangs_and_by_those_who_may_upload() -> None:
    lived = hung_up(a_school())
    lived.then(logged_in(TEACHER, SUPPORTER))
    looks = {who: may_see(lived.school, who, PHOTO) for who in lived.school.accounts}
    assert looks == {ADMIN: True, TEACHER: True, AKI: True, HARU: False, SUPPORTER: False}
    assert not may_see(lived.school, AKI, SHEET), "the sheet hangs nowhere"
    assert not may_see(lived.school, ADMIN, id_of("other"))
    lived.when(EditFloor("classroom", (DropObject("frame"),)), ADMIN)
    assert not may_see(lived.school, AKI, PHOTO)


def test_an_upload_that_hangs_somewhere_stays() -> None:
    lived = hung_up(a_school())
    assert hangs_on(lived.school, PHOTO) == ["classroom"]
    assert lived.refusal(RemoveUpload(PHOTO), ADMIN).reason == "upload_hangs_somewhere"
    lived.when(EditFloor("classroom", (DropObject("frame"),)), ADMIN)
    assert lived.when(RemoveUpload(PHOTO), ADMIN) == [
        UploadRemoved(PHOTO, ADMIN, "a" * 64, "b" * 64)
    ]
    assert lived.refusal(RemoveUpload(PHOTO), ADMIN).reason == "no_such_upload"
    assert lived.refusal(UndoEdit("classroom"), ADMIN).reason == "no_such_upload"


def test_a_content_is_needed_as_long_as_one_upload_has_it() -> None:
    lived = given(known(ADMIN), added(PHOTO), added(SHEET, UploadKind.PDF))
    assert blobs_of(lived.school) == {"a" * 64, "b" * 64}
    lived.then(UploadRemoved(PHOTO, ADMIN, "a" * 64, "b" * 64))
    assert blobs_of(lived.school) == {"a" * 64}


@pytest.mark.parametrize(
    ("thing", "reason"),
    [
        (Placed("x", "picture", 5, 0, 3, 2, "", target=SHEET), "upload_is_no_picture"),
        (Placed("x", "picture", 5, 0, 3, 2, "", target=id_of("gone")), "no_such_upload"),
        (Placed("x", "document", 5, 5, 3, 2, "", target="../../etc/passwd"), "no_such_upload"),
    ],
)
def test_only_what_is_there_and_can_be_shown_so_is_hung_up(thing: Placed, reason: str) -> None:
    lived = a_school()
    assert lived.refusal(EditFloor("classroom", (PutObject(thing),)), ADMIN).reason == reason
    empty = Placed(thing.object, thing.kind, thing.x, thing.y, 3, 2, "")
    write = WriteObject("x", "", thing.target)
    edit = EditFloor("classroom", (PutObject(empty), write))
    assert lived.refusal(edit, ADMIN).reason == reason


def test_a_document_shows_a_sheet_or_a_picture() -> None:
    lived = a_school()
    for upload in (PHOTO, SHEET):
        thing = Placed(upload.rstrip("-"), "document", 5, 4, 3, 2, "", target=upload)
        events = lived.when(EditFloor("classroom", (PutObject(thing),)), ADMIN)
        assert isinstance(events[0], FloorEdited)


def test_a_floor_with_a_lost_picture_can_still_be_edited() -> None:
    lost = plan(objects=(Placed("old", "picture", 5, 0, 3, 2, "", target=id_of("gone")),))
    lived = given(FloorAdded(lost), logged_in(ADMIN), added(PHOTO))
    lived.when(EditFloor("classroom", (PutObject(FRAME),)), ADMIN)
    assert hangs_on(lived.school, PHOTO) == ["classroom"]


def test_nothing_is_added_for_somebody_who_may_not_or_not_any_more() -> None:
    lived = given(known(ADMIN, AKI, SUPPORTER))
    for who in (AKI, SUPPORTER, id_of("nobody")):
        assert lived.refusal(adding(PHOTO, who)).reason == "not_allowed"
    lived.then(AccountDisabled(ADMIN))
    assert lived.refusal(adding(PHOTO)).reason == "not_allowed"


def test_there_is_room_for_so_many_uploads_and_so_many_bytes() -> None:
    full = given(known(ADMIN), [added(id_of(f"u{n}")) for n in range(UPLOADS_MAX)])
    assert full.refusal(adding(PHOTO)).reason == "too_many_uploads"
    heavy = given(known(ADMIN), added(SHEET, size=UPLOADS_TOTAL_MAX_BYTES - 4))
    assert heavy.refusal(adding(PHOTO)).reason == "no_room_for_uploads"


def test_pupils_and_supporters_take_nothing_away() -> None:
    lived = a_school()
    lived.then(logged_in(SUPPORTER))
    for who in (AKI, SUPPORTER):
        lived.when_all((RemoveUpload(SHEET), who))
        assert lived.refusals() == ["not_allowed"]
    assert SHEET in lived.school.uploads
