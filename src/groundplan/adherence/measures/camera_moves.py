"""Which move a camera makes, told from its path and lens alone, planned and seen by one rule.

Every part of a movement is put in one unit: how far it moves the picture, in widths. So turning,
travelling and zooming can be set beside one another, and the largest names the move.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from jaxtyping import Float64

from groundplan.geometry.transforms import inverse_rigid

__all__ = ["CameraPath", "MoveParts", "move_parts", "move_word", "same_move"]

_STILL: Final = 0.01
"""Of the picture's width: what moves it less is no move (our engineering choice)."""
_MUCH: Final = 0.4
"""Share of the largest part from which on another is a part of the move too."""
_EDGE: Final = 0.5
"""Zoom, roll and travel ahead are felt most at the picture's edge, half a width from its middle."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CameraPath:
    """A camera over some frames."""

    camera_from_world_cv: Float64[np.ndarray, "frame 4 4"]
    focal_widths: Float64[np.ndarray, " frame"]
    """Horizontal focal length over the picture's width."""
    nearness: float
    """Mean of 1 / depth of what stands still [1/m]: how much travelling moves the picture."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveParts:
    """What a camera does over a shot, signed, in widths of the picture."""

    pan: float
    """To the right."""
    tilt: float
    """Up."""
    roll: float
    """Clockwise, as the operator sees it."""
    truck: float
    """To the right."""
    pedestal: float
    """Up."""
    dolly: float
    """Ahead."""
    zoom: float
    """In."""


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
    return MoveParts(
        pan=float(np.sum(wide * across)),
        tilt=float(np.sum(wide * up)),
        roll=_EDGE * float(np.sum(rolled)),
        truck=float(np.sum(wide * right)) * path.nearness,
        pedestal=-float(np.sum(wide * down)) * path.nearness,
        dolly=_EDGE * float(np.sum(ahead)) * path.nearness,
        zoom=_EDGE * float(np.log(focal[-1] / focal[0])),
    )


def move_word(parts: MoveParts) -> str:
    """Return the vocabulary id of the move that a movement is, `static` for none.

    An arc is a truck that turns back to what it leaves, a crane rises and tilts back to it; a dolly
    zoom travels ahead against a zoom the other way. Shaking has no name: it comes back to itself.
    """
    sizes = {name: abs(value) for name, (value, _, _) in _named(parts).items()}
    main = max(sizes, key=lambda name: sizes[name])
    if sizes[main] < _STILL:
        return "static"
    if main in {"pan", "truck"} and _counters(parts.truck, parts.pan):
        return "arc_right" if parts.truck > 0.0 else "arc_left"
    if main in {"tilt", "pedestal"} and _counters(parts.pedestal, parts.tilt):
        return "crane_up" if parts.pedestal > 0.0 else "crane_down"
    if main in {"dolly", "zoom"} and _counters(parts.dolly, parts.zoom):
        return "dolly_zoom_in" if parts.dolly > 0.0 else "dolly_zoom_out"
    value, positive, negative = _named(parts)[main]
    return positive if value > 0.0 else negative


def same_move(planned: MoveParts, seen: MoveParts) -> bool:
    """Tell whether two movements have one name, or differ by no more than what counts as still."""
    if move_word(planned) == move_word(seen):
        return True
    apart = [
        one - other
        for (one, _, _), (other, _, _) in zip(
            _named(planned).values(), _named(seen).values(), strict=True
        )
    ]
    return max(map(abs, apart)) < _STILL


def _named(parts: MoveParts) -> dict[str, tuple[float, str, str]]:
    """Return each part with the words for its positive and negative direction."""
    return {
        "pan": (parts.pan, "pan_right", "pan_left"),
        "tilt": (parts.tilt, "tilt_up", "tilt_down"),
        "roll": (parts.roll, "roll_cw", "roll_ccw"),
        "truck": (parts.truck, "truck_right", "truck_left"),
        "pedestal": (parts.pedestal, "pedestal_up", "pedestal_down"),
        "dolly": (parts.dolly, "dolly_in", "dolly_out"),
        "zoom": (parts.zoom, "zoom_in", "zoom_out"),
    }


def _counters(one: float, other: float) -> bool:
    """Tell whether two parts are of a size and work against each other."""
    return one * other < 0.0 and min(abs(one), abs(other)) > _MUCH * max(abs(one), abs(other))
