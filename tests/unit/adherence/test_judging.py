"""From a plan and a clip to a report."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import pytest
from tests.unit.adherence.filmed import FRAMES, Filmed
from tests.unit.adherence.hand_made import BEN, BEN_ID, with_camera, with_instance
from tests.unit.adherence.measures.picked import one_of, value_of
from tests.unit.adherence.report.small_report import clip_of

from groundplan.adherence.clip.aligned import AlignedClip, ClipFinding
from groundplan.adherence.clip.raster import TOO_SMALL
from groundplan.adherence.judging import Judged, Rules, judge
from groundplan.adherence.observation import Observation
from groundplan.adherence.plan_view import PlanView
from groundplan.adherence.port import Progress
from groundplan.adherence.report.saved import parse_report, report_json
from groundplan.adherence.selftest.injections import NO_INJECTION, Injection
from groundplan.adherence.tolerances import DEFAULT_TOLERANCES


@dataclass(frozen=True)
class ByHand:
    """A tracker that saw what it is told."""

    seen: Observation
    name: str = "by-hand/1"

    def observe(self, plan: PlanView, clip: AlignedClip, *, progress: Progress) -> Observation:
        """Return it."""
        progress(plan.frame_count, len(clip.frames))
        return self.seen


def _told(plan: PlanView, seen: Observation, *findings: ClipFinding) -> Judged:
    clip = clip_of(plan)
    clip = replace(clip, mapping=replace(clip.mapping, findings=findings))
    return judge(plan, clip, Rules(tracker=ByHand(seen), clip_name="takes/a/clip.mp4"))


def _codes(judged: Judged) -> list[str]:
    return [one.code for one in judged.report.causes]


def test_a_clip_as_planned_passes_without_a_cause(walk: PlanView, seen: Observation) -> None:
    report = _told(walk, seen).report
    assert report.status == "pass", [one for one in report.checks if one.status == "fail"]
    assert report.causes == ()
    assert report.clip_name == "clip.mp4"
    assert report.names[BEN] == "Ben"
    assert (report.frame_count, report.rate, report.size_px) == (20, (24, 1), (64, 36))


def test_who_is_elsewhere_fails_with_the_cause(walk: PlanView, seen: Observation) -> None:
    judged = _told(walk, with_instance(seen, BEN_ID, offset_px=np.array([8, 0])))
    assert judged.report.status == "fail"
    assert _codes(judged) == ["subject.off_place"]


def test_a_lead_of_whom_nobody_can_tell_leaves_it_open(walk: PlanView, seen: Observation) -> None:
    unsure = with_instance(seen, BEN_ID, found=np.arange(20) < 5, likeness=0.4)
    assert _told(walk, unsure).report.status == "cannot_tell"


def test_so_does_a_thing_that_moves_be_it_alive_or_not(walk: PlanView, seen: Observation) -> None:
    things = tuple(replace(one, kind="prop") for one in walk.instances)
    driven = replace(walk, instances=things, moving=frozenset({BEN_ID}))
    parked = replace(driven, moving=frozenset())
    unsure = with_instance(seen, BEN_ID, found=np.arange(20) < 5, likeness=0.4)
    assert _told(driven, unsure).report.status == "cannot_tell"
    assert _told(parked, unsure).report.status == "pass"


def test_of_a_picture_too_small_nobody_can_tell_good_or_bad(
    walk: PlanView, seen: Observation
) -> None:
    small = ClipFinding(code=TOO_SMALL, says="the picture has 64x36 px")
    wrong = with_instance(seen, BEN_ID, offset_px=np.array([8, 0]))
    for one in (seen, wrong):
        report = _told(walk, one, small).report
        assert report.status == "cannot_tell"
        assert {(check.status, check.reason) for check in report.checks} == {
            ("cannot_tell", "the picture has 64x36 px")
        }
        assert report.causes == ()


def test_a_finding_that_fails_fails_whatever_is_seen(walk: PlanView, seen: Observation) -> None:
    judged = _told(walk, seen, ClipFinding(code="clip.count", says="2 frames lack", fails=True))
    assert judged.report.status == "fail"
    assert _codes(judged) == ["clip.count"]


def test_nothing_seen_at_all_is_judged_without_a_crash(walk: PlanView, seen: Observation) -> None:
    never = np.zeros(20, dtype=np.bool_)
    lost = with_camera(seen, unseen=~never)
    things = tuple(
        replace(
            one, found=never, absent=~never, likeness=np.zeros(20),
            offset_px=np.full((20, 2), np.nan), own_offset_px=np.full((20, 2), np.nan),
            scale=np.full(20, np.nan),
        )
        for one in lost.instances
    )  # fmt: skip
    judged = _told(walk, replace(lost, instances=things, masks=np.zeros_like(lost.masks)))
    assert judged.report.status == "fail"
    assert _codes(judged) == ["scene.other"]


def test_an_empty_observation_is_judged_without_a_crash(walk: PlanView, seen: Observation) -> None:
    lost = with_camera(seen, unseen=np.ones(20, dtype=np.bool_))
    empty = replace(lost, instances=(), masks=np.zeros_like(lost.masks))
    assert _told(walk, empty).report.status == "cannot_tell"


def test_every_measurement_names_who_saw_it_and_has_a_value_or_a_reason(
    walk: PlanView, seen: Observation
) -> None:
    for one in _told(walk, seen).report.measurements:
        assert one.observer
        assert one.value is not None or (one.reason and one.confidence == 0.0)
        assert one.series == () or len(one.series) == 20


@pytest.fixture(scope="module")
def judged(house: Filmed) -> Callable[[Injection], Judged]:
    kept: dict[Injection, Judged] = {}

    def of(injection: Injection) -> Judged:
        if injection not in kept:
            frames, _ = house.clip(injection)
            clip = replace(clip_of(house.plan), frames=frames)
            clip = replace(clip, mapping=replace(clip.mapping, findings=()))
            kept[injection] = judge(house.plan, clip, Rules())
        return kept[injection]

    return of


def test_the_previz_itself_reaches_the_ceiling(judged: Callable[[Injection], Judged]) -> None:
    report = judged(NO_INJECTION).report
    assert report.status == "pass", [one for one in report.checks if one.status == "fail"]
    assert value_of(report.measurements, "layout.iou_frame/1") >= 0.95
    assert value_of(report.measurements, "camera.rotation.mean_deg/1") <= 0.1
    places = [one for one in report.measurements if one.definition == "trajectory.pct/1"]
    assert places
    assert all(one.value is not None and one.value <= 0.5 for one in places)


def test_a_turned_camera_fails_and_is_named(judged: Callable[[Injection], Judged]) -> None:
    turned = judged(Injection(kind="camera.pan", size=4.0))
    assert turned.report.status == "fail"
    measurements = turned.report.measurements
    assert value_of(measurements, "camera.rotation.mean_deg/1") == pytest.approx(4.0, abs=0.1)
    assert "camera.turned" in _codes(turned)
    assert any("too far right" in one.says for one in turned.report.causes)


def test_a_moved_man_is_read_back_and_the_camera_is_not_blamed(
    house: Filmed, judged: Callable[[Injection], Judged]
) -> None:
    man = next(one.entity for one in house.plan.instances if one.kind == "character")
    moved = Injection(kind="subject.moved", size=8.0, subject=man)
    _, truth = house.clip(moved)
    (subject,) = (one for one in truth.subjects if one.entity == man)
    report = judged(moved).report
    assert report.status == "fail"
    series = one_of(report.measurements, "trajectory.pct/1", man).series
    found = [value for value in series if value is not None]
    # So small he is met by another of his steps in a frame: the median is not.
    expected = float(np.median(subject.displacement_pct[:, 0]))
    assert float(np.median(found)) == pytest.approx(expected, abs=0.5)
    (cause,) = (one for one in report.causes if one.subject == man)
    assert cause.code == "subject.off_place"
    assert "camera" not in cause.says


def test_a_missing_man_does_not_pass(house: Filmed, judged: Callable[[Injection], Judged]) -> None:
    man = next(one.entity for one in house.plan.instances if one.kind == "character")
    assert judged(Injection(kind="subject.missing", subject=man)).report.status != "pass"


def test_equal_clips_give_equal_bytes(house: Filmed) -> None:
    frames, _ = house.clip(Injection(kind="picture.noise", size=4.0))
    clip = replace(clip_of(house.plan), frames=frames)
    first, second = (report_json(judge(house.plan, clip, Rules()).report) for _ in range(2))
    assert first == second
    assert report_json(parse_report(first)) == first


def test_frames_that_a_clip_lacks_show_nothing(house: Filmed) -> None:
    seen = judge(house.plan, clip_of(house.plan, lacks=2), Rules()).seen
    assert seen.camera.seen.tolist() == [True] * (FRAMES - 2) + [False] * 2
    assert not seen.masks[-2:].any()
    for one in seen.instances:
        assert not one.asked[-2:].any()


def test_progress_is_told_and_may_cancel(house: Filmed) -> None:
    told: list[tuple[int, int]] = []

    def progress(done: int, total: int) -> None:
        told.append((done, total))
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        judge(house.plan, clip_of(house.plan), Rules(), progress=progress)
    assert told == [(0, FRAMES), (1, FRAMES), (2, FRAMES)]


def test_rules_are_the_defaults_unless_others_are_given() -> None:
    assert Rules().tolerances is DEFAULT_TOLERANCES
    assert Rules().tracker.name == "plan-guided/1"
