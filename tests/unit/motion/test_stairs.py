"""Who climbs stairs sets one foot on each step, in turns, and leaves it there."""

import dataclasses

import numpy as np
import pytest
from tests.unit.agents.brief import SPAN, called, planned, thing, told

from groundplan.agents.director import PlanOptions, plan
from groundplan.assets import catalogue
from groundplan.language.facts import ActionFact
from groundplan.scene.acting import entity_from_joint_at
from groundplan.scene.build import actors_of
from groundplan.world.document import World
from groundplan.world.placement import world_from_entity_at


def climbing(direction: str, **more: object) -> World:
    base = ActionFact(key="a1", agent="e1", verb="walk", action="walk", span=SPAN)
    action = dataclasses.replace(base, direction=direction, **more)  # pyright: ignore[reportArgumentType]  # fields by name
    entities = [thing("e1", "man", "character"), thing("e2", "stairs")]
    return planned(told(entities, actions=[action]), seconds=8.0).world


def ankles(world: World, times: np.ndarray) -> dict[str, np.ndarray]:
    (actor,) = actors_of(world)
    placed = world_from_entity_at(world, actor.entity_id, times)
    joints = np.einsum("tij,tkjl->tkil", placed, entity_from_joint_at(world, actor, times))
    rows = {side: actor.skeleton.index(f"{side}Foot") for side in ("left", "right")}
    own = {side: actor.skeleton.place(f"{side}Foot")[1] for side in rows}
    return {
        side: joints[:, row, :3, 3] - np.array([0.0, own[side], 0.0]) for side, row in rows.items()
    }


@pytest.mark.parametrize(
    ("direction", "more"),
    [("up", {"object": "e2"}), ("down", {"path": "e2", "path_kind": "along"})],
)
def test_every_foot_stands_still_on_a_step_and_each_step_has_one(
    direction: str, more: dict[str, str]
) -> None:
    world = climbing(direction, **more)
    stairs = called(world, "stairs")
    model = catalogue.build(catalogue.entry("stairs"), size_m=stairs.size_m)
    origin = np.array(stairs.transform.position_m)
    treads = np.array([origin + model.anchors[f"tread{k}"] for k in range(10)])
    times = np.arange(0.0, 128000.0, 250.0)
    trodden: list[int] = []
    for foot in ankles(world, times).values():
        speed = np.linalg.norm(np.gradient(foot, axis=0), axis=1) * 64.0
        still = foot[speed < 0.03]
        assert len(still) > 100
        levels = np.array([0.0, *treads[:, 1]])
        assert np.abs(still[:, 1, None] - levels).min(axis=1).max() < 0.04
        for k, tread in enumerate(treads):
            near = np.hypot(*(still - tread)[:, [0, 2]].T) < 0.16
            trodden += [k] if np.any(near & (np.abs(still[:, 1] - tread[1]) < 0.04)) else []
    assert set(trodden) == set(range(10))


def test_who_climbs_ends_on_the_upper_step_and_who_descends_on_the_ground() -> None:
    for direction, height in (("up", 1.7), ("down", 0.0)):
        world = climbing(direction, object="e2")
        (key,) = [k for k, e in world.entities.items() if e.name == "man"]
        end = world_from_entity_at(world, key, np.array([128000.0]))[0, 1, 3]
        stairs = called(world, "stairs")
        assert stairs.size_m is not None
        assert end == pytest.approx(height, abs=0.02)


def test_who_is_on_stairs_does_not_stand_in_them() -> None:
    action = ActionFact(key="a1", agent="e1", verb="climb", action="climb", span=SPAN,
                        direction="up", object="e2")  # fmt: skip
    facts = told([thing("e1", "man", "character"), thing("e2", "stairs")], actions=[action])
    result = plan(facts, seed=0, options=PlanOptions())
    assert "layout.interpenetration" not in {finding.code for finding in result.findings}
