"""Resting bodies: height as asked, joints where motion expects them, both sides alike."""

import numpy as np
import pytest

from groundplan.assets.human_shape.data import body_data
from groundplan.assets.human_shape.rest import rest_body
from groundplan.assets.human_shape.shape import HumanShape, solved

PEOPLE = (
    (0.5, 0.0, "neutral"), (0.75, 1.0, "female"), (0.87, 2.0, "male"), (1.03, 4.0, "female"),
    (1.28, 8.0, "male"), (1.62, 14.0, "female"), (1.5, 30.0, "female"), (1.65, 30.0, "female"),
    (1.78, 30.0, "male"), (2.05, 25.0, "male"), (1.6, 80.0, "female"), (1.7, 90.0, "male"),
)  # fmt: skip


@pytest.mark.parametrize(("height", "age", "gender"), PEOPLE)
def test_a_body_stands_as_tall_as_asked(height: float, age: float, gender: str) -> None:
    shape = HumanShape(height_m=height, age_years=age, gender=gender)
    points = rest_body(shape).points
    assert float(points[:, 1].min()) == pytest.approx(0.0, abs=1e-5)
    assert float(points[:, 1].max()) == pytest.approx(height, abs=1e-4)
    # The phenotype alone gets there: nobody of a common size is merely scaled.
    assert solved(shape)[1] == pytest.approx(1.0, abs=0.005 / height)


def test_an_old_and_a_young_body_differ_and_a_woman_differs_from_a_man() -> None:
    bodies = [
        rest_body(HumanShape(height_m=1.7, age_years=age, gender=gender)).points
        for age, gender in ((25.0, "female"), (85.0, "female"), (25.0, "male"))
    ]
    for a, b in ((0, 1), (0, 2)):
        assert np.linalg.norm(bodies[a] - bodies[b], axis=1).max() > 0.02


def test_a_heavier_build_is_wider_at_the_waist() -> None:
    data = body_data()
    waist = (np.abs(data.height - 0.62) < 0.02) & (data.arm < 0.0)
    width = [
        float(np.ptp(rest_body(HumanShape(height_m=1.7, build=build)).points[waist, 0]))
        for build in (0.1, 0.5, 0.9)
    ]
    assert width[0] < width[1] < width[2]


def test_a_body_faces_ahead_with_its_left_at_positive_x() -> None:
    body = rest_body(HumanShape(height_m=1.7))
    tags = body_data().tags
    assert body.points[tags["nose"], 2] > body.joints["head"][2] + 0.05
    assert body.points[tags["leftEye"], 0] > 0.02
    assert body.joints["leftHand"][0] > body.joints["leftUpperArm"][0] > 0.1
    for side in ("left", "right"):
        assert body.points[tags[f"{side}Sole"], 1] < 0.02
        assert body.points[tags[f"{side}Toe"], 2] > body.joints[f"{side}Foot"][2] + 0.1


def test_arms_are_level_in_the_t_pose_and_legs_hang_straight() -> None:
    pose = rest_body(HumanShape(height_m=1.7)).t_pose
    for side in ("left", "right"):
        arm = [pose[f"{side}{part}"] for part in ("UpperArm", "LowerArm", "Hand")]
        assert np.ptp([joint[1] for joint in arm]) < 1e-9
        assert np.ptp([joint[2] for joint in arm]) < 1e-9
        hip, ankle = pose[f"{side}UpperLeg"], pose[f"{side}Foot"]
        assert hip[0] == pytest.approx(ankle[0], abs=1e-6)


def test_the_same_shape_gives_the_same_bytes() -> None:
    shape = HumanShape(height_m=1.71, age_years=40.0)
    first = rest_body(shape).points.tobytes()
    rest_body.cache_clear()
    assert rest_body(shape).points.tobytes() == first
