"""Feet stand still while they bear weight, at any speed, and bodies keep their joints together."""

import math
from dataclasses import replace
from typing import Final

import numpy as np
import pytest
from benchmarks.ground_contact import contact_of
from jaxtyping import Bool, Float
from tests.unit.motion.moving_world import BODY, moving

from groundplan.assets.animals import animal_mannequin
from groundplan.assets.mannequin import Mannequin, human_mannequin
from groundplan.assets.species import species
from groundplan.errors import SceneError
from groundplan.geometry import transforms
from groundplan.motion.biped import leg_length
from groundplan.motion.body_motion import Figure, figure_of
from groundplan.motion.footfall import feet_at
from groundplan.motion.gaits import QUADRUPED_GAITS, gait, stride_m
from groundplan.motion.path import ground_from_body_at
from groundplan.world.channel import Channel, Interpolation, Key
from groundplan.world.document import World
from groundplan.world.entity import Body

WOMAN: Final = Body(rig="human", height_m=1.68, gender="female")
DOG: Final = Body(rig="quadruped", species="dog", height_m=0.6)
ELEPHANT: Final = Body(rig="quadruped", species="elephant", height_m=3.0)
TIMES: Final = np.arange(0.0, 80001.0, 250.0)
CASES: Final = (
    (WOMAN, "walk", 7.0), (WOMAN, "walk", 4.0), (WOMAN, "run", 17.0), (DOG, "walk", 4.0),
    (DOG, "trot", 12.0), (DOG, "gallop", 30.0), (ELEPHANT, "walk", 7.0),
)  # fmt: skip


def mannequin(body: Body) -> Mannequin:
    if body.rig == "human":
        return human_mannequin(body.height_m, gender=body.gender)
    return animal_mannequin(species(body.species), height_m=body.height_m)


def figure(world: World) -> Figure:
    body = world.entities[BODY].body
    assert body is not None
    return figure_of(world, BODY, skeleton=mannequin(body).skeleton)


def in_world(moved: Figure, times: Float[np.ndarray, " time"]) -> Float[np.ndarray, "time joint 3"]:
    root = ground_from_body_at(moved.entity, times)[:, None]
    return transforms.multiply(root, moved.entity_from_joint(times))[..., :3, 3]


def soles(moved: Figure) -> list[str]:
    return ["leftToes", "rightToes"] if moved.legs == 2 else [
        f"{leg}Paw" for leg in ("frontLeft", "frontRight", "hindLeft", "hindRight")
    ]  # fmt: skip


def is_bone(moved: Figure, joint: int) -> bool:
    """Clips of baked animals stretch trunk and tail; their legs are bones below the hip."""
    names = moved.skeleton.names
    parent = names[moved.skeleton.parents[joint]]
    return not moved.skeleton.base or parent.endswith(("UpperLeg", "LowerLeg", "Hock", "Pastern"))


def planted(moved: Figure, times: Float[np.ndarray, " time"]) -> Bool[np.ndarray, "time foot"]:
    moved.entity_from_joint(times[:1])
    stride = next(iter(moved.strides.values()))
    rest = np.zeros((len(soles(moved)), 3))
    return feet_at(stride, times / 1000.0 / moved.fps, rest=rest, leg_m=1.0).planted


@pytest.mark.parametrize(("body", "name", "distance"), CASES)
@pytest.mark.parametrize("interp", ["linear", "bezier"])
def test_a_planted_foot_does_not_slide(
    body: Body, name: str, distance: float, interp: Interpolation
) -> None:
    moved = figure(moving(body, name, distance=distance, interp=interp))
    contact = contact_of(moved, mannequin(body), (0.2, 4.8))
    assert len(contact.slips_mps) > 200
    assert np.median(contact.slips_mps) <= 0.02
    assert np.percentile(contact.slips_mps, 99) <= 0.05
    assert contact.deepest_m <= 0.01
    assert contact.bearing > 0.1


