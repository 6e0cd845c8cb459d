"""What a renderer sees: a stage whose topology is fixed for one shot, and its pose at any time.

Nothing here is decided by a renderer. All arrays are read-only by agreement; spaces are named.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, Literal

import numpy as np
from jaxtyping import Float, Float32, Int32, UInt8, UInt16

from groundplan.units import Subframes

__all__ = [
    "SHADOWED_LAMPS", "CameraPose", "Exposure", "Instance", "Item", "LightPose", "Material",
    "Mesh", "Morphs", "Pose", "Skin", "SkyPicture", "SkyPose", "Stage", "StageClock",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Skin:
    """Four bone influences per vertex; weights of a vertex sum to 1."""

    joints: UInt16[np.ndarray, "vertex 4"]
    """Bone index, local to the item: row `Item.first_bone + joint` of `Pose.skin_from_bind`."""
    weights: Float32[np.ndarray, "vertex 4"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Morphs:
    """Shapes that some vertices of a mesh are mixed with before they are skinned."""

    vertices: Int32[np.ndarray, " moved"]
    offsets: Float32[np.ndarray, "unit moved 3"]
    """Added to positions at weight 1 [m]; row `Item.first_morph + unit` of `Pose.morph_weights`."""
    normals: Float32[np.ndarray, "unit moved 3"]
    """Added to normals, which need no length of 1."""

    def mixed(
        self, weights: Float32[np.ndarray, " unit"]
    ) -> tuple[Float32[np.ndarray, "moved 3"], Float32[np.ndarray, "moved 3"]]:
        """Return what is added to positions [m] and normals of `vertices`."""
        offset, normal = (np.zeros(self.offsets.shape[1:], np.float32) for _ in range(2))
        for unit in np.flatnonzero(weights):
            offset += weights[unit] * self.offsets[unit]
            normal += weights[unit] * self.normals[unit]
        return offset, normal


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Mesh:
    """Triangles in the item's own space [m], counter-clockwise seen from outside."""

    positions: Float32[np.ndarray, "vertex 3"]
    normals: Float32[np.ndarray, "vertex 3"]
    """Unit, outward."""
    triangles: Int32[np.ndarray, "triangle 3"]
    skin: Skin | None = None
    parts: UInt8[np.ndarray, " triangle"] | None = None
    """Body part of each triangle, an index of `BODY_PARTS`; None: 0 for all."""
    morphs: Morphs | None = None
    """Of a mesh with a skin."""

    def posed(
        self, weights: Float32[np.ndarray, " weight"], *, first: int
    ) -> Float32[np.ndarray, "vertex 3"]:
        """Return positions mixed by the weights from `first` on [m]; its own where all are 0."""
        if self.morphs is None:
            return self.positions
        own = weights[first : first + len(self.morphs.offsets)]
        if not np.any(own):
            return self.positions
        moved = self.positions.copy()
        moved[self.morphs.vertices] += self.morphs.mixed(own)[0]
        return moved


_TIMELINE_START: Final = Subframes(0)

SHADOWED_LAMPS: Final = 4
"""How many lamps, the strongest of those that should, throw shadows; the sun's are besides."""

