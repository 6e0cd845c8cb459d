"""Small clips that several tests of adaptation use."""

from collections.abc import Callable
from fractions import Fraction

import numpy as np
import pytest

from groundplan.shader.adaptation.records import ItemSource
from groundplan.shader.adaptation.sample import Sample

SOURCE = ItemSource(
    project="bench",
    world_hash="0" * 64,
    shot="s1",
    backend="wan-vace",
    capabilities_version="1",
    target="previz",
)


@pytest.fixture
def sample() -> Callable[..., Sample]:
    """Return a maker of samples: smooth moving gradients, so that a codec can hold them."""

    def make(name: str = "a", *, references: int = 0, frames: int = 5, width: int = 64) -> Sample:
        t, y, x = np.mgrid[0:frames, 0:48, 0:width]
        ramp = ((x + 2 * t) * 3 % 256).astype(np.uint8)
        control = np.stack([ramp, ramp, ramp], axis=-1)
        target = np.stack([255 - ramp, (y * 5).astype(np.uint8), ramp], axis=-1)
        return Sample(
            name=name,
            caption="a woman, in red;\n walks",
            control="depth",
            control_clip=control,
            target=target,
            references=tuple(target[k] for k in range(references)),
            rate=Fraction(16),
            source=SOURCE,
            licence="CC0-1.0",
        )

    return make
