"""Lamps that are moved between shots: where they stand, how strong they are, what sees them."""

from dataclasses import replace

import numpy as np
import pytest
from tests.unit.agents.studio_set import WORDS, Set

from groundplan.agents.light_rigs.standpoint import standpoint_of
from groundplan.agents.lighting import LightingAgent
from groundplan.agents.port import WorldView
from groundplan.geometry import transforms
from groundplan.language.facts import LightFact
from groundplan.scene.light_probe import probe
from groundplan.world.apply import apply
from groundplan.world.document import World
from groundplan.world.edits import Patch, identified
from groundplan.world.entity import Body, Camera, Entity, Transform
from groundplan.world.evaluate import value_at
from groundplan.world.finding import Finding
from groundplan.world.sequence import Framing, Shot

FRAMES = 24_000
SECOND = 1000
PLACES = {"ben": (0.0, 0.0, 0.0), "anna": (0.0, 0.0, 1.6), "cup": (0.9, 1.3, 0.8)}
EYES = {"ben": (0.5, 1.6, 1.9), "anna": (0.5, 1.6, -0.3), "cup": (3.0, 1.1, 3.6)}
"""Where the cameras stand that film each of them [m]."""
KEY = LightFact(value="key", span=WORDS, side="left", ratio=4.0, temperature_k=3200.0)


def film(*subjects: str) -> WorldView:
    """Return Ben and Anna face to face beside a cup, and a shot of a second of each subject."""
    scene = Set()
    scene.put("ben", "character", (0.5, 1.7, 0.3), at=PLACES["ben"])
    scene.put("anna", "character", (0.5, 1.7, 0.3), at=PLACES["anna"], heading=np.pi)
    scene.put("cup", "prop", (0.1, 0.1, 0.1), at=PLACES["cup"])
    for who in ("ben", "anna"):
        scene.bodies[who] = replace(scene.bodies[who], body=Body(rig="human"))
    view = scene.view()
    entities, shots = dict(view.world.entities), {}
    for n, who in enumerate(subjects):
        eye = view.entity(f"camera of {who}")
        entities[eye] = camera(who)
        shots[f"s{n}"] = Shot(
            name=f"SH{n}", order=n, camera=eye, first=n * FRAMES,
            last=(n + 1) * FRAMES - SECOND, framing=Framing(subject=view.entity(who)),
        )  # fmt: skip
    return replace(view, world=replace(view.world, entities=entities, shots=shots))


def camera(who: str) -> Entity:
    x, y, z = PLACES[who]
    target = np.array([x, y + (1.55 if who != "cup" else 0.05), z])
    pose = transforms.look_at(np.array(EYES[who]), target)
    turn = transforms.quaternions.from_matrix(pose[:3, :3])
    return Entity(
        name=f"camera_{who}", kind="camera", camera=Camera(focal_mm=50.0),
        transform=Transform(position_m=EYES[who], rotation=tuple(float(v) for v in turn)),  # pyright: ignore[reportArgumentType]  # four numbers
    )  # fmt: skip


def lit(view: WorldView, *lights: LightFact) -> tuple[World, tuple[Finding, ...]]:
    proposal = LightingAgent().run(view, replace(Set().facts, lights=lights))
    patch = Patch(
        base_revision=view.world.revision, actor="agent:lighting", summary="",
        edits=proposal.edits,
    )  # fmt: skip
    return apply(view.world, identified(patch)).world, proposal.findings


def lamps(world: World) -> dict[str, Entity]:
    return {e.name: e for e in world.entities.values() if e.light is not None and e.light.role}


def place(lamp: Entity, time: int) -> np.ndarray:
    return np.array(value_at(lamp, "transform.position_m", time))


def flux(lamp: Entity, time: int) -> float:
    return float(value_at(lamp, "light.luminous_flux_lm", time))  # pyright: ignore[reportArgumentType]  # a number


def test_the_lamps_come_back_with_the_first_face() -> None:
    view = film("ben", "anna", "ben")
    world, _ = lit(view, KEY)
    assert set(lamps(world)) == {"key_light", "fill_light"}
    for lamp in lamps(world).values():
        keys = lamp.channels["transform.position_m"].keys.values()
        assert [(k.t, k.interp) for k in keys] == [(n * FRAMES, "hold") for n in range(3)]
        for name in ("transform.position_m", "transform.rotation", "light.luminous_flux_lm"):
            first, second, third = (value_at(lamp, name, n * FRAMES) for n in range(3))
            assert third == first
            assert second != first
        last_of_second = 2 * FRAMES - SECOND
        np.testing.assert_array_equal(place(lamp, last_of_second), place(lamp, FRAMES))


