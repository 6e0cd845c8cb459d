"""A camera standing still: where it is, where it looks, through which lens."""

import math
from dataclasses import dataclass, replace

import numpy as np
from jaxtyping import Float

from groundplan.geometry import quaternions, transforms
from groundplan.geometry.camera import Lens, Pinhole
from groundplan.geometry.sensors import Sensor
from groundplan.world.sequence import Film

__all__ = ["Gate", "Setup", "forward_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """The part of the sensor that becomes the picture [mm]."""

    width_mm: float
    height_mm: float
    picture_px: tuple[int, int]

    @classmethod
    def of(cls, sensor: Sensor, film: Film) -> "Gate":
        """Return the used gate of a sensor for a picture format."""
        lens = Lens(
            focal_mm=35.0, sensor_width_mm=sensor.width_mm, sensor_height_mm=sensor.height_mm
        )
        width, height = Pinhole(
            lens=lens,
            image_width_px=film.width_px,
            image_height_px=film.height_px,
            pixel_aspect=film.pixel_aspect,
        ).used_gate_mm
        return cls(width_mm=width, height_mm=height, picture_px=(film.width_px, film.height_px))

    def tangents(self, focal_mm: float) -> tuple[float, float]:
        """Return the tangents of half the horizontal and vertical field of view."""
        return 0.5 * self.width_mm / focal_mm, 0.5 * self.height_mm / focal_mm


@dataclass(frozen=True, slots=True, kw_only=True)
class Setup:
    """Where a camera looks and from where.

    `azimuth` is where the camera stands as seen from the aimed point, from +Z towards +X, so that
    0 is the nominal view; `pitch` of the axis is positive looking up; `roll` is clockwise seen
    from behind [rad].
    """

    aim: tuple[float, float, float]
    depth_m: float
    """From the optical centre to the aimed point."""
    focal_mm: float
    azimuth: float = 0.0
    pitch: float = 0.0
    roll: float = 0.0

    @property
    def forward(self) -> Float[np.ndarray, " 3"]:
        """Return where it looks, unit."""
        return forward_of(self.azimuth, self.pitch)

    @property
    def position(self) -> Float[np.ndarray, " 3"]:
        """Return where the optical centre is [m]."""
        return np.array(self.aim) - self.depth_m * self.forward

    @property
    def rotation(self) -> Float[np.ndarray, " 4"]:
        """Return its orientation, `world_from_camera`, xyzw."""
        return quaternions.from_euler_yxz(self.azimuth, self.pitch, -self.roll)

    @property
    def world_from_camera(self) -> Float[np.ndarray, "4 4"]:
        """Return its rigid pose."""
        return transforms.compose(self.position, self.rotation)

    def raised_to(self, height_m: float) -> "Setup":
        """Return the camera at a height over the same spot, still looking at the same point."""
        position = self.position
        return self.seen_from((float(position[0]), height_m, float(position[2])))

    def seen_from(self, position: tuple[float, float, float]) -> "Setup":
        """Return the camera at another place, still looking at the same point."""
        x, y, z = (p - a for p, a in zip(position, self.aim, strict=True))
        ground = math.hypot(x, z)
        return replace(
            self,
            depth_m=math.hypot(ground, y),
            azimuth=math.atan2(x, z) if ground > 1e-9 else self.azimuth,
            pitch=-math.atan2(y, ground),
        )


def forward_of(azimuth: float, pitch: float) -> Float[np.ndarray, " 3"]:
    """Return where a camera looks that stands at `azimuth` and is pitched up by `pitch` [rad]."""
    level = math.cos(pitch)
    return np.array([-math.sin(azimuth) * level, math.sin(pitch), -math.cos(azimuth) * level])
