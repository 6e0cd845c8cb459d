"""The common scene posed for renderers that take vertices and matrices, and their timing.

The scene comes as a file, so that a rival's environment needs numpy and nothing of ours.
"""

import argparse
import importlib.util
import json
import statistics
import struct
import time
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

__all__ = ["Drawing", "Posed", "Scene", "Shape", "time_rival"]

_LEAST_COVERED = 0.2
"""Share of the picture that must not be the background: the ground alone fills more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """One object at rest: its arrays and its colour (linear red, green, blue)."""

    positions: np.ndarray
    normals: np.ndarray
    triangles: np.ndarray
    color: tuple[float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Posed:
    """One frame: a 4x4 matrix per object, and the vertices and normals of the skinned ones."""

    matrices: np.ndarray
    skinned: dict[int, tuple[np.ndarray, np.ndarray]]
    """By object: positions [m] and unit normals in the object's own space."""
    world_from_camera: np.ndarray
    intrinsics_px: np.ndarray


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """All that a rival draws."""

    size_px: tuple[int, int]
    shapes: tuple[Shape, ...]
    frames: tuple[Posed, ...]
    sun: tuple[float, float, float]
    """Direction in which its light travels."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A rival that is set up."""

    draw: Callable[[Posed], None]
    """Draws one frame and brings every pass that is claimed to the CPU: this is timed."""
    picture: Callable[[], np.ndarray]
    """The last picture, bottom or top row first, as (height, width, 3 or 4) bytes: not timed."""


def _scene(path: Path) -> Scene:
    with np.load(path) as file:
        data = dict(file)
    shapes = tuple(
        Shape(
            positions=data[f"positions_{m}"], normals=data[f"normals_{m}"],
            triangles=data[f"triangles_{m}"], color=(float(r), float(g), float(b)),
        )
        for m, (r, g, b) in zip(data["mesh_of"], data["colors"], strict=True)
    )  # fmt: skip
    width, height = (int(v) for v in data["size_px"])
    x, y, z = (float(v) for v in data["sun"])
    return Scene(size_px=(width, height), shapes=shapes, frames=tuple(_frames(data)), sun=(x, y, z))


def _frames(data: dict[str, np.ndarray]) -> Iterator[Posed]:
    rows = [int(row) for row in data["skinned_rows"]]
    for n in range(len(data["matrices"])):
        yield Posed(
            matrices=data["matrices"][n],
            skinned={
                row: (data["skinned_positions"][n, k], data["skinned_normals"][n, k])
                for k, row in enumerate(rows)
            },
            world_from_camera=data["cameras"][n],
            intrinsics_px=data["intrinsics_px"],
        )


def time_rival(name: str, *, delivers: str, start: Callable[[Scene], Drawing]) -> None:
    """Draw the scene that the command line names and print one JSON line."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--scene", type=Path, required=True)
    parser.add_argument("--picture", type=Path, help="write the last picture here, as .png")
    given = parser.parse_args()
    if importlib.util.find_spec(name) is None:
        print(json.dumps({"name": name, "cpu_ms_per_frame": None, "delivers": "not installed"}))
        return
    scene = _scene(given.scene)
    drawing = start(scene)
    drawing.draw(scene.frames[0])
    costs: list[float] = []
    for frame in scene.frames:
        before = time.process_time()
        drawing.draw(frame)
        costs.append((time.process_time() - before) * 1e3)
    picture = drawing.picture()
    if given.picture:
        given.picture.write_bytes(_png(picture))
    found: dict[str, object] = {"name": name, "cpu_ms_per_frame": None, "delivers": delivers}
    if _is_empty(picture):
        found["delivers"] = "drew nothing: its time is not counted"
    else:
        found["cpu_ms_per_frame"] = round(statistics.median(costs), 1)
    print("\n" + json.dumps(found))


def _is_empty(picture: np.ndarray) -> bool:
    colors, counts = np.unique(picture.reshape(-1, picture.shape[-1]), axis=0, return_counts=True)
    return len(colors) < 16 or 1.0 - counts.max() / counts.sum() < _LEAST_COVERED


def _png(picture: np.ndarray) -> bytes:
    """Return the picture as a PNG file (no library is common to all environments)."""
    height, width = picture.shape[:2]
    rows = np.zeros((height, 1 + 3 * width), dtype=np.uint8)
    rows[:, 1:] = picture[..., :3].reshape(height, -1)
    parts = (
        (b"IHDR", struct.pack(">2I5B", width, height, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(rows.tobytes())),
        (b"IEND", b""),
    )
    chunks = (
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)
