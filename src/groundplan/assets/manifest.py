"""Licences of the data that ships: every file listed, its hash, its licence, its attribution."""

import hashlib
import json
import re
from dataclasses import dataclass, fields
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Final, cast

from groundplan.errors import SceneError

__all__ = [
    "ALLOWED_LICENCES", "BLOCKED_NAMES", "DataFile", "DataSource", "attribution_text", "data_files",
    "problems",
]  # fmt: skip

ALLOWED_LICENCES: Final = {
    "CC0-1.0": "ship", "MIT": "ship", "BSD-3-Clause": "ship", "Apache-2.0": "ship",
    "LicenseRef-WordNet-3.0": "ship",
    "CC-BY-3.0": "optional", "CC-BY-4.0": "optional",
}  # fmt: skip
"""By SPDX id: `ship`, or only as an `optional` download. WordNet has no id of its own in the list:
free to use, change and pass on with its notice, which ships beside the tables."""
BLOCKED_NAMES: Final = re.compile(
    r"smpl|amass|mixamo|deepmimic|matrix-engine|noncommercial|"
    r"breast|bust\b|bulge|buttock|nipple|genital|pelvis-tone",
    re.IGNORECASE,
)
"""What must not be among names of data files, nor of what is in them."""
_SCHEMA: Final = "groundplan.assets/1"
_MANIFEST: Final = "manifest.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class DataSource:
    """Where data came from."""

    package: str
    version: str
    sha256: str
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DataFile:
    """One file and why it may be shipped."""

    id: str
    folder: str
    file: str
    sha256: str
    size_bytes: int
    spdx: str
    author: str
    source: DataSource
    evidence: str
    modifications: str
    attribution: str
    use: str


def _data() -> Traversable:
    return resources.files("groundplan.assets") / "data"


def _folders() -> list[Traversable]:
    return sorted((f for f in _data().iterdir() if f.is_dir()), key=lambda folder: folder.name)


def data_files() -> tuple[DataFile, ...]:
    """Return every listed data file.

    Raises:
        SceneError: A manifest is missing or malformed.
    """
    return tuple(file for folder in _folders() for file in _listed(folder))


def _listed(folder: Traversable) -> list[DataFile]:
    manifest = folder / _MANIFEST
    if not manifest.is_file():
        raise SceneError(f"data/{folder.name} has no manifest", "list its files in manifest.json")
    document = cast("dict[str, object]", json.loads(manifest.read_text(encoding="utf-8")))
    if document.get("schema") != _SCHEMA:
        raise SceneError(
            f"data/{folder.name} has schema {document.get('schema')!r}", f"write {_SCHEMA!r}"
        )
    entries = cast("list[dict[str, object]]", document.get("files", []))
    return [_entry(folder.name, entry) for entry in entries]


def _entry(folder: str, entry: dict[str, object]) -> DataFile:
    wanted = {field.name for field in fields(DataFile)} - {"folder"}
    if set(entry) != wanted:
        raise SceneError(
            f"an entry of data/{folder} has the keys {sorted(entry)}", f"give {sorted(wanted)}"
        )
    source = DataSource(**cast("dict[str, str]", entry["source"]))
    text = {key: str(entry[key]) for key in wanted - {"source", "size_bytes"}}
    size = int(cast("int", entry["size_bytes"]))
    return DataFile(folder=folder, source=source, size_bytes=size, **text)


def problems() -> tuple[str, ...]:
    """Return what is wrong with the shipped data: empty when all of it may be shipped."""
    found: list[str] = []
    for folder in _folders():
        listed = {file.file: file for file in _listed(folder)}
        present = {f.name for f in folder.iterdir() if f.is_file()} - {_MANIFEST}
        found += [f"{folder.name}/{name} is not listed" for name in sorted(present - set(listed))]
        found += [f"{folder.name}/{name} is missing" for name in sorted(set(listed) - present)]
        for name in sorted(present & set(listed)):
            found += _file_problems(listed[name], (folder / name).read_bytes())
    return tuple(found)


def _file_problems(file: DataFile, data: bytes) -> list[str]:
    name = f"{file.folder}/{file.file}"
    found: list[str] = []
    if (hashlib.sha256(data).hexdigest(), len(data)) != (file.sha256, file.size_bytes):
        found.append(f"{name} differs from its manifest")
    if file.use not in {"ship", "optional", "test"}:
        found.append(f"{name} has the use {file.use!r}")
    if file.spdx not in ALLOWED_LICENCES:
        found.append(f"{name} has the licence {file.spdx!r}")
    elif ALLOWED_LICENCES[file.spdx] != "ship" and file.use == "ship":
        found.append(f"{name} is {file.spdx} and may only be optional")
    if BLOCKED_NAMES.search(f"{file.id} {file.file} {file.source.package}"):
        found.append(f"{name} is on the block list")
    return found


def attribution_text() -> str:
    """Return who made the shipped data and under which licence, one line each."""
    lines = {
        f"{file.attribution} [{file.spdx}; {file.source.package} {file.source.version}]"
        for file in data_files()
        if file.use == "ship"
    }
    return "\n".join(sorted(lines))
