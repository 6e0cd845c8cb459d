"""Reads the CC0 models of Debian's `sweethome3d-furniture`, a pinned package, without installing.

A .deb is an `ar` archive of tar files; inside lies a zip of Wavefront models with a table of their
sizes in centimetres.
"""

import hashlib
import io
import re
import tarfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

__all__ = ["PACKAGE", "SHA256", "VERSION", "Furniture", "Model", "open_furniture"]

PACKAGE = "sweethome3d-furniture"
VERSION = "1.8-1"
SHA256 = "3ccb90c63f9525e887a767b9cd5c8b6933b8b6b2973a615a5359ee68a2118668"
_MEMBER = "./usr/share/sweethome3d/furniture/BlendSwap-CC-0.sh3f"
_TABLE = "PluginFurnitureCatalog.properties"
_LINE = re.compile(r"(\w+)#(\d+)=(.*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """One row of the table."""

    name: str
    path: str
    """Of the .obj, inside the zip."""
    size_m: tuple[float, float, float]
    """Width, height, depth."""
    author: str
    rotation: tuple[float, ...]
    """Nine numbers, row by row, that turn the model upright; empty when it stands already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Furniture:
    """The zip and its table, models by the name of their folder."""

    archive: zipfile.ZipFile
    models: dict[str, Model]

    def read(self, path: str) -> bytes:
        """Return a file of the zip."""
        return self.archive.read(path)

    def has(self, path: str) -> bool:
        """Return whether the zip holds a file."""
        return path in self.archive.NameToInfo


def open_furniture(deb: Path) -> Furniture:
    """Return the CC0 models of the package; stops when the file is another one."""
    data = deb.read_bytes()
    found = hashlib.sha256(data).hexdigest()
    if found != SHA256:
        raise SystemExit(f"{deb.name} has the sha256 {found}; {PACKAGE} {VERSION} has {SHA256}")
    archive = zipfile.ZipFile(io.BytesIO(_from_deb(data)))
    text = archive.read(_TABLE).decode("latin-1")
    rows: dict[str, dict[str, str]] = {}
    for line in text.splitlines():
        match = _LINE.match(line.strip())
        if match:
            rows.setdefault(match[2], {})[match[1]] = match[3]
    models = {row["model"].split("/")[2]: _model(row) for row in rows.values()}
    return Furniture(archive=archive, models=models)


def _from_deb(data: bytes) -> bytes:
    at = 8
    while at < len(data):
        name = data[at : at + 16].decode().strip().rstrip("/")
        size = int(data[at + 48 : at + 58])
        if name.startswith("data.tar"):
            with tarfile.open(fileobj=io.BytesIO(data[at + 60 : at + 60 + size])) as tar:
                member = tar.extractfile(_MEMBER)
                if member is None:
                    break
                return member.read()
        at += 60 + size + size % 2
    raise SystemExit(f"the package has no {_MEMBER}")


def _model(row: dict[str, str]) -> Model:
    width, height, depth = (float(row[key]) / 100.0 for key in ("width", "height", "depth"))
    turn = tuple(float(v) for v in row.get("modelRotation", "").split())
    return Model(
        name=row["name"],
        path=row["model"].lstrip("/"),
        size_m=(round(width, 4), round(height, 4), round(depth, 4)),
        author=row["creator"],
        rotation=turn,
    )
