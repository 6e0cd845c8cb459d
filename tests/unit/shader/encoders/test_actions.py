"""Cameras as steps, there and back."""

from importlib.util import find_spec

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundplan.errors import InputError
from groundplan.geometry import quaternions
from groundplan.passes.pack import ControlPack
from groundplan.shader.encoders.actions import (
    key_string,
    path_of_actions,
    path_of_keys,
    pose_actions,
)
from groundplan.shader.encoders.cameras import camera_path
from groundplan.shader.plan import Window


def _random_path(seed: int, frames: int = 6) -> np.ndarray:
    rng = np.random.default_rng(seed)
    poses = np.tile(np.eye(4), (frames, 1, 1))
    turns = rng.normal(size=(frames, 4))
    turns /= np.linalg.norm(turns, axis=1, keepdims=True)
    poses[:, :3, :3] = quaternions.to_matrix(turns)
    poses[:, :3, 3] = rng.normal(size=(frames, 3))
    return poses


def test_standing_still_is_no_translation_and_the_first_two_unit_columns() -> None:
    actions = pose_actions(np.tile(np.eye(4), (3, 1, 1)))
    assert actions.tolist() == [[0, 0, 0, 1, 0, 0, 0, 1, 0]] * 2


def test_a_step_is_the_later_camera_seen_from_the_earlier_one() -> None:
    quarter_right = np.eye(4)
    quarter_right[:3, :3] = [[0, 0, 1], [0, 1, 0], [-1, 0, 0]]
    forward = quarter_right.copy()
    forward[:3, 3] = [2.0, 0.0, 0.0]
    actions = pose_actions(np.stack([np.eye(4), quarter_right, forward]))
    np.testing.assert_allclose(actions[0], [0, 0, 0, 0, 0, -1, 0, 1, 0], atol=1e-15)
    # After the turn to the right, +x of the world is ahead: z of the camera.
    np.testing.assert_allclose(actions[1], [0, 0, 2, 1, 0, 0, 0, 1, 0], atol=1e-15)


@given(st.integers(0, 10_000))
@settings(max_examples=30, deadline=None)
def test_actions_lead_back_to_the_poses(seed: int) -> None:
    path = _random_path(seed)
    np.testing.assert_allclose(path_of_actions(pose_actions(path), path[0]), path, atol=1e-12)


def test_actions_of_rounded_numbers_still_give_rotations() -> None:
    path = _random_path(3)
    rounded = np.round(pose_actions(path), 3)
    found = path_of_actions(rounded, path[0])
    turned = np.swapaxes(found[:, :3, :3], 1, 2) @ found[:, :3, :3]
    np.testing.assert_allclose(turned, np.tile(np.eye(3), (6, 1, 1)), atol=1e-12)


def test_parallel_columns_are_no_rotation() -> None:
    with pytest.raises(InputError, match="no rotation"):
        path_of_actions(np.array([[0, 0, 0, 1, 0, 0, 2, 0, 0]], dtype=np.float64), np.eye(4))


@pytest.mark.parametrize("keys", ["w-80,jw-40,w-40", "iw-3,none-2,ks-4,dl-1", "aj-7"])
def test_a_path_of_keys_is_found_again_exactly(keys: str) -> None:
    path = path_of_keys(keys)
    found = key_string(path)
    np.testing.assert_allclose(path_of_keys(found.keys), path, atol=1e-12)
    assert found.position_error_m < 1e-9
    assert found.rotation_error_rad < 1e-9
    assert found.keys == keys


def test_keys_follow_a_slow_move_to_within_a_step(plate_pack: ControlPack) -> None:
    path = camera_path(plate_pack, Window(first=0, count=9)).world_from_camera_cv
    found = key_string(path)
    assert "d" in found.keys, "it slides to the right"
    assert found.position_error_m < 0.025 + 1e-3
    assert found.rotation_error_rad < np.radians(0.6) + 1e-3


def test_what_no_key_does_is_told_as_an_error() -> None:
    risen = np.tile(np.eye(4), (5, 1, 1))
    risen[:, 1, 3] = [0.0, -0.1, -0.2, -0.3, -0.4]
    assert key_string(risen).keys == "none-4"
    assert key_string(risen).position_error_m == pytest.approx(0.4)


@pytest.mark.parametrize("keys", ["", "w", "x-3", "w-0", "w--1", "-3", "w-99999", "w-4000,w-4000"])
def test_text_that_is_no_key_string_is_refused(keys: str) -> None:
    with pytest.raises(InputError):
        path_of_keys(keys)


@pytest.mark.torch
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning")  # of diffusers
def test_keys_mean_what_diffusers_makes_of_them() -> None:
    if find_spec("diffusers") is None or find_spec("torch") is None:
        pytest.skip(
            "torch and diffusers are not installed: its own reading of keys is not compared"
        )
    from diffusers.pipelines.sana_wm.cam_utils import (
        action_string_to_c2w,  # pyright: ignore[reportUnknownVariableType]
    )

    keys = "w-5,jw-4,ik-2,aik-3,none-2,dl-7,i-80"
    theirs = np.asarray(action_string_to_c2w(keys), dtype=np.float64)
    np.testing.assert_allclose(path_of_keys(keys), theirs, atol=1e-6)
