"""What an observer saw of a clip: its camera and its instances, frame by frame of the plan."""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Bool, Float64, UInt16

__all__ = ["CameraSeen", "InstanceSeen", "JointsSeen", "Observation"]

Series = Float64[np.ndarray, " frame"]
Flags = Bool[np.ndarray, " frame"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CameraSeen:
    """The clip's camera; rows of frames in which it was not seen are NaN."""

    seen: Flags
    camera_from_world_cv: Float64[np.ndarray, "frame 4 4"]
    """OpenCV axes, in the plan's world [m]."""
    focal_px: Series
    """Horizontal focal length on the plan's raster."""
    confidence: Series
    """0..1: share of the landmarks that agree."""
    landmark_count: Series
    """Of those that the plan shows there: too few tell nothing."""
    sigma_rotation_rad: Series
    sigma_centre_m: Series
    sigma_focal: Series
    """Standard deviation of the logarithm of the focal length; `inf`: not determined."""
    sigma_framing: Series
    """The same where the camera does not travel: how well the picture's scale is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InstanceSeen:
    """One instance in the clip; what was not found is NaN."""

    instance: int
    entity: str
    asked: Flags
    """The plan shows enough of it to look for."""
    in_view: Flags
    """The clip's own camera would show it: else the camera is to blame."""
    found: Flags
    absent: Flags
    """Nothing there is like it; neither found nor absent: nobody can tell."""
    likeness: Series
    """Of its structure, -1..1."""
    offset_px: Float64[np.ndarray, "frame 2"]
    """Centre of what shows of it, in the clip minus as planned, x right, y down."""
    own_offset_px: Float64[np.ndarray, "frame 2"]
    """The part of it that the camera does not explain."""
    scale: Series
    """Size in the clip over as planned."""
    spread_px: Series
    """How far its patches disagree: a robust standard deviation."""
    shape_lag: Series
    """By how many frames it has the shape of an earlier moment of the plan; mostly 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JointsSeen:
    """The joints of one body in the clip; pixel centres at +0.5."""

    instance: int
    entity: str
    names: tuple[str, ...]
    asked: Bool[np.ndarray, "frame joint"]
    """The plan shows it."""
    planned_px: Float64[np.ndarray, "frame joint 2"]
    seen_px: Float64[np.ndarray, "frame joint 2"]
    """NaN: nobody can tell."""
    height_px: Series
    """Of the body as planned: the larger side of the box about its joints."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """All that an observer saw."""

    observer: str
    """Name and version: `plan-guided/1`."""
    camera: CameraSeen
    instances: tuple[InstanceSeen, ...]
    unexplained: Series
    """Largest part of the picture that nothing planned explains, 0..1; NaN: not looked for."""
    masks: UInt16[np.ndarray, "frame height width"]
    """Instance ids where the clip shows them; 0: nothing, sky, or the set itself."""
    joints: tuple[JointsSeen, ...] = ()
    """Of people and animals, where the plan knows their joints."""
