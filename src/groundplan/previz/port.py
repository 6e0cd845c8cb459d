"""The port that every renderer implements: one call gives all passes of a range of frames."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Literal, Protocol, runtime_checkable

import numpy as np
from jaxtyping import Float16, Float32, UInt8, UInt16

from groundplan.scene.stage import CameraPose, Stage

__all__ = [
    "DRAWN_PASSES",
    "LIGHT_QUALITIES",
    "RENDERED_PASSES",
    "TRUTH_PASSES",
    "Frame",
    "LightQuality",
    "Pass",
    "RenderOptions",
    "Renderer",
]


LightQuality = Literal["quick", "traced"]
"""quick: shadow maps, ambient light that nothing hides. traced: rays to lamps, sky and surfaces."""


class Pass(StrEnum):
    """A picture that a renderer can deliver."""

    BEAUTY = "beauty"
    DEPTH = "depth"
    NORMAL = "normal"
    INSTANCE = "instance"
    FLOW_FWD = "flow_fwd"
    FLOW_BWD = "flow_bwd"
    OCCLUDED_FWD = "occluded_fwd"
    OCCLUDED_BWD = "occluded_bwd"
    POSITION = "position"
    PART = "part"
    ILLUMINANCE = "illuminance"
    LUMINANCE = "luminance"
    POSE = "pose"
    POSE_ANIMAL = "pose_animal"


DRAWN_PASSES: Final = frozenset({Pass.POSE, Pass.POSE_ANIMAL})
"""Drawn from keypoints when a pack is written; renderers leave them out."""
RENDERED_PASSES: Final = frozenset(Pass) - DRAWN_PASSES
"""All that a renderer delivers."""


TRUTH_PASSES: Final = (
    Pass.DEPTH, Pass.NORMAL, Pass.INSTANCE, Pass.FLOW_FWD, Pass.FLOW_BWD, Pass.OCCLUDED_FWD,
    Pass.OCCLUDED_BWD,
)  # fmt: skip
"""Delivered by default, beside beauty."""


LIGHT_QUALITIES: Final = ("quick", "traced")


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderOptions:
    """What to deliver, and how the beauty is made; truth passes never depend on it.

    But for `light`, which illuminance and luminance follow, so that they agree with the beauty.
    """

    passes: frozenset[Pass] = frozenset({Pass.BEAUTY, *TRUTH_PASSES})
    edge_samples: int = 4
    """Coverage samples of beauty on edges: 1, 4 or 8."""
    light: LightQuality = "quick"
    depth_of_field: bool = False
    motion_blur: bool = False
    blur_samples: int = 8
    """Lens or shutter samples per frame when either blur is on."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Frame:
    """Every pass of one frame; a pass that was not asked for is None.

    Truth is sampled at pixel centres and never filtered. Arrays belong to the caller.
    """

    index: int
    camera: CameraPose
    beauty: UInt8[np.ndarray, "height width 3"] | None = None
    """sRGB, tone-mapped, anti-aliased."""
    depth: Float32[np.ndarray, "height width"] | None = None
    """Metres along the optical axis; `inf` for sky."""
    normal: Float16[np.ndarray, "height width 3"] | None = None
    """Unit, camera space: +X right, +Y up, +Z to the viewer; 0 for sky."""
    instance: UInt16[np.ndarray, "height width"] | None = None
    """`Instance.instance`; 0 for sky."""
    flow_fwd: Float32[np.ndarray, "height width 2"] | None = None
    """Pixels, x right, y down: where this pixel's surface point is at t+1 minus where it is now."""
    flow_bwd: Float32[np.ndarray, "height width 2"] | None = None
    """The same towards t-1. Sky: flow of the camera's rotation and zoom. NaN behind the camera."""
    occluded_fwd: UInt8[np.ndarray, "height width"] | None = None
    """1 where the point is hidden or outside the frame at t+1."""
    occluded_bwd: UInt8[np.ndarray, "height width"] | None = None
    position: Float32[np.ndarray, "height width 3"] | None = None
    """World [m]; NaN for sky."""
    part: UInt8[np.ndarray, "height width"] | None = None
    """Body part, an index of `BODY_PARTS`; 0 where there is no body."""
    illuminance: Float32[np.ndarray, "height width"] | None = None
    """Light that arrives at the surface [lx]: lamps, sun and ambient; NaN for sky."""
    luminance: Float32[np.ndarray, "height width"] | None = None
    """Light that the pixel sends to the camera [cd/m^2], linear, before exposure; sky included."""
    pose: UInt8[np.ndarray, "height width 3"] | None = None
    pose_animal: UInt8[np.ndarray, "height width 3"] | None = None


@runtime_checkable
class Renderer(Protocol):
    """Renders stages. Pure: the same stage, frames and options give the same bytes."""

    @property
    def name(self) -> str:
        """Return the entry point name."""
        ...

    @property
    def version(self) -> str:
        """Return what identifies the bytes: changes whenever any pass may change."""
        ...

    def render(
        self, stage: Stage, frames: Sequence[int], *, options: RenderOptions
    ) -> Iterator[Frame]:
        """Yield the frames in the given order; consecutive indices share work.

        Raises:
            RenderError: The stage cannot be rendered (no size, too large, too many instances).
        """
        ...
