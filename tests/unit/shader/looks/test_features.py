"""What the look network sees, on frames whose answer is known."""

import numpy as np
import pytest

from groundplan.shader.looks.features import PLANES, LookFrame, features_of

HEIGHT, WIDTH = 32, 48


def flat(depth_m: float = 4.0) -> dict[str, object]:
    """A wall that faces the camera, lit to saturation by white light."""
    normal = np.zeros((HEIGHT, WIDTH, 3), np.float16)
    normal[..., 2] = 1.0
    return {
        "beauty": np.full((HEIGHT, WIDTH, 3), 255, np.uint8),
        "depth": np.full((HEIGHT, WIDTH), depth_m, np.float32),
        "normal": normal,
        "instance": np.ones((HEIGHT, WIDTH), np.uint16),
        "illuminance": np.full((HEIGHT, WIDTH), np.pi, np.float32),
        "saturation_nit": 1.0,
    }


def planes(**changes: object) -> dict[str, np.ndarray]:
    found = features_of(LookFrame(**{**flat(), **changes}))  # pyright: ignore[reportArgumentType]
    return dict(zip(PLANES, found, strict=True))


def test_an_open_wall_has_no_edge_and_nothing_shuts_it_in() -> None:
    seen = planes()
    for name in ("edge_right", "edge_down", "crease", "turn"):
        assert seen[name].max() == 0.0
    assert seen["contact"].min() == 1.0
    assert (seen["normal_z"] == 1.0).all()


def test_nearness_is_a_half_at_four_metres_and_nothing_in_the_sky() -> None:
    assert planes()["nearness"] == pytest.approx(0.5)
    assert planes(depth=np.full((HEIGHT, WIDTH), np.inf, np.float32))["nearness"].max() == 0.0


def test_light_is_one_at_saturation_and_falls_by_a_sixteenth_a_stop() -> None:
    for stops in (0, 1, 4, 8):
        lux = np.full((HEIGHT, WIDTH), np.pi / 2**stops, np.float32)
        assert planes(illuminance=lux)["light"] == pytest.approx(1 - stops / 16, abs=1e-6)


def test_edges_are_where_the_next_pixel_is_of_another_thing() -> None:
    ids = np.ones((HEIGHT, WIDTH), np.uint16)
    ids[10:20, 12:30] = 2
    seen = planes(instance=ids)
    right = np.zeros((HEIGHT, WIDTH), bool)
    right[10:20, 11] = right[10:20, 29] = True
    down = np.zeros((HEIGHT, WIDTH), bool)
    down[9, 12:30] = down[19, 12:30] = True
    assert ((seen["edge_right"] == 1.0) == right).all()
    assert ((seen["edge_down"] == 1.0) == down).all()


def test_a_slope_is_no_crease_and_a_step_is() -> None:
    slope = np.broadcast_to(np.linspace(4, 8, WIDTH, dtype=np.float32), (HEIGHT, WIDTH))
    assert planes(depth=np.ascontiguousarray(slope))["crease"][:, 1:-1].max() < 0.01
    step = np.full((HEIGHT, WIDTH), 4.0, np.float32)
    step[:, 24:] = 6.0
    assert (planes(depth=step)["crease"][:, 23:25] == 1.0).all()


def test_a_normal_that_turns_by_a_right_angle_is_a_full_turn() -> None:
    normal = np.zeros((HEIGHT, WIDTH, 3), np.float16)
    normal[:, :24, 2] = 1.0
    normal[:, 24:, 0] = 1.0
    assert (planes(normal=normal)["turn"][:, 23] == 1.0).all()


def test_a_corner_is_shut_in_more_than_an_open_floor() -> None:
    depth = np.full((HEIGHT, WIDTH), 4.0, np.float32)
    depth[:, 24:] = 3.9
    assert planes(depth=depth)["contact"][:, 20:24].mean() < 1.0


def test_planes_have_the_frames_own_size_and_finite_values() -> None:
    sky = np.full((HEIGHT, WIDTH), np.inf, np.float32)
    dark = np.full((HEIGHT, WIDTH), np.nan, np.float32)
    found = features_of(
        LookFrame(**{**flat(), "depth": sky, "illuminance": dark})  # pyright: ignore[reportArgumentType]
    )
    assert found.shape == (len(PLANES), HEIGHT, WIDTH)
    assert np.isfinite(found).all()