@pytest.mark.parametrize(("body", "name", "distance"), CASES)
def test_no_foot_goes_under_the_ground(body: Body, name: str, distance: float) -> None:
    moved = figure(moving(body, name, distance=distance))
    points = in_world(moved, TIMES)
    for joint in soles(moved):
        k = moved.skeleton.index(joint)
        rest = moved.skeleton.places[k, 1]
        assert points[:, k, 1].min() > rest - 0.01
        assert points[:, k, 1].max() > rest + 0.02


@pytest.mark.parametrize(("body", "name", "distance"), CASES)
def test_bones_keep_their_lengths(body: Body, name: str, distance: float) -> None:
    moved = figure(moving(body, name, distance=distance))
    points = in_world(moved, TIMES[::10])
    for joint, parent in enumerate(moved.skeleton.parents):
        if parent >= 0 and is_bone(moved, joint):
            length = np.linalg.norm(points[:, joint] - points[:, parent], axis=1)
            rest = np.linalg.norm(moved.skeleton.places[joint] - moved.skeleton.places[parent])
            assert np.allclose(length, rest, atol=1e-6)


def test_legs_are_half_a_stride_apart() -> None:
    moved = figure(moving(WOMAN, "walk", distance=7.0))
    moved.entity_from_joint(TIMES[:1])
    stride = moved.strides["walk"]
    half = 0.5 / np.interp(1.0, moved.path.times, np.gradient(stride.phase, moved.path.times))
    seconds = np.linspace(1.0, 3.0, 40)
    frame = seconds * 1000.0 * moved.fps
    late = (seconds + half) * 1000.0 * moved.fps
    left, right = (moved.skeleton.index(f"{side}Foot") for side in ("left", "right"))
    now, then = (moved.entity_from_joint(t)[..., :3, 3] for t in (frame, late))
    assert now[:, left, 1:] == pytest.approx(then[:, right, 1:], abs=0.012)


def test_arms_swing_against_the_legs() -> None:
    moved = figure(moving(WOMAN, "walk", distance=7.0))
    joints = moved.entity_from_joint(np.arange(8000.0, 72000.0, 500.0))[..., 2, 3]
    hand, foot = (joints[:, moved.skeleton.index(f"left{part}")] for part in ("Hand", "Foot"))
    assert np.corrcoef(hand, foot)[0, 1] < -0.6


def test_knees_bend_forwards_only() -> None:
    moved = figure(moving(WOMAN, "run", distance=17.0))
    joints = moved.entity_from_joint(TIMES)[..., :3, 3]
    for side in ("left", "right"):
        hip, knee, ankle = (
            joints[:, moved.skeleton.index(f"{side}{part}")]
            for part in ("UpperLeg", "LowerLeg", "Foot")
        )
        bend = np.cross(knee - hip, ankle - knee)[:, 0]
        assert bend.min() > -1e-3


def test_a_trot_moves_diagonal_legs_together() -> None:
    trot = QUADRUPED_GAITS["trot"].touchdown
    assert trot[0] == trot[3]
    assert trot[1] == trot[2]
    assert abs(trot[0] - trot[1]) == 0.5
    moved = figure(moving(DOG, "trot", distance=12.0))
    down = planted(moved, TIMES)
    assert np.array_equal(down[:, 0], down[:, 3])
    assert np.array_equal(down[:, 1], down[:, 2])
    assert np.mean(down[:, 0] != down[:, 1]) > 0.5


def turning(body: Body, *, degrees: float) -> World:
    """Return a body that turns on the spot from the second second to the fourth."""
    base = moving(body, "idle", distance=0.0)
    angles = np.linspace(0.0, math.radians(degrees), 9)
    keys = {
        f"k{k}": Key(t=16000 + 4000 * k, v=(0.0, math.sin(a / 2), 0.0, math.cos(a / 2)))
        for k, a in enumerate(angles.tolist())
    }
    turn = Channel(type="quat", unit="1", keys=keys)
    entity = replace(base.entities[BODY], channels={"transform.rotation": turn})
    return replace(base, entities={BODY: entity})


