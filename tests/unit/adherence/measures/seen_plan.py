"""Observations as of an observer that sees everything, to be spoilt by a known amount."""

from dataclasses import replace

import numpy as np

from groundplan.adherence.observation import CameraSeen, InstanceSeen, Observation
from groundplan.adherence.plan_view import PlanView


def perfectly_seen(plan: PlanView) -> Observation:
    """Return the plan itself, seen."""
    count = plan.frame_count
    camera = CameraSeen(
        seen=np.ones(count, dtype=np.bool_),
        camera_from_world_cv=plan.camera_from_world_cv.copy(),
        focal_px=plan.intrinsics_px[:, 0, 0].copy(),
        confidence=np.ones(count), landmark_count=np.full(count, 100.0),
        sigma_rotation_rad=np.zeros(count),
        sigma_centre_m=np.zeros(count), sigma_focal=np.zeros(count), sigma_framing=np.zeros(count),
    )  # fmt: skip
    things = tuple(
        InstanceSeen(
            instance=one.instance, entity=one.entity, asked=np.ones(count, dtype=np.bool_),
            in_view=np.ones(count, dtype=np.bool_), found=np.ones(count, dtype=np.bool_),
            absent=np.zeros(count, dtype=np.bool_), likeness=np.ones(count),
            offset_px=np.zeros((count, 2)), own_offset_px=np.zeros((count, 2)),
            scale=np.ones(count), spread_px=np.zeros(count), shape_lag=np.zeros(count),
        )
        for one in plan.instances
        if one.kind != "set"
    )  # fmt: skip
    return Observation(
        observer="perfect/1", camera=camera, instances=things, unexplained=np.zeros(count),
        masks=plan.instance.copy(),
    )  # fmt: skip


def with_camera(seen: Observation, /, **changed: np.ndarray) -> Observation:
    """Return an observation of another camera."""
    return replace(seen, camera=replace(seen.camera, **changed))
