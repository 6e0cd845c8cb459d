"""The tables of `ledger.sqlite`, version by version, and how a file is opened safely."""

import sqlite3
import stat
from pathlib import Path
from typing import Final

from groundplan.errors import GroundplanError, OutputError, StoreError

__all__ = ["SCHEMA_VERSION", "connected", "told"]

_APPLICATION_ID: Final = 0x67706C31
"""`gpl1`: marks the file as ours (PRAGMA application_id)."""
_LARGEST_BYTES: Final = 1 << 30
_BUSY_S: Final = 10.0

_MIGRATIONS: Final = (
    (
        """CREATE TABLE calls (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        key TEXT NOT NULL, window INTEGER NOT NULL, call_hash TEXT NOT NULL,
        shot TEXT NOT NULL, world_hash TEXT NOT NULL, pack_hash TEXT NOT NULL,
        backend TEXT NOT NULL, capabilities_version TEXT NOT NULL,
        seed INTEGER NOT NULL, steps INTEGER, guidance REAL, prompt_hash TEXT NOT NULL,
        cost_estimate REAL, currency TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN
            ('planned', 'sending', 'submitted', 'done', 'failed', 'cancelled')),
        request_id TEXT NOT NULL DEFAULT '',
        planned_at TEXT NOT NULL, started_at TEXT NOT NULL DEFAULT '',
        ended_at TEXT NOT NULL DEFAULT '',
        cost_actual REAL, output_hash TEXT NOT NULL DEFAULT '',
        part TEXT NOT NULL DEFAULT '', clip TEXT NOT NULL DEFAULT '',
        error TEXT NOT NULL DEFAULT '', made_by TEXT NOT NULL DEFAULT '{}',
        protocol TEXT, verdict TEXT, metrics TEXT, accepted INTEGER, cause TEXT, accepted_by TEXT
        )""",
        "CREATE INDEX calls_by_key ON calls (key, window, id)",
        "CREATE INDEX calls_by_shot ON calls (shot, id)",
    ),
    (
        "ALTER TABLE calls ADD COLUMN look TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE calls ADD COLUMN controls TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE calls ADD COLUMN imported INTEGER NOT NULL DEFAULT 0",
        "CREATE INDEX calls_by_clip ON calls (clip, id)",
        "CREATE INDEX calls_by_request ON calls (request_id, backend)",
    ),
)
"""Statements that lead from each version to the next; version 0 is an empty file."""
SCHEMA_VERSION: Final = len(_MIGRATIONS)

_FULL: Final = frozenset({sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR})
_CLOSED: Final = frozenset({sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM})
_BUSY: Final = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})


def connected(path: Path) -> sqlite3.Connection:
    """Return a connection to the ledger at `path`, made or brought up to date if need be.

    Every commit is on the disk when it returns (rollback journal, synchronous EXTRA).

    Raises:
        StoreError: It is damaged, of a later version, busy, or no ledger; it is left as it is.
        OutputError: It cannot be written.
    """
    _check_file(path)
    try:
        database = sqlite3.connect(
            path, timeout=_BUSY_S, isolation_level=None, check_same_thread=False
        )
    except sqlite3.Error as error:
        raise told(path, error) from error
    try:
        _prepare(database, path)
    except sqlite3.Error as error:
        database.close()
        raise told(path, error) from error
    except GroundplanError:
        database.close()
        raise
    return database


def told(path: Path, error: sqlite3.Error) -> GroundplanError:
    """Return what an error of SQLite means for a person."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    if code in _FULL:
        return OutputError(
            f"{path} can't be written ({error})",
            "free some space and give the command again: what was written before is whole",
        )
    if code in _CLOSED:
        return OutputError(f"{path} can't be written ({error})", "check the folder's permissions")
    if code in _BUSY:
        return StoreError(f"{path} is in use by another process", "try again when that has ended")
    return StoreError(
        f"{path} is damaged ({error})",
        "move it aside, or bring back a copy; without it, calls that a host still has are unknown",
    )


def _check_file(path: Path) -> None:
    try:
        found = path.stat()
    except FileNotFoundError:
        return
    except OSError as error:
        raise StoreError(f"{path} can't be read ({error.strerror})", "check what it is") from None
    if not stat.S_ISREG(found.st_mode):
        raise StoreError(f"{path} is not a regular file", "move it aside")
    if found.st_size > _LARGEST_BYTES:
        raise StoreError(
            f"{path} is larger than {_LARGEST_BYTES >> 20} MiB", "this can't be a ledger of ours"
        )


def _prepare(database: sqlite3.Connection, path: Path) -> None:
    database.row_factory = sqlite3.Row
    database.execute("PRAGMA trusted_schema = OFF")
    # EXTRA also syncs the folder after the journal is gone: a commit outlasts a power cut.
    database.execute("PRAGMA synchronous = EXTRA")
    database.execute("PRAGMA journal_mode = DELETE")
    if database.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
        raise sqlite3.DatabaseError("its pages do not fit together")
    if _version(database, path) < SCHEMA_VERSION:
        _migrate(database, path)


def _version(database: sqlite3.Connection, path: Path) -> int:
    """Return the version of the tables.

    Raises:
        StoreError: The file is of another program, or of a later version of this one.
    """
    version = int(database.execute("PRAGMA user_version").fetchone()[0])
    owner = int(database.execute("PRAGMA application_id").fetchone()[0])
    tables = database.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if owner != _APPLICATION_ID and (owner or version or tables):
        raise StoreError(f"{path} is a database of another program", "move it aside")
    if version > SCHEMA_VERSION:
        raise StoreError(
            f"{path} has version {version}, this program knows {SCHEMA_VERSION}",
            "open it with a later groundplan",
        )
    return version


def _migrate(database: sqlite3.Connection, path: Path) -> None:
    """Bring the tables up to date: all of it, or (killed, or no space) nothing."""
    database.execute("BEGIN IMMEDIATE")
    try:
        # Asked again: another process may have been faster.
        for statements in _MIGRATIONS[_version(database, path) :]:
            for statement in statements:
                database.execute(statement)
        database.execute(f"PRAGMA application_id = {_APPLICATION_ID}")
        database.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        database.execute("COMMIT")
    except BaseException:
        if database.in_transaction:
            database.execute("ROLLBACK")
        raise
