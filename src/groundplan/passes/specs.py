"""What each pass is on disk: type, unit and convention, in the words that the manifest repeats."""

from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from groundplan.assets.body_parts import BODY_PARTS
from groundplan.previz.port import Pass

__all__ = ["SPECS", "DtypeName", "PassSpec"]

DtypeName = Literal["<f4", "<f2", "<u2", "|u1"]
"""Numpy type strings, little-endian."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PassSpec:
    """One pass: how a frame of it is stored and what its numbers mean."""

    dtype: DtypeName
    components: int
    """Values per pixel; 1 adds no axis."""
    unit: str
    convention: str
    bit_shuffle: bool = False
    """Regroup bits instead of bytes before compression: better on noisy mantissas."""
    delta: Literal["<u8"] | None = None
    """Store each pixel, its bits read as this integer, minus the one before: exact, and small."""

    def frame_shape(self, width_px: int, height_px: int) -> tuple[int, ...]:
        """Return the shape of one frame's array."""
        plane = (height_px, width_px)
        return plane if self.components == 1 else (*plane, self.components)

    def frame_bytes(self, width_px: int, height_px: int) -> int:
        """Return the size of one decoded frame [bytes]."""
        return width_px * height_px * self.components * np.dtype(self.dtype).itemsize


_TOWARDS: Final = (
    "where the surface point of this pixel is at {} minus where it is now; x right, y down; sky "
    "moves with the camera's rotation and zoom; NaN where the point is behind the camera then"
)
_HIDDEN: Final = "1 where the surface point of this pixel is hidden or outside the frame at {}"

SPECS: Final[dict[Pass, PassSpec]] = {
    Pass.BEAUTY: PassSpec(
        dtype="|u1",
        components=3,
        unit="1/255",
        convention="R G B, sRGB transfer, Rec.709 primaries, tone-mapped, anti-aliased",
    ),
    Pass.DEPTH: PassSpec(
        dtype="<f4",
        components=1,
        unit="m",
        convention="distance along the optical axis, not along the ray; inf for sky",
    ),
    Pass.NORMAL: PassSpec(
        dtype="<f2",
        components=3,
        unit="1",
        convention="unit vector in camera axes: +X right, +Y up, +Z to the viewer; 0 0 0 for sky",
    ),
    Pass.INSTANCE: PassSpec(
        dtype="<u2",
        components=1,
        unit="id",
        convention="`instance` of the manifest's instance table; 0 for sky",
    ),
    Pass.FLOW_FWD: PassSpec(
        dtype="<f4",
        components=2,
        unit="px",
        convention=_TOWARDS.format("t+1"),
        bit_shuffle=True,
        delta="<u8",
    ),
    Pass.FLOW_BWD: PassSpec(
        dtype="<f4",
        components=2,
        unit="px",
        convention=_TOWARDS.format("t-1"),
        bit_shuffle=True,
        delta="<u8",
    ),
    Pass.OCCLUDED_FWD: PassSpec(
        dtype="|u1", components=1, unit="bool", convention=_HIDDEN.format("t+1")
    ),
    Pass.OCCLUDED_BWD: PassSpec(
        dtype="|u1", components=1, unit="bool", convention=_HIDDEN.format("t-1")
    ),
    Pass.POSITION: PassSpec(
        dtype="<f4",
        components=3,
        unit="m",
        convention="surface point in world axes: right-handed, +Y up; NaN for sky",
        bit_shuffle=True,
    ),
    Pass.PART: PassSpec(
        dtype="|u1",
        components=1,
        unit="id",
        convention="body part, left and right the body's own: "
        + ", ".join(f"{k} {name}" for k, name in enumerate(BODY_PARTS)),
    ),
    Pass.ILLUMINANCE: PassSpec(
        dtype="<f4",
        components=1,
        unit="lx",
        convention="light arriving at the surface from its own side: lamps, sun and ambient, "
        "photopic; NaN for sky",
        bit_shuffle=True,
    ),
    Pass.LUMINANCE: PassSpec(
        dtype="<f4",
        components=1,
        unit="cd/m^2",
        convention="light sent to the camera, air and emission included, linear, before exposure; "
        "sky has its own",
        bit_shuffle=True,
    ),
    Pass.POSE: PassSpec(
        dtype="|u1",
        components=3,
        unit="1/255",
        convention="R G B; people's OpenPose-18 skeletons on black, with hands and faces unless "
        "left out, drawn as DWPose does",
    ),
    Pass.POSE_ANIMAL: PassSpec(
        dtype="|u1",
        components=3,
        unit="1/255",
        convention="R G B; animals' AP-10K skeletons on black, links and colours of MMPose",
    ),
}
"""Every pass that a pack may hold; truth is sampled at pixel centres, never filtered."""
