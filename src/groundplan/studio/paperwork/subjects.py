"""Where the eyes of a subject are: what focus and distance are measured to."""

import numpy as np
from jaxtyping import Float

from groundplan.agents.figures import Figure, figures_of
from groundplan.scene.joints import bodies_of
from groundplan.scene.library import EMPTY, Library
from groundplan.units import Subframes
from groundplan.world.document import World

__all__ = ["subject_figure", "subject_points"]

_EYES = slice(1, 3)
"""Of COCO-17: left and right eye."""


def subject_figure(world: World, subject: str, times: Float[np.ndarray, " time"]) -> Figure | None:
    """Return the body of a subject at times [subframes]; None for what has none."""
    return figures_of(world, np.rint(times).astype(np.int64)).get(subject)


def subject_points(
    world: World, subject: str, times: Float[np.ndarray, " time"], *, library: Library = EMPTY
) -> Float[np.ndarray, "time 3"] | None:
    """Return between the eyes of a person as posed, or the middle of anything else [m, world].

    None for what has no body. `world` holds what is in the shot alone.
    """
    figure = subject_figure(world, subject, times)
    if figure is None:
        return None
    points = figure.positions + np.array([0.0, figure.eye_m, 0.0])
    if figure.kind != "character":
        return points
    bodies = bodies_of(world, library, start=Subframes(int(times[0])))
    for k, time in enumerate(times):
        body = bodies(Subframes(round(time))).get(subject)
        seen = None if body is None else body.keypoints.get("coco17")
        if seen is not None:
            points[k] = seen.points_in_world[_EYES].mean(axis=0)
    return points
