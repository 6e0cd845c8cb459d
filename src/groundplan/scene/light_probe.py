"""The light meter of a world: held at somebody's face or at a place, at any time of a shot."""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Float

from groundplan.geometry import colour
from groundplan.scene import lamps, meter, view
from groundplan.scene.face_light import FaceLight, LitLamp, read_face
from groundplan.scene.faces import Faces, faces_of
from groundplan.scene.library import EMPTY, Library
from groundplan.scene.sky import sky_at
from groundplan.scene.stage import Exposure, SkyPose
from groundplan.units import Kelvin
from groundplan.world.document import World
from groundplan.world.queries import present_in_shot

__all__ = ["Probe", "face_light", "probe", "world_light"]

Vector = Float[np.ndarray, " 3"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Probe:
    """A reading, beside what the camera of the shot is exposed for."""

    shot: str
    time: float
    """Subframes."""
    face: FaceLight
    exposure: Exposure
    white_balance_k: float

    @property
    def key_over(self) -> float:
        """Return how far the key is over what the camera is exposed for [stops]."""
        return self.face.over(self.face.key_lx, ev100=self.exposure.ev100)

    @property
    def fill_over(self) -> float:
        """Return the same of the fill [stops]."""
        return self.face.over(self.face.fill_lx, ev100=self.exposure.ev100)


def probe(
    world: World,
    shot_id: str,
    *,
    subject: str = "",
    place: Vector | None = None,
    time: float | None = None,
    library: Library = EMPTY,
) -> Probe:
    """Return what a meter reads in a shot, at `time` [subframes] or at its middle.

    At the face of `subject`, by default whom the shot is about; or at `place` [m], turned to the
    camera.

    Raises:
        SceneError: The shot, its camera or the subject cannot be posed.
    """
    camera_id, camera, lens = view.camera_entity(world, shot_id)
    shot = world.shots[shot_id]
    world = present_in_shot(world, shot_id)
    at = 0.5 * (shot.first + shot.last) if time is None else time
    times = np.array([float(at)])
    eye = view.view_at(world, camera_id, times)[0, :3, 3]
    focus = shot.framing.subject or camera_id
    if place is None:
        found = faces_of(world, subject or focus, times, library=library)
        face, front = found.place[0], found.front[0]
    else:
        face, front = place, _unit(eye - place)
    reading = meter.read_shot(world, shot_id, subject=focus, camera=camera_id)
    fps = world.timebase.fps_num / world.timebase.fps_den
    set_for = lamps.exposure_of(camera, fps=fps, metered=reading.illuminance, time=float(at))
    white = lens.white_balance_k or meter.automatic_white(reading)
    lit, sky = world_light(world, float(at), near=face)
    return Probe(
        shot=shot_id,
        time=float(at),
        face=read_face(lit, sky, place=face, front=front, camera=_unit(eye - face)),
        exposure=set_for,
        white_balance_k=float(white),
    )


def face_light(
    world: World, face: Faces, *, camera: Vector, time: float, index: int = 0
) -> FaceLight:
    """Return the reading at a face, the camera standing at `camera` [m]."""
    place = face.place[index]
    lit, sky = world_light(world, time, near=place)
    return read_face(lit, sky, place=place, front=face.front[index], camera=_unit(camera - place))


def world_light(
    world: World, time: float, *, near: Vector
) -> tuple[tuple[LitLamp, ...], tuple[str, SkyPose]]:
    """Return lamps and dome of a world at a time [subframes], in the colours of daylight (D65).

    The ground returns the light of lamps `near` a place [m].
    """
    at = np.array([time])
    poses = lamps.lamps_at(world, at, white=colour.D65_K)[0]
    lit = tuple(
        LitLamp(
            pose=pose,
            name=world.entities[pose.entity].name,
            light=light,
            kelvin=Kelvin(
                lamps.light_number(world.entities[pose.entity], "light.temperature_k", at)
            ),
        )
        for pose in poses
        if (light := world.entities[pose.entity].light) is not None
    )
    ground = near * np.array([1.0, 0.0, 1.0])
    sky = sky_at(world, time, white=colour.D65_K, lamps_lx=meter.level_light(poses, ground))
    owner = next(
        (k for k, e in sorted(world.entities.items()) if e.light and e.light.type == "sky"), ""
    )
    return lit, (owner, sky)


def _unit(way: Vector) -> Vector:
    return way / max(float(np.linalg.norm(way)), 1e-9)
