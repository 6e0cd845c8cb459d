"""Parts open about their hinges, hands stay on their handles, and nobody stands in the way."""

from functools import cache

import numpy as np
import pytest

from groundplan.assets import catalogue
from groundplan.motion.actions.arms import palm_places
from groundplan.motion.actions.measures import measures_of
from groundplan.motion.body_motion import figure_of
from groundplan.motion.parts import handle_points, model_of
from groundplan.scene.acting import entity_from_joint_at
from groundplan.scene.build import actors_of
from groundplan.studio.options import TakeOptions
from groundplan.studio.take import plan_world
from groundplan.world.channel import Channel, Key
from groundplan.world.document import World
from groundplan.world.entity import Asset, Entity
from groundplan.world.placement import world_from_entity_at

CONTACT_M = 0.02


@cache
def opening_parts() -> tuple[tuple[str, str], ...]:
    """Return thing and joint of all parts that open; the whole catalogue is built for it."""
    names = sorted(entry.id for entry in catalogue.ENTRIES.values())
    built = ((name, catalogue.build(catalogue.entry(name)).opening) for name in names)
    return tuple((name, joint) for name, parts in built for joint in parts)


def half_open(name: str, share: float) -> Entity:
    joints = catalogue.build(catalogue.entry(name)).opening
    channel = Channel(type="float", unit="1", keys={"k": Key(t=0, v=share)})
    return Entity(
        name=name, kind="prop", asset=Asset(catalogue_id=name),
        channels={f"parts.{joint}": channel for joint in joints},
    )  # fmt: skip


def handle_at(entity: Entity, joint: str, times: np.ndarray) -> np.ndarray:
    found = handle_points(entity, joint, times)
    assert found is not None
    return found


def test_a_dozen_parts_open() -> None:
    things = {name for name, _ in opening_parts()}
    assert len(opening_parts()) >= 12
    assert {"door", "window", "fridge", "oven", "wardrobe", "dresser", "car"} <= things


def test_parts_open_outward_and_take_their_handles_along() -> None:
    zero = np.zeros(1)
    for name, joint in opening_parts():
        closed = handle_at(half_open(name, 0.0), joint, zero)
        opened = handle_at(half_open(name, 0.4), joint, zero)
        middle = np.array([0.0, closed[0, 1], 0.0])
        away = np.linalg.norm(opened[0] - middle) - np.linalg.norm(closed[0] - middle)
        assert away > 0.0, (name, joint)


def test_turning_handles_keep_their_distance_from_the_hinge() -> None:
    for name, joint in opening_parts():
        model = catalogue.build(catalogue.entry(name))
        assert model.skeleton is not None
        if model.opening[joint].slides:
            continue
        pivot = model.skeleton.place(joint)
        radii = [
            np.linalg.norm(handle_at(half_open(name, share), joint, np.zeros(1)) - pivot)
            for share in (0.0, 0.5, 1.0)
        ]
        assert np.ptp(radii) < 1e-9, (name, joint)


def test_a_share_beyond_its_range_stops_at_the_end() -> None:
    full = handle_at(half_open("fridge", 1.0), "door", np.zeros(1))
    more = handle_at(half_open("fridge", 7.5), "door", np.zeros(1))
    closed = handle_at(half_open("fridge", -3.0), "door", np.zeros(1))
    assert np.array_equal(full, more)
    assert np.array_equal(closed, handle_at(half_open("fridge", 0.0), "door", np.zeros(1)))


@cache
def planned(brief: str) -> World:
    return plan_world(brief, options=TakeOptions(size_px=(320, 200))).world


def named(world: World, name: str) -> str:
    return next(key for key, entity in world.entities.items() if entity.name == name)


