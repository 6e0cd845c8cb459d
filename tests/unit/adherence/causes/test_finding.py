"""All causes of a report, the gravest first."""

from dataclasses import replace

import numpy as np
from tests.unit.adherence.hand_made import BEN, BEN_ID, FRAMES, failing, with_camera, with_instance

from groundplan.adherence.causes.finding import causes_of
from groundplan.adherence.clip.aligned import ClipFinding
from groundplan.adherence.observation import Observation
from groundplan.adherence.plan_view import PlanView

_ALL = np.ones(FRAMES, dtype=np.bool_)
_FILE = ClipFinding(code="clip.mirrored", says="the picture is mirrored", fails=True)


def _strange(seen: Observation) -> Observation:
    """Return an observation in which nothing was recognised."""
    lost = with_camera(seen, unseen=_ALL)
    things = tuple(
        replace(one, found=~_ALL, absent=_ALL, likeness=np.full(FRAMES, 0.1))
        for one in lost.instances
    )
    return replace(lost, instances=things)


def test_where_all_checks_pass_there_is_no_cause(walk: PlanView, seen: Observation) -> None:
    passed = replace(failing("trajectory.pct/1", subject=BEN), status="pass")
    assert causes_of(walk, seen, [passed], findings=()) == ()


def test_another_scene_is_the_only_cause(walk: PlanView, seen: Observation) -> None:
    failed = [failing("layout.missing/1", subject=BEN), failing("picture.cuts/1", value=1.0)]
    (found,) = causes_of(walk, _strange(seen), failed, findings=())
    assert found.code == "scene.other"
    assert found.frames == tuple(range(FRAMES))


def test_a_lost_camera_before_known_people_is_no_other_scene(
    walk: PlanView, seen: Observation
) -> None:
    lost = with_camera(seen, unseen=_ALL)
    found = causes_of(walk, lost, [failing("picture.cuts/1", value=1.0)], findings=())
    assert [one.code for one in found] == ["picture.cut"]


def test_surroundings_that_are_not_the_plans_come_before_the_camera(
    walk: PlanView, seen: Observation
) -> None:
    unlike = replace(failing("scene.unlike/1", value=0.75, frames=(4, 5)), tolerance=0.64)
    wrong = with_camera(seen, focal_px=1.3 * seen.camera.focal_px)
    found = causes_of(walk, wrong, [failing("camera.focal_pct/1"), unlike], findings=(_FILE,))
    assert [one.code for one in found] == ["clip.mirrored", "scene.unlike", "camera.lens"]
    assert found[1].frames == (4, 5)
    assert "25% of its landmarks agree, 36% have to" in found[1].says


def test_causes_come_file_camera_subjects_picture(walk: PlanView, seen: Observation) -> None:
    wrong = with_instance(seen, BEN_ID, offset_px=np.array([8, 0]))
    wrong = with_camera(wrong, focal_px=1.3 * seen.camera.focal_px)
    failed = [
        failing("picture.cuts/1", value=1.0),
        failing("trajectory.pct/1", subject=BEN),
        failing("camera.focal_pct/1"),
    ]
    found = causes_of(walk, wrong, failed, findings=(_FILE,))
    assert [one.code for one in found] == [
        "clip.mirrored", "camera.lens", "subject.off_place", "picture.cut",
    ]  # fmt: skip


def test_a_finding_that_fails_is_a_cause_and_one_that_does_not_is_none(
    walk: PlanView, seen: Observation
) -> None:
    harmless = ClipFinding(code="clip.letterbox", says="bars of 12 px")
    found = causes_of(walk, seen, [], findings=(harmless, _FILE))
    assert [(one.code, one.says) for one in found] == [("clip.mirrored", _FILE.says)]
