"""What a model may generate and what it must keep, as black and white clips."""

from collections.abc import Sequence
from typing import Final, Literal

import numpy as np
from jaxtyping import Bool, UInt8

from groundplan.errors import InputError, PlanError
from groundplan.passes.pack import ControlPack
from groundplan.shader.matching import window_frames
from groundplan.shader.plan import Window
from groundplan.shader.port import Anchor

__all__ = [
    "MISSING_GREY", "Polarity", "anchored_clip", "anchored_frames", "blanked_clip", "mask_clip",
]  # fmt: skip

Clip = UInt8[np.ndarray, "frame height width 3"]
AnyClip = UInt8[np.ndarray, "_frame _height _width 3"]
Polarity = Literal["white_generates", "black_generates"]
"""white_generates: VACE. black_generates: Wan 2.1 image to video (white is given)."""

MISSING_GREY: Final = 128
"""What stands in a control where something is generated: VACE's 127.5, rounded up.

Source: ali-vilab/VACE annotators (127.5); diffusers 0.42.1, example of `WanVACEPipeline` (128)."""
_MOST_DILATION_PX: Final = 512


def mask_clip(
    pack: ControlPack,
    window: Window,
    *,
    entities: Sequence[str] | None = None,
    polarity: Polarity = "white_generates",
    dilation_px: int = 0,
    kept: Sequence[int] = (),
) -> Clip:
    """Return a window's mask, black and white.

    Generated are the pixels that show `entities` (ids), all pixels where that is None; grown by
    `dilation_px` to each side, corners too, because outlines of footage are never those of the
    previz. Frames of the window in `kept` (from 0) are kept whole, such as given first frames.

    Raises:
        InputError: An entity is not in the shot, a kept frame not in the window, or the dilation
            is not from 0 to 512 px.
        PlanError: The pack does not have these frames or no instance pass.
        PackError: The pack is damaged.
    """
    frames = window_frames(pack, window)
    if not 0 <= dilation_px <= _MOST_DILATION_PX:
        raise InputError(f"a dilation of {dilation_px} px", f"give 0 to {_MOST_DILATION_PX} px")
    if any(not 0 <= frame < window.count for frame in kept):
        raise InputError(f"kept frames {list(kept)}", f"the window has 0 to {window.count - 1}")
    width, height = pack.manifest.size_px
    made = np.ones((window.count, height, width), dtype=bool)
    if entities is not None:
        own = _instances(pack, entities)
        for row, frame in enumerate(frames):
            made[row] = _grown(np.isin(pack["instance"][frame], own), dilation_px)
    made[list(kept)] = False
    white = made if polarity == "white_generates" else ~made
    return np.repeat((white * np.uint8(255))[..., None], 3, axis=3)


def anchored_frames(window: Window) -> tuple[int, ...]:
    """Return the frames of a window, from 0, that the window before gives: they are kept."""
    return tuple(range(window.anchored))


def blanked_clip(control: Clip, mask: AnyClip, *, polarity: Polarity = "white_generates") -> Clip:
    """Return a clip with grey wherever the mask lets the model generate: VACE's masked source.

    Raises:
        PlanError: Clip and mask have different shapes.
    """
    if control.shape != mask.shape:
        raise PlanError(f"a mask of {mask.shape} for a clip of {control.shape}", "give equal ones")
    white = mask[..., :1] >= 128
    made = white if polarity == "white_generates" else ~white
    return np.where(made, np.uint8(MISSING_GREY), control)


def anchored_clip(control: Clip, anchor: Anchor | None, *, window: Window) -> Clip:
    """Return a control whose first frames are those that the window before has made.

    Raises:
        PlanError: The anchor is missing, or not of the frames that were planned or their size.
    """
    if not window.anchored:
        return control
    found = None if anchor is None else anchor.frames.shape
    wanted = (window.anchored, *control.shape[1:])
    if anchor is None or found != wanted:
        raise PlanError(
            f"an anchor of {found} for a window", f"give its {wanted} from the one before"
        )
    joined = control.copy()
    joined[: window.anchored] = anchor.frames
    return joined


def _instances(pack: ControlPack, entities: Sequence[str]) -> list[int]:
    if "instance" not in pack:
        raise PlanError("a mask of entities needs the instance pass", "render it with this pass")
    there = pack.manifest.instances
    for entity in entities:
        if all(record.entity != entity for record in there):
            names = ", ".join(f"{one.name} ({one.entity})" for one in there)[:200]
            raise InputError(f"{entity[:60]!r} is not in the shot", f"it has {names or 'nothing'}")
    return [record.instance for record in there if record.entity in entities]


def _grown(
    shown: Bool[np.ndarray, "height width"], reach_px: int
) -> Bool[np.ndarray, "height width"]:
    """Return all pixels within a square of `reach_px` to each side of a shown one."""
    for _ in range(2):
        # Counts along the columns: a pixel is taken if its stretch holds any that shows.
        total = np.cumsum(np.pad(shown, ((reach_px + 1, reach_px), (0, 0))), axis=0)
        shown = (total[2 * reach_px + 1 :] > total[: len(shown)]).T
    return shown