@pytest.mark.parametrize("body", [WOMAN, DOG, ELEPHANT])
def test_who_turns_on_the_spot_steps_around(body: Body) -> None:
    moved = figure(turning(body, degrees=180.0))
    contact = contact_of(moved, mannequin(body), (0.5, 4.5))
    assert np.percentile(contact.slips_mps, 99) <= 0.05
    assert contact.deepest_m <= 0.01
    points = in_world(moved, TIMES)
    start, end = ([points[k, moved.skeleton.index(j)] for j in soles(moved)] for k in (0, -1))
    lifted = [np.ptp(points[:, moved.skeleton.index(joint), 1]) for joint in soles(moved)]
    for first, last, height in zip(start, end, lifted, strict=True):
        assert last[[0, 2]] == pytest.approx(-first[[0, 2]], abs=0.01)
        assert height > 0.02


def test_a_pause_brings_both_feet_under_the_body() -> None:
    world = moving(WOMAN, "walk", distance=6.0)
    places = ((0, 0.0), (32000, 2.5), (64000, 2.5), (96000, 5.0))
    keys = {f"k{t}": Key(t=t, v=(x, 0.0, 0.0)) for t, x in places}
    walk = Channel(type="vec3", unit="m", keys=keys)
    entity = replace(world.entities[BODY], channels={"transform.position_m": walk})
    moved = figure(replace(world, entities={BODY: entity}))
    feet = in_world(moved, np.array([48000.0]))[0]
    ahead = [feet[moved.skeleton.index(f"{side}Toes"), 0] for side in ("left", "right")]
    rest = moved.skeleton.place("leftToes")[2]
    assert ahead == pytest.approx([2.5 + rest, 2.5 + rest], abs=0.005)
    contact = contact_of(moved, mannequin(WOMAN), (0.2, 6.5))
    assert np.percentile(contact.slips_mps, 99) <= 0.05


def test_a_standing_person_keeps_both_feet_at_rest() -> None:
    moved = figure(moving(WOMAN, "idle", distance=0.0))
    points = in_world(moved, TIMES)
    for joint in ("leftToes", "rightToes"):
        place = points[:, moved.skeleton.index(joint)]
        assert np.ptp(place, axis=0).max() < 1e-6
    head = points[:, moved.skeleton.index("head")]
    assert 0.001 < np.ptp(head, axis=0).max() < 0.05


def test_feet_come_together_after_a_stop_and_before_a_start() -> None:
    moved = figure(moving(WOMAN, "walk", distance=5.0, frames=60, start=40000))
    times = np.array([0.0, 160000.0])
    points = in_world(moved, times)
    feet = [points[:, moved.skeleton.index(f"{side}Foot"), 0] for side in ("left", "right")]
    assert feet[0] == pytest.approx(feet[1], abs=0.005)


def test_times_can_be_asked_in_any_order_and_alone() -> None:
    moved = figure(moving(DOG, "trot", distance=12.0))
    together = moved.entity_from_joint(TIMES[:9])
    alone = np.concatenate([moved.entity_from_joint(TIMES[k : k + 1]) for k in range(9)])
    assert np.allclose(together, alone, atol=1e-12)
    again = figure(moving(DOG, "trot", distance=12.0)).entity_from_joint(TIMES[:9])
    assert np.array_equal(together, again)


def test_strides_grow_with_speed_and_follow_alexander() -> None:
    assert stride_m(1.4, 0.9) == pytest.approx(1.31, abs=0.02)
    speed = 0.25 * 9.80665**0.5 * stride_m(2.0, 0.8) ** 1.67 * 0.8**-1.17
    assert speed == pytest.approx(2.0)
    assert stride_m(3.0, 0.9) > stride_m(1.0, 0.9)


def test_idling_chooses_the_gait_by_speed() -> None:
    leg = leg_length(human_mannequin(1.7).skeleton)
    assert gait("idle", legs=2, speed_mps=1.3, leg_m=leg).name == "walk"
    assert gait("idle", legs=2, speed_mps=4.0, leg_m=leg).name == "run"
    assert gait("idle", legs=4, speed_mps=9.0, leg_m=1.2).name == "gallop"


def test_an_unknown_gait_is_an_error() -> None:
    with pytest.raises(SceneError, match="no gait 'moonwalk'"):
        figure(moving(WOMAN, "moonwalk", distance=4.0)).entity_from_joint(TIMES[:1])
