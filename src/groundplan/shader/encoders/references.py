"""Pictures of how someone or something looks, on white, at the size of the clip."""

from pathlib import Path
from typing import Final

import numpy as np
from jaxtyping import UInt8
from PIL import Image

from groundplan.shader.encoders.keyframes import open_picture
from groundplan.shader.plan import ShadePlan

__all__ = ["reference_picture", "reference_pictures"]

Picture = UInt8[np.ndarray, "height width 3"]

_WHITE: Final = (255, 255, 255)


def reference_pictures(plan: ShadePlan) -> tuple[Picture, ...]:
    """Return the planned references in their order, each as `reference_picture` makes it.

    Raises:
        InputError: A file is no picture.
    """
    return tuple(reference_picture(Path(one.picture), plan.size_px) for one in plan.references)


def reference_picture(path: Path, size_px: tuple[int, int]) -> Picture:
    """Return a picture on a white canvas of `size_px` (width, height).

    The whole picture is scaled by one factor so that it just fits, both sides rounded down, put in
    the middle (an odd pixel goes right and below), and what is transparent or left over is white.
    One of the right size is left as it is. This is what VACE is given; done here, so that no
    pipeline does it by another rule. Scaled by Lanczos in sRGB, as diffusers' images are.

    Source:
        ali-vilab/VACE: subject on a white canvas. diffusers 0.42.1, `WanVACEPipeline.
        preprocess_conditions`: the same factor, rounding and place (its filter is bilinear).

    Raises:
        InputError: The file is no picture; see `open_picture`.
    """
    width, height = size_px
    with open_picture(path) as picture:
        scale = min(height / picture.height, width / picture.width)
        fitted = (max(int(picture.width * scale), 1), max(int(picture.height * scale), 1))
        flat = _on_white(picture)
        if flat.size != fitted:
            flat = flat.resize(fitted, Image.Resampling.LANCZOS)
    canvas = Image.new("RGB", size_px, _WHITE)
    canvas.paste(flat, ((width - fitted[0]) // 2, (height - fitted[1]) // 2))
    return np.asarray(canvas, dtype=np.uint8)


def _on_white(picture: Image.Image) -> Image.Image:
    if "A" not in picture.getbands():
        return picture.convert("RGB")
    white = Image.new("RGBA", picture.size, (*_WHITE, 255))
    return Image.alpha_composite(white, picture.convert("RGBA")).convert("RGB")