def palm_and_handle(world: World, who: str, thing: str) -> tuple[np.ndarray, np.ndarray]:
    """Return the distance of palm and handle [m] and the action's own time [s], twice a frame."""
    person, opened = named(world, who), named(world, thing)
    track = next(t for t in world.tracks.values() if t.name in {"open_door", "close_door"})
    times = np.arange(track.first, track.last, 500.0)
    actor = next(a for a in actors_of(world) if a.entity_id == person)
    frames = figure_of(world, person, skeleton=actor.skeleton).frames(times)
    side = track.hand or "right"
    palm = palm_places(frames, side, measures_of(actor.skeleton))
    placed = world_from_entity_at(world, person, times)
    palm = np.einsum("tij,tj->ti", placed[:, :3, :3], palm) + placed[:, :3, 3]
    entity = world.entities[opened]
    model = model_of(entity)
    assert model is not None
    joint = next(j for j in model.opening if f"parts.{j}" in entity.channels)
    own = handle_at(entity, joint, times)
    at = world_from_entity_at(world, opened, times)
    handle = np.einsum("tij,tj->ti", at[:, :3, :3], own) + at[:, :3, 3]
    seconds = (times - track.first) / 16000.0 * track.speed
    return np.linalg.norm(palm - handle, axis=1), seconds


@pytest.mark.parametrize(
    ("brief", "who", "thing"),
    [
        ("A woman opens the fridge.", "woman", "fridge"),
        ("A man opens a door.", "man", "door"),
        ("A man closes the door.", "man", "door"),
        ("A woman opens a drawer.", "woman", "drawer"),
        ("A man opens the oven.", "man", "oven"),
        ("A girl opens a window.", "girl", "window"),
        ("A woman opens a door and walks out.", "woman", "door"),
    ],
)
def test_the_hand_stays_on_the_handle_while_the_part_moves(
    brief: str, who: str, thing: str
) -> None:
    away, seconds = palm_and_handle(planned(brief), who, thing)
    held = (seconds >= 0.9) & (seconds <= 1.6)
    assert held.sum() > 10
    assert away[held].max() < CONTACT_M


@pytest.mark.parametrize("brief", ["A man opens a door.", "A woman opens the fridge."])
def test_the_leaf_swings_past_who_opens_it(brief: str) -> None:
    world = planned(brief)
    person = next(k for k, e in world.entities.items() if e.kind == "character")
    thing = next(k for k, e in world.entities.items() if e.name in {"door", "fridge"})
    actor = next(a for a in actors_of(world) if a.entity_id == thing)
    times = np.arange(0.0, 80000.0, 1000.0)
    joints = entity_from_joint_at(world, actor, times)
    at = world_from_entity_at(world, thing, times)
    model = model_of(world.entities[thing])
    assert model is not None
    joint = next(j for j in model.opening if f"parts.{j}" in world.entities[thing].channels)
    pivot = actor.skeleton.place(joint)
    handle = np.array(model.opening[joint].handle)
    body = world_from_entity_at(world, person, times)[:, [0, 2], 3]
    k = actor.skeleton.index(joint)
    for share in np.linspace(0.0, 1.1, 12):
        point = share * (handle - pivot)
        place = np.einsum("tij,tj->ti", joints[:, k, :3, :3], np.tile(point, (len(times), 1)))
        place = np.einsum("tij,tj->ti", at[:, :3, :3], place + joints[:, k, :3, 3]) + at[:, :3, 3]
        assert np.linalg.norm(place[:, [0, 2]] - body, axis=1).min() > 0.3


def test_who_opens_a_door_and_walks_out_goes_through_it() -> None:
    world = planned("A woman opens a door and walks out.")
    woman, door = named(world, "woman"), named(world, "door")
    times = np.arange(0.0, 80001.0, 250.0)
    way = world_from_entity_at(world, woman, times)[:, :3, 3]
    at = world_from_entity_at(world, door, times[:1])[0]
    own = (way - at[:3, 3]) @ at[:3, :3]
    crossing = int(np.argmax(np.diff(np.sign(own[:, 2])) != 0))
    assert own[0, 2] > 0.3
    assert own[-1, 2] < -1.0
    assert abs(own[crossing, 0]) < 0.2
    leaf = world.entities[door].channels["parts.leaf"]
    assert min(key.v for key in leaf.keys.values()) == pytest.approx(-1.0)
    assert max(key.t for key in leaf.keys.values()) <= times[crossing] + 16000 * 0.2


def test_a_thing_in_one_piece_is_told() -> None:
    found = plan_world("A man opens a pumpkin.", options=TakeOptions(size_px=(320, 200))).findings
    assert any(finding.code == "motion.no-such-part" for finding in found)
