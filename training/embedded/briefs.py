"""Sentences that groundplan turns into worlds to train on, and others that it is judged on.

Nouns, places and moves of the held-out sentences occur in no training sentence.
"""

from typing import Final

import numpy as np

__all__ = ["HELD_OUT", "training_briefs"]

_WHO: Final = (
    "A woman in a red coat", "A man in a grey suit", "A boy in a blue jacket", "A girl", "A horse",
    "A dog", "Two men", "A woman and a man", "An old man", "A white cat", "A nurse", "A cow",
)  # fmt: skip
_DOES: Final = (
    "walks past a green car", "runs to the left", "stands beside a table", "walks to a bench",
    "turns around next to a tree", "walks slowly towards the camera", "stops in front of a house",
    "stands behind a chair",
)  # fmt: skip
_WHERE: Final = (
    "in a field", "in a street", "in a kitchen", "on a beach", "in a bedroom", "in a park",
    "in an office", "on a snowy hill",
)  # fmt: skip
_WHEN: Final = ("at noon", "at sunset", "at night", "in the morning", "on an overcast day")
_SIZE: Final = ("Wide shot", "Medium shot", "Full shot", "Close-up", "Medium close-up")
_MOVE: Final = (
    "the camera dollies in", "static camera", "the camera pans left", "the camera orbits",
    "the camera cranes up", "handheld camera", "low angle",
)  # fmt: skip
_LENS: Final = ("24 mm lens", "35 mm lens", "50 mm lens", "85 mm lens")

HELD_OUT: Final = (
    "A sheep walks past a red tractor in a farm yard in the afternoon. Wide shot, truck right, 40 mm lens.",
    "A chef stands beside a barrel in a restaurant at night. Medium shot, the camera tilts up, 32 mm lens.",
    "A ballerina in a yellow dress runs to the right in a square at dawn. Full shot, the camera follows, 28 mm lens.",
    "A fox runs past a fence in a forest at dusk. Wide shot, the camera tracks, 60 mm lens.",
    "A soldier in a green jacket sits on a crate in a garage. Medium close-up, dolly out, 65 mm lens.",
    "Two women stand beside a lamp in a living room in the evening. Medium shot, static, 45 mm lens.",
    "A deer stands in front of a tent in the desert at noon. Wide shot, high angle, 25 mm lens.",
    "A child in a purple shirt walks past a bicycle on a bridge. Full shot, pedestal up, 75 mm lens.",
)  # fmt: skip
"""Never trained on."""


def training_briefs(count: int, *, seed: int) -> tuple[str, ...]:
    """Return sentences; each list is drawn from evenly, so that no noun is rare."""
    rng = np.random.default_rng(seed)
    columns = [_drawn(rng, one, count) for one in (_SIZE, _WHO, _DOES, _WHERE, _WHEN, _MOVE, _LENS)]
    return tuple(
        f"{who} {does} {where} {when}. {size}, {move}, {lens}."
        for size, who, does, where, when, move, lens in zip(*columns, strict=True)
    )


def _drawn(rng: np.random.Generator, words: tuple[str, ...], count: int) -> list[str]:
    order = [k % len(words) for k in range(count)]
    return [words[k] for k in rng.permutation(order)]
