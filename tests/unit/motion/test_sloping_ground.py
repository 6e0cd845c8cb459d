"""Bodies on ground that rises: feet on it, as fast along it as asked, trunks with it."""

import math
from dataclasses import replace

import numpy as np
import pytest
from benchmarks.ground_contact import contact_of
from tests.unit.agents.brief import SPAN, called, planned, thing, told
from tests.unit.motion.moving_world import BODY, moving
from tests.unit.motion.test_gaits_on_the_ground import DOG, ELEPHANT, WOMAN, mannequin

from groundplan.geometry import transforms
from groundplan.language.facts import ActionFact
from groundplan.language.reader import read_brief
from groundplan.motion.body_motion import Figure, figure_of
from groundplan.motion.path import ground_from_body_at
from groundplan.world.channel import Channel, Key
from groundplan.world.document import World
from groundplan.world.entity import Body, Entity, Terrain
from groundplan.world.evaluate import values_at
from groundplan.world.terrain import landform_of

GIRAFFE = Body(rig="quadruped", species="giraffe", height_m=3.0)
HORSE = Body(rig="quadruped", species="horse", height_m=1.6)
UP = Terrain(shape="slope", grade_rad=math.radians(10.0))
DOWN = replace(UP, heading_rad=-0.5 * math.pi)
ACROSS = replace(UP, heading_rad=0.0)


def on(terrain: Terrain, body: Body, gait: str, *, distance: float) -> Figure:
    """Return a body that goes a distance over the ground, along +X of the flat plan."""
    world = moving(body, gait, distance=distance)
    landform = landform_of(terrain)
    ways = np.linspace(-0.5 * distance, 0.5 * distance, 21).tolist()
    keys = {
        f"k{k}": Key(t=4000 * k, v=landform.placed((way, 0.0, 0.0))) for k, way in enumerate(ways)
    }
    place = Channel(type="vec3", unit="m", keys=keys)
    entity = replace(world.entities[BODY], channels={"transform.position_m": place})
    ground = Entity(name="ground", kind="set", terrain=terrain)
    world = replace(world, entities={BODY: entity, "G".ljust(26, "0"): ground})
    return figure_of(world, BODY, skeleton=mannequin(body).skeleton)


@pytest.mark.parametrize("terrain", [UP, DOWN, ACROSS])
@pytest.mark.parametrize(("body", "gait", "distance"), [
    (WOMAN, "walk", 7.0), (WOMAN, "run", 17.0), (DOG, "walk", 4.0), (HORSE, "trot", 17.0),
    (HORSE, "gallop", 50.0), (ELEPHANT, "walk", 7.0), (GIRAFFE, "gallop", 52.0),
])  # fmt: skip
def test_soles_stay_on_the_slope(body: Body, gait: str, distance: float, terrain: Terrain) -> None:
    moved = on(terrain, body, gait, distance=distance)
    landform = landform_of(terrain)
    contact = contact_of(moved, mannequin(body), (0.5, 3.0), height_at=landform.height_at)
    assert np.median(contact.slips_mps) <= 0.02
    assert np.percentile(contact.slips_mps, 99) <= 0.05
    assert contact.deepest_m <= 0.01
    assert contact.bearing > 0.08
    assert moved.path.cruise == pytest.approx(distance / 5.0, rel=0.01)


@pytest.mark.parametrize(("terrain", "sign"), [(UP, 1.0), (DOWN, -1.0)])
def test_a_horses_back_follows_the_slope(terrain: Terrain, sign: float) -> None:
    moved = on(terrain, HORSE, "walk", distance=7.0)
    times = np.arange(20000.0, 50000.0, 1000.0)
    joints = transforms.multiply(
        ground_from_body_at(moved.entity, times)[:, None], moved.entity_from_joint(times)
    )[..., :3, 3]
    line = joints[:, moved.skeleton.index("chest")] - joints[:, moved.skeleton.index("hips")]
    level = on(replace(UP, grade_rad=1e-6), HORSE, "walk", distance=7.0)
    flat = level.entity_from_joint(times)[..., :3, 3]
    own = flat[:, level.skeleton.index("chest")] - flat[:, level.skeleton.index("hips")]
    pitch = np.arctan2(line[:, 1], line[:, 0]) - np.arctan2(own[:, 1], own[:, 2])
    assert np.degrees(pitch.mean()) == pytest.approx(10.0 * sign, abs=1.0)


def sloping(text: str, **more: object) -> World:
    walk = ActionFact(key="a1", agent="e1", verb="walk", action="walk", span=SPAN, path="e2",
                      path_kind="along", direction="up", **more)  # pyright: ignore[reportArgumentType]  # fields by name  # fmt: skip
    things = [thing("e1", "man", "character"), thing("e2", "slope"), thing("e3", "car", "vehicle")]
    return planned(replace(told(things, actions=[walk]), text=text)).world


def test_words_raise_the_ground_by_the_stated_grade() -> None:
    for words, grade in (("up a 10 degree slope", math.radians(10.0)),
                         ("up a 12° slope", math.radians(12.0)),
                         ("up a 5 % slope", math.atan(0.05))):  # fmt: skip
        world = planned(read_brief(f"A man walks {words}.")).world
        terrain = called(world, "ground").terrain
        assert terrain is not None
        assert terrain.grade_rad == pytest.approx(grade)
        assert terrain.shape == "slope"


def test_a_way_up_a_slope_keeps_its_length_and_everything_stands_on_it() -> None:
    world = sloping("A man walks 6 m up a 10 degree slope.", distance_m=6.0)
    terrain = called(world, "ground").terrain
    assert terrain is not None
    landform = landform_of(terrain)
    times = np.arange(0.0, 80000.0, 250.0)
    places = values_at(called(world, "man"), "transform.position_m", times)
    assert np.linalg.norm(np.diff(places, axis=0), axis=1).sum() == pytest.approx(6.0, abs=0.005)
    assert places[-1, 1] - places[0, 1] == pytest.approx(
        6.0 * math.sin(math.radians(10.0)), abs=0.02
    )
    assert places[:, 1] == pytest.approx(landform.height_at(places[:, 0], places[:, 2]), abs=0.01)
    car = called(world, "car").transform
    x, y, z = car.position_m
    assert y == pytest.approx(float(landform.height_at(np.array(x), np.array(z))), abs=0.005)
    up = transforms.compose(np.zeros(3), np.array(car.rotation))[:3, 1]
    assert up == pytest.approx(landform.normal_at(np.array(x), np.array(z)), abs=1e-6)
