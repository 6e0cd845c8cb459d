"""The light meter of a world: held at somebody's face or at a place, at any time of a shot."""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Float

from groundplan.scene import lamps, meter, view
from groundplan.scene.face_light import FaceLight, read_face
from groundplan.scene.faces import faces_of
from groundplan.scene.library import EMPTY, Library
from groundplan.scene.placing import world_from_entity_at
from groundplan.scene.stage import Exposure
from groundplan.world.document import World
from groundplan.world.queries import present_in_shot

__all__ = ["Probe", "probe"]

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
    ground = world_from_entity_at(world, focus, times, library=library)[0, :3, 3]
    lit, sky = meter.world_light(world, float(at), ground=ground)
    return Probe(
        shot=shot_id,
        time=float(at),
        face=read_face(lit, sky, place=face, front=front, camera=_unit(eye - face)),
        exposure=set_for,
        white_balance_k=float(white),
    )


def _unit(way: Vector) -> Vector:
    return way / max(float(np.linalg.norm(way)), 1e-9)
