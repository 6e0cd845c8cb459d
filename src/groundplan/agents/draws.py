"""Deterministic variety: what is drawn for the n-th person of a world when nothing is said."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

__all__ = ["Draw"]

_Option = TypeVar("_Option")


@dataclass(frozen=True, slots=True, kw_only=True)
class Draw:
    """A world's seed and somebody's place in the order of mention."""

    seed: int
    number: int

    def pick(self, options: Sequence[_Option], topic: str) -> _Option:
        """Return one option; people in a row get different ones until all are used."""
        order = sorted(range(len(options)), key=lambda k: self._mark(topic, k))
        return options[order[self.number % len(order)]]

    def chance(self, share: float, topic: str) -> bool:
        """Return whether something is so of a share of all people."""
        mark = self._mark(topic, 1000 + self.number)
        return int.from_bytes(mark[:4], "big") < share * 2**32

    def _mark(self, topic: str, number: int) -> bytes:
        text = f"{self.seed}:{topic}:{number}"
        return hashlib.sha256(text.encode()).digest()
