"""The cross-check against cameras whose error is known, and every reason not to make it."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from pydantic import TypeAdapter
from tests.unit.adherence.hand_made import FRAMES, SIZE, poses_of

from groundplan.adherence.clip.aligned import AlignedClip, ClipMapping
from groundplan.adherence.crosscheck.checking import CrossCheck, cross_check, laid_on
from groundplan.adherence.crosscheck.messages import ANSWER, Answer
from groundplan.adherence.crosscheck.running import Finished
from groundplan.adherence.measurement import Measurement
from groundplan.adherence.observation import Observation
from groundplan.adherence.plan_view import PlanView
from groundplan.geometry.quaternions import from_axis_angle, to_matrix
from groundplan.geometry.transforms import inverse_rigid

_GOOD = Answer(focal_px=80.0, reprojection_px=0.2, parallax_rad=0.1, point_count=500)


def _turn(degrees: float) -> np.ndarray:
    return to_matrix(from_axis_angle(np.array([0.6, 0.0, 0.8]), np.radians(degrees)))


def _elsewhere(poses: np.ndarray) -> np.ndarray:
    """Return cameras in a world that is turned, moved and three times as large."""
    found = inverse_rigid(poses)
    found[:, :3, :3] = _turn(70.0) @ found[:, :3, :3]
    found[:, :3, 3] = 3.0 * found[:, :3, 3] @ _turn(70.0).T + np.array([4.0, -2.0, 9.0])
    return inverse_rigid(found)


def _answering(poses: np.ndarray, **changed: float | None) -> CrossCheck:
    """Return a check whose process answers with the poses of the frames that were asked for."""

    def run(command: Sequence[str], _limit_s: float) -> Finished:
        folder = Path(command[-1])
        frames = sorted(int(path.stem) for path in (folder / "pictures").iterdir())
        rows = {frame: poses[frame, :3].tolist() for frame in frames if frame < len(poses)}
        told = TypeAdapter(Answer).dump_python(_GOOD) | {"camera_from_world": rows} | changed
        (folder / ANSWER).write_bytes(
            TypeAdapter(Answer).dump_json(TypeAdapter(Answer).validate_python(told))
        )
        return Finished(status=0)

    return CrossCheck(run=run, there=lambda: True)


def _clip(plan: PlanView, *, frames: int = FRAMES) -> AlignedClip:
    mapping = ClipMapping(
        clip_size_px=SIZE, clip_rate=(24, 1), clip_frame_count=frames,
        picture_px=(0.0, 0.0, float(SIZE[0]), float(SIZE[1])), first_frame=0.0,
        frames_per_plan_frame=1.0,
    )  # fmt: skip
    source = np.where(np.arange(FRAMES) < frames, np.arange(FRAMES), -1)
    return AlignedClip(
        frames=plan.beauty, source=source, rate=plan.rate, mapping=mapping, sha256="c" * 64
    )


def _found(plan: PlanView, seen: Observation, how: CrossCheck) -> dict[str, Measurement]:
    return {one.definition: one for one in cross_check(plan, _clip(plan), seen, how=how)}


def test_a_path_in_another_world_is_laid_onto_its_own_without_error(walk: PlanView) -> None:
    planned = walk.camera_from_world_cv
    laid = laid_on(planned, _elsewhere(planned))

    assert float(laid.angle_rad.max()) < 1e-9
    assert float(laid.apart_m.max()) < 1e-9


def test_a_straight_path_without_a_turn_is_laid_by_its_directions() -> None:
    straight = poses_of(np.linspace(0.0, 2.0, 9)[:, None] * np.array([0.0, 0.0, 1.0]))
    laid = laid_on(straight, _elsewhere(straight))

    assert float(laid.angle_rad.max()) < 1e-9
    assert float(laid.apart_m.max()) < 1e-9


def test_a_true_reconstruction_reads_no_error(walk: PlanView, seen: Observation) -> None:
    found = _found(walk, seen, _answering(_elsewhere(walk.camera_from_world_cv)))

    assert found["colmap.rotation.mean_deg/1"].value == pytest.approx(0.0, abs=1e-5)
    assert found["colmap.translation.path_pct/1"].value == pytest.approx(0.0, abs=1e-5)
    assert found["colmap.rotation.mean_deg/1"].sample_count == FRAMES


def test_a_camera_that_turns_twice_as_far_reads_the_turn_that_is_left(
    walk: PlanView, seen: Observation
) -> None:
    steps = np.arange(FRAMES, dtype=np.float64)
    centres = inverse_rigid(walk.camera_from_world_cv)[:, :3, 3]
    wrong = poses_of(centres, pans_rad=2.0 * steps * np.radians(0.5))

    found = _found(walk, seen, _answering(wrong))

    # Of 0.5 degrees a frame the best common turn leaves the distance to the middle frame.
    expected = 0.5 * float(np.abs(steps - steps.mean()).mean())
    assert found["colmap.rotation.mean_deg/1"].value == pytest.approx(expected, rel=0.01)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"reprojection_px": 3.0}, "miss by 3.0 px"),
        ({"reprojection_px": None}, "no pair of frames"),
        ({"point_count": 8}, "8 points"),
        ({"parallax_rad": 0.01}, "no parallax: 0.6 degrees"),
    ],
)
def test_a_doubtful_reconstruction_is_not_applicable(
    walk: PlanView, seen: Observation, changed: dict[str, float | None], words: str
) -> None:
    found = _found(walk, seen, _answering(walk.camera_from_world_cv, **changed))

    assert all(one.value is None for one in found.values())
    assert all(one.reason.startswith("not applicable: ") for one in found.values())
    assert words in found["colmap.rotation.mean_deg/1"].reason


def test_too_few_placed_frames_are_not_applicable(walk: PlanView, seen: Observation) -> None:
    found = _found(walk, seen, _answering(walk.camera_from_world_cv[:12]))

    assert "placed 60% of the frames" in found["colmap.rotation.mean_deg/1"].reason


def _never(_command: Sequence[str], _limit_s: float) -> Finished:
    raise AssertionError("nothing should be started")


_NEVER = CrossCheck(run=_never, there=lambda: True)


def test_a_camera_that_stands_still_has_no_parallax(walk: PlanView, seen: Observation) -> None:
    still = np.tile(walk.camera_from_world_cv[:1], (FRAMES, 1, 1))
    planned = replace(walk, camera_from_world_cv=still)

    for plan, shown in (
        (planned, seen),
        (walk, replace(seen, camera=replace(seen.camera, camera_from_world_cv=still))),
    ):
        found = _found(plan, shown, _NEVER)
        assert "no parallax" in found["colmap.rotation.mean_deg/1"].reason


def test_a_zoom_is_not_applicable(walk: PlanView, seen: Observation) -> None:
    intrinsics = walk.intrinsics_px * np.linspace(1.0, 1.3, FRAMES)[:, None, None]

    found = _found(replace(walk, intrinsics_px=intrinsics), seen, _NEVER)

    assert "zooms" in found["colmap.rotation.mean_deg/1"].reason


def test_a_clip_of_few_frames_is_not_applicable(walk: PlanView, seen: Observation) -> None:
    found = cross_check(walk, _clip(walk, frames=5), seen, how=_NEVER)

    assert "has 5 frames" in found[0].reason


def test_without_pycolmap_it_says_how_to_install_it(walk: PlanView, seen: Observation) -> None:
    found = _found(walk, seen, CrossCheck(run=_never, there=lambda: False))

    assert "groundplan[colmap]" in found["colmap.rotation.mean_deg/1"].reason
