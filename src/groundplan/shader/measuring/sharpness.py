"""What is sharp in a shot, and whether it can be seen that the rest is not."""

import math
from dataclasses import dataclass
from typing import Final

import numpy as np

from groundplan.geometry.focus import blur_diameter_mm, circle_of_confusion, depth_of_field
from groundplan.scene import view
from groundplan.units import Metres, Millimetres
from groundplan.world.document import World
from groundplan.world.placement import number_at
from groundplan.world.stack import winner

__all__ = ["Sharpness", "sharpness"]

_SEEN_BLUR: Final = 0.005
"""Of the picture's width: 4 px of 832. What is drawn wider looks soft: our engineering default."""
_FAR_M: Final = 1e6


@dataclass(frozen=True, slots=True, kw_only=True)
class Sharpness:
    """Focus, stop and the blur of what is far behind."""

    focus_m: tuple[float, float]
    """First and last frame."""
    fstop: float
    near_m: float
    """Nearest sharp distance of the first frame."""
    far_m: float
    """Farthest; infinite where all behind is sharp."""
    blur: float
    """Width of a far point over the picture's width."""
    stated: bool
    """Somebody asked for the stop or the focus."""

    @property
    def visible(self) -> bool:
        """Tell whether what is out of focus looks soft."""
        return self.blur >= _SEEN_BLUR


def sharpness(there: World, shot_id: str) -> Sharpness:
    """Return what is sharp in a shot.

    Raises:
        SceneError: The shot has no camera.
    """
    key, entity, camera = view.camera_entity(there, shot_id)
    shot = there.shots[shot_id]
    times = np.array([float(shot.first), float(shot.last)])
    focal = Millimetres(float(view.focals_at(entity, camera, times)[0]))
    focus = number_at(entity, "camera.focus_m", times)
    stop = float(number_at(entity, "camera.fstop", times)[0])
    gate = Millimetres(camera.sensor_width_mm), Millimetres(camera.sensor_height_mm)
    circle = camera.circle_mm or circle_of_confusion(*gate)
    at = Metres(max(float(focus[0]), 2.0 * focal / 1000.0))
    zone = depth_of_field(focal, focus=at, fstop=stop, circle=Millimetres(circle))
    far = blur_diameter_mm(focal, fstop=stop, focus=at, distance=Metres(_FAR_M))
    return Sharpness(
        focus_m=(float(focus[0]), float(focus[1])),
        fstop=stop,
        near_m=zone.near,
        far_m=zone.far if math.isfinite(zone.far) else math.inf,
        blur=far / camera.sensor_width_mm,
        stated=_stated(there, key, shot_id),
    )


def _stated(world: World, camera_id: str, shot_id: str) -> bool:
    if any(i.kind in {"sharp", "aperture"} and i.shot in {"", shot_id}
           for i in world.intents.values()):  # fmt: skip
        return True
    for name in ("fstop", "focus_m"):
        top = winner(world.opinions.get(f"entities/{camera_id}/camera/{name}", ()))
        if top is not None and top.basis in {"extracted", "authored"}:
            return True
    return False
