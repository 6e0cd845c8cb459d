"""A report of the judge becomes what the ledger keeps, and only a pass is accepted."""

import pytest

from groundplan.adherence.clip.aligned import ClipMapping
from groundplan.adherence.measurement import PROTOCOL, Measurement
from groundplan.adherence.verdict import Cause, ShotReport, Status
from groundplan.studio.shading.judging import judgement_of


def report(status: Status) -> ShotReport:
    def measured(definition: str, value: float | None, subject: str = "") -> Measurement:
        return Measurement(
            definition=definition, value=value, unit="1", sample_count=3, confidence=0.5,
            observer="eye/1", subject=subject,
        )  # fmt: skip

    return ShotReport(
        shot="s1", shot_name="SH010", world_hash="c" * 64, clip_sha256="f" * 64,
        clip_name="001.mp4", frame_count=5, rate=(8, 1), size_px=(64, 36), status=status,
        mapping=ClipMapping(
            clip_size_px=(64, 36), clip_rate=(8, 1), clip_frame_count=5,
            picture_px=(0.0, 0.0, 64.0, 36.0), first_frame=0.0, frames_per_plan_frame=1.0,
        ),
        measurements=(
            measured("layout.iou/1", 0.75, "ANNA"),
            measured("layout.iou/1", None, "BEN"),
            measured("camera.focal_pct/1", 1.5),
        ),
        checks=(),
        causes=(
            Cause(code="subject.missing", says="Ben is missing from frame 3"),
            Cause(code="camera.frozen", says="the camera stands still"),
        ),
        names={"ANNA": "anna", "BEN": "ben"},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("status", "accepted"), [("pass", True), ("fail", False), ("cannot_tell", False)]
)
def test_only_a_pass_is_accepted(status: Status, accepted: bool) -> None:  # noqa: FBT001  (a table)
    said = judgement_of(report(status))
    assert (said.verdict, said.accepted) == (status, accepted)
    assert (said.protocol, said.accepted_by) == (PROTOCOL, "rule")


def test_metrics_of_entities_stand_beside_one_another_and_causes_are_one_line() -> None:
    said = judgement_of(report("fail"))
    assert said.metrics == {
        "layout.iou/1@ANNA": 0.75, "layout.iou/1@BEN": None, "camera.focal_pct/1": 1.5,
    }  # fmt: skip
    assert said.cause == "Ben is missing from frame 3; the camera stands still"
