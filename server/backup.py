"""Backups: log, vault and uploads as one pair, never the key that opens them.

The log is copied first and the vault after it. A key is stored before anything is sealed with it,
so the vault of a backup always opens the log of that backup; the other way round it might not.

Uploads are copied before the log and once more after it: a blob is there before its event and goes
after the event that gives it up, so everything the copied log speaks of is in one of the two.

Refused: a target that holds anything, and at restore a pair that was not made together, a changed
byte, or a master key of another school. The master key and the ledger of erasures are kept apart:
without the key a backup holds no readable name, and with the ledger beside it a restored school
forgets again whoever was erased since.
"""

import contextlib
import json
import os
import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

import msgspec

from protocol.log import LogBroken
from protocol.record import GENESIS, chain_hash
from server.blobs import hash_of, names_in
from server.data_dir import DataDir, StartRefused
from server.event_logs.sqlite import open_for_reading
from server.vault import Vault
from server.vault_file import VaultRefused, read_master_key

FORMAT: Final = 1
MANIFEST: Final = "manifest.json"


class Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What belongs together. `files` are SHA-256 by path; `head` is the hash of batch `batch`."""

    format: int
    made_ms: int
    batch: int
    head: str
    files: dict[str, str]


def back_up(data_dir: Path, target: Path) -> Manifest:
    """Copy a school, running or not, into the new folder `target`. Raises StartRefused."""
    paths = DataDir(data_dir)
    if not paths.log.exists():
        raise StartRefused(f"There is no school in {data_dir}.")
    paths.check()
    with _made_whole(target) as partial:
        try:
            _copy_blobs(paths.blobs, partial / paths.blobs.name)
            _copy_database(paths.log, partial / paths.log.name)
            _copy_database(paths.vault, partial / paths.vault.name)
            _copy_blobs(paths.blobs, partial / paths.blobs.name)
        except (OSError, sqlite3.Error) as error:
            raise StartRefused(f"The backup could not be made: {error}.") from error
        batch, head = _head_of(partial / paths.log.name)
        made_ms = time.time_ns() // 1_000_000
        manifest = Manifest(FORMAT, made_ms, batch, head, _hashes(partial))
        text = json.dumps(msgspec.to_builtins(manifest), indent=1)
        (partial / MANIFEST).write_text(text + "\n", encoding="utf-8")
    return manifest


def restore(source: Path, data_dir: Path, master_key: Path) -> Manifest:
    """Make a school of a backup and its master key in the new folder `data_dir`.

    Erasures in the ledger that lies beside the key are done again. Raises StartRefused.
    """
    manifest = _checked_manifest(source)
    try:
        key = read_master_key(master_key)
    except VaultRefused as error:
        raise StartRefused(str(error)) from error
    with _made_whole(data_dir) as partial:
        paths = DataDir(partial)
        for name in manifest.files:
            (partial / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source / name, partial / name)
        if _head_of(paths.log) != (manifest.batch, manifest.head):
            raise StartRefused(f"The log in {source} does not end where its {MANIFEST} says.")
        descriptor = os.open(paths.master_key, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(key.hex() + "\n")
        ledger = master_key.parent / paths.erasures.name
        if ledger.exists():
            shutil.copyfile(ledger, paths.erasures)
        try:
            with Vault(paths.vault, key, paths.erasures) as vault:
                vault.replay_erasures()
        except VaultRefused as error:
            raise StartRefused(f"This key does not open that backup: {error}") from error
    return manifest


def _checked_manifest(source: Path) -> Manifest:
    try:
        manifest = msgspec.json.decode((source / MANIFEST).read_bytes(), type=Manifest)
    except FileNotFoundError:
        raise StartRefused(f"{source} is not a backup: it has no {MANIFEST}.") from None
    except (OSError, msgspec.DecodeError, msgspec.ValidationError) as error:
        raise StartRefused(f"The {MANIFEST} of {source} cannot be read: {error}.") from error
    if manifest.format != FORMAT:
        raise StartRefused(f"The backup {source} was made by another version of hiroba.")
    found = _hashes(source)
    found.pop(MANIFEST)
    for name in sorted(found.keys() | manifest.files.keys()):
        if found.get(name) != manifest.files.get(name):
            raise StartRefused(f"{name} is not the file that belongs to the backup {source}.")
    return manifest


@contextmanager
def _made_whole(target: Path) -> Iterator[Path]:
    """A folder beside `target` that takes its name once everything in it is synced."""
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise StartRefused(f"{target} is not empty: nothing is written over.")
    if not target.parent.is_dir():
        raise StartRefused(f"The folder {target.parent} does not exist.")
    partial = target.with_name(f".{target.name}.partial")
    shutil.rmtree(partial, ignore_errors=True)
    try:
        partial.mkdir(mode=0o700)
        yield partial
        for path in partial.rglob("*"):
            _sync(path)
        _sync(partial)
        if target.exists():
            target.rmdir()
        partial.rename(target)
        _sync(target.parent)
    except OSError as error:
        raise StartRefused(f"{target} could not be written: {error}.") from error
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def _copy_database(source: Path, target: Path) -> None:
    """A copy as of one moment, in one file; the source may be written meanwhile."""
    uri = f"{source.absolute().as_uri()}?mode=ro"
    with closing(sqlite3.connect(uri, uri=True)) as old, closing(sqlite3.connect(target)) as new:
        old.backup(new)
        answer = new.execute("PRAGMA integrity_check").fetchone()
        if answer != ("ok",):
            raise sqlite3.DatabaseError(f"{source.name} is damaged: {answer[0]}")
    target.chmod(0o600)


def _copy_blobs(source: Path, target: Path) -> None:
    """Copy the blobs that are not copied yet; one may be deleted meanwhile."""
    target.mkdir(mode=0o700, exist_ok=True)
    for name in set(names_in(source)) - set(names_in(target)):
        with contextlib.suppress(FileNotFoundError):
            shutil.copyfile(source / name, target / name)


def damaged_in(backup: Path) -> list[str]:
    """Uploads of a backup that are not what their names say: the disk of the school had lost
    them."""
    folder = DataDir(backup).blobs
    return [name for name in names_in(folder) if hash_of(folder / name) != name]


def _head_of(log: Path) -> tuple[int, str]:
    """Number and hash of the last batch of a copy that nobody else has open."""
    try:
        with closing(open_for_reading(log)) as reader:
            last = reader.last()
    except LogBroken as error:
        raise StartRefused(f"The log {log} cannot be read: {error}.") from error
    finally:
        # What a reader leaves beside a file without a writer is empty.
        for left in ("-wal", "-shm"):
            log.with_name(log.name + left).unlink(missing_ok=True)
    return (0, GENESIS.hex()) if last is None else (last.number, chain_hash(last.state).hex())


def _hashes(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hash_of(path)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
