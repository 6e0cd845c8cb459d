"""Small GLB files written here: a box, and a post on two joints."""

import struct
from typing import Any

import numpy as np
import orjson

Description = dict[str, Any]
CORNERS = np.array(
    [[x, y, z] for x in (-0.5, 0.5) for y in (0.0, 2.0) for z in (-0.25, 0.25)], dtype=np.float32
)
FACES = np.array(
    [[0, 1, 3], [0, 3, 2], [4, 6, 7], [4, 7, 5], [0, 4, 5], [0, 5, 1], [2, 3, 7], [2, 7, 6],
     [0, 2, 6], [0, 6, 4], [1, 5, 7], [1, 7, 3]], dtype=np.uint16,
)  # fmt: skip


def packed(description: Description, binary: bytes) -> bytes:
    """Return the container."""
    text = orjson.dumps(description)
    text += b" " * (-len(text) % 4)
    binary += b"\0" * (-len(binary) % 4)
    chunks = struct.pack("<II", len(text), 0x4E4F534A) + text
    chunks += struct.pack("<II", len(binary), 0x004E4942) + binary
    return struct.pack("<III", 0x46546C67, 2, 12 + len(chunks)) + chunks


def box() -> tuple[Description, bytes]:
    """Return a box of 1 x 2 x 0.5 m, red, one metre to its left."""
    binary = CORNERS.tobytes() + FACES.tobytes()
    description: Description = {
        "asset": {"version": "2.0"},
        "buffers": [{"byteLength": len(binary)}],
        "bufferViews": [
            {"buffer": 0, "byteOffset": 0, "byteLength": 96},
            {"buffer": 0, "byteOffset": 96, "byteLength": 72},
        ],
        "accessors": [
            {"bufferView": 0, "componentType": 5126, "count": 8, "type": "VEC3"},
            {"bufferView": 1, "componentType": 5123, "count": 36, "type": "SCALAR"},
        ],
        "materials": [{"pbrMetallicRoughness": {"baseColorFactor": [1.0, 0.0, 0.0, 1.0]}}],
        "meshes": [{"primitives": [{"attributes": {"POSITION": 0}, "indices": 1, "material": 0}]}],
        "nodes": [{"mesh": 0, "translation": [1.0, 0.0, 0.0]}],
    }
    return description, binary


def post() -> tuple[Description, bytes]:
    """Return the box on two joints, the upper half on the upper one."""
    description, binary = box()
    upper = CORNERS[:, 1] > 1.0
    joints = np.zeros((8, 4), dtype=np.uint8)
    joints[upper, 0] = 1
    weights = np.tile(np.array([1.0, 0.0, 0.0, 0.0], dtype=np.float32), (8, 1))
    bind = np.tile(np.eye(4, dtype=np.float32), (2, 1, 1))
    bind[1, 3, 1] = -1.0
    at = len(binary)
    binary += joints.tobytes() + weights.tobytes() + bind.tobytes()
    description["buffers"][0]["byteLength"] = len(binary)
    description["bufferViews"] += [
        {"buffer": 0, "byteOffset": at, "byteLength": 32},
        {"buffer": 0, "byteOffset": at + 32, "byteLength": 128},
        {"buffer": 0, "byteOffset": at + 160, "byteLength": 128},
    ]
    description["accessors"] += [
        {"bufferView": 2, "componentType": 5121, "count": 8, "type": "VEC4"},
        {"bufferView": 3, "componentType": 5126, "count": 8, "type": "VEC4"},
        {"bufferView": 4, "componentType": 5126, "count": 2, "type": "MAT4"},
    ]
    part = description["meshes"][0]["primitives"][0]
    part["attributes"] |= {"JOINTS_0": 2, "WEIGHTS_0": 3}
    description["nodes"] = [
        {"mesh": 0, "skin": 0},
        {"name": "foot", "translation": [1.0, 0.0, 0.0], "children": [2]},
        {"name": "knee", "translation": [0.0, 1.0, 0.0]},
    ]
    description["skins"] = [{"joints": [2, 1], "inverseBindMatrices": 4}]
    joints_swapped = np.zeros((8, 4), dtype=np.uint8)
    joints_swapped[~upper, 0] = 1
    swapped = bind[::-1].copy()
    binary = binary[:at] + joints_swapped.tobytes() + weights.tobytes() + swapped.tobytes()
    return description, binary
