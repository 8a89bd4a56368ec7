"""Blobs: the bytes of uploads, one file for each content, named by its SHA-256.

A blob is whole and synced before the event that speaks of it, and it is deleted only after the
event that gives it up is stored: a power cut leaves a file too many, never one too few. Files too
many go at the next start. What is read is compared with its name first, so a damaged disk shows
nothing instead of something else.
"""

import hashlib
import os
import re
import shutil
from pathlib import Path
from typing import Final

from server.data_dir import DataDir

_NAME: Final = re.compile(r"[0-9a-f]{64}")
_PIECE_BYTES: Final = 1024 * 1024
PROVED_MAX: Final = 4_096


class BlobLost(Exception):
    """A blob is missing or is not what its name says. The text is a key of the string tables."""


class Blobs:
    """The folder of a school's blobs, and the one for what is still coming in."""

    def __init__(self, data_dir: DataDir) -> None:
        self._folder, self._incoming = data_dir.blobs, data_dir.incoming
        self._proved: dict[str, tuple[int, int, int]] = {}

    def new_folder(self, name: str) -> Path:
        """An empty folder for something that comes in."""
        folder = self._incoming / name
        folder.mkdir(mode=0o700, parents=True)
        return folder

    def keep(self, file: Path) -> str:
        """Take a file over as a blob; it is on the disk when this returns. Answers its name."""
        with file.open("rb") as opened:
            name = hashlib.file_digest(opened, "sha256").hexdigest()
            os.fsync(opened.fileno())
        if not self._folder.is_dir():
            self._folder.mkdir(mode=0o700)
            _sync(self._folder.parent)
        file.chmod(0o600)
        file.replace(self._folder / name)
        _sync(self._folder)
        return name

    def proved(self, name: str) -> Path:
        """The file of a blob, which holds what its name says. Raises BlobLost."""
        path = self._folder / name
        try:
            status = path.stat()
        except OSError:
            raise BlobLost("upload_missing") from None
        now = (status.st_ino, status.st_size, status.st_mtime_ns)
        if self._proved.get(name) != now:
            if hash_of(path) != name:
                raise BlobLost("upload_damaged")
            if len(self._proved) >= PROVED_MAX:
                self._proved.clear()
            self._proved[name] = now
        return path

    def delete(self, names: set[str]) -> None:
        """Delete blobs that nothing needs any more."""
        for name in names:
            (self._folder / name).unlink(missing_ok=True)

    def keep_only(self, needed: set[str]) -> None:
        """At a start: delete what no upload needs, and what was coming in when the last run
        ended."""
        shutil.rmtree(self._incoming, ignore_errors=True)
        self.delete(set(names_in(self._folder)) - needed)


def names_in(folder: Path) -> list[str]:
    """The blobs in a folder, by name."""
    if not folder.is_dir():
        return []
    return sorted(path.name for path in folder.iterdir() if _NAME.fullmatch(path.name))


def lost_in(folder: Path, needed: set[str]) -> dict[str, str]:
    """Blobs that are needed and not whole, each with why."""
    lost = {}
    for name in sorted(needed):
        path = folder / name
        if not path.is_file():
            lost[name] = "missing"
        elif hash_of(path) != name:
            lost[name] = "damaged"
    return lost


def hash_of(path: Path) -> str:
    """The SHA-256 of a file, "" for one that cannot be read."""
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while piece := file.read(_PIECE_BYTES):
                digest.update(piece)
    except OSError:
        return ""
    return digest.hexdigest()


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
