"""Entities and their components: everything that stands, moves, lights or looks."""

from dataclasses import field
from typing import Literal

from pydantic.dataclasses import dataclass

from groundplan.world.base import CLOSED, Color, EntityId, Quaternion, Sha256, Vector2, Vector3
from groundplan.world.channel import Channel

__all__ = [
    "Aim", "Appearance", "Asset", "Body", "Camera", "Entity", "EntityKind", "Garment", "Geometry",
    "Hair", "Light", "Physics", "Primitive", "Rig", "RigKind", "Semantics", "Terrain", "Transform",
]  # fmt: skip

EntityKind = Literal[
    "set", "prop", "vehicle", "character", "animal", "light", "camera", "audio", "group"
]


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class Transform:
    """`parent_from_entity`; the origin of a body is its footprint's centre at its lowest point."""

    position_m: Vector3 = (0.0, 0.0, 0.0)
    rotation: Quaternion = (0.0, 0.0, 0.0, 1.0)
    scale: Vector3 = (1.0, 1.0, 1.0)


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class Asset:
    """What it is drawn with."""

    catalogue_id: str
    """Entry of the catalogue ("bench", "dog"), or `placeholder`."""
    placeholder: bool = False
    """True: the noun is not in the catalogue; a labelled stand-in of plausible size is drawn."""
    detail: int = 0
    """Extra subdivision, 0 for the default."""


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class Primitive:
    """A shape given by numbers, drawn instead of an asset."""

    shape: Literal["box", "sphere", "cylinder", "cone", "capsule", "plane"]
    segments: int = 0
    """0 for the default tessellation."""
    bevel_m: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class Geometry:
    """A mesh that the user brought, drawn as it is; its file lies beside the document."""

    mesh: Sha256
    """Of the file in `meshes/`; see `groundplan.assets.brought` for what is in it."""
    source: str = ""
    """Where it comes from."""
    licence: str = ""
    """SPDX identifier, or the owner's words."""


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class Garment:
    """A worn thing."""

    color: Color
    material: str = "cloth"


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class Hair:
    """Hair of the head."""

    style: Literal[
        "usual", "bald", "balding", "buzz", "cropped", "short", "side_part", "quiff", "receding",
        "fringe", "curly", "afro", "bob", "bob_fringe", "long", "wavy", "long_fringe", "bun",
        "top_knot", "ponytail", "braids",
    ] = "usual"  # fmt: skip
    """`usual`: what is habitual for age and gender."""
    color: Color | None = None
    """None: brown, and grey in old age; brows and beard follow it."""


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class Appearance:
    """Surface; colours are sRGB here and linear in the renderer."""

    color: Color = "#8c8c8c"
    material: str = "clay"
    roughness: float = 0.7
    metallic: float = 0.0
    pattern: str = "plain"
    garments: dict[str, Garment] = field(default_factory=dict[str, Garment])
    """By garment id ("coat")."""
    skin: Color | None = None
    """Of people; None: a middle tone."""
    hair: Hair = field(default_factory=Hair)
    beard: Literal["none", "stubble", "moustache", "goatee", "full", "long"] = "none"


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class Body:
    """Parameters of a jointed body."""

    rig: Literal["human", "quadruped", "bird", "fish"]
    species: str = "human"
    height_m: float = 1.70
    """Standing height; shoulder height for a quadruped."""
    build: float = 0.5
    """0 slight, 1 heavy."""
    age_years: float = 30.0
    gender: Literal["female", "male", "neutral"] = "neutral"


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class Camera:
    """Lens, gate and exposure."""

    focal_mm: float = 35.0
    sensor_name: str = "super35_16x9"
    sensor_width_mm: float = 24.89
    sensor_height_mm: float = 14.00
    fstop: float = 4.0
    focus_m: float = 3.0
    shutter_angle_rad: float = 3.141592653589793
    iso: float = 800.0
    exposure_compensation_ev: float = 0.0
    auto_exposure: bool = True
    """True: stop, shutter and ISO were not stated; EV is metered from the world's light."""
    white_balance_k: float | None = None
    """Temperature that looks neutral; None: metered from the world's light, and adapted to in
    part, so that warm light stays warm."""
    distortion_k1: float = 0.0
    distortion_k2: float = 0.0
    distortion_k3: float = 0.0
    distortion_p1: float = 0.0
    distortion_p2: float = 0.0
    near_m: float = 0.05
    lens_name: str = ""
    """Which real lens it is (`groundplan.geometry.lenses`); empty: an ideal one."""
    breathing: float = 0.0
    """Focus breathing: share by which the field of view narrows (negative: widens) when the lens
    goes from infinity to its closest focus."""
    close_focus_m: float = 0.3
    """Nearest distance that it focuses at."""
    nd_stops: float = 0.0
    """Neutral-density filter."""
    circle_mm: float | None = None
    """Circle of confusion; None: the gate's diagonal over 1500."""


