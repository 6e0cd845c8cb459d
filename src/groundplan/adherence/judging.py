"""From a plan and a clip to a report: observe, measure, check, explain."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from jaxtyping import Float64

from groundplan.adherence.backends.plan_guided import PlanGuided
from groundplan.adherence.causes.finding import causes_of
from groundplan.adherence.checking import checks_of, status_of, untold
from groundplan.adherence.clip.aligned import AlignedClip
from groundplan.adherence.clip.raster import TOO_SMALL
from groundplan.adherence.light.measures import light_measurements
from groundplan.adherence.measurement import Measurement
from groundplan.adherence.measures.camera import camera_measurements
from groundplan.adherence.measures.framing import framing_measurements
from groundplan.adherence.measures.grammar import grammar_measurements
from groundplan.adherence.measures.identity import identity_measurements
from groundplan.adherence.measures.layout import layout_measurements
from groundplan.adherence.measures.motion import motion_measurements
from groundplan.adherence.measures.pose import pose_measurements
from groundplan.adherence.measures.published import published_measurements
from groundplan.adherence.measures.recognition import recognition_measurements
from groundplan.adherence.measures.steadiness import steadiness_measurements
from groundplan.adherence.observation import Observation
from groundplan.adherence.picture.measures import picture_measurements
from groundplan.adherence.plan_view import PlanView
from groundplan.adherence.port import Progress, Tracker
from groundplan.adherence.tolerances import DEFAULT_TOLERANCES, Tolerance
from groundplan.adherence.verdict import ShotReport

__all__ = ["Judged", "Rules", "judge"]


def _silent(_done: int, _total: int) -> None:
    """Say nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What a clip is held to, and by whom it is looked at."""

    tolerances: Mapping[str, Tolerance] = field(default_factory=lambda: DEFAULT_TOLERANCES)
    tracker: Tracker = field(default_factory=PlanGuided)
    shot_name: str = ""
    clip_name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A report, and what was seen on the way to it."""

    report: ShotReport
    seen: Observation


def judge(
    plan: PlanView, clip: AlignedClip, rules: Rules, *, progress: Progress = _silent
) -> Judged:
    """Return what is to be said of a clip; equal inputs give equal reports.

    Raises:
        PackError: The plan's pack is damaged.
    """
    seen = rules.tracker.observe(plan, clip, progress=progress)
    measurements = (
        *recognition_measurements(seen),
        *camera_measurements(plan, seen),
        *framing_measurements(plan, seen),
        *steadiness_measurements(plan, seen, source=clip.source),
        *published_measurements(plan, seen),
        *layout_measurements(plan, seen),
        *identity_measurements(plan, clip, seen),
        *motion_measurements(plan, seen),
        *pose_measurements(seen),
        *grammar_measurements(plan, seen),
        *_seen_well(plan, clip, seen),
    )
    names = {one.entity: one.name for one in plan.instances}
    checks = checks_of(measurements, rules.tolerances, names)
    findings = clip.mapping.findings
    small = [one.says for one in findings if one.code == TOO_SMALL]
    checks = untold(checks, reason=small[0]) if small else checks
    manifest = plan.pack.manifest
    report = ShotReport(
        shot=manifest.shot,
        shot_name=rules.shot_name or manifest.shot,
        world_hash=manifest.world_hash,
        clip_sha256=clip.sha256,
        clip_name=Path(rules.clip_name).name,
        frame_count=plan.frame_count,
        rate=(plan.rate.numerator, plan.rate.denominator),
        size_px=plan.size_px,
        status=status_of(
            checks,
            failing_findings=any(one.fails for one in findings),
            leads={
                one.entity for one in plan.instances if one.instance in plan.animate | plan.moving
            },
        ),
        mapping=clip.mapping,
        measurements=measurements,
        checks=checks,
        causes=causes_of(plan, seen, checks, findings=findings),
        names=names,
    )
    return Judged(report=report, seen=seen)


def _seen_well(plan: PlanView, clip: AlignedClip, seen: Observation) -> tuple[Measurement, ...]:
    """Return light and picture, by the masks and where the geometry is right."""
    return (
        *light_measurements(plan, clip, masks=seen.masks),
        *picture_measurements(plan, clip, residual_px=_residual(plan, seen)),
    )


def _residual(plan: PlanView, seen: Observation) -> Float64[np.ndarray, " frame"]:
    """Return how far the clip's picture lies from the plan's, frame by frame [px]; NaN: unseen."""
    planned, shown = plan.camera_from_world_cv, seen.camera.camera_from_world_cv
    focal = plan.intrinsics_px[:, 0, 0]
    turned = np.sqrt(np.sum((planned[:, :3, :3] - shown[:, :3, :3]) ** 2, axis=(1, 2)) / 2.0)
    zoomed = np.abs(seen.camera.focal_px / focal - 1.0) * plan.size_px[0] / 4.0
    apart = [np.sqrt(np.sum(one.offset_px**2, axis=1)) for one in seen.instances]
    largest = np.nanmax(np.stack([np.zeros(plan.frame_count), *apart]), axis=0)
    return np.maximum(focal * turned + zoomed, largest)
