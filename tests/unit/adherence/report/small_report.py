"""A report on a clip of the ball that the passes are tested with; values are made up."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Final

import numpy as np
from tests.unit.passes.conftest import BALL, RendererFake, make_stage

from groundplan.adherence.clip.aligned import AlignedClip, ClipFinding, ClipMapping
from groundplan.adherence.measurement import Measurement
from groundplan.adherence.plan_view import PlanView, plan_view
from groundplan.adherence.verdict import Cause, Check, ShotReport
from groundplan.passes.pack import ControlPack
from groundplan.passes.writer import PackInfo, PackWriter
from groundplan.previz.port import RENDERED_PASSES, RenderOptions

FRAMES: Final = 5
OPTIONS: Final = RenderOptions(passes=RENDERED_PASSES)


def ball_plan(folder: Path) -> PlanView:
    """Return five frames of 64x36 px, read back from a real pack."""
    stage, renderer = make_stage(frames=FRAMES), RendererFake()
    writer = PackWriter(folder, PackInfo.of(stage, renderer, OPTIONS, title="A ball"))
    for frame in renderer.render(stage, range(FRAMES), options=OPTIONS):
        writer.write(frame)
    writer.finish()
    return plan_view(ControlPack.open(folder))


def repeated(plan: PlanView, count: int, *, size_px: tuple[int, int] = (64, 36)) -> PlanView:
    """Return the plan, its frames said again and enlarged without a smooth pixel: noise on top."""
    order = np.arange(count) % plan.frame_count
    rows = np.arange(size_px[1]) * plan.size_px[1] // size_px[1]
    columns = np.arange(size_px[0]) * plan.size_px[0] // size_px[0]
    grid = np.ix_(order, rows, columns)
    return replace(
        plan, beauty=plan.beauty[grid], depth_m=plan.depth_m[grid], instance=plan.instance[grid],
        intrinsics_px=plan.intrinsics_px[order],
        camera_from_world_cv=plan.camera_from_world_cv[order], size_px=size_px,
    )  # fmt: skip


def clip_of(plan: PlanView, *, lacks: int = 0) -> AlignedClip:
    """Return the plan's own previz as a clip that ends `lacks` frames early."""
    source = np.arange(plan.frame_count)
    frames = plan.beauty.copy()
    if lacks:
        source[-lacks:], frames[-lacks:] = -1, 0
    return AlignedClip(
        frames=frames, source=source, rate=plan.rate, mapping=mapping_of(plan), sha256="c" * 64
    )


def mapping_of(plan: PlanView) -> ClipMapping:
    """Return a mapping with a finding of each kind."""
    return ClipMapping(
        clip_size_px=(1280, 720), clip_rate=(24000, 1001), clip_frame_count=plan.frame_count,
        picture_px=(16.0, 0.0, 1248.0, 720.0), first_frame=0.0, frames_per_plan_frame=1.0,
        findings=(
            ClipFinding(code="clip.letterbox", says="bars of 16 px were cut off"),
            ClipFinding(code="clip.count", says="the clip ends 1 frame early", fails=True),
        ),
    )  # fmt: skip


def ball_entity(plan: PlanView) -> str:
    """Return the id of the ball."""
    return next(row.entity for row in plan.instances if row.instance == BALL)


def report_of(plan: PlanView, *, ball_name: str = "ball", clip_name: str = "a.mp4") -> ShotReport:
    """Return a report in which one check fails, one passes and one cannot be told."""
    ball, last = ball_entity(plan), plan.frame_count - 1
    off = tuple(0.1 + 10.0 * (frame == last) for frame in range(plan.frame_count))
    measurements = (
        _measured("trajectory.pct/1", max(off), unit="% W", subject=ball, series=off),
        _measured("camera.rotation.mean_deg/1", 0.5, unit="deg", series=(None, *off[1:])),
        _measured("light.cct_mired/1", None, unit="mired", reason="no neutral surface is in sight"),
    )  # fmt: skip
    return ShotReport(
        shot="s1", shot_name="1A", world_hash="w" * 64, clip_sha256="c" * 64, clip_name=clip_name,
        frame_count=plan.frame_count, rate=_pair(plan.rate), size_px=plan.size_px, status="fail",
        mapping=mapping_of(plan), measurements=measurements, checks=_checks(ball, last),
        causes=(Cause(code="subject.off_path", subject=ball, frames=(last,),
                      says=f"the ball is 10.1 % of width too far right on frame {last}"),),
        names={ball: ball_name},
    )  # fmt: skip


def _checks(ball: str, last: int) -> tuple[Check, ...]:
    return (
        Check(name="camera rotation", definition="camera.rotation.mean_deg/1", value=0.5,
              tolerance=2.0, unit="deg", status="pass", source="default"),
        Check(name="screen position", definition="trajectory.pct/1", subject=ball, value=10.1,
              tolerance=3.0, unit="% W", status="fail", frames=(last,), source="intent: centred"),
        Check(name="colour of light", definition="light.cct_mired/1", value=None, tolerance=20.0,
              unit="mired", status="cannot_tell", reason="no neutral surface is in sight"),
    )  # fmt: skip


def _measured(
    definition: str, value: float | None, *, unit: str, subject: str = "", reason: str = "",
    series: tuple[float | None, ...] = (),
) -> Measurement:  # fmt: skip
    return Measurement(
        definition=definition, value=value, unit=unit, sample_count=len(series), subject=subject,
        confidence=0.0 if value is None else 0.9, observer="plan-guided/1", reason=reason,
        series=series,
    )  # fmt: skip


def _pair(rate: Fraction) -> tuple[int, int]:
    return rate.numerator, rate.denominator
