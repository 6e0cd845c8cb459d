"""What a light meter reads at a face, or anywhere: by lamp, by role, as a ratio and as white.

The lighting ratio is key : fill (1 000 lx of key to 500 lx of fill are 2:1). Key: the flat receptor
turned to the key lamp reads the key lamps alone. Fill: with key lamps off (what the floor returns
of them too) and those from behind covered, the flat receptor turned to the strongest fill lamp, or
without one to the cheek away from the key, reads all that is left, the sky included. `contrast` is
what the picture shows: both cheeks with everything on, (key + fill) : fill.

Source:
    Shared notes "language and agents", section 6: ratio = 2^stops(key - fill), key 1000 lx and
    fill 500 lx are 2:1. EV100 by incident-light calibration as in `geometry.exposure`.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
from jaxtyping import Float

from groundplan.geometry import colour, exposure
from groundplan.geometry.white_point import WhitePoint, white_point_of
from groundplan.scene import photometry
from groundplan.scene.stage import LightPose, SkyPose
from groundplan.units import Kelvin, Lux, Stops
from groundplan.world.entity import Light

__all__ = ["Dome", "FaceLight", "LampAtFace", "LitLamp", "cheek", "light_xyz", "read_face"]

Vector = Float[np.ndarray, " 3"]

_CHEEK_RAD: Final = math.radians(45.0)
"""How far the plane of a cheek is turned away from that of the face."""
_BEHIND: Final = -0.17
"""A lamp is a rim where its direction is this far behind the face plane (10 degrees), unless it
says what it is."""
_FILLS: Final = frozenset({"fill", "ambience", "practical", "eye"})
_LEAST_LX: Final = 1e-6
_WHITE: Final = "#ffffff"


@dataclass(frozen=True, slots=True, kw_only=True)
class LitLamp:
    """A lamp of the world at one time, and what it is."""

    pose: LightPose
    name: str
    light: Light
    kelvin: Kelvin


@dataclass(frozen=True, slots=True, kw_only=True)
class Dome:
    """The sky and the ground, whose light depends on the lamps that are on."""

    entity: str
    lit_by: Callable[[tuple[LightPose, ...]], SkyPose]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LampAtFace:
    """What one light gives at the face."""

    entity: str
    name: str
    role: str
    """Its own, or what it does: key, fill, rim."""
    kelvin: float
    """Of the lamp, gels not counted."""
    gel: str
    facing_lx: float
    """On a flat receptor turned to it; the sky's: on the one turned to the camera."""
    face_lx: float
    """On the face plane."""
    camera_lx: float
    """On a flat receptor turned to the camera."""
    dome_lx: float
    """On a white dome turned to the camera."""
    towards: Vector
    distance_m: float
    xyz: Vector
    """Colour, Y = 1."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class FaceLight:
    """All of a reading; lux unless it says otherwise."""

    place: Vector
    lamps: tuple[LampAtFace, ...]
    """The strongest first; the sky is one of them."""
    flat_lx: float
    """Turned to the camera."""
    dome_lx: float
    """White dome turned to the camera."""
    face_lx: float
    """On the face plane."""
    key_lx: float
    fill_lx: float
    rim_lx: float
    """Of the strongest light from behind, facing it."""
    lit_cheek_lx: float
    shadow_cheek_lx: float
    white: WhitePoint
    """Of all light on the dome."""

    @property
    def ratio(self) -> float:
        """Return key : fill; infinite without any fill."""
        return self.key_lx / self.fill_lx if self.fill_lx > _LEAST_LX else math.inf

    @property
    def ratio_stops(self) -> float:
        """Return the same in stops."""
        return math.log2(self.ratio) if 0.0 < self.ratio < math.inf else math.inf

    @property
    def contrast(self) -> float:
        """Return (key + fill) : fill, measured on both cheeks."""
        low = self.shadow_cheek_lx
        return self.lit_cheek_lx / low if low > _LEAST_LX else math.inf

    @property
    def ev100(self) -> float:
        """Return what a meter with a dome turned to the camera says."""
        level = Lux(max(self.dome_lx, _LEAST_LX))
        return exposure.metered_ev100(level, constant=exposure.DOME_CONSTANT_LX)

    def over(self, level_lx: float, *, ev100: float) -> Stops:
        """Return how far a light on a flat receptor is over what an exposure is set for [stops]."""
        metered = exposure.metered_ev100(Lux(max(level_lx, _LEAST_LX)))
        return Stops(metered - ev100)

    def of_role(self, role: str) -> tuple[LampAtFace, ...]:
        """Return the lamps that have a role."""
        return tuple(lamp for lamp in self.lamps if lamp.role == role)


def read_face(
    lamps: tuple[LitLamp, ...],
    dome: Dome,
    *,
    place: Vector,
    front: Vector,
    camera: Vector,
) -> FaceLight:
    """Return the reading at `place` of a face that looks along `front`; both vectors are unit.

    `camera` points from the face to the camera. Colours must be those of a camera balanced to D65.
    """
    shining = tuple(lamp for lamp in lamps if photometry.arriving(lamp.pose, place).facing_lx > 0)
    roles = _roles(shining, place=place, front=front)
    rows = [
        _row(lamp, place=place, front=front, camera=camera, role=roles[lamp.pose.entity])
        for lamp in shining
    ]
    sky = dome.lit_by(tuple(lamp.pose for lamp in lamps))
    rows.append(_sky_row((dome.entity, sky), front=front, camera=camera))
    rows.sort(key=lambda row: -row.facing_lx)
    keys = [lamp for lamp in shining if roles[lamp.pose.entity] == "key"]
    unkeyed = dome.lit_by(tuple(lamp.pose for lamp in lamps if lamp not in keys))
    fills = [lamp for lamp in shining if roles[lamp.pose.entity] in _FILLS]
    towards = photometry.arriving(keys[0].pose, place).towards if keys else front
    shade = cheek(front, away_from=towards)
    fill_axis = _fill_axis(fills, place=place, without=shade)
    mixed = np.sum([row.dome_lx * row.xyz for row in rows], axis=0)

    def flat(chosen: list[LitLamp], normal: Vector) -> float:
        return sum(photometry.flat_lx(lamp.pose, place, normal) for lamp in chosen)

    def whole(normal: Vector) -> float:
        return flat([*shining], normal) + photometry.sky_flat_lx(sky, normal)

    return FaceLight(
        place=place,
        lamps=tuple(rows),
        flat_lx=whole(camera),
        dome_lx=sum(row.dome_lx for row in rows),
        face_lx=sum(row.face_lx for row in rows),
        key_lx=flat(keys, towards),
        fill_lx=flat(fills, fill_axis) + photometry.sky_flat_lx(unkeyed, fill_axis),
        rim_lx=max((row.facing_lx for row in rows if row.role in {"rim", "kicker"}), default=0.0),
        lit_cheek_lx=whole(cheek(front, away_from=-towards)),
        shadow_cheek_lx=whole(shade),
        white=white_point_of(mixed),
    )


def cheek(front: Vector, *, away_from: Vector) -> Vector:
    """Return the normal of the cheek that is turned away from a direction, unit."""
    aside = -(away_from - front * float(np.sum(away_from * front)))
    aside = aside * np.array([1.0, 0.0, 1.0])
    length = math.sqrt(float(np.sum(aside * aside)))
    if length < 1e-6:
        return front
    way = front * math.cos(_CHEEK_RAD) + aside / length * math.sin(_CHEEK_RAD)
    return way / math.sqrt(float(np.sum(way * way)))


def light_xyz(light: Light, kelvin: Kelvin) -> Vector:
    """Return a lamp's colour, gel included, with Y = 1; not clipped to what a screen shows."""
    xyz = colour.xyz_from_kelvin(kelvin)
    if light.tint == _WHITE:
        return xyz
    plain = np.sum(colour.LINEAR_FROM_XYZ * xyz, axis=-1)
    tinted = colour.xyz_from_linear(plain * np.array(colour.linear_from_hex(light.tint)))
    return tinted / max(float(tinted[1]), 1e-9)


