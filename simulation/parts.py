"""Parts of the state that stand by themselves; `school.py` says where they are kept."""

import msgspec

from protocol.units import AccountId, UploadId, WallMs
from protocol.uploads import UploadKind


class Upload(msgspec.Struct, frozen=True, omit_defaults=True):
    """Something to hang up. `sha256` and `preview` name its blobs; a PDF has no preview."""

    upload: UploadId
    account: AccountId
    sha256: str
    preview: str
    kind: UploadKind
    size_bytes: int
    width_px: int
    height_px: int
    title: str
    added_ms: WallMs
