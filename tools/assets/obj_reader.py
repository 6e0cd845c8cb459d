"""Reads Wavefront models: triangles and an average colour for each material."""

import io
import posixpath
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from PIL import Image

__all__ = ["Surfacing", "read_obj"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Surfacing:
    """A material's triangles over the points that all materials share."""

    name: str
    color: tuple[float, float, float]
    """sRGB, 0..1, textures averaged."""
    opacity: float
    faces: np.ndarray


def read_obj(
    path: str, read: Callable[[str], bytes], has: Callable[[str], bool]
) -> tuple[np.ndarray, list[Surfacing]]:
    """Return points and, by material, triangles; polygons become fans."""
    points: list[list[float]] = []
    faces: dict[str, list[tuple[int, int, int]]] = {}
    materials: dict[str, tuple[tuple[float, float, float], float]] = {}
    current = ""
    for line in read(path).decode("latin-1").replace("\\\n", " ").splitlines():
        words = line.split()
        if not words:
            continue
        if words[0] == "v":
            points.append([float(v) for v in words[1:4]])
        elif words[0] == "usemtl":
            current = words[-1]
        elif words[0] == "mtllib":
            library = posixpath.join(posixpath.dirname(path), line.split(None, 1)[1].strip())
            if has(library):
                materials |= _materials(library, read, has)
        elif words[0] == "f":
            corners = [int(word.split("/")[0]) for word in words[1:]]
            ring = [c - 1 if c > 0 else len(points) + c for c in corners]
            faces.setdefault(current, []).extend(
                (ring[0], ring[k], ring[k + 1]) for k in range(1, len(ring) - 1)
            )
    plain = ((0.7, 0.7, 0.7), 1.0)
    return np.array(points), [
        Surfacing(
            name=name, color=materials.get(name, plain)[0],
            opacity=materials.get(name, plain)[1], faces=np.array(triangles),
        )
        for name, triangles in faces.items()
    ]  # fmt: skip


def _materials(
    path: str, read: Callable[[str], bytes], has: Callable[[str], bool]
) -> dict[str, tuple[tuple[float, float, float], float]]:
    found: dict[str, tuple[tuple[float, float, float], float]] = {}
    name = ""
    for line in read(path).decode("latin-1").splitlines():
        words = line.split()
        if not words:
            continue
        if words[0] == "newmtl":
            name = words[-1]
            found[name] = ((0.7, 0.7, 0.7), 1.0)
        elif words[0] == "Kd":
            red, green, blue = (float(v) for v in words[1:4])
            found[name] = ((red, green, blue), found[name][1])
        elif words[0] == "d":
            found[name] = (found[name][0], float(words[1]))
        elif words[0] == "map_Kd":
            image = posixpath.join(posixpath.dirname(path), line.split(None, 1)[1].strip())
            if has(image):
                found[name] = (_average(read(image)), found[name][1])
    return found


def _average(data: bytes) -> tuple[float, float, float]:
    picture = Image.open(io.BytesIO(data)).convert("RGBA")
    pixels = np.asarray(picture, dtype=np.float64).reshape(-1, 4) / 255.0
    shown = pixels[pixels[:, 3] > 0.5]
    red, green, blue = (shown if len(shown) else pixels)[:, :3].mean(axis=0)
    return float(red), float(green), float(blue)
