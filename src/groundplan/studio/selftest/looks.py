"""All looks of the self-test: previz itself, the embedded shader's, and those held out."""

from functools import lru_cache, partial
from typing import Final

import numpy as np
from jaxtyping import UInt8

from groundplan.adherence.selftest.held_out_looks import HELD_OUT_LOOKS, Look
from groundplan.adherence.selftest.rendered import RenderedClip
from groundplan.shader.looks.features import LookFrame, features_of
from groundplan.shader.looks.finish import Finish
from groundplan.shader.looks.names import LOOK_NAMES, LookName
from groundplan.shader.looks.network import load_network

__all__ = ["SELFTEST_LOOKS", "TUNING_LOOKS"]

Frames = UInt8[np.ndarray, "frame height width 3"]


def _beauty(clip: RenderedClip, seed: int) -> Frames:
    del seed
    return clip.beauty


def _embedded(clip: RenderedClip, seed: int, *, look: LookName) -> Frames:
    """Return the clip in a look of the embedded shader, as its backend draws it."""
    network = _loaded(look)
    finish = Finish(look, size_px=clip.size_px, seed=seed)
    return np.stack(
        [
            finish(network(features_of(_look_frame(clip, index))), frame=index)
            for index in range(clip.frame_count)
        ]
    )


_loaded = lru_cache(maxsize=len(LOOK_NAMES))(load_network)


def _look_frame(clip: RenderedClip, index: int) -> LookFrame:
    return LookFrame(
        beauty=clip.beauty[index],
        depth=clip.depth_m[index],
        normal=clip.normal[index],
        instance=clip.instance[index],
        illuminance=clip.illuminance_lx[index],
        saturation_nit=float(clip.saturation_nit[index]),
    )


TUNING_LOOKS: Final[dict[str, Look]] = {
    "beauty": _beauty,
    **{look: partial(_embedded, look=look) for look in LOOK_NAMES},
}
"""Looks that thresholds may be set on."""
SELFTEST_LOOKS: Final[dict[str, Look]] = {**TUNING_LOOKS, **HELD_OUT_LOOKS}
