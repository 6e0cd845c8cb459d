"""Stable ids and unique names, derived from what a world is made of: no clock, no chance."""

import hashlib
import re
from collections.abc import Collection
from typing import Final

__all__ = ["entity_id", "unique_name"]

_CROCKFORD: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LENGTH: Final = 26


def entity_id(seed: int, brief_sha: str, role: str) -> str:
    """Return 26 characters of Crockford base 32 for a thing in a world.

    Source:
        Alphabet: Douglas Crockford, "Base 32"; the length is a ULID's. The bits are the first 130
        of sha256 over seed, brief and role, so that equal inputs give equal ids.
    """
    text = f"{seed}\x1f{brief_sha}\x1f{role}"
    bits = int.from_bytes(hashlib.sha256(text.encode()).digest(), "big") >> (256 - 5 * _LENGTH)
    return "".join(_CROCKFORD[(bits >> shift) & 31] for shift in range(5 * (_LENGTH - 1), -1, -5))


def unique_name(words: str, taken: Collection[str]) -> str:
    """Return a name usable in paths ("street lamp" is `street_lamp`), numbered when taken."""
    slug = re.sub(r"[^a-z0-9]+", "_", words.lower()).strip("_")[:60] or "thing"
    if slug not in taken:
        return slug
    number = 2
    while f"{slug}_{number}" in taken:
        number += 1
    return f"{slug}_{number}"
