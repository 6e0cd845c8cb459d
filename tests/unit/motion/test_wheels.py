"""Wheels roll exactly with the way, steer along it, and stand still where they touch the ground."""

import math

import numpy as np
import pytest
from tests.unit.agents.brief import SPAN, planned, thing, told

from groundplan.assets import catalogue
from groundplan.language.facts import ActionFact
from groundplan.scene.acting import entity_from_joint_at
from groundplan.scene.build import actors_of
from groundplan.scene.dressing import dressed
from groundplan.world.document import World
from groundplan.world.placement import world_from_entity_at


def driven(noun: str, **more: object) -> World:
    action = ActionFact(key="a1", agent="e1", verb="drive", action="drive", span=SPAN, **more)  # pyright: ignore[reportArgumentType]  # fields by name
    entities = [thing("e1", noun, "vehicle"), thing("e2", "tree")]
    return planned(told(entities, actions=[action])).world


def wheels(world: World, times: np.ndarray) -> dict[str, tuple[float, np.ndarray]]:
    """Return radius and world matrices by joint."""
    (actor,) = actors_of(world)
    placed = world_from_entity_at(world, actor.entity_id, times)
    joints = np.einsum("tij,tkjl->tkil", placed, entity_from_joint_at(world, actor, times))
    skeleton = actor.skeleton
    return {
        name: (float(skeleton.places[row, 1]), joints[:, row])
        for row, name in enumerate(skeleton.names)
        if name.startswith("wheel")
    }


def contact_speeds(radius: float, matrices: np.ndarray, dt: float) -> np.ndarray:
    """Return the speed of the point of the wheel that touches the ground, mid-step [m/s]."""
    spin = np.einsum("tij,tkj->tik", matrices[1:, :3, :3], matrices[:-1, :3, :3])
    axis = np.stack(
        [
            spin[:, 2, 1] - spin[:, 1, 2],
            spin[:, 0, 2] - spin[:, 2, 0],
            spin[:, 1, 0] - spin[:, 0, 1],
        ],
        axis=1,
    )
    sine = 0.5 * np.linalg.norm(axis, axis=1, keepdims=True)
    cosine = 0.5 * (np.trace(spin, axis1=1, axis2=2) - 1.0)[:, None]
    turned = axis / np.maximum(2.0 * sine, 1e-12) * np.arctan2(sine, cosine)
    hub = np.diff(matrices[:, :3, 3], axis=0)
    arm = np.array([0.0, -radius, 0.0])
    return np.linalg.norm(hub + np.cross(turned, arm), axis=1) / dt


@pytest.mark.parametrize("noun", ["car", "truck", "bicycle", "cart", "motorcycle"])
def test_wheels_touch_the_ground_at_rest_on_a_straight_way(noun: str) -> None:
    times = np.arange(2000.0, 60000.0, 20.0)
    for radius, matrices in wheels(driven(noun), times).values():
        assert contact_speeds(radius, matrices, 20.0 / 16000.0).max() < 0.01


def test_a_wheel_has_turned_by_the_way_over_its_radius() -> None:
    times = np.array([16000.0, 16100.0])
    for radius, matrices in wheels(driven("car", distance_m=10.0, duration_s=5.0), times).values():
        turn = matrices[0, :3, :3].T @ matrices[1, :3, :3]
        angle = math.atan2(turn[2, 1], turn[1, 1])
        assert angle == pytest.approx(2.0 * 0.00625 / radius, rel=1e-3)


def test_around_a_tree_the_wheels_roll_and_the_front_ones_steer_into_the_bend() -> None:
    world = driven("car", path="e2", path_kind="around", distance_m=12.0, duration_s=6.0)
    times = np.arange(30000.0, 70000.0, 20.0)
    found = wheels(world, times)
    for name, (radius, matrices) in found.items():
        speeds = contact_speeds(radius, matrices, 20.0 / 16000.0)
        assert np.median(speeds) < 0.06, name
    front = found["wheelFrontLeft"][1][0, :3, 0]
    rear = found["wheelRearLeft"][1][0, :3, 0]
    steer = math.degrees(math.acos(float(np.clip(front @ rear, -1.0, 1.0))))
    assert 5.0 < steer < 40.0


def test_what_stands_has_no_joints_and_the_same_surface() -> None:
    world = planned(told([thing("e1", "car", "vehicle")])).world
    (entity,) = [e for e in world.entities.values() if e.name == "car"]
    look = dressed(entity)
    assert look is not None
    assert look.skeleton is None
    assert all(mesh.skin is None for mesh, _ in look.pieces)


def test_every_wheel_hangs_on_a_hub_at_the_height_of_its_radius() -> None:
    model = catalogue.build(catalogue.entry("car"))
    assert model.skeleton is not None
    assert sum(name.startswith("wheel") for name in model.skeleton.names) == 4
    rubber = next(part for part in model.parts if part.role == "rubber")
    skin = rubber.mesh.skin
    assert skin is not None
    for row in range(1, 5):
        own = rubber.mesh.positions[skin.joints[:, 0] == row]
        centre = 0.5 * (own.min(axis=0) + own.max(axis=0))
        np.testing.assert_allclose(centre, model.skeleton.places[row], atol=1e-5)
        assert np.ptp(own[:, 1]) / 2.0 == pytest.approx(model.skeleton.places[row, 1], rel=0.02)
