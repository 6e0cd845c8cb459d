"""What breaks over a cut in continuous time is found, and nothing else."""

from dataclasses import replace

import pytest
from tests.unit.agents.two_people import ANNA, BEN, LETTER, talking

from groundplan.agents.continuity import continuity_findings
from groundplan.world.apply import apply
from groundplan.world.build import PatchBuilder
from groundplan.world.channel import Channel, Key
from groundplan.world.document import World
from groundplan.world.entity import Entity, Light
from groundplan.world.narrative import Scene
from groundplan.world.opinion import Origin
from groundplan.world.sequence import Grip

_SUN = "D" * 26


def _cut_in_two() -> World:
    """Return the talk in two shots, in sunlight."""
    world = talking()
    first = replace(world.shots["s1"], last=199000)
    second = replace(world.shots["s1"], first=200000, name="SH020", order=20)
    sun = Entity(
        name="sun", kind="light",
        light=Light(type="sun", illuminance_lx=20000.0, azimuth_rad=0.5, elevation_rad=0.7),
    )  # fmt: skip
    return replace(world, shots={"s1": first, "s2": second}, entities={**world.entities, _SUN: sun})


def _codes(world: World) -> list[str]:
    return [f.code for f in continuity_findings(world)]


def _stepped(unit: str, before: float, after: float) -> Channel:
    keys = {"a": Key(t=0, v=before, interp="hold"), "b": Key(t=200000, v=after, interp="hold")}
    return Channel(type="float", unit=unit, keys=keys)


def test_one_world_goes_on_over_a_cut() -> None:
    assert _codes(_cut_in_two()) == []


def test_clothes_that_one_shot_alone_changes_are_found() -> None:
    world = _cut_in_two()
    builder = PatchBuilder(world, actor="user:director", summary="red", origin=Origin.HUMAN)
    builder.set_field(f"entities/{ANNA}/appearance/color", "#aa0000", layer="shot:s2")
    found = continuity_findings(apply(world, builder.patch()).world)
    assert [f.code for f in found] == ["continuity.look-changes"]
    assert "anna" in found[0].message
    assert "color" in found[0].message


@pytest.mark.parametrize(
    ("field", "unit", "before", "after"),
    [
        ("light.illuminance_lx", "lx", 20000.0, 15000.0),
        ("light.azimuth_rad", "rad", 0.5, 0.9),
        ("light.temperature_k", "K", 5600.0, 3200.0),
    ],
)
def test_light_that_jumps_is_found_in_its_unit(
    field: str, unit: str, before: float, after: float
) -> None:
    world = _cut_in_two()
    sun = replace(world.entities[_SUN], channels={field: _stepped(unit, before, after)})
    found = continuity_findings(replace(world, entities={**world.entities, _SUN: sun}))
    assert [(f.code, f.unit) for f in found] == [("continuity.light-changes", unit)]
    assert found[0].measured == after
    assert found[0].expected == before


def test_a_sun_that_passes_north_does_not_jump() -> None:
    world = _cut_in_two()
    channels = {"light.azimuth_rad": _stepped("rad", 6.28, 0.005)}
    sun = replace(world.entities[_SUN], channels=channels)
    assert _codes(replace(world, entities={**world.entities, _SUN: sun})) == []


def test_light_that_passes_slowly_is_not() -> None:
    world = _cut_in_two()
    keys = {"a": Key(t=0, v=20000.0), "b": Key(t=399000, v=15000.0)}
    sun = replace(
        world.entities[_SUN],
        channels={"light.illuminance_lx": Channel(type="float", unit="lx", keys=keys)},
    )
    assert _codes(replace(world, entities={**world.entities, _SUN: sun})) == []


def test_a_person_who_is_elsewhere_a_frame_later_is_found() -> None:
    world = _cut_in_two()
    keys = {
        "a": Key(t=0, v=(-0.7, 0.0, 0.0), interp="hold"),
        "b": Key(t=200000, v=(3.3, 0.0, 0.0), interp="hold"),
    }
    anna = replace(
        world.entities[ANNA],
        channels={"transform.position_m": Channel(type="vec3", unit="m", keys=keys)},
    )
    found = continuity_findings(replace(world, entities={**world.entities, ANNA: anna}))
    assert [f.code for f in found] == ["continuity.place-jumps"]
    assert found[0].measured == pytest.approx(4.0)


def test_a_thing_that_leaves_a_hand_over_a_cut_is_found() -> None:
    world = _cut_in_two()
    grip = Grip(entity=LETTER, holder=BEN, first=100000, last=200000)
    held = replace(world, grips={"g": grip}, narrative=replace(world.narrative, actions={}))
    assert _codes(held) == ["continuity.prop-changes-hands"]
    assert _codes(replace(held, grips={"g": replace(grip, last=300000)})) == []


def test_another_scene_is_continuous_only_where_it_says_so() -> None:
    world = _cut_in_two()
    keys = {"light.illuminance_lx": _stepped("lx", 20000.0, 100.0)}
    sun = replace(world.entities[_SUN], channels=keys)
    shots = {"s1": replace(world.shots["s1"], scene="c1"),
             "s2": replace(world.shots["s2"], scene="c2")}  # fmt: skip

    def film(second: str) -> World:
        scenes = {"c1": Scene(heading="INT. KITCHEN - DAY", order=10),
                  "c2": Scene(heading=second, order=20)}  # fmt: skip
        return replace(
            world, shots=shots, entities={**world.entities, _SUN: sun},
            narrative=replace(world.narrative, scenes=scenes),
        )  # fmt: skip

    assert _codes(film("INT. HALL - CONTINUOUS")) == ["continuity.light-changes"]
    assert _codes(film("INT. KITCHEN - NIGHT")) == []
