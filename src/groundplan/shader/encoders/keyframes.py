"""Whole pictures that a clip must pass through: from the previz or from files, as they are."""

import io
from pathlib import Path
from typing import Final

import numpy as np
from jaxtyping import UInt8
from PIL import Image, ImageOps

from groundplan.errors import InputError, PlanError
from groundplan.passes.pack import ControlPack
from groundplan.shader.matching import window_of
from groundplan.shader.plan import PlannedKeyframe, ShadePlan
from groundplan.shader.port import Anchor

__all__ = [
    "MOST_BYTES", "MOST_PIXELS", "anchored_pictures", "keyframe_picture", "keyframe_pictures",
    "open_picture",
]  # fmt: skip

Picture = UInt8[np.ndarray, "height width 3"]

MOST_BYTES: Final = 32 << 20
"""Of a picture file: our limit."""
MOST_PIXELS: Final = 64_000_000
"""Of a picture: our limit against files that are small and open huge."""
_BROKEN: Final = (
    OSError, ValueError, SyntaxError, Image.DecompressionBombError, Image.DecompressionBombWarning,
)  # fmt: skip
_FORMATS: Final = ("PNG", "JPEG", "WEBP", "TIFF", "BMP")


def keyframe_pictures(plan: ShadePlan, pack: ControlPack, *, window: int = 0) -> dict[int, Picture]:
    """Return the planned keyframes that lie in a window, by frame of the window, first to last.

    Raises:
        InputError: A file is no picture, or not of the planned size.
        PlanError: There is no such window, or the pack has no beauty pass.
        PackError: The pack is damaged.
    """
    part = window_of(plan, window)
    inside = [one for one in plan.keyframes if 0 <= one.frame - part.first < part.count]
    ordered = sorted(inside, key=lambda one: one.frame)
    return {one.frame - part.first: keyframe_picture(one, plan, pack) for one in ordered}


def anchored_pictures(
    plan: ShadePlan, pack: ControlPack, *, window: int, anchor: Anchor | None
) -> dict[int, Picture]:
    """Return the keyframes of a window; an anchored one starts with the last frame before it.

    Raises:
        InputError: A file is no picture, or not of the planned size.
        PlanError: The anchor is missing, or not of the frames that were planned or their size.
        PackError: The pack is damaged.
    """
    pictures = keyframe_pictures(plan, pack, window=window)
    anchored = window_of(plan, window).anchored
    if not anchored:
        return pictures
    wanted = (anchored, plan.size_px[1], plan.size_px[0], 3)
    if anchor is None or anchor.frames.shape != wanted:
        raise PlanError(
            f"window {window} lacks the end of the one before it", f"give an anchor of {wanted}"
        )
    return {0: anchor.frames[-1]} | {frame: one for frame, one in pictures.items() if frame > 0}


def keyframe_picture(keyframe: PlannedKeyframe, plan: ShadePlan, pack: ControlPack) -> Picture:
    """Return one keyframe: the file that was given, or the previz at that frame.

    A file must have the planned size to the pixel: it is never scaled or cropped here.

    Raises:
        InputError: The file is no picture, or has another size; says the right one.
        PlanError: The pack has no such frame or no beauty pass.
        PackError: The pack is damaged.
    """
    if not keyframe.picture:
        if "beauty" not in pack or not 0 <= keyframe.frame < pack.frame_count:
            raise PlanError(f"no previz at frame {keyframe.frame}", "render the pack of this plan")
        return np.ascontiguousarray(pack["beauty"][keyframe.frame])
    path = Path(keyframe.picture)
    with open_picture(path) as picture:
        if "A" in picture.getbands() and picture.getchannel("A").getextrema() != (255, 255):
            raise InputError(f"{path} has transparent parts", "give a picture without")
        found = np.asarray(picture.convert("RGB"), dtype=np.uint8)
    width, height = plan.size_px
    if found.shape != (height, width, 3):
        raise InputError(
            f"{path} has {found.shape[1]}x{found.shape[0]} px",
            f"the plan makes {width}x{height} px: give a picture of exactly that size",
        )
    return found


def open_picture(path: Path) -> Image.Image:
    """Return a picture file, upright as its EXIF says, in RGB or RGBA; nothing is scaled.

    Raises:
        InputError: It is missing, larger than 32 MiB or 64 megapixels, or no whole PNG, JPEG,
            WebP, TIFF or BMP picture.
    """
    data = _bytes(path)
    try:
        with Image.open(io.BytesIO(data), formats=_FORMATS) as picture:
            _check_size(path, picture.size)
            clear = picture.has_transparency_data
            upright = ImageOps.exif_transpose(picture)
            return upright.convert("RGBA" if clear else "RGB")
    except _BROKEN as error:
        raise InputError(
            f"{path} is no whole picture", f"give a picture file ({', '.join(_FORMATS)})"
        ) from error


def _check_size(path: Path, size_px: tuple[int, int]) -> None:
    width, height = size_px
    if width * height > MOST_PIXELS:
        raise InputError(f"{path} has {width}x{height} px", f"give at most {MOST_PIXELS} px")


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise InputError(
            f"{path} cannot be read ({error.strerror})", "give a picture file"
        ) from error
    if len(data) > MOST_BYTES:
        raise InputError(f"{path} is larger than {MOST_BYTES >> 20} MiB", "give a smaller file")
    return data
