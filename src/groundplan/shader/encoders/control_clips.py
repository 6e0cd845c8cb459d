"""Any picture control of a plan's pack as a clip: what backends send."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from jaxtyping import UInt8

from groundplan.errors import PlanError
from groundplan.passes.pack import ControlPack
from groundplan.shader.intents import Control
from groundplan.shader.plan import Window

__all__ = ["ControlStyle", "control_clip"]

Clip = UInt8[np.ndarray, "frame height width 3"]
Strength = Literal["very_low", "low", "medium", "high", "very_high"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlStyle:
    """How a model wants its controls drawn; the plain ones are those of VACE."""

    depth_range: Literal["frame", "clip"] = "frame"
    """Over what inverse depth is stretched to 8 bit: VACE each frame, Cosmos and LTX the clip."""
    pose_parts: Literal["whole", "body"] = "whole"
    """Whether poses show hands and faces too."""
    edges: Strength = "medium"
    """Thresholds of canny: higher ones leave fewer edges."""
    half_size: bool = False
    """Half the width and height, as the reference of LTX's `ref0.5` union adapter."""


_PLAIN: Final = ControlStyle()


def control_clip(
    control: Control, pack: ControlPack, window: Window, *, style: ControlStyle = _PLAIN
) -> Clip:
    """Return a window's frames of a control, at the pack's own size unless `half_size`.

    Ranges of a clip are taken over the whole pack, so that windows agree.

    Raises:
        PlanError: The control is no picture, or the pack lacks the frames or passes for it.
        PackError: The pack is damaged.
    """
    frames = _frames(pack, window)
    draw = _DRAWN.get(control)
    if draw is None:
        raise PlanError(f"{control} is not drawn from a pack", f"draw {', '.join(_DRAWN)}")
    return draw(pack, frames, style)


def _frames(pack: ControlPack, window: Window) -> range:
    last = window.first + window.count
    if window.first < 0 or window.count < 1 or last > pack.frame_count:
        raise PlanError(
            f"frames {window.first} to {last - 1} of a pack of {pack.frame_count}",
            f"give frames from 0 to {pack.frame_count - 1}",
        )
    return range(window.first, last)


def _rgb(pack: ControlPack, frames: range, _style: ControlStyle) -> Clip:
    return pack["beauty"][frames.start : frames.stop]


_DRAWN: Final[dict[Control, Callable[[ControlPack, range, ControlStyle], Clip]]] = {"rgb": _rgb}
