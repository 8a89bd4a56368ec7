"""Uploads: pictures and PDFs that staff hang up for others to look at (T3.7).

The log knows an upload by a random id and by the hash of its content; the bytes lie beside the log
as blobs. Two uploads of the same content are two ids and one blob.
"""

from enum import Enum, unique
from typing import Annotated

from msgspec import Meta

from protocol.audience import Audience
from protocol.rights import Capability
from protocol.units import PICTURE_MAX_SIDE_PX, UPLOAD_MAX_BYTES, AccountId, Label, UploadId
from protocol.vocabulary import Command, Event, command, event

Sha256 = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}\Z")]
Preview = Annotated[str, Meta(pattern=r"^([0-9a-f]{64})?\Z")]
"""The hash of a small picture of it, "" where there is none."""
UploadBytes = Annotated[int, Meta(ge=1, le=UPLOAD_MAX_BYTES)]
SidePx = Annotated[int, Meta(ge=0, le=PICTURE_MAX_SIDE_PX)]
"""0 for what has pages of its own."""


@unique
class UploadKind(Enum):
    """What an upload is, told by its content and never by its name."""

    JPEG = "jpeg"
    PNG = "png"
    WEBP = "webp"
    PDF = "pdf"


@command(may=Capability.SYSTEM, durable=True)
class AddUpload(Command):
    """The shell has stored and checked what a person sent."""

    upload: UploadId
    account: AccountId
    sha256: Sha256
    preview: Preview
    kind: UploadKind
    size_bytes: UploadBytes
    width_px: SidePx
    height_px: SidePx
    title: Label


@command(may=Capability.UPLOAD, durable=True)
class RemoveUpload(Command):
    """Take an upload away for good; refused while it hangs on a floor."""

    upload: UploadId


@event(audience=Audience.NOBODY)
class UploadAdded(Event):
    """There is something new to hang up. Its uploader is answered over HTTP."""

    upload: UploadId
    account: AccountId
    sha256: Sha256
    preview: Preview
    kind: UploadKind
    size_bytes: UploadBytes
    width_px: SidePx
    height_px: SidePx
    title: Label


@event(audience=Audience.NOBODY)
class UploadRemoved(Event):
    """An upload is gone. The shell deletes its content unless another upload has the same."""

    upload: UploadId
    account: AccountId
    sha256: Sha256
    preview: Preview
