"""One form in bytes: quantised numbers, sorted keys, so that equal worlds have equal hashes.

Numbers are quantised when they enter a document (`quantised`), not when they leave it: what is
rendered now and what is rendered after saving and opening are then the same to the last bit.
"""

import hashlib
from typing import Final

import orjson

from groundplan.world.base import JsonData
from groundplan.world.document import World

__all__ = [
    "canonical_bytes", "content_hash", "digest", "digits_at", "dumps", "dumps_pretty", "encoded",
    "quantised", "world_hash",
]  # fmt: skip

_MICRO: Final = 6
"""Decimal places of metres and everything not named below: 1e-6; our engineering default."""
_ANGLE: Final = 7
_MILLIMETRES: Final = 4
_DISTORTION: Final = 9
_EXACT_ABOVE: Final = 1e9
"""A double of this size has no more than six decimal places to quantise."""


def digits_at(segments: tuple[str, ...]) -> int:
    """Return how many decimal places a number at a path keeps.

    Millimetres keep 4, angles and quaternions 7, lens distortion 9, all else 6. Keys of a channel
    follow the field that the channel moves.
    """
    name = segments[-1]
    if "channels" in segments[:-1]:
        name = segments[segments.index("channels") + 1].rpartition(".")[2]
    if name.endswith("_mm"):
        return _MILLIMETRES
    if name == "rotation" or name.endswith("_rad"):
        return _ANGLE
    return _DISTORTION if name.startswith("distortion_") else _MICRO


def quantised(value: JsonData, digits: int) -> JsonData:
    """Return a JSON value with every float rounded to decimal places, and -0 as 0."""
    if isinstance(value, float):
        return round(value, digits) + 0.0 if abs(value) < _EXACT_ABOVE else value
    if isinstance(value, list):
        return [quantised(item, digits) for item in value]
    if isinstance(value, dict):
        return {key: quantised(item, digits) for key, item in value.items()}
    return value


def canonical_bytes(value: object) -> bytes:
    """Return JSON with sorted keys, of nouns or plain data."""
    # orjson sorts the keys of maps only, and keeps the fields of nouns as declared: hence twice.
    return orjson.dumps(orjson.loads(orjson.dumps(value)), option=orjson.OPT_SORT_KEYS)


def digest(value: object) -> str:
    """Return the sha256 of the canonical bytes of nouns or plain data, in hex."""
    return hashlib.sha256(canonical_bytes(value)).hexdigest()


def dumps(world: World) -> bytes:
    """Return the canonical bytes of a document: the ones that are hashed."""
    return canonical_bytes(world)


def dumps_pretty(world: World) -> bytes:
    """Return the document as `world.json` holds it: sorted, two spaces, a final newline."""
    tree = orjson.loads(orjson.dumps(world))
    options = orjson.OPT_SORT_KEYS | orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE
    return orjson.dumps(tree, option=options)


def world_hash(world: World) -> str:
    """Return the sha256 of a document at its revision: what manifests and the log name."""
    return hashlib.sha256(dumps(world)).hexdigest()


def encoded(world: World) -> tuple[str, bytes]:
    """Return `world_hash` and `dumps_pretty` for the price of little more than one."""
    tree = orjson.loads(orjson.dumps(world))
    options = orjson.OPT_SORT_KEYS | orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE
    compact = orjson.dumps(tree, option=orjson.OPT_SORT_KEYS)
    return hashlib.sha256(compact).hexdigest(), orjson.dumps(tree, option=options)


def content_hash(world: World) -> str:
    """Return the sha256 of all that a document says, its revision number aside.

    Undo makes a new revision with the content of an old one: the content hashes are the same.
    """
    tree = orjson.loads(orjson.dumps(world))
    del tree["revision"]
    return hashlib.sha256(orjson.dumps(tree, option=orjson.OPT_SORT_KEYS)).hexdigest()