@pytest.mark.parametrize("shot", ["s0", "s1", "s2"])
def test_the_key_is_on_camera_left_at_its_ratio_in_every_shot(shot: str) -> None:
    world, _ = lit(film("ben", "anna", "ben"), KEY)
    read = probe(world, shot)
    (key,) = read.face.of_role("key")
    to_right = transforms.quaternions.to_matrix(
        np.array(world.entities[world.shots[shot].camera].transform.rotation)
    )[:, 0]
    # Who breathes sways: two centimetres nearer to a key at two metres are two per cent.
    assert read.face.ratio == pytest.approx(4.0, rel=0.04 if shot == "s2" else 0.001)
    assert read.key_over == pytest.approx(0.0, abs=0.05)
    assert float(key.towards @ to_right) < -0.3


def test_two_lamps_of_one_name_keep_their_own_places() -> None:
    world, _ = lit(film("ben", "anna"), LightFact(value="rim", span=WORDS))
    one, two = (lamp for lamp in lamps(world).values())
    for n in range(2):
        assert float(np.linalg.norm(place(one, n * FRAMES) - place(two, n * FRAMES))) > 1.0


def test_a_lamp_that_only_a_later_face_needs_is_off_until_then() -> None:
    """The low sun fills Ben's face; Anna has it behind her."""
    sun = LightFact(value="golden_hour", span=WORDS, side="front")
    key = replace(KEY, ratio=4.0, illuminance_lx=1000.0)
    world, _ = lit(film("ben", "anna"), sun, key)
    fill = lamps(world)["fill_light"]
    assert flux(fill, 0) == 0.0
    assert flux(fill, FRAMES) > 0.0
    assert probe(world, "s1").face.ratio == pytest.approx(4.0, rel=0.02)


def test_what_a_later_setting_cannot_have_is_said() -> None:
    view = film("ben", "anna")
    wall = Entity(
        name="wall", kind="prop", size_m=(1.0, 9.0, 1.6),
        transform=Transform(position_m=(0.68, 0.0, 1.5)),
    )  # fmt: skip
    world = replace(view.world, entities={**view.world.entities, view.entity("wall"): wall})
    only, both = ("ben",), ("ben", "anna")
    said = {
        who: [
            f.message for f in lit(replace(view, world=shots_of(world, len(who))), KEY)[1]
            if f.code == "light.lamp-blocked"
        ]
        for who in (only, both)
    }  # fmt: skip
    assert not [m for m in said[only] if "key_light" in m]
    assert len([m for m in said[both] if "key_light" in m]) == 1


def shots_of(world: World, count: int) -> World:
    return replace(world, shots={f"s{n}": world.shots[f"s{n}"] for n in range(count)})


def test_one_face_needs_no_setting() -> None:
    world, _ = lit(film("ben", "ben"), KEY)
    assert all(not lamp.channels for lamp in lamps(world).values())


def test_lamps_stay_for_a_shot_of_a_thing() -> None:
    world, _ = lit(film("ben", "anna", "cup", "ben"), KEY)
    keys = lamps(world)["key_light"].channels["transform.position_m"].keys.values()
    assert [k.t for k in keys] == [0, FRAMES, 3 * FRAMES]


def test_lamps_stay_for_who_is_not_there() -> None:
    """A shot whose camera is gone gives nobody a rig: its lamps are the ones before."""
    view = film("ben", "anna", "ben")
    gone = {k: e for k, e in view.world.entities.items() if k != view.world.shots["s1"].camera}
    world, _ = lit(replace(view, world=replace(view.world, entities=gone)), KEY)
    assert all(not lamp.channels for lamp in lamps(world).values())


@pytest.mark.parametrize("subjects", [("ben", "anna", "ben"), ("ben", "anna", "cup", "ben")])
def test_no_lamp_stands_in_the_picture_of_any_shot(subjects: tuple[str, ...]) -> None:
    view = film(*subjects)
    world, found = lit(view, KEY)
    assert not [f for f in found if f.code == "light.lamp-in-shot"]
    for shot in world.shots.values():
        seen = standpoint_of(world, (shot,))
        assert seen is not None
        for lamp in lamps(world).values():
            assert lamp.light is not None
            shown = seen.in_shot(place(lamp, shot.first), 0.6 * lamp.light.size_m[0])
            assert not shown or flux(lamp, shot.first) == 0.0, (shot.name, lamp.name)
