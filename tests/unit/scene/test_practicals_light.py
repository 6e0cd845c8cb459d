"""A street lamp at night is what its neighbour is seen by: measured on the picture."""

from fractions import Fraction

import numpy as np

from groundplan.agents.director import PlanOptions, plan
from groundplan.inputs.text import facts_from_text
from groundplan.scene.build import build_stage
from groundplan.scene.placing import world_from_entity_at
from groundplan.world.document import World

SENTENCE = "A man stands next to a street lamp at night."


def night() -> World:
    options = PlanOptions(width_px=128, height_px=72, fps=Fraction(16), seconds=1.0)
    return plan(facts_from_text(SENTENCE), seed=0, options=options).world


def test_the_side_that_faces_the_lamp_is_lit_and_the_other_is_night() -> None:
    world = night()
    (shot_id,) = world.shots
    pose = build_stage(world, shot_id).pose(0)  # pyright: ignore[reportArgumentType]  # 0 is a time
    man = next(e for e in world.entities.values() if e.name == "man")
    chest = np.array(man.transform.position_m) + np.array([0.0, 1.2, 0.0])
    lamp = next(a for a in pose.lights if a.kind == "point")
    ray = np.array(lamp.position) - chest
    squared = float(np.sum(ray * ray))
    facing = lamp.intensity_cd / squared
    sky = sum(np.array(pose.sky.zenith_nit) * np.array([0.2126, 0.7152, 0.0722])) * np.pi
    moon = next(a.illuminance_lx for a in pose.lights if a.kind == "sun")
    assert facing > 8.0 * (moon + float(sky))
    grey = 0.18 * facing / np.pi / pose.camera.exposure.saturation_luminance_nit
    assert 0.06 < grey < 0.5


def test_a_car_at_night_drives_behind_its_own_beam() -> None:
    options = PlanOptions(width_px=128, height_px=72, fps=Fraction(16), seconds=1.0)
    facts = facts_from_text("A car drives along a street at night.")
    world = plan(facts, seed=0, options=options).world
    (shot_id,) = world.shots
    pose = build_stage(world, shot_id).pose(0)  # pyright: ignore[reportArgumentType]  # 0 is a time
    beam = next(a for a in pose.lights if a.kind == "spot")
    car = next(k for k, e in world.entities.items() if e.name == "car")
    assert beam.holder == car
    ahead = world_from_entity_at(world, car, np.array([0.0]))[0]
    place = np.array(beam.position) - ahead[:3, 3]
    assert float(place @ ahead[:3, 2]) > 1.5
    assert float(np.array(beam.direction) @ ahead[:3, 2]) > 0.99
    assert beam.direction[1] < -0.05
