"""A shot at another size, frame rate and length: posed anew at the new times, never resampled.

A pack that is resampled has flow that fits no frame, ids between ids and doubled frames. The world
is continuous, so that a control pack is rendered at the clock of the model that reads it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TypeVar

import numpy as np
from jaxtyping import Float

from groundplan.scene.blocks import FrameBlocks
from groundplan.scene.build import build_stage
from groundplan.scene.joints import BodyPoints, bodies_of
from groundplan.scene.library import EMPTY, Library
from groundplan.scene.stage import Stage, StageClock
from groundplan.units import SUBFRAMES_PER_FRAME, Subframes
from groundplan.world.canonical import world_hash
from groundplan.world.document import World
from groundplan.world.queries import present_in_shot

__all__ = ["ConformedShot", "Form", "conformed_shot"]

Solved = TypeVar("Solved")


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What a shot is made to fit."""

    size_px: tuple[int, int]
    """Width, height. The horizontal angle of view stays; the picture grows or shrinks in height."""
    rate: Fraction
    """Frames per second."""
    frame_count: int
    """May go beyond the shot: the world goes on in its tail handle."""
    lead_frames: int = 0
    """How many of them stand before the shot: its head handle."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConformedShot:
    """A shot that is ready to be rendered at another clock."""

    stage: Stage
    bodies: Callable[[Subframes], dict[str, BodyPoints]]
    """Joints and keypoints by entity, at times of the stage's clock."""


def conformed_shot(
    world: World, shot_id: str, form: Form, *, library: Library = EMPTY
) -> ConformedShot:
    """Return a shot in another form; frame `form.lead_frames` is the shot's first frame.

    Raises:
        SceneError: The shot cannot be posed.
    """
    width, height = form.size_px
    sized = replace(world, film=replace(world.film, width_px=width, height_px=height))
    stage = build_stage(sized, shot_id, library)
    first = stage.clock.start_time
    there = present_in_shot(sized, shot_id)
    old_rate = Fraction(stage.clock.fps_num, stage.clock.fps_den)
    per_new = float(old_rate / form.rate)
    clock = StageClock(
        fps_num=form.rate.numerator,
        fps_den=form.rate.denominator,
        frame_count=form.frame_count,
        start_frame=stage.clock.start_frame - form.lead_frames,
        start_time=Subframes(first - SUBFRAMES_PER_FRAME * form.lead_frames),
    )
    bodies = bodies_of(there, library, start=first)
    return ConformedShot(
        stage=replace(
            stage,
            world_hash=world_hash(world),
            clock=clock,
            pose=_retimed(_many(stage.pose), clock, first=first, per_new=per_new),
        ),
        bodies=_retimed(_many(bodies), clock, first=first, per_new=per_new),
    )


def _many(solve: Callable[[Subframes], Solved]) -> Callable[[Sequence[float]], Sequence[Solved]]:
    if isinstance(solve, FrameBlocks):
        return solve.many
    return lambda times: [solve(Subframes(round(time))) for time in times]


def _retimed(
    solve: Callable[[Sequence[float]], Sequence[Solved]],
    clock: StageClock,
    *,
    first: Subframes,
    per_new: float,
) -> FrameBlocks[Solved]:
    """Return a function of subframes of `clock`; one lasts `per_new` of the world's.

    At `first` both clocks show the same time.
    """

    def at(times: Float[np.ndarray, " time"]) -> Sequence[Solved]:
        # Rounding takes away what the division adds: equal clocks pose at equal times.
        own = np.round(first + (times - first) * per_new, 6)
        return solve([float(time) for time in own])

    return FrameBlocks(at, start=clock.start_time)
