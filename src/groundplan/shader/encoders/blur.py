"""The previz without its detail: shrunk and enlarged again.

Source:
    `AddControlInputBlur` of Cosmos-Transfer 2.5 (`control_input.py`, read): bicubic, antialiased,
    to int(side / factor) and back, factors by preset. Cosmos lays a bilateral filter before it,
    which takes out what the shrinking would take out anyway; that step is left out here.
"""

from typing import Final

import numpy as np
from jaxtyping import UInt8
from PIL import Image

from groundplan.shader.encoders.canny import Strength

__all__ = ["BLUR_FACTORS", "blurred"]

BLUR_FACTORS: Final[dict[Strength, int]] = {
    "very_low": 4,
    "low": 4,
    "medium": 10,
    "high": 16,
    "very_high": 16,
}
"""By how much each side is shrunk."""


def blurred(
    picture: UInt8[np.ndarray, "height width 3"], *, factor: int
) -> UInt8[np.ndarray, "height width 3"]:
    """Return a picture that was `factor` times smaller for a moment."""
    height, width, _ = picture.shape
    small = (max(width // factor, 1), max(height // factor, 1))
    shrunk = Image.fromarray(picture, "RGB").resize(small, Image.Resampling.BICUBIC)
    return np.array(shrunk.resize((width, height), Image.Resampling.BICUBIC), dtype=np.uint8)