RigKind = Literal[
    "tripod", "dolly", "slider", "crane", "jib", "steadicam", "gimbal", "handheld", "drone",
    "vehicle", "cable",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class Rig:
    """What a camera is carried by, and how far and fast that can go; None: no limit."""

    kind: RigKind
    track_m: float | None = None
    """Length of rails, slider or cable."""
    arm_m: float | None = None
    """Reach of a crane's or jib's arm."""
    lowest_m: float | None = None
    """Heights of the optical centre."""
    highest_m: float | None = None
    speed_mps: float | None = None
    acceleration_mps2: float | None = None
    jerk_mps3: float | None = None
    turn_radps: float | None = None
    """Fastest pan and tilt of its head."""
    width_m: float | None = None
    """Narrowest door that it goes through."""


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class Aim:
    """Keeps a camera, light or head turned at a target; overrides the rotation.

    Animatable channels: `aim.height_m`, `aim.offset_m`, `aim.screen`, `aim.roll_rad`.
    """

    target: EntityId
    height_m: float = 0.0
    """Height of the aimed point above the target's origin [m]."""
    offset_m: Vector3 = (0.0, 0.0, 0.0)
    """World-axes offset added to the aimed point [m]."""
    screen: Vector2 = (0.5, 0.5)
    """Where the aimed point sits in the frame: fractions of width and height, (0, 0) top left."""
    roll_rad: float = 0.0
    """Dutch angle; positive rolls the camera clockwise seen from behind it."""


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class Light:
    """A light in photometric units."""

    type: Literal["sun", "sky", "point", "spot", "area"]
    temperature_k: float = 5600.0
    illuminance_lx: float | None = None
    """Sun: on a plane facing it. Sky: horizontal."""
    luminous_flux_lm: float | None = None
    """Point, spot and area lights."""
    azimuth_rad: float | None = None
    """Sun: where it stands, about +Y from +Z towards +X (as headings)."""
    elevation_rad: float | None = None
    angular_diameter_rad: float = 0.00935
    beam_angle_rad: float = 0.7853981633974483
    size_m: Vector2 = (0.1, 0.1)
    casts_shadow: bool = True
    tint: Color = "#ffffff"
    """A gel over the temperature's colour."""
    environment: str = "analytic"
    """Sky: which picture of a real sky it is (`groundplan.assets.skies`), turned so that its sun
    stands where the world's does; `analytic`: a gradient that follows from the numbers."""
    role: Literal[
        "", "key", "fill", "rim", "kicker", "background", "eye", "practical", "ambience"
    ] = ""
    """What it does in a lighting rig."""
    subject: EntityId | None = None
    """Whose face it is set for."""
    gel: str = ""
    """Names of gels in front of it ("full_cto"), comma between; `tint` and flux hold the result."""


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class Physics:
    """Mass and friction."""

    mass_kg: float
    friction: float = 0.6


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class Terrain:
    """A ground that is not level; the origin lies at height 0. See `geometry.landform`."""

    shape: Literal["slope", "ramp", "hill", "dune", "valley"]
    grade_rad: float = 0.17453292519943295
    """Steepest angle of the side that rises."""
    heading_rad: float = 1.5707963267948966
    """Where it rises to, about +Y from +Z towards +X."""


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class Semantics:
    """What it is in words."""

    noun: str = ""
    prompt: str = ""
    """The director's own words for it."""


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class Entity:
    """One thing; absent components are None."""

    name: str
    """Unique, readable: letters, digits, `_` ("woman", "dog_2"); usable in paths."""
    kind: EntityKind
    label: str = ""
    """What people call it ("woman in a red coat")."""
    parent: EntityId | None = None
    tags: tuple[str, ...] = ()
    scenes: tuple[str, ...] = ()
    """Ids of the scenes that it is in; empty: it is in all of them."""
    transform: Transform = field(default_factory=Transform)
    size_m: Vector3 | None = None
    """Width, height, depth along its own axes, before scale."""
    asset: Asset | None = None
    primitive: Primitive | None = None
    geometry: Geometry | None = None
    """Instead of asset, primitive and body; needs `size_m`, that of the mesh."""
    appearance: Appearance | None = None
    body: Body | None = None
    camera: Camera | None = None
    rig: Rig | None = None
    """Of a camera: what carries it."""
    aim: Aim | None = None
    light: Light | None = None
    physics: Physics | None = None
    terrain: Terrain | None = None
    """Of a ground: its rise and fall."""
    semantics: Semantics = field(default_factory=Semantics)
    attributes: dict[str, str] = field(default_factory=dict[str, str])
    """Free properties: `color` (#rrggbb or word), `material`, `state` …; what describe shows."""
    parts: dict[str, float] = field(default_factory=dict[str, float])
    """How far parts of its asset are open, by joint ("leaf", "drawer"): 0 closed, 1 fully, -1 fully
    the other way where it opens both ways. Animatable: `parts.leaf`."""
    channels: dict[str, Channel] = field(default_factory=dict[str, Channel])
    """By animated field, dots between parts: `transform.position_m`, `camera.focal_mm` …"""
