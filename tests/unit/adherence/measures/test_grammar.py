"""Shot size, angle and move of a clip, against the plan."""

from dataclasses import replace

import numpy as np
import pytest
from tests.unit.adherence.measures.seen_plan import perfectly_seen, with_camera

from groundplan.adherence.measurement import Measurement
from groundplan.adherence.measures.grammar import grammar_measurements, main_subject
from groundplan.adherence.observation import Observation
from groundplan.adherence.plan_view import PlanView


def _measured(plan: PlanView, seen: Observation) -> dict[str, Measurement]:
    return {one.definition: one for one in grammar_measurements(plan, seen)}


def _tilted(plan: PlanView, degrees: float) -> np.ndarray:
    """Return the planned poses, the camera tilted up."""
    cosine, sine = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    up = np.array([[1.0, 0.0, 0.0], [0.0, cosine, sine], [0.0, -sine, cosine]])
    turned = np.eye(4)
    turned[:3, :3] = up
    return turned @ plan.camera_from_world_cv


def test_the_plan_itself_agrees_with_its_own_grammar(plan: PlanView) -> None:
    found = _measured(plan, perfectly_seen(plan))

    assert found["grammar.move_agrees/1"].value == 1.0
    assert found["grammar.angle_deg/1"].value == 0.0
    assert found["grammar.shot_size_steps/1"].value == 0.0


def test_a_tilted_camera_is_read_in_degrees_and_named(plan: PlanView) -> None:
    seen = with_camera(perfectly_seen(plan), camera_from_world_cv=_tilted(plan, 30.0))

    angle = _measured(plan, seen)["grammar.angle_deg/1"]

    assert angle.value == pytest.approx(30.0, abs=1e-4)
    assert angle.says == "low; planned: high"


def test_a_zoom_in_the_place_of_the_planned_dolly_is_told(plan: PlanView) -> None:
    seen = perfectly_seen(plan)
    poses = np.tile(plan.camera_from_world_cv[:1], (plan.frame_count, 1, 1))
    focal = seen.camera.focal_px * np.linspace(1.0, 1.2, plan.frame_count)

    move = _measured(plan, with_camera(seen, camera_from_world_cv=poses, focal_px=focal))

    assert move["grammar.move_agrees/1"].value == 0.0
    assert move["grammar.move_agrees/1"].says.startswith("zoom in; planned: ")


@pytest.mark.parametrize(("scale", "sign"), [(0.25, 1.0), (4.0, -1.0)])
def test_a_subject_of_another_size_is_sizes_too_loose_or_too_tight(
    plan: PlanView, scale: float, sign: float
) -> None:
    seen = perfectly_seen(plan)
    things = tuple(replace(one, scale=np.full(plan.frame_count, scale)) for one in seen.instances)

    size = _measured(plan, replace(seen, instances=things))["grammar.shot_size_steps/1"]

    assert size.value is not None
    assert np.sign(size.value) == sign
    assert abs(size.value) >= 1.0


def test_a_size_that_is_off_by_what_can_be_measured_is_no_other_size(plan: PlanView) -> None:
    seen = perfectly_seen(plan)
    for scale in (0.96, 1.04):
        things = tuple(replace(one, scale=one.scale * scale) for one in seen.instances)
        size = _measured(plan, replace(seen, instances=things))["grammar.shot_size_steps/1"]
        assert size.value == 0.0


def test_an_unseen_camera_has_no_grammar_and_says_why(plan: PlanView) -> None:
    seen = perfectly_seen(plan)
    blind = with_camera(seen, seen=np.zeros(plan.frame_count, dtype=np.bool_))

    found = _measured(plan, blind)

    for name in ("grammar.move_agrees/1", "grammar.angle_deg/1"):
        assert found[name].value is None
        assert "0% of the frames" in found[name].reason


def test_a_move_that_is_less_than_the_camera_is_known_to_is_not_named(plan: PlanView) -> None:
    poses = plan.camera_from_world_cv.copy()
    poses[:, 0, 3] -= np.linspace(0.0, 0.3, plan.frame_count)
    trucks = replace(plan, camera_from_world_cv=poses)
    seen = perfectly_seen(trucks)
    vague = with_camera(seen, sigma_centre_m=np.full(plan.frame_count, 0.5))

    assert _measured(trucks, seen)["grammar.move_agrees/1"].value == 1.0
    found = _measured(trucks, vague)

    assert found["grammar.move_agrees/1"].value is None
    assert "less than the camera is known to" in found["grammar.move_agrees/1"].reason
    assert found["grammar.angle_deg/1"].value == 0.0


def test_a_subject_that_was_not_found_has_no_size(plan: PlanView) -> None:
    seen = perfectly_seen(plan)
    lost = tuple(replace(one, found=np.zeros_like(one.found)) for one in seen.instances)

    size = _measured(plan, replace(seen, instances=lost))["grammar.shot_size_steps/1"]

    assert size.value is None
    assert size.reason == "it was found in no frame"


def test_the_subject_is_who_moves_where_nobody_lives(plan: PlanView) -> None:
    one = main_subject(plan, perfectly_seen(plan))

    assert one is not None
    assert one.instance in plan.moving
