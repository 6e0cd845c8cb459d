"""Rows of an observation, filled frame by frame."""

import numpy as np
from jaxtyping import Bool, Float64, UInt16

from groundplan.adherence.camera.following import FoundCamera
from groundplan.adherence.layout.agreement import UNKNOWN_LOOK, LookByFrame, ratio_to_look
from groundplan.adherence.layout.drawing import placed
from groundplan.adherence.layout.presence import FOUND_SIGN, GONE_SIGN, absent_frames
from groundplan.adherence.layout.seeking import Found
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
        poses, numbers = np.full((count, 4, 4), np.nan), np.full((count, 7), np.nan)
        seen = np.zeros(count, dtype=np.bool_)
        numbers[:, [1, 6]] = 0.0
        for frame, one in self._found.items():
            sigma = one.fit.pose.sigma
            numbers[frame, [1, 6]] = one.fit.agreement, one.fit.patch_count
            if not one.sure:
                continue
            seen[frame] = True
            poses[frame] = one.camera_from_world_cv
            numbers[frame, [0, 2, 3, 4, 5]] = (
                one.focal_px,
                float(np.sqrt(np.sum(sigma[:3] ** 2))),
                float(np.sqrt(np.sum(sigma[3:6] ** 2))),
                sigma[6],
                one.fit.pose.framing_sigma,
            )
        return CameraSeen(
            seen=seen,
            camera_from_world_cv=poses,
            focal_px=numbers[:, 0],
            confidence=numbers[:, 1],
            landmark_count=numbers[:, 6],
            sigma_rotation_rad=numbers[:, 2],
            sigma_centre_m=numbers[:, 3],
            sigma_focal=numbers[:, 4],
            sigma_framing=numbers[:, 5],
        )


class InstanceRows:
    """Placements of all instances."""

    def __init__(self, plan: PlanView, looks: LookByFrame) -> None:
        """Have room for all frames; `looks`: share of the landmarks that agree."""
        self._plan = plan
        self._looks = looks
        self._rows: dict[int, dict[int, tuple[Template, Found | None]]] = {}

    def add(self, frame: int, template: Template, found: Found | None) -> None:
        """Keep where a template was found in a frame; None: the camera does not show it."""
        self._rows.setdefault(template.instance, {})[frame] = (template, found)

    def seen(self, masks: UInt16[np.ndarray, "frame height width"]) -> tuple[InstanceSeen, ...]:
        """Return all instances that were looked for, by id; `masks` are what was drawn of them."""
        entities = {one.instance: one.entity for one in self._plan.instances}
        return tuple(self._seen(one, entities[one], masks) for one in sorted(self._rows))

    def _seen(
        self, instance: int, entity: str, masks: UInt16[np.ndarray, "frame height width"]
    ) -> InstanceSeen:
        count = self._plan.frame_count
        asked, in_view, found = (np.zeros(count, dtype=np.bool_) for _ in range(3))
        offsets, own = np.full((count, 2), np.nan), np.full((count, 2), np.nan)
        numbers = np.full((count, 4), np.nan)
        for frame, (template, one) in self._rows[instance].items():
            asked[frame] = True
            if one is None:
                continue
            in_view[frame] = True
            numbers[frame, 0] = one.placement.likeness
            shown = _middle(masks[frame] == instance)
            if not one.sure or shown is None:
                continue
            found[frame] = True
            _, centre = placed(one.template, one.placement)
            offsets[frame] = shown - template.centre_px
            own[frame] = centre - template.expected_px
            size = float(np.sqrt(abs(np.linalg.det(one.template.spread)))) * one.placement.scale
            numbers[frame, 1:] = size, one.placement.spread_px, frame - one.shape_frame
        absent = self._absent(instance, found)
        return InstanceSeen(
            instance=instance, entity=entity, asked=asked, in_view=in_view, found=found,
            absent=absent,
            likeness=numbers[:, 0], offset_px=offsets, own_offset_px=own, scale=numbers[:, 1],
            spread_px=numbers[:, 2], shape_lag=numbers[:, 3],
        )  # fmt: skip

    def _absent(
        self, instance: int, found: Bool[np.ndarray, " frame"]
    ) -> Bool[np.ndarray, " frame"]:
        """Return in which frames an instance is surely not there."""
        usual = float(np.median(list(self._looks.values()))) if self._looks else UNKNOWN_LOOK
        signs: dict[int, float] = {}
        for frame, (_, one) in sorted(self._rows[instance].items()):
            if one is None:
                continue
            sign = ratio_to_look(one.placement.likeness, self._looks.get(frame, usual))
            signs[frame] = FOUND_SIGN if found[frame] else GONE_SIGN if one.displaced else sign
        absent = np.zeros_like(found)
        absent[list(signs)] = absent_frames(np.array(list(signs.values())))
        return absent


def _middle(mask: Bool[np.ndarray, "height width"]) -> Float64[np.ndarray, " 2"] | None:
    """Return the centre of a mask, x and y, pixel centres at +0.5; None: it is empty."""
    rows, columns = np.nonzero(mask)
    if not len(rows):
        return None
    return np.array([columns.mean() + 0.5, rows.mean() + 0.5])
