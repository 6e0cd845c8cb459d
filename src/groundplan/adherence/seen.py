"""Rows of an observation, filled frame by frame."""

import numpy as np

from groundplan.adherence.camera.following import FoundCamera
from groundplan.adherence.layout.drawing import placed
from groundplan.adherence.layout.placing import Placement
from groundplan.adherence.layout.templates import Template
from groundplan.adherence.observation import CameraSeen, InstanceSeen
from groundplan.adherence.plan_view import PlanView

__all__ = ["CameraRows", "InstanceRows"]


class CameraRows:
    """Cameras of frames."""

    def __init__(self, plan: PlanView) -> None:
        """Have room for all frames."""
        self._found: dict[int, FoundCamera] = {}
        self._count = plan.frame_count

    def add(self, frame: int, camera: FoundCamera | None) -> None:
        """Keep what was found in a frame."""
        if camera is not None:
            self._found[frame] = camera

    def seen(self) -> CameraSeen:
        """Return all frames."""
        count = self._count
        poses, numbers = np.full((count, 4, 4), np.nan), np.full((count, 5), np.nan)
        seen = np.zeros(count, dtype=np.bool_)
        numbers[:, 1] = 0.0
        for frame, one in self._found.items():
            sigma = one.fit.pose.sigma
            numbers[frame, 1] = one.fit.agreement
            if not one.sure:
                continue
            seen[frame] = True
            poses[frame] = one.camera_from_world_cv
            numbers[frame, [0, 2, 3, 4]] = (
                one.focal_px,
                float(np.sqrt(np.sum(sigma[:3] ** 2))),
                float(np.sqrt(np.sum(sigma[3:6] ** 2))),
                sigma[6],
            )
        return CameraSeen(
            seen=seen,
            camera_from_world_cv=poses,
            focal_px=numbers[:, 0],
            confidence=numbers[:, 1],
            sigma_rotation_rad=numbers[:, 2],
            sigma_centre_m=numbers[:, 3],
            sigma_focal=numbers[:, 4],
        )


class InstanceRows:
    """Placements of all instances."""

    def __init__(self, plan: PlanView) -> None:
        """Have room for all frames."""
        self._plan = plan
        self._rows: dict[int, dict[int, tuple[Template, Placement | None]]] = {}

    def add(self, frame: int, template: Template, placement: Placement | None) -> None:
        """Keep where a template was found in a frame; None: the camera does not show it."""
        self._rows.setdefault(template.instance, {})[frame] = (template, placement)

    def seen(self) -> tuple[InstanceSeen, ...]:
        """Return all instances that were looked for, by id."""
        entities = {one.instance: one.entity for one in self._plan.instances}
        return tuple(self._seen(one, entities[one]) for one in sorted(self._rows))

    def _seen(self, instance: int, entity: str) -> InstanceSeen:
        count = self._plan.frame_count
        asked, in_view, found = (np.zeros(count, dtype=np.bool_) for _ in range(3))
        offsets, own = np.full((count, 2), np.nan), np.full((count, 2), np.nan)
        numbers = np.full((count, 3), np.nan)
        for frame, (template, placement) in self._rows[instance].items():
            asked[frame] = True
            if placement is None:
                continue
            in_view[frame] = True
            found[frame] = placement.sure
            numbers[frame, 0] = placement.likeness
            if not placement.sure:
                continue
            _, centre = placed(template, placement)
            offsets[frame], own[frame] = centre - template.centre_px, placement.offset_px
            size = float(np.sqrt(abs(np.linalg.det(template.spread)))) * placement.scale
            numbers[frame, 1:] = size, placement.spread_px
        return InstanceSeen(
            instance=instance, entity=entity, asked=asked, in_view=in_view, found=found,
            likeness=numbers[:, 0], offset_px=offsets, own_offset_px=own, scale=numbers[:, 1],
            spread_px=numbers[:, 2],
        )  # fmt: skip
