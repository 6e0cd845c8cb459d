"""A camera's motion as measured: exact on ways whose derivatives are known."""

import math

import numpy as np
import pytest

from groundplan.errors import InputError
from groundplan.geometry import quaternions
from groundplan.geometry.path_motion import measure_motion, measure_poses
from groundplan.geometry.speed_profile import SpeedProfile

FPS = 24.0
TIME = np.arange(121) / FPS


def still(count: int = len(TIME)) -> np.ndarray:
    return np.tile(quaternions.identity(), (count, 1))


def test_a_steady_way_has_its_speed_and_no_acceleration() -> None:
    places = np.outer(TIME, [0.3, 0.0, -0.4])
    motion = measure_motion(places, still(), fps=FPS)
    assert motion.speed_mps == pytest.approx(0.5)
    assert motion.length_m == pytest.approx(2.5)
    assert motion.extent_m == pytest.approx(2.5)
    assert motion.acceleration_mps2 < 1e-9
    assert not motion.still


def test_a_cubic_way_has_its_jerk() -> None:
    places = np.outer(TIME**3, [0.0, 2.0, 0.0])
    motion = measure_motion(places, still(), fps=FPS)
    assert motion.jerks_mps3 == pytest.approx(np.full(118, 12.0), rel=1e-6)
    assert motion.height_range_m == pytest.approx((0.0, 250.0))


def test_a_circle_has_its_centripetal_acceleration() -> None:
    angle = 0.5 * TIME
    places = 3.0 * np.stack([np.sin(angle), 0.0 * angle, np.cos(angle)], axis=1)
    turns = quaternions.from_heading(angle)
    motion = measure_motion(places, turns, fps=FPS)
    assert motion.acceleration_mps2 == pytest.approx(3.0 * 0.25, rel=1e-3)
    assert motion.turn_radps == pytest.approx(0.5)
    assert motion.turn_acceleration_radps2 < 1e-9


@pytest.mark.parametrize("share", [0.1, 0.25, 0.5])
def test_measured_figures_stay_below_the_true_ones(share: float) -> None:
    profile = SpeedProfile(ease_in=share, ease_out=share)
    places = np.outer(4.0 * profile.progress(TIME / 5.0), [0.0, 0.6, 0.8])
    motion = measure_motion(places, still(), fps=FPS)
    assert 0.97 < motion.speed_mps / (0.8 * profile.cruise) <= 1.0 + 1e-9
    assert 0.8 < motion.acceleration_mps2 / (4.0 * profile.acceleration / 25.0) <= 1.0 + 1e-9
    assert 0.3 < motion.jerk_mps3 / (4.0 * profile.jerk / 125.0) <= 1.0 + 1e-9


def test_poses_are_measured_as_their_parts() -> None:
    turns = quaternions.from_euler_yxz(0.2 * TIME, 0.1 * TIME, 0.0 * TIME)
    poses = np.tile(np.eye(4), (len(TIME), 1, 1))
    poses[:, :3, :3] = quaternions.to_matrix(turns)
    poses[:, :3, 3] = np.outer(TIME, [0.0, 0.0, 1.0])
    a, b = measure_poses(poses, fps=FPS), measure_motion(poses[:, :3, 3], turns, fps=FPS)
    assert a.turns_radps == pytest.approx(b.turns_radps, abs=1e-9)
    assert a.speed_mps == b.speed_mps


def test_one_frame_is_still() -> None:
    motion = measure_motion(np.zeros((1, 3)), still(1), fps=FPS)
    assert motion.still
    assert motion.speed_mps == motion.jerk_mps3 == motion.turn_radps == 0.0


def test_no_frame_is_refused() -> None:
    with pytest.raises(InputError, match="0 places"):
        measure_motion(np.zeros((0, 3)), still(0), fps=FPS)
    assert math.isfinite(FPS)
