"""Who turns is seen to turn: on the spot, to what is named, or along a bend of its way."""

import math

import numpy as np
import pytest

from groundplan.geometry import quaternions
from groundplan.studio.options import TakeOptions
from groundplan.studio.take import plan_world
from groundplan.world.document import World
from groundplan.world.entity import Entity
from groundplan.world.evaluate import values_at


def turning(brief: str, name: str) -> tuple[World, Entity, np.ndarray]:
    """Return the world, a body, and its continuous headings at every frame [degrees]."""
    world = plan_world(brief, options=TakeOptions()).world
    body = next(e for e in world.entities.values() if e.name == name)
    times = np.arange(0.0, world.shots["s1"].last + 1.0, 1000.0)
    headings = quaternions.to_heading(values_at(body, "transform.rotation", times))
    return world, body, np.degrees(np.unwrap(headings))


@pytest.mark.parametrize(("brief", "name", "degrees"), [
    ("A man turns 90 degrees", "man", 90.0),
    ("A man turns 450 degrees", "man", 450.0),
    ("A woman turns to the left", "woman", 90.0),
    ("A woman turns 30 degrees to the right", "woman", -30.0),
    ("A man turns around", "man", 180.0),
    ("A dancer spins twice", "dancer", 720.0),
    ("A car turns left", "car", 90.0),
    ("A car turns 45 degrees to the right", "car", -45.0),
    ("A car drives down the road and turns right", "car", -90.0),
    ("A man walks forward and turns left", "man", 90.0),
])  # fmt: skip
def test_a_body_turns_as_far_and_to_the_side_that_is_said(
    brief: str, name: str, degrees: float
) -> None:
    _, _, headings = turning(brief, name)
    assert headings[-1] - headings[0] == pytest.approx(degrees, abs=0.01)
    assert np.all(np.diff(headings) * degrees >= -1e-6)


def test_a_stated_angle_points_to_the_channel_that_has_it() -> None:
    world, body, _ = turning("A man turns 90 degrees", "man")
    (quantity,) = world.narrative.quantities.values()
    assert quantity.path.endswith("/channels/transform.rotation")
    owner = quantity.path.split("/")[1]
    assert world.entities[owner] is body


def test_a_stated_time_is_the_time_of_the_turn() -> None:
    world, _, headings = turning("A man turns 90 degrees in 3 seconds", "man")
    frames = 3 * 16
    assert headings[frames] - headings[0] == pytest.approx(90.0, abs=0.01)
    assert headings[frames - 1] < headings[frames] - 1.0
    assert world.shots["s1"].last == frames * 1000


def test_who_turns_to_something_faces_it() -> None:
    world, man, headings = turning("A man turns to the window", "man")
    window = next(e for e in world.entities.values() if e.name == "window")
    x, z = (window.transform.position_m[k] - man.transform.position_m[k] for k in (0, 2))
    assert headings[-1] == pytest.approx(math.degrees(math.atan2(x, z)), abs=0.01)


def test_who_walks_and_then_turns_turns_after_the_way() -> None:
    _, _, headings = turning("A man walks to a door and turns right", "man")
    assert headings[0] - headings[-1] == pytest.approx(90.0, abs=0.01)
    assert headings[40] == pytest.approx(headings[0], abs=0.01)


def test_the_rear_wheels_of_a_car_that_turns_do_not_slide_sideways() -> None:
    world, car, headings = turning("A car turns left", "car")
    assert car.size_m is not None
    times = np.arange(0.0, world.shots["s1"].last + 1.0, 1000.0)
    facing = np.radians(headings)
    ahead = np.stack([np.sin(facing), np.zeros_like(facing), np.cos(facing)], axis=1)
    axle = values_at(car, "transform.position_m", times) - 0.3 * car.size_m[2] * ahead
    steps = np.diff(axle, axis=0)
    side = np.stack([np.cos(facing), np.zeros_like(facing), -np.sin(facing)], axis=1)
    sideways = np.abs(np.sum(steps * 0.5 * (side[:-1] + side[1:]), axis=1))
    assert np.max(sideways / np.maximum(np.linalg.norm(steps, axis=1), 1e-6)) < 0.03


def test_an_angle_of_what_does_not_turn_sets_nothing() -> None:
    planned = plan_world("A man spins a ball 90 degrees", options=TakeOptions())
    man = next(e for e in planned.world.entities.values() if e.name == "man")
    assert "transform.rotation" not in man.channels
