"""Names as Cryptomatte ids, so that compositing tools can pick an entity by its name.

Source:
    Psyop, "Cryptomatte Specification", version 1.2.0: MurmurHash3_32 of the name, bits as a float
    whose exponent is neither all 0 nor all 1. Hash: Appleby, MurmurHash3_x86_32, public domain.
"""

import struct
from typing import Final

import numpy as np

__all__ = ["cryptomatte_id", "cryptomatte_key", "id_as_float", "murmur3_32"]

_MASK: Final = 0xFFFFFFFF
_C1: Final = 0xCC9E2D51
_C2: Final = 0x1B873593


def murmur3_32(data: bytes, *, seed: int = 0) -> int:
    """Return the 32-bit x86 MurmurHash3 of bytes."""
    state = seed
    whole = len(data) & ~3
    for (word,) in struct.iter_unpack("<I", data[:whole]):
        state = _rotated(state ^ _mixed(word), 13)
        state = (state * 5 + 0xE6546B64) & _MASK
    if data[whole:]:
        state ^= _mixed(int.from_bytes(data[whole:], "little"))
    state ^= len(data)
    state = ((state ^ state >> 16) * 0x85EBCA6B) & _MASK
    state = ((state ^ state >> 13) * 0xC2B2AE35) & _MASK
    return state ^ state >> 16


def cryptomatte_id(name: str) -> int:
    """Return the id of a name: its hash, one exponent bit flipped where no plain float results."""
    value = murmur3_32(name.encode())
    exponent = value >> 23 & 255
    return value ^ 1 << 23 if exponent in {0, 255} else value


def cryptomatte_key(layer: str) -> str:
    """Return the seven hex digits that name a layer in the header."""
    return f"{murmur3_32(layer.encode()):08x}"[:7]


def id_as_float(value: int) -> np.float32:
    """Return the float whose bits are the id."""
    return np.array([value], dtype=np.uint32).view(np.float32)[0]


def _mixed(word: int) -> int:
    return _rotated(word * _C1 & _MASK, 15) * _C2 & _MASK


def _rotated(value: int, bits: int) -> int:
    return (value << bits | value >> 32 - bits) & _MASK
