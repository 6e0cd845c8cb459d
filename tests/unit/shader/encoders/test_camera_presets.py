"""Which named move of Wan-Fun Camera stands for a camera path, and what that loses."""

import math

import numpy as np
import pytest

from groundplan.errors import InputError
from groundplan.shader.brief import CameraMove
from groundplan.shader.encoders.camera_presets import WAN_PRESETS, nearest_preset, wan_lens


def _as_made_by_the_node(name: str, speed: float, frame_count: int) -> CameraMove:
    """Return the move that the node makes of a preset: i / n of the way at frame i."""
    travel, roll = WAN_PRESETS[name]
    share = speed * (frame_count - 1) / frame_count
    x, y, z = (share * one for one in travel)
    return CameraMove(travel_m=(x, y, z), turn_rad=(0.0, 0.0, share * roll))


@pytest.mark.parametrize("name", [name for name in WAN_PRESETS if name != "Static"])
@pytest.mark.parametrize("speed", [0.2, 0.5])
def test_a_presets_own_move_is_found_again_without_loss(name: str, speed: float) -> None:
    found = nearest_preset(_as_made_by_the_node(name, speed, 81))
    assert (found.name, found.speed) == (name, speed)
    assert found.residual == pytest.approx(0.0, abs=1e-9)


@pytest.mark.parametrize(
    ("move", "travel", "preset"),
    [
        ("truck_left", (-0.6, 0.0, 0.0), "Pan Left"),
        ("truck_right", (0.6, 0.0, 0.0), "Pan Right"),
        ("pedestal_up", (0.0, 0.5, 0.0), "Pan Up"),
        ("pedestal_down", (0.0, -0.5, 0.0), "Pan Down"),
        ("dolly_in", (0.0, 0.0, -1.0), "Zoom In"),
        ("dolly_out", (0.0, 0.0, 1.0), "Zoom Out"),
    ],
)
def test_the_nodes_pans_and_zooms_are_moves_of_the_camera(
    move: str, travel: tuple[float, float, float], preset: str
) -> None:
    found = nearest_preset(CameraMove(move=move, travel_m=travel))
    assert found.name == preset
    assert found.residual < 0.25, "speeds come in steps of 0.1: 0.3 for 0.34"
    assert move.replace("_", " ") in found.says


def test_a_camera_that_stands_still_is_static() -> None:
    found = nearest_preset(CameraMove())
    assert (found.name, found.residual) == ("Static", 0.0)


def test_a_true_pan_becomes_a_truck_and_the_loss_is_told() -> None:
    found = nearest_preset(CameraMove(move="pan_left", turn_rad=(math.radians(15), 0.0, 0.0)))
    assert found.name == "Pan Left"
    assert 0.3 < found.residual < 1.0
    assert "no preset turns the camera" in found.says
    assert f"{found.residual:.0%} of the motion" in found.says


def test_a_zoom_becomes_a_dolly_and_the_loss_is_told() -> None:
    found = nearest_preset(CameraMove(move="zoom_in", zoom=1.5))
    assert found.name == "Zoom In"
    assert 0.1 < found.residual < 1.0
    assert "no preset changes the lens" in found.says


def test_a_roll_keeps_its_sense() -> None:
    found = nearest_preset(CameraMove(move="roll", turn_rad=(0.0, 0.0, math.radians(12.0))))
    assert found.name == "ClockWise (CW)"
    assert found.residual < 0.1


def test_a_move_without_a_lens_is_refused() -> None:
    with pytest.raises(InputError):
        nearest_preset(CameraMove(zoom=0.0))


def _as_read_by_the_node(fx: float, fy: float, size_px: tuple[int, int]) -> tuple[float, float]:
    """Return the focal lengths [px] that the node makes of fx and fy."""
    width, height = size_px
    if width / height < 1280 / 720:
        return height * (1280 / 720) * fx, fy * height
    return fx * width, width / (1280 / 720) * fy


@pytest.mark.parametrize("size_px", [(832, 480), (480, 832), (1280, 720), (1920, 816), (512, 512)])
def test_the_node_reads_our_lens_back(size_px: tuple[int, int]) -> None:
    width, height = size_px
    focal = 0.5 * min(size_px)
    lens = np.array([[focal, 0, width / 2], [0, focal, height / 2], [0, 0, 1.0]])
    sent = wan_lens(lens, size_px)
    assert _as_read_by_the_node(sent.fx, sent.fy, size_px) == pytest.approx((focal, focal))
    assert (sent.cx, sent.cy, sent.says) == (0.5, 0.5, "")


def test_a_lens_longer_than_the_node_takes_keeps_its_shape_and_is_told() -> None:
    lens = np.array([[1200.0, 0, 416], [0, 1200.0, 240], [0, 0, 1.0]])
    sent = wan_lens(lens, (832, 480))
    fx, fy = _as_read_by_the_node(sent.fx, sent.fy, (832, 480))
    assert max(sent.fx, sent.fy) == pytest.approx(1.0)
    assert fx == pytest.approx(fy)
    assert sent.says == "the lens is sent 1/2.50 as long: the node takes no longer one"
