"""The light of a shot in a few numbers: read at the subject's face, in the camera's axes."""

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
from jaxtyping import Float

from groundplan.geometry import colour
from groundplan.geometry.white_point import white_point_of
from groundplan.scene import view
from groundplan.scene.face_light import FaceLight, LampAtFace
from groundplan.scene.library import EMPTY, Library
from groundplan.scene.light_probe import Probe, probe
from groundplan.shader.measuring.in_view import ShotView
from groundplan.world.document import World

__all__ = ["LampSeen", "ShotLight", "shot_light"]

_DARK_LX: Final = 1e-3
_WHITE: Final = "#ffffff"
_KEYS: Final = frozenset({"key", "rim", "kicker"})


@dataclass(frozen=True, slots=True, kw_only=True)
class LampSeen:
    """A light as the camera's eye has it."""

    entity: str
    name: str
    role: str
    """What it does at the face: `key`, `fill`, `rim`, `ambience` …"""
    kelvin: float
    """With its gels; 0: it is too coloured to have one."""
    color: str
    """sRGB code, at full brightness."""
    lux: float
    """On a receptor turned to it."""
    azimuth_rad: float
    """Where it comes from, level: 0 from the camera, positive from its right, pi from behind."""
    elevation_rad: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ShotLight:
    """What a meter reads; shadows do not count."""

    subject: str
    """Entity id; empty: a point before the camera."""
    leading: LampSeen
    """The key, else the strongest lamp, else the sky."""
    key_lx: float
    """0: nothing lights the face from before it but the sky."""
    fill_lx: float
    rim_lx: float
    flat_lx: float
    """All light, on a receptor turned to the camera."""
    sky_kelvin: float
    """0: no white point."""
    white_balance_k: float
    ev100: float
    automatic: bool
    """The exposure is metered, not stated."""

    @property
    def ratio(self) -> float:
        """Return key to fill; infinite without any fill."""
        return self.key_lx / self.fill_lx if self.fill_lx > _DARK_LX else math.inf


def shot_light(
    there: World, shot_id: str, *, shot: ShotView, library: Library = EMPTY
) -> ShotLight | None:
    """Return the light at the subject in the middle of a shot; None in the dark.

    Raises:
        SceneError: The camera or the subject cannot be posed.
    """
    subject = _subject(there, shot_id, shot)
    reading = _read(there, shot_id, subject=subject, library=library)
    face = reading.face
    if face.flat_lx < _DARK_LX and face.rim_lx < _DARK_LX:
        return None
    camera = view.view_at(there, there.shots[shot_id].camera, np.array([reading.time]))[0]
    lit = tuple(_seen(there, lamp, world_from_camera=camera) for lamp in face.lamps)
    return ShotLight(
        subject=subject,
        leading=_leading(lit),
        key_lx=face.key_lx,
        fill_lx=face.fill_lx,
        rim_lx=face.rim_lx,
        flat_lx=face.flat_lx,
        sky_kelvin=_sky_kelvin(face),
        white_balance_k=reading.white_balance_k,
        ev100=reading.exposure.ev100,
        automatic=reading.exposure.automatic,
    )


def _subject(there: World, shot_id: str, shot: ShotView) -> str:
    wanted = there.shots[shot_id].framing.subject
    if wanted is not None and wanted in there.entities:
        return wanted
    ranked = sorted(shot.seen, key=lambda key: (-shot.seen[key].area, key))
    return ranked[0] if ranked else ""


def _read(there: World, shot_id: str, *, subject: str, library: Library) -> Probe:
    if subject:
        return probe(there, shot_id, subject=subject, library=library)
    shot = there.shots[shot_id]
    time = np.array([0.5 * (shot.first + shot.last)])
    pose = view.view_at(there, shot.camera, time)[0]
    return probe(there, shot_id, place=pose[:3, 3] - 3.0 * pose[:3, 2], library=library)


def _seen(
    there: World, lamp: LampAtFace, *, world_from_camera: Float[np.ndarray, "4 4"]
) -> LampSeen:
    pose = world_from_camera
    # Level axes of the camera: a tilted or rolled camera does not lift the sun.
    back = pose[:3, 2] * np.array([1.0, 0.0, 1.0])
    if float(np.linalg.norm(back)) < 1e-3:
        back = -pose[:3, 1] * np.array([1.0, 0.0, 1.0])
    back = back / float(np.linalg.norm(back))
    right = np.array([back[2], 0.0, -back[0]])
    way, rgb = lamp.towards, np.maximum(np.sum(colour.LINEAR_FROM_XYZ * lamp.xyz, axis=-1), 0.0)
    return LampSeen(
        entity=lamp.entity,
        name=lamp.name,
        role=lamp.role,
        kelvin=_kelvin(there, lamp),
        color=colour.hex_from_linear(rgb / max(float(np.max(rgb)), 1e-9)),
        lux=lamp.facing_lx,
        azimuth_rad=math.atan2(float(way @ right), float(way @ back)),
        elevation_rad=math.asin(min(max(float(way[1]), -1.0), 1.0)),
    )


def _kelvin(there: World, lamp: LampAtFace) -> float:
    """Return the stated temperature, or what the gels make of it."""
    light = there.entities[lamp.entity].light if lamp.entity in there.entities else None
    plain = light is not None and light.type != "sky" and light.tint == _WHITE
    return lamp.kelvin if plain else white_point_of(lamp.xyz).kelvin or 0.0


def _leading(lit: tuple[LampSeen, ...]) -> LampSeen:
    lamps = [lamp for lamp in lit if lamp.role != "ambience"]
    sky = [lamp for lamp in lit if lamp.role == "ambience"]
    keys = [lamp for lamp in lamps if lamp.role == "key"]
    if keys:
        return keys[0]
    strongest = [lamp for lamp in lamps if lamp.role in _KEYS] or lamps
    # Under a covered sky the disc of the sun gives less than the dome does.
    if strongest and (not sky or strongest[0].lux >= sky[0].lux):
        return strongest[0]
    return sky[0] if sky else lit[0]


def _sky_kelvin(face: FaceLight) -> float:
    return next((lamp.kelvin for lamp in face.lamps if lamp.role == "ambience"), 0.0)
