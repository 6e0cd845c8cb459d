"""Which move a camera makes, told from its path and lens alone, planned and seen by one rule.

Every part of a movement is put in one unit: how far it moves the picture, in widths. So turning,
travelling and zooming can be set beside one another, and the largest names the move.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

import numpy as np
from jaxtyping import Float64

from groundplan.geometry.transforms import inverse_rigid

__all__ = [
    "EDGE", "EXACT", "CameraPath", "MoveParts", "move_parts", "move_word", "same_move",
]  # fmt: skip

_STILL: Final = 0.01
"""Of the picture's width: what moves it less is no move (our engineering choice)."""
_MUCH: Final = 0.4
"""Share of the largest part from which on another is a part of the move too."""
EDGE: Final = 0.5
"""Zoom, roll and travel ahead are felt most at the picture's edge, half a width from its middle."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CameraPath:
    """A camera over some frames."""

    camera_from_world_cv: Float64[np.ndarray, "frame 4 4"]
    focal_widths: Float64[np.ndarray, " frame"]
    """Horizontal focal length over the picture's width."""
    nearness: float
    """Mean of 1 / depth of what stands still [1/m]: how much travelling moves the picture."""


Part = Literal["pan", "tilt", "roll", "truck", "pedestal", "dolly", "zoom"]
MoveParts = Mapping[Part, float]
"""What a camera does over a shot, in widths of the picture; signs as in `_WORDS`."""

_WORDS: Final[Mapping[Part, tuple[str, str]]] = MappingProxyType({
    "pan": ("pan_right", "pan_left"), "tilt": ("tilt_up", "tilt_down"),
    "roll": ("roll_cw", "roll_ccw"), "truck": ("truck_right", "truck_left"),
    "pedestal": ("pedestal_up", "pedestal_down"), "dolly": ("dolly_in", "dolly_out"),
    "zoom": ("zoom_in", "zoom_out"),
})  # fmt: skip
"""By part, the words for its positive and its negative direction; clockwise as the operator sees
it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Counter:
    """A move of two parts that work against each other; the first gives its direction."""

    parts: tuple[Part, Part]
    words: tuple[str, str]


_COUNTERS: Final = (
    _Counter(parts=("truck", "pan"), words=("arc_right", "arc_left")),
    _Counter(parts=("pedestal", "tilt"), words=("crane_up", "crane_down")),
    _Counter(parts=("dolly", "zoom"), words=("dolly_zoom_in", "dolly_zoom_out")),
)
EXACT: Final[MoveParts] = MappingProxyType(dict.fromkeys(_WORDS, 0.0))


def move_parts(path: CameraPath) -> MoveParts:
    """Return the parts of a movement, each summed in the axes that the camera has at the time.

    So an orbit is a long truck with a turn, however far it goes round.

    Source:
        Image motion of a pinhole: f * angle for turns, f * d / Z for travel across, r * d / Z for
        travel ahead and r * log f'/f for zooms, at the distance r from the picture's middle.
    """
    world_from_camera = inverse_rigid(path.camera_from_world_cv)
    turns, centres = world_from_camera[:, :3, :3], world_from_camera[:, :3, 3]
    middles = turns[:-1] + turns[1:]
    axes = middles / np.maximum(np.sqrt(np.sum(middles**2, axis=1, keepdims=True)), 1e-9)
    right, down, ahead = np.einsum("fij,fi->jf", axes, np.diff(centres, axis=0))
    # A small turn is the antisymmetric part of its matrix: about x up, y to the right, z clockwise.
    steps = np.einsum("fji,fjk->fik", turns[:-1], turns[1:])
    up, across, rolled = (
        0.5 * (steps[:, i, j] - steps[:, j, i]) for i, j in ((2, 1), (0, 2), (1, 0))
    )
    focal = path.focal_widths
    wide = 0.5 * (focal[:-1] + focal[1:])
    return {
        "pan": float(np.sum(wide * across)),
        "tilt": float(np.sum(wide * up)),
        "roll": EDGE * float(np.sum(rolled)),
        "truck": float(np.sum(wide * right)) * path.nearness,
        "pedestal": -float(np.sum(wide * down)) * path.nearness,
        "dolly": EDGE * float(np.sum(ahead)) * path.nearness,
        "zoom": EDGE * float(np.log(focal[-1] / focal[0])),
    }


def move_word(parts: MoveParts) -> str:
    """Return the vocabulary id of the move that a movement is, `static` for none.

    An arc is a truck that turns back to what it leaves, a crane rises and tilts back to it; a dolly
    zoom travels ahead against a zoom the other way. Shaking has no name: it comes back to itself.
    """
    main = _largest(parts)
    if abs(parts[main]) < _STILL:
        return "static"
    for counter in _COUNTERS:
        if main in counter.parts and _works_against(*(parts[part] for part in counter.parts)):
            return counter.words[0] if parts[counter.parts[0]] > 0.0 else counter.words[1]
    return _WORDS[main][0] if parts[main] > 0.0 else _WORDS[main][1]


def same_move(planned: MoveParts, seen: MoveParts, *, unsure: MoveParts = EXACT) -> bool | None:
    """Tell whether two movements have one name, or differ by no more than what counts as still.

    `unsure`: what each part is known to; where all that tells them apart is less, or the move
    itself is, None: nobody can tell. A drift that is less is taken for standing still.
    """
    word, main = move_word(planned), _largest(planned)
    if word == "static":
        sure: MoveParts = {
            part: seen[part] if abs(seen[part]) >= unsure[part] else 0.0 for part in _WORDS
        }
        alike = word in {move_word(seen), move_word(sure)}
    else:
        alike = move_word(seen) == word
        if alike and abs(seen[main]) < unsure[main]:
            return None
    apart = {part: abs(planned[part] - seen[part]) for part in _WORDS}
    if alike or max(apart.values()) < _STILL:
        return True
    return False if any(apart[part] >= max(_STILL, unsure[part]) for part in _WORDS) else None


def _largest(parts: MoveParts) -> Part:
    return max(_WORDS, key=lambda part: abs(parts[part]))


def _works_against(one: float, other: float) -> bool:
    """Tell whether two parts are of a size and work against each other."""
    return one * other < 0.0 and min(abs(one), abs(other)) > _MUCH * max(abs(one), abs(other))
