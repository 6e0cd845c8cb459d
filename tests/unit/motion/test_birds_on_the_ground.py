"""Birds walk and hop on feet that stand still while they bear weight."""

import numpy as np
import pytest
from benchmarks.ground_contact import contact_of
from tests.unit.motion.moving_world import BODY, moving

from groundplan.assets.animals import animal_mannequin
from groundplan.assets.species import species
from groundplan.geometry import transforms
from groundplan.motion.body_motion import Figure, figure_of
from groundplan.motion.path import ground_from_body_at
from groundplan.world.entity import Body

TIMES = np.arange(0.0, 80001.0, 250.0)


def walking(name: str, gait: str, speed_mps: float) -> Figure:
    kind = species(name)
    body = Body(rig="bird", species=name, height_m=kind.height_m)
    world = moving(body, gait, distance=5.0 * speed_mps)
    skeleton = animal_mannequin(kind, height_m=kind.height_m).skeleton
    return figure_of(world, BODY, skeleton=skeleton)


@pytest.mark.parametrize(
    ("name", "gait", "speed_mps"),
    [("chicken", "walk", 0.3), ("crow", "walk", 0.3), ("flamingo", "walk", 0.6),
     ("ostrich", "walk", 1.2), ("penguin", "walk", 0.4), ("duck", "walk", 0.25),
     ("bird", "hop", 0.2), ("kangaroo", "hop", 1.8), ("tyrannosaurus", "walk", 2.0)],
)  # fmt: skip
def test_feet_stand_still_and_stay_above_the_ground(name: str, gait: str, speed_mps: float) -> None:
    moved = walking(name, gait, speed_mps)
    body = animal_mannequin(species(name), height_m=species(name).height_m)
    # Small feet are lifted by millimetres: what bears weight is nearer to the ground.
    near = min(0.003, 0.004 * species(name).height_m)
    contact = contact_of(moved, body, (0.2, 4.8), near_m=near)
    assert np.median(contact.slips_mps) <= 0.02
    assert np.percentile(contact.slips_mps, 95) <= 0.05
    assert contact.deepest_m <= 0.01
    assert contact.bearing > 0.1


@pytest.mark.parametrize("name", ["chicken", "flamingo", "ostrich"])
def test_knees_bend_backwards_and_steps_alternate(name: str) -> None:
    moved = walking(name, "walk", 0.8 * species(name).height_m)
    world = transforms.multiply(
        ground_from_body_at(moved.entity, TIMES)[:, None], moved.entity_from_joint(TIMES)
    )[..., :3, 3]
    local = moved.entity_from_joint(TIMES)[..., :3, 3]
    feet: list[np.ndarray] = []
    for side in ("left", "right"):
        hip, heel, foot = (
            local[:, moved.skeleton.index(f"{side}{part}")]
            for part in ("UpperLeg", "LowerLeg", "Foot")
        )
        bend = np.cross(heel - hip, foot - heel)[:, 0]
        assert bend.max() < 1e-4
        feet.append(world[:, moved.skeleton.index(f"{side}Foot"), 1])
    lifted = [high > high.min() + 0.02 * species(name).height_m for high in feet]
    assert not np.any(lifted[0] & lifted[1])
    assert lifted[0].any()
    assert lifted[1].any()
