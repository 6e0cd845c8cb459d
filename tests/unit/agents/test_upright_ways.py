"""Ways up and down: straight in the picture, whatever they lead to, come from or go over."""

import math
from functools import cache
from typing import Any

import numpy as np
import pytest

from groundplan.studio.describe import describe
from groundplan.studio.options import TakeOptions
from groundplan.studio.take import plan_world
from groundplan.world.document import World


@cache
def _world(text: str) -> World:
    return plan_world(text, options=TakeOptions()).world


def _screen_way(text: str, name: str) -> tuple[float, float]:
    """Return how far something goes as a still camera sees it, right and up, in picture heights."""
    description: dict[str, Any] = describe(_world(text))
    entity = next(e["id"] for e in description["entities"] if e["name"] == name)
    first, *_, last = description["shots"][0]["samples"]
    camera, k = np.array(first["camera_from_world"]), np.array(first["intrinsics_px"])
    points: list[list[float]] = []
    for sample in (first, last):
        x, y, z = sample["entities"][entity]["position_m"]
        point = camera @ np.array([x, y, z, 1.0])
        points.append([k[0, 0] * point[0] / point[2], k[1, 1] * point[1] / point[2]])
    dx, dy = np.subtract(points[1], points[0]) / description["shots"][0]["size_px"][1]
    return float(dx), float(-dy)


@pytest.mark.parametrize(
    ("text", "name", "sign"),
    [
        ("A kite floats downwards.", "kite", -1.0),
        ("A lantern floats up.", "lantern", 1.0),
        ("A drone ascends towards a cloud.", "drone", 1.0),
        ("A pear falls from a tree.", "pear", -1.0),
        ("A coin drops into a well.", "coin", -1.0),
        ("A submarine descends into the ocean.", "submarine", -1.0),
    ],
)
def test_what_goes_up_or_down_does_so_in_the_picture(text: str, name: str, sign: float) -> None:
    right, up = _screen_way(text, name)
    assert sign * up >= 0.05
    assert abs(right) <= 0.2 * abs(up)


def test_a_steep_hill_is_steep_from_the_side() -> None:
    right, up = _screen_way("A man tumbles down a steep hill.", "man")
    assert -up >= 0.4 * abs(right)


def test_what_sweeps_to_the_right_goes_there() -> None:
    right, up = _screen_way("A robot sweeps the floor from left to right.", "robot")
    assert right >= 0.1
    assert abs(up) <= 0.1 * right


def test_a_body_larger_than_scenery_fills_the_picture_alone() -> None:
    world = _world("A submarine.")
    camera = next(e for e in world.entities.values() if e.kind == "camera")
    assert math.hypot(*camera.transform.position_m) < 200.0


@pytest.mark.parametrize(
    ("text", "degrees"),
    [
        ("Steep hill. A man walks up the hill.", 24.0),
        ("The camera tilts up 30 degrees as a man walks up a hill.", 12.0),
        ("A man walks up a 20 degree slope.", 20.0),
        ("A truck drives up a 12% grade.", math.degrees(math.atan(0.12))),
    ],
)
def test_a_grade_is_what_is_said_of_the_ground(text: str, degrees: float) -> None:
    grades = [e.terrain.grade_rad for e in _world(text).entities.values() if e.terrain]
    assert grades == [pytest.approx(math.radians(degrees), abs=1e-6)]


def test_a_water_bottle_is_no_water_to_swim_in() -> None:
    for text, missing in (
        ("A man swims past a water bottle.", True), ("A man swims in a lake.", False),
    ):  # fmt: skip
        findings = plan_world(text, options=TakeOptions()).findings
        assert any("no water" in f.message for f in findings) is missing


def test_the_end_state_stands_in_the_world_in_words() -> None:
    description: dict[str, Any] = describe(
        _world("A leaf turns from green to red and a candle melts.")
    )
    said = {
        e["name"]: [(s["name"], s["value"]) for s in e["attributes_over_time"]]
        for e in description["entities"]
    }
    assert said["leaf"] == [("color", "green"), ("color", "red")]
    assert said["candle"] == [("state", "solid"), ("state", "melted")]
