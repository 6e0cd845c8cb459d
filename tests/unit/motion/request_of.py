"""Requests for figures that move straight ahead, for the tests of motion."""

import numpy as np
from jaxtyping import Float, Int

from groundplan.assets.human import human_figure
from groundplan.assets.quadruped import quadruped_skeleton
from groundplan.assets.skeleton import Skeleton
from groundplan.assets.species import species
from groundplan.motion.figures import FigureRequest
from groundplan.world.sequence import Track

FPS = 16.0
WOMAN = human_figure(1.7, gender="female").skeleton
DOG = quadruped_skeleton(species("dog"), 0.6)


def track(kind: str, name: str, **times: int) -> Track:
    given = {"first": 0, "last": 200_000, **times}
    return Track(entity="0" * 26, kind=kind, name=name, **given)  # pyright: ignore[reportArgumentType]  # a literal


def asked(
    skeleton: Skeleton,
    tracks: tuple[Track, ...],
    times: Int[np.ndarray, " time"],
    *,
    way: Float[np.ndarray, " time"],
    speed: Float[np.ndarray, " time"],
    spans: tuple[tuple[float, float], ...] = (),
) -> FigureRequest:
    return FigureRequest(
        skeleton=skeleton,
        rig="human" if "leftUpperArm" in skeleton.names else "quadruped",
        species="dog",
        tracks=tracks,
        times=np.asarray(times, dtype=np.int64),
        positions=np.stack([0.0 * way, 0.0 * way, way], axis=-1),
        travelled=way,
        speeds=speed,
        headings=np.zeros(len(times)),
        fps=FPS,
        seed=3,
        spans=spans,
    )


def cruising(skeleton: Skeleton, gait: str, *, mps: float, count: int = 64) -> FigureRequest:
    """Return a body under way at constant speed, four samples to a frame."""
    times = np.arange(count) * 250
    way = times / 1000.0 / FPS * mps
    return asked(skeleton, (track("gait", gait),), times, way=way, speed=np.full(len(times), mps))