def _fill_axis(fills: list[LitLamp], *, place: Vector, without: Vector) -> Vector:
    """Return where the receptor for the fill is turned."""
    lamps = [photometry.arriving(lamp.pose, place) for lamp in fills if lamp.light.role == "fill"]
    if not lamps:
        return without
    return max(lamps, key=lambda one: one.facing_lx).towards


def _roles(lamps: tuple[LitLamp, ...], *, place: Vector, front: Vector) -> dict[str, str]:
    """Return what each lamp does: what it says, else the strongest from before the face is key."""
    found = {lamp.pose.entity: str(lamp.light.role) for lamp in lamps}
    open_ = [lamp for lamp in lamps if found[lamp.pose.entity] in {"", "practical"}]
    before: list[tuple[float, str]] = []
    for lamp in open_:
        there = photometry.arriving(lamp.pose, place)
        if float(np.sum(there.towards * front)) < _BEHIND:
            found[lamp.pose.entity] = "rim"
        else:
            found[lamp.pose.entity] = "fill"
            before.append((there.facing_lx, lamp.pose.entity))
    if "key" not in found.values() and before:
        found[max(before)[1]] = "key"
    return found


def _row(lamp: LitLamp, *, place: Vector, front: Vector, camera: Vector, role: str) -> LampAtFace:
    there = photometry.arriving(lamp.pose, place)
    return LampAtFace(
        entity=lamp.pose.entity,
        name=lamp.name,
        role=role,
        kelvin=lamp.kelvin,
        gel=lamp.light.gel,
        facing_lx=there.facing_lx,
        face_lx=photometry.flat_lx(lamp.pose, place, front),
        camera_lx=photometry.flat_lx(lamp.pose, place, camera),
        dome_lx=photometry.dome_lx(lamp.pose, place, camera),
        towards=there.towards,
        distance_m=there.distance_m,
        xyz=light_xyz(lamp.light, lamp.kelvin),
    )


def _sky_row(sky: tuple[str, SkyPose], *, front: Vector, camera: Vector) -> LampAtFace:
    entity, pose = sky
    form = photometry.sky_form(pose)
    rgb = photometry.sky_lux(form, camera)
    level = float(colour.relative_luminance(rgb))
    xyz = colour.xyz_from_linear(rgb)
    white = white_point_of(xyz) if level > _LEAST_LX else WhitePoint(None, None)
    return LampAtFace(
        entity=entity,
        name="sky",
        role="ambience",
        kelvin=white.kelvin or 0.0,
        gel="",
        facing_lx=level,
        face_lx=photometry.sky_flat_lx(pose, front),
        camera_lx=level,
        dome_lx=photometry.sky_dome_lx(pose, camera),
        towards=np.array([0.0, 1.0, 0.0]),
        distance_m=math.inf,
        xyz=xyz / max(level, _LEAST_LX),
    )
