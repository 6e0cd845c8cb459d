"""Write a licence manifest beside baked data: `groundplan.assets/1`."""

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path

__all__ = ["Listed", "write_manifest"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One data file and why it may be shipped."""

    id: str
    file: str
    author: str
    source: dict[str, str]
    """Package, version, sha256 and the path inside it."""
    evidence: str
    """Where the licence is stated, quoted."""
    modifications: str
    attribution: str
    spdx: str = "CC0-1.0"
    use: str = "ship"
    """`ship`, `optional` or `test`."""


def write_manifest(folder: Path, listed: list[Listed]) -> None:
    """Write `manifest.json` for the files in a folder, with their hashes and sizes."""
    files: list[dict[str, object]] = []
    for entry in listed:
        data = (folder / entry.file).read_bytes()
        measured = {"sha256": hashlib.sha256(data).hexdigest(), "size_bytes": len(data)}
        files.append({**asdict(entry), **measured})
    document = {"schema": "groundplan.assets/1", "files": files}
    (folder / "manifest.json").write_text(json.dumps(document, indent=2, sort_keys=True) + "\n")
