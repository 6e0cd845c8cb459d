"""The camera of a world at many times: pose through parents, aim, lens and gate."""

import math

import numpy as np
from jaxtyping import Float

from groundplan.errors import SceneError
from groundplan.geometry import quaternions, transforms
from groundplan.geometry.camera import Lens, Pinhole
from groundplan.geometry.distortion import Distortion
from groundplan.geometry.lenses import breathed_focal
from groundplan.scene.placing import world_from_entity_at
from groundplan.units import Metres, Millimetres
from groundplan.world.document import World
from groundplan.world.entity import Camera, Entity
from groundplan.world.evaluate import values_at
from groundplan.world.placement import number_at

__all__ = [
    "aimed_rotation", "camera_entity", "focals_at", "intrinsics_at", "pinhole", "view_at",
]  # fmt: skip

Times = Float[np.ndarray, " time"]


def camera_entity(world: World, shot_id: str) -> tuple[str, Entity, Camera]:
    """Return the id, entity and camera component of a shot's camera.

    Raises:
        SceneError: There is no such shot, or its camera is missing or is no camera.
    """
    shot = world.shots.get(shot_id)
    if shot is None:
        known = ", ".join(world.shots) or "none"
        raise SceneError(f"there is no shot {shot_id!r}", f"the world has: {known}")
    entity = world.entities.get(shot.camera)
    if entity is None or entity.camera is None:
        raise SceneError(f"shot {shot.name} has no camera", "add a camera entity to the shot")
    return shot.camera, entity, entity.camera


def pinhole(world: World, camera: Camera, *, focal_mm: float) -> Pinhole:
    """Return the lens on its gate, cropped to the film's picture."""
    film = world.film
    lens = Lens(
        focal_mm=focal_mm,
        sensor_width_mm=camera.sensor_width_mm,
        sensor_height_mm=camera.sensor_height_mm,
        squeeze=film.desqueeze,
        distortion=Distortion(
            k1=camera.distortion_k1,
            k2=camera.distortion_k2,
            k3=camera.distortion_k3,
            p1=camera.distortion_p1,
            p2=camera.distortion_p2,
        ),
    )
    return Pinhole(
        lens=lens,
        image_width_px=film.width_px,
        image_height_px=film.height_px,
        pixel_aspect=film.pixel_aspect,
    )


def intrinsics_at(
    world: World, entity: Entity, camera: Camera, *, times: Times
) -> Float[np.ndarray, "time 3 3"]:
    """Return K of OpenCV axes at many times [px], pixel centres at +0.5; focus breathing counts."""
    focal = focals_at(entity, camera, times)
    return np.array(
        [pinhole(world, camera, focal_mm=float(length)).intrinsics_px for length in focal]
    )


def focals_at(entity: Entity, camera: Camera, times: Times) -> Times:
    """Return the focal lengths of pinholes that see what the lens sees at its focus [mm]."""
    focal = number_at(entity, "camera.focal_mm", times)
    if camera.breathing == 0.0:
        return focal
    focus = number_at(entity, "camera.focus_m", times)
    close = Metres(camera.close_focus_m)
    return np.array(
        [
            breathed_focal(Millimetres(f), breathing=camera.breathing, focus=Metres(s), close=close)
            for f, s in zip(focal.tolist(), focus.tolist(), strict=True)
        ]
    )


def view_at(world: World, entity_id: str, times: Times) -> Float[np.ndarray, "time 4 4"]:
    """Return `world_from_camera` at many times, rigid; an aim overrides the rotation.

    Raises:
        SceneError: The aim's target is missing, or lies where the camera stands.
    """
    entity = world.entities[entity_id]
    placed = world_from_entity_at(world, entity_id, times)
    eye = placed[:, :3, 3]
    if entity.aim is None:
        _, turn, _ = transforms.decompose(placed)
        return transforms.compose(eye, turn)
    return transforms.compose(eye, aimed_rotation(world, entity, eye, times=times))