Pattern = Literal[
    "plain", "grid", "checker", "stripes", "noise", "planks", "bricks", "grass", "asphalt", "sand",
    "snow", "ripples", "soil", "tiles",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """An opaque surface; colours are linear Rec.709 reflectances in 0..1."""

    base_color: tuple[float, float, float] = (0.5, 0.5, 0.5)
    roughness: float = 0.7
    metallic: float = 0.0
    emission_nit: tuple[float, float, float] = (0.0, 0.0, 0.0)
    """Emitted luminance per linear Rec.709 channel [cd/m^2]."""
    pattern: Pattern = "plain"
    """Procedural pattern, evaluated on bind-pose item-space position (world position for the
    ground: its item is not moved); from grass on a function of x and z alone."""
    pattern_color: tuple[float, float, float] = (0.3, 0.3, 0.3)
    pattern_scale_m: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One drawable: a mesh in one material, moved by one matrix and perhaps by bones."""

    instance: int
    """Id written to the instance pass, 1..65535; several items may share it."""
    mesh: Mesh
    material: Material
    first_bone: int = 0
    first_morph: int = 0
    two_sided: bool = False
    casts_shadow: bool = True
    moving: bool = True
    """False promises the same matrix at every time of the shot, so that work can be shared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Instance:
    """What an id in the instance pass stands for."""

    instance: int
    entity: str
    name: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Exposure:
    """How luminance becomes a picture value."""

    saturation_luminance_nit: float
    """Luminance that the sensor clips at, 1.2 * 2^EV100 [cd/m^2]; the unit of linear beauty."""
    ev100: float
    automatic: bool
    """True when metered because the world states no stop, shutter or ISO."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CameraPose:
    """A camera at one time."""

    world_from_camera: Float[np.ndarray, "4 4"]
    """Rigid; the camera looks along its own -Z, +X right, +Y up."""
    intrinsics_px: Float[np.ndarray, "3 3"]
    """K for pixels whose centres lie at +0.5, x right, y down (COLMAP)."""
    distortion: tuple[float, float, float, float, float]
    """Brown-Conrady k1, k2, p1, p2, k3 (OpenCV order); truth passes are undistorted."""
    near_m: float
    focal_mm: float
    sensor_mm: tuple[float, float]
    fstop: float
    focus_m: float
    shutter_angle_rad: float
    exposure: Exposure
    white_balance_k: float = 6504.0
    """Temperature that the lights' colours were balanced to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LightPose:
    """A light at one time, in photometric units, ready for shading."""

    entity: str
    kind: Literal["sun", "point", "spot", "area"]
    position: tuple[float, float, float] = (0.0, 0.0, 0.0)
    """World [m]; unused by the sun."""
    direction: tuple[float, float, float] = (0.0, -1.0, 0.0)
    """World, unit, the way the light travels."""
    color: tuple[float, float, float] = (1.0, 1.0, 1.0)
    """Linear Rec.709 scaled to relative luminance 1 (0.2126 R + 0.7152 G + 0.0722 B = 1)."""
    illuminance_lx: float = 0.0
    """Sun only: on a plane that faces it, outside shadow."""
    intensity_cd: float = 0.0
    """Point, spot, area: intensity along `direction`; an area light falls off as a cosine."""
    beam_angle_rad: float = 6.283185307179586
    """Spot only: full angle of the beam."""
    right: tuple[float, float, float] = (1.0, 0.0, 0.0)
    """Area only: world, unit, along its width; square to `direction`."""
    size_m: tuple[float, float] = (0.0, 0.0)
    """Area: width and height; point and spot: diameter twice."""
    angular_diameter_rad: float = 0.00935
    """Sun only: sets the penumbra."""
    casts_shadow: bool = True
    holder: str = ""
    """Entity that the light is built into: it throws no shadow of its own light."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SkyPicture:
    """A picture of a real sky, which takes the gradient's place."""

    cube: Float32[np.ndarray, "6 side side 3"]
    """Radiance per lux of level light [1/sr]; layout as `groundplan.assets.sky_cube` says."""
    ring: Float32[np.ndarray, "ring 3"]
    """The same along the horizon, by diamond angle."""
    gain_lx: tuple[float, float, float]
    """Level light that it gives, per linear Rec.709 channel [lx], at the map's own colour."""
    heading_rad: float
    """The picture is turned by this about +Y, from +Z towards +X."""
    form: Float[np.ndarray, "3 4 4"]
    """Irradiance of its upper half in world axes, gains included [lx], as a quadratic form."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SkyPose:
    """A dome that lights and fills the background.

    Radiance at an elevation of sine s is zenith + (horizon - zenith) (1 - s)^4, or a picture's.
    """

    zenith_nit: tuple[float, float, float]
    """Linear Rec.709 luminance straight up [cd/m^2]."""
    horizon_nit: tuple[float, float, float]
    ground_nit: tuple[float, float, float]
    """Radiance of the lower hemisphere, for ambient light from below."""
    haze_m: float = math.inf
    """Distance at which air in the horizon's colour hides half of a surface, in beauty only."""
    picture: SkyPicture | None = None
    """Seen and shaded by instead of the gradient; the three colours are then its means."""
    haloed: float = 0.0
    """Share of the sun's light that air spreads around its disc, in the background only."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Pose:
    """Everything that moves, at one time."""

    time: Subframes
    world_from_item: Float32[np.ndarray, "item 4 4"]
    skin_from_bind: Float32[np.ndarray, "bone 4 4"]
    """Bone matrices in item space (posed times inverse bind); none: shape (0, 4, 4)."""
    camera: CameraPose
    lights: tuple[LightPose, ...]
    sky: SkyPose
    morph_weights: Float32[np.ndarray, " weight"] = field(
        default_factory=lambda: np.zeros(0, np.float32)
    )
    """Of all items with morphs; shape (0,): all are 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StageClock:
    """The frame clock of a shot."""

    fps_num: int
    fps_den: int
    frame_count: int
    start_frame: int = 1001
    """The number that people read for frame index 0 of the timeline."""
    start_time: Subframes = _TIMELINE_START

    def time(self, frame: int) -> Subframes:
        """Return the time of frame index `frame`, which may lie outside 0..frame_count-1."""
        return Subframes(self.start_time + 1000 * frame)

    def seconds(self, frame: int) -> float:
        """Return seconds from the first frame of the shot."""
        return frame * self.fps_den / self.fps_num


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Stage:
    """A shot, ready to be rendered: fixed topology, and a pure function of time."""

    world_hash: str
    shot: str
    clock: StageClock
    size_px: tuple[int, int]
    """Width, height."""
    items: tuple[Item, ...]
    instances: tuple[Instance, ...]
    pose: Callable[[Subframes], Pose]
    """Pure; times before the first and after the last frame are valid (flow needs them)."""
