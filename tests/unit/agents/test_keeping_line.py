"""Cuts of a scene keep the line, the direction and 30 degrees, where cameras are free to."""

import math
from dataclasses import replace

import numpy as np
import pytest
from tests.unit.agents.two_people import ANNA, BEN, CAMERA, talking

from groundplan.agents.cuts import cuts_of
from groundplan.agents.film.keeping_line import keep_line
from groundplan.world.apply import apply
from groundplan.world.channel import Channel, Key
from groundplan.world.document import World
from groundplan.world.entity import Aim, Entity
from groundplan.world.sequence import Framing

_SECOND = "F" * 26


def _two_shots(second_m: tuple[float, float, float], *, focal_mm: float = 35.0) -> World:
    """Return the talk in two shots: the first from +Z, the second of Ben from a place."""
    world = talking()
    first = replace(world.entities[CAMERA], aim=Aim(target=ANNA, height_m=1.5))
    second = replace(
        first, name="camera_2", aim=Aim(target=BEN, height_m=1.6),
        transform=replace(first.transform, position_m=second_m),
    )  # fmt: skip
    assert second.camera is not None
    second = replace(second, camera=replace(second.camera, focal_mm=focal_mm))
    shots = {
        "s1": replace(world.shots["s1"], last=199000),
        "s2": replace(world.shots["s1"], first=200000, name="SH020", order=20, camera=_SECOND,
                      framing=Framing(size="medium", subject=BEN)),
    }  # fmt: skip
    entities: dict[str, Entity] = {**world.entities, CAMERA: first, _SECOND: second}
    return replace(world, entities=entities, shots=shots)


@pytest.mark.parametrize("degrees", [160.0, 180.0, 200.0, 215.0])
def test_a_camera_across_the_line_is_turned_back(degrees: float) -> None:
    angle = math.radians(degrees)
    world = _two_shots((0.7 + 3.0 * math.sin(angle), 1.6, 3.0 * math.cos(angle)))
    assert [cut.crosses_line for cut in cuts_of(world)] == [True]
    patch = keep_line(world)
    assert patch is not None
    kept = apply(world, patch).world
    assert [cut.crosses_line for cut in cuts_of(kept)] == [False]
    before, after = (w.entities[_SECOND].transform.position_m for w in (world, kept))
    ben = np.array(world.entities[BEN].transform.position_m)
    distances = [np.linalg.norm((np.array(p) - ben)[[0, 2]]) for p in (before, after)]
    assert distances[0] == pytest.approx(distances[1], abs=1e-6)


def test_a_cut_that_keeps_everything_is_left_alone() -> None:
    assert keep_line(_two_shots((2.2, 1.6, 2.6))) is None


def test_a_camera_whose_staging_leaves_no_direction_stays() -> None:
    world = _two_shots((0.7, 1.6, -3.0))
    profile = replace(world.shots["s2"], framing=Framing(staging="profile", subject=BEN))
    assert keep_line(replace(world, shots={**world.shots, "s2": profile})) is None


def test_a_jump_of_one_person_gets_30_degrees() -> None:
    world = _two_shots((0.7, 1.6, 8.0), focal_mm=36.0)
    first = replace(world.shots["s1"], framing=Framing(size="wide", subject=BEN))
    world = replace(world, shots={**world.shots, "s1": first})
    assert cuts_of(world)[0].jump > 0.5
    patch = keep_line(world)
    assert patch is not None
    cut = cuts_of(apply(world, patch).world)[0]
    assert cut.jump == 0.0
    assert math.degrees(cut.turn_rad) >= 30.0
    assert not cut.crosses_line


def test_who_walks_on_keeps_their_direction() -> None:
    world = _two_shots((0.7, 1.6, -4.0))
    keys = {"a": Key(t=0, v=(-6.0, 0.0, 0.0)), "b": Key(t=399000, v=(6.0, 0.0, 0.0))}
    walking = replace(
        world.entities[BEN],
        channels={"transform.position_m": Channel(type="vec3", unit="m", keys=keys)},
    )
    shots = {key: replace(s, framing=Framing(subject=BEN)) for key, s in world.shots.items()}
    people = {k: e for k, e in world.entities.items() if k != ANNA}
    first = replace(world.entities[CAMERA], aim=Aim(target=BEN, height_m=1.6))
    entities = {**people, BEN: walking, CAMERA: first}
    world = replace(world, entities=entities, shots=shots, narrative=type(world.narrative)())
    assert cuts_of(world)[0].turns_about
    patch = keep_line(world)
    assert patch is not None
    assert not cuts_of(apply(world, patch).world)[0].turns_about
