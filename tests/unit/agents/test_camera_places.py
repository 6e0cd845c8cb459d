"""What is said to stand about the camera stands there, and is no prop of its own."""

import numpy as np
import pytest

from groundplan.scene.view import view_at
from groundplan.studio.options import TakeOptions
from groundplan.studio.take import plan_world
from groundplan.world.document import World


def planned(text: str) -> World:
    return plan_world(text, options=TakeOptions()).world


def about_lens(world: World, noun: str, *, shot: str = "s1") -> tuple[float, float, float]:
    """Return how far right, up and ahead of the lens the middle of a thing is [m]."""
    thing = next(e for e in world.entities.values() if e.semantics.noun == noun)
    at = world.shots[shot]
    pose = view_at(world, at.camera, np.array([float(at.first)]))[0]
    away = np.array(thing.transform.position_m) - pose[:3, 3]
    ahead = np.array([-pose[0, 2], 0.0, -pose[2, 2]])
    ahead /= np.linalg.norm(ahead)
    right = np.array([-ahead[2], 0.0, ahead[0]])
    return float(away @ right), float(away[1]), float(away @ ahead)


def deep(world: World, noun: str) -> float:
    thing = next(e for e in world.entities.values() if e.semantics.noun == noun)
    assert thing.size_m is not None
    return thing.size_m[2]


@pytest.mark.parametrize("distance", [0.6, 1.0, 2.5])
def test_a_wall_behind_the_camera_is_so_far_behind_the_lens(distance: float) -> None:
    world = planned(f"Anna waves. A wall stands {distance} m behind the camera.")
    right, _, ahead = about_lens(world, "wall")
    assert right == pytest.approx(0.0, abs=1e-3)
    assert -ahead - 0.5 * deep(world, "wall") == pytest.approx(distance, abs=2e-3)
    assert not [e for e in world.entities.values() if e.kind == "prop" and e.label == "camera"]
    assert not [i for i in world.intents.values() if i.kind == "visible" and _is(world, i.subject)]


def _is(world: World, entity: str | None) -> bool:
    return entity is not None and world.entities[entity].semantics.noun == "wall"


def test_the_picture_is_the_same_as_without_the_wall() -> None:
    with_wall = planned("Anna waves. A wall stands 3 m behind the camera.")
    alone = planned("Anna waves.")
    poses = [view_at(w, w.shots["s1"].camera, np.array([0.0]))[0] for w in (with_wall, alone)]
    assert np.allclose(poses[0], poses[1], atol=1e-6)


def test_a_tree_left_of_the_camera_is_to_its_left_and_level() -> None:
    world = planned("Anna waves. A tree stands 2 m to the left of the camera.")
    right, _, ahead = about_lens(world, "tree")
    assert right == pytest.approx(-2.0 - 0.5 * deep(world, "tree"), abs=2e-3)
    assert ahead == pytest.approx(0.0, abs=1e-3)
