"""An action placed in time: its track, what it is done to and with whom."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from jaxtyping import Float

from groundplan.geometry import transforms
from groundplan.motion.actions.library import action_named
from groundplan.motion.actions.perform import perform
from groundplan.motion.actions.surroundings import Surroundings
from groundplan.motion.actions.targets import (
    grasp_points,
    half_width_across,
    seat_heights,
    taken_handle,
    top_heights,
)
from groundplan.motion.frame import BodyFrames
from groundplan.motion.path import GroundPath
from groundplan.world.document import World
from groundplan.world.placement import world_from_entity_at
from groundplan.world.sequence import Track

__all__ = ["PartnerJoints", "action_frames"]

Times = Float[np.ndarray, " time"]
PartnerJoints = Callable[[str, Times], tuple[tuple[str, ...], Float[np.ndarray, "time joint 4 4"]]]
"""Gives the names and the world matrices of a partner's joints; no names for one without."""

_COVERED_M = 0.05
"""A body that moves less during an action stands."""


def action_frames(  # noqa: PLR0913  # what a body is, where, and whom it meets
    track: Track, base: BodyFrames, times: Times, *, world: World, path: GroundPath, seed: float,
    partner_joints: PartnerJoints,
) -> BodyFrames:  # what a body is, where it is and whom it meets  # fmt: skip
    """Return the body of a track's entity doing its action over what `base` does.

    Raises:
        SceneError: There is no such action.
    """
    fps = world.timebase.fps_num / world.timebase.fps_den
    action = action_named(track.name, hand=track.hand)
    seconds = (times - track.first + track.offset) / 1000.0 / fps * track.speed
    if track.kind == "pose":
        settled = action.duration_s if action.loop_from is None else action.loop_from
        seconds = seconds + settled
    around = Surroundings(way=_way(path, track, times=times, fps=fps))
    around = _with_target(around, world, track, base=base, times=times)
    around = _with_partner(around, world, track, times=times, partner_joints=partner_joints)
    return perform(base, action, seconds, around=around, seed=seed)


def _with_target(
    around: Surroundings, world: World, track: Track, *, base: BodyFrames, times: Times
) -> Surroundings:
    if track.target is None or track.target not in world.entities:
        return around
    placed = world_from_entity_at(world, track.entity, times)
    own = transforms.inverse_affine(placed)
    height = float(base.skeleton.place("upperChest")[1])
    eye = np.array([0.0, 0.85 * height, 0.2 * height])
    seen_from = transforms.transform_points(placed, np.broadcast_to(eye, (len(times), 3)))
    grasp = grasp_points(world, track.target, times, seen_from=seen_from)
    seat = np.zeros((len(times), 3))
    seat[:, 1] = seat_heights(world, track.target, times) - placed[:, 1, 3]
    across = placed[0, :3, 0] / max(float(np.linalg.norm(placed[0, :3, 0])), 1e-9)
    half = half_width_across(world, track.target, float(times[0]), across=across)
    points = transforms.transform_points(own, grasp)
    handle = taken_handle(world, track.target, times)
    if handle is not None:
        handle = transforms.transform_points(own, handle)
    top = top_heights(world, track.target, times)
    if top is not None:
        top = top - placed[:, 1, 3]
    return replace(around, grasp=points, half_width=half, seat=seat, handle=handle, top=top)


def _with_partner(
    around: Surroundings, world: World, track: Track, *, times: Times,
    partner_joints: PartnerJoints,
) -> Surroundings:  # fmt: skip
    if track.partner is None or track.partner not in world.entities:
        return around
    names, world_from_joint = partner_joints(track.partner, times)
    own = transforms.inverse_affine(world_from_entity_at(world, track.entity, times))
    points = transforms.transform_points(own[:, None], world_from_joint[:, :, :3, 3])
    theirs = transforms.multiply(own, world_from_entity_at(world, track.partner, times))
    return replace(
        around,
        partner={name: points[:, k] for k, name in enumerate(names)},
        partner_heading=np.arctan2(theirs[:, 0, 2], theirs[:, 2, 2]),
    )


def _way(path: GroundPath, track: Track, *, times: Times, fps: float) -> Times | None:
    """Return the distance covered since the track began; None for a body that stands."""
    ends = np.array([track.first, track.last]) / 1000.0 / fps
    first, last = np.interp(ends, path.times, path.way)
    if last - first < _COVERED_M:
        return None
    return np.interp(times / 1000.0 / fps, path.times, path.way) - first