def aimed_rotation(
    world: World, entity: Entity, eye: Float[np.ndarray, "time 3"], *, times: Times
) -> Float[np.ndarray, "time 4"]:
    """Return the rotation that puts the aimed point where `aim.screen` wants it in the frame.

    A roll turns the finished view about its axis, so that the level view shows the point where the
    roll will carry it from: exact for any roll.
    """
    target = aim_point(world, entity, times)
    if np.any(np.linalg.norm(target - eye, axis=1) < 1e-6):
        raise SceneError(
            f"{entity.name} aims at the place where it stands", "move it or its target apart"
        )
    up = np.array([0.0, 1.0, 0.0])
    rotation = quaternions.look_rotation(target - eye, up)
    roll = number_at(entity, "aim.roll_rad", times)
    screen = values_at(entity, "aim.screen", times)
    if entity.camera is not None and np.any(screen != 0.5):
        wanted = _screen_slopes(world, entity, screen, times=times)
        rotation = _offset(target - eye, _turned(wanted, roll))
    return quaternions.multiply(
        rotation, quaternions.from_axis_angle(np.array([0.0, 0.0, -1.0]), roll)
    )


def aim_point(world: World, entity: Entity, times: Times) -> Float[np.ndarray, "time 3"]:
    """Return the world point that an entity aims at [m].

    Raises:
        SceneError: It aims at nothing that exists.
    """
    aim = entity.aim
    if aim is None or aim.target not in world.entities:
        raise SceneError(f"{entity.name} aims at nothing", "aim it at an entity of the world")
    base = world_from_entity_at(world, aim.target, times)[:, :3, 3]
    height = number_at(entity, "aim.height_m", times)
    point = base + values_at(entity, "aim.offset_m", times)
    point[:, 1] += height
    return point


def _screen_slopes(
    world: World, entity: Entity, screen: Float[np.ndarray, "time 2"], *, times: Times
) -> Float[np.ndarray, "time 2"]:
    """Return (a, b) of the view rays (a, b, -1) in camera axes through places in the frame."""
    camera = entity.camera
    assert camera is not None  # noqa: S101  (callers check; narrows the type)
    k = intrinsics_at(world, entity, camera, times=times)
    film = world.film
    a = (screen[:, 0] * film.width_px - k[:, 0, 2]) / k[:, 0, 0]
    b = -(screen[:, 1] * film.height_px - k[:, 1, 2]) / k[:, 1, 1]
    return np.stack([a, b], axis=1)


def _turned(slopes: Float[np.ndarray, "time 2"], roll: Times) -> Float[np.ndarray, "time 2"]:
    """Return where the rays are before a clockwise roll of the camera [rad] carries them there."""
    a, b = slopes[:, 0], slopes[:, 1]
    cos, sin = np.cos(roll), np.sin(roll)
    return np.stack([cos * a + sin * b, cos * b - sin * a], axis=1)


def _offset(
    ray: Float[np.ndarray, "time 3"], slopes: Float[np.ndarray, "time 2"]
) -> Float[np.ndarray, "time 4"]:
    """Return level rotations that show the direction `ray` along (a, b, -1), exact.

    b and the ray's elevation give the pitch:
    sin(elevation) * |(a, b, 1)| = b cos(pitch) + sin(pitch); the heading follows.
    """
    a, b = slopes[:, 0], slopes[:, 1]
    length = np.sqrt(a * a + b * b + 1.0)
    elevation = ray[:, 1] / np.linalg.norm(ray, axis=1)
    lift = np.clip(elevation * length / np.sqrt(b * b + 1.0), -1.0, 1.0)
    pitch = np.arcsin(lift) - np.arctan(b)
    pitch = np.clip(pitch, -0.5 * math.pi + 1e-6, 0.5 * math.pi - 1e-6)
    ahead = np.cos(pitch) - b * np.sin(pitch)
    bearing = np.arctan2(-ray[:, 0], -ray[:, 2])
    yaw = bearing + np.arctan2(a, ahead)
    return quaternions.from_euler_yxz(yaw, pitch, np.zeros_like(yaw))
