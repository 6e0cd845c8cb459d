"""The critic measures; repair moves the camera only where that leaves fewer findings."""

import math
from dataclasses import replace

import numpy as np
import pytest
from tests.unit.agents.studio_set import WORDS, Set, poses, shoot

from groundplan.agents.critic.agent import CriticAgent
from groundplan.agents.port import WorldView
from groundplan.agents.repair import RepairAgent
from groundplan.language.facts import LightFact
from groundplan.world.apply import apply
from groundplan.world.edits import Patch, SetField, identified
from groundplan.world.finding import Finding
from groundplan.world.intent import Intent
from groundplan.world.opinion import Origin

PERSON = (0.5, 1.7, 0.3)


def person() -> Set:
    return Set().put("e1", "character", PERSON)


def filmed(scene: Set, **intents: Intent) -> WorldView:
    take = shoot(scene)
    return replace(take.view, world=replace(take.world, intents=dict(intents)))


def found(view: WorldView, scene: Set) -> dict[str, Finding]:
    return {f.code: f for f in CriticAgent().run(view, scene.facts).findings}


def test_a_plain_shot_has_no_finding_but_the_count_of_guesses() -> None:
    scene = person()
    findings = found(filmed(scene), scene)
    assert list(findings) == ["world.guesses"]
    assert findings["world.guesses"].severity == "info"


def test_a_size_that_contradicts_distance_names_sizes_distance_and_lens() -> None:
    scene = person().say("distance", amount=6.0, end_amount=3.0).say("lens", amount=35.0)
    scene.say("size", "medium").say("move", "dolly_in").say("angle", "low")
    view = filmed(scene, i1=Intent(kind="shot_size", value="medium", shot="s1"))
    finding = found(view, scene)["camera.size-contradicts-distance"]
    assert "2.38 m at 35 mm" in finding.message
    assert "88 mm at 6.00 m" in finding.message
    assert finding.measured == pytest.approx(6.0 * 14.0 / 35.0 / 1.7, rel=0.05)
    assert len(finding.options) == 3


@pytest.mark.parametrize("size", ["close_up", "medium", "full", "wide"])
def test_a_solved_size_is_not_criticised(size: str) -> None:
    scene = person().say("size", size)
    view = filmed(scene, i1=Intent(kind="shot_size", value=size, shot="s1"))
    assert "camera.size-contradicts-distance" not in found(view, scene)


def test_impossible_numbers_are_errors_with_the_number_in_them() -> None:
    scene = person().say("lens", amount=0.0, unit="mm").say("distance", amount=-3.0, unit="m")
    scene.lights = (LightFact(value="noon", span=WORDS, temperature_k=1e9),)
    findings = found(filmed(scene), scene)
    assert findings["camera.impossible-lens"].measured == 0.0
    assert findings["camera.impossible-distance"].severity == "error"
    assert findings["light.impossible-temperature"].unit == "K"


def test_a_wrong_relation_and_a_right_one_are_told_apart() -> None:
    scene = person().put("e2", "prop", (0.5, 1.0, 0.5), at=(2.0, 0.0, 0.0))
    take = shoot(scene)
    a, b = take.view.entity("e1"), take.view.entity("e2")
    for relation, wrong in (("left_of", False), ("right_of", True), ("in_front_of", True)):
        view = filmed(scene, i1=Intent(kind="relation", subject=a, object=b, value=relation))
        assert ("layout.relation-violated" in found(view, scene)) is wrong


def test_bodies_in_one_another_a_lost_companion_and_a_wrong_distance_are_found() -> None:
    scene = person().put("e2", "prop", (1.0, 1.0, 1.0), at=(0.3, 0.0, 0.0))
    scene.put("e3", "animal", (0.3, 0.6, 1.0), at=(-1.0, 0.0, 0.0), to=(-4.0, 0.0, 0.0))
    take = shoot(scene)
    a, b, c = (take.view.entity(k) for k in ("e1", "e2", "e3"))
    view = filmed(
        scene,
        i1=Intent(kind="beside", subject=c, object=a, value=1.5, tolerance=0.5),
        i2=Intent(kind="distance", subject=a, object=b, value=4.0, unit="m", tolerance=0.01),
    )
    findings = found(view, scene)
    assert "layout.interpenetration" in findings
    assert findings["motion.not-beside"].measured == pytest.approx(4.0)
    assert findings["layout.distance-differs"].measured == pytest.approx(0.3)


def test_a_camera_moved_by_hand_to_the_wrong_place_is_found() -> None:
    scene = person()
    view = filmed(scene, i1=Intent(kind="camera_distance", value=1.0, when="start", tolerance=0.02))
    assert found(view, scene)["camera.distance-differs"].expected == 1.0


def test_repair_uncovers_a_subject_that_something_hides() -> None:
    scene = person().put("e2", "prop", (0.9, 2.2, 0.2), at=(0.0, 0.0, 1.2))
    view = filmed(scene)
    camera = view.entity("camera")
    body = view.world.entities[camera]
    front = replace(body, transform=replace(body.transform, position_m=(0.0, 1.2, 5.0),
                                            rotation=(0.0, 0.0, 0.0, 1.0)))  # fmt: skip
    view = replace(view, world=replace(view.world, entities={**view.world.entities, camera: front}))
    assert "framing.subject-hidden" in found(view, scene)
    edits = RepairAgent().run(view, scene.facts).edits
    assert edits
    assert {e.origin for e in edits if isinstance(e, SetField)} == {Origin.SOLVER}
    patch = Patch(base_revision=view.world.revision, actor="agent:repair", summary="", edits=edits)
    mended = replace(view, world=apply(view.world, identified(patch)).world)
    assert "framing.subject-hidden" not in found(mended, scene)


def test_repair_leaves_a_good_camera_alone() -> None:
    scene = person()
    assert RepairAgent().run(filmed(scene), scene.facts).edits == ()


def test_a_repaired_pan_is_still_a_pan() -> None:
    scene = person().put("e2", "prop", (0.9, 2.2, 0.2), at=(0.0, 0.0, 1.2)).say("move", "pan_left")
    view = filmed(scene)
    edits = RepairAgent().run(view, scene.facts).edits
    patch = Patch(base_revision=view.world.revision, actor="agent:repair", summary="", edits=edits)
    world = apply(view.world, identified(patch)).world if edits else view.world
    matrices = poses(world, view.entity("camera"), (0, 40_000, 80_000))
    assert np.ptp(matrices[:, :3, 3], axis=0).max() < 1e-6
    assert math.isfinite(float(matrices.sum()))


def test_the_critic_changes_nothing_and_repeats_itself() -> None:
    scene = person().say("size", "medium")
    view = filmed(scene, i1=Intent(kind="shot_size", value="wide", shot="s1"))
    first, second = (CriticAgent().run(view, scene.facts) for _ in range(2))
    assert first == second
    assert first.edits == ()
