"""Who goes where and when: exact ways, times and paces; impossible numbers are findings."""

import dataclasses
import itertools
import math

import numpy as np
import pytest
from jaxtyping import Float
from tests.unit.agents.brief import SPAN, called, codes, planned, thing, told, way

from groundplan.agents.director import Planned
from groundplan.agents.figures import channel_values
from groundplan.language.facts import ActionFact, RelationFact
from groundplan.world.channel import Channel, Interpolation, Key
from groundplan.world.document import World
from groundplan.world.entity import Entity
from groundplan.world.evaluate import values_at

MAN = thing("e1", "man", "character")


def walk(**changes: object) -> ActionFact:
    base = ActionFact(key="a1", agent="e1", verb="walk", action="walk", span=SPAN)
    return dataclasses.replace(base, **changes)  # pyright: ignore[reportArgumentType]  # fields by name


def length(result: Planned, name: str) -> float:
    points = [point for _, point in way(called(result.world, name))]
    return sum(math.dist(a, b) for a, b in itertools.pairwise(points))


@pytest.mark.parametrize(("direction", "axis", "sign"), [
    ("left", 0, -1), ("right", 0, 1), ("towards_camera", 2, 1), ("away_from_camera", 2, -1),
    ("up", 1, 1), ("down", 1, -1),
])  # fmt: skip
def test_a_direction_is_the_nominal_views(direction: str, axis: int, sign: int) -> None:
    result = planned(told([MAN], actions=[walk(direction=direction)]))
    first, last = (point for _, point in way(called(result.world, "man")))
    step = [b - a for a, b in zip(first, last, strict=True)]
    assert sign * step[axis] > 0.5
    assert [value for k, value in enumerate(step) if k != axis] == pytest.approx([0.0, 0.0])
    assert min(first[1], last[1]) >= 0.0


def test_distance_and_duration_are_exact_and_then_the_body_idles() -> None:
    result = planned(told([MAN], actions=[walk(distance_m=3.0, duration_s=2.0)]), seconds=5.0)
    (start, _), (end, _) = way(called(result.world, "man"))
    assert (start, end) == (0, 32000)
    assert length(result, "man") == pytest.approx(3.0)
    assert result.world.narrative.actions["a1"].speed_mps == pytest.approx(1.5)


def speeds(world: World, name: str, *, seconds: float) -> Float[np.ndarray, " step"]:
    """Return the speed of a body at every 1/32 s."""
    times = np.arange(0.0, seconds * 16000.0, 500.0)
    places = values_at(called(world, name), "transform.position_m", times)
    return 32.0 * np.linalg.norm(np.diff(places, axis=0), axis=1)


def test_distance_and_speed_give_the_time_and_stopping_takes_more() -> None:
    result = planned(told([MAN], actions=[walk(distance_m=6.0, speed_mps=2.0)]))
    end = way(called(result.world, "man"))[-1][0]
    assert 3 * 16000 + 3000 < end < 4 * 16000
    assert length(result, "man") == pytest.approx(6.0)
    assert result.world.narrative.actions["a1"].speed_mps == pytest.approx(2.0)
    gone = speeds(result.world, "man", seconds=5.0)
    assert gone[:60] == pytest.approx(2.0, abs=1e-3)
    assert gone[-1] == 0.0
    assert 32.0 * np.abs(np.diff(gone)).max() < 3.0
    tracks = sorted((t.first, t.last, t.name) for t in result.world.tracks.values())
    assert tracks == [(0, end, "walk"), (end, 80000, "idle")]


def test_who_sets_off_later_speeds_up_and_covers_the_same_way() -> None:
    wave = ActionFact(key="a0", agent="e1", verb="wave", action="wave", span=SPAN, duration_s=2.0)
    first = planned(told([MAN], actions=[wave, walk(distance_m=6.0, order=1)]), seconds=9.0)
    assert length(first, "man") == pytest.approx(6.0)
    gone = speeds(first.world, "man", seconds=9.0)
    moving = np.flatnonzero(gone > 0.02)
    assert moving[0] == pytest.approx(64, abs=2)
    assert gone[64:70].max() < 0.5
    rates = 32.0 * np.abs(np.diff(gone))
    assert 0.5 < rates.max() < 3.0


@pytest.mark.parametrize("interp", ["linear", "bezier", "hold"])
def test_planners_and_scene_read_the_same_curve(interp: Interpolation) -> None:
    keys = {
        "k0": Key(t=0, v=(0.0, 0.0, 0.0), interp=interp,
                  tangent_out=((9000.0, 0.0), (9000.0, 0.2), (9000.0, 1.0))),
        "k1": Key(t=20000, v=(3.0, 1.0, -2.0), interp=interp),
        "k2": Key(t=50000, v=(4.0, 0.0, 0.0)),
    }  # fmt: skip
    channel = Channel(type="vec3", unit="m", keys=keys)
    entity = Entity(name="a", kind="prop", channels={"transform.position_m": channel})
    times = np.arange(-4000, 60000, 777)
    seen = values_at(entity, "transform.position_m", times.astype(np.float64))
    assert np.array_equal(channel_values(channel, times), seen)


def test_a_stop_that_leaves_no_room_is_a_finding() -> None:
    result = planned(told([MAN], actions=[walk(distance_m=0.5, speed_mps=9.0)]))
    assert "motion.speed-not-reached" in codes(result)
    assert length(result, "man") == pytest.approx(0.5)


def test_a_long_way_makes_the_shot_longer() -> None:
    result = planned(told([MAN], actions=[walk(distance_m=14.0)]))
    assert result.world.shots["s1"].last == 160000


def test_distance_duration_and_speed_that_disagree_are_a_finding() -> None:
    action = walk(distance_m=4.0, duration_s=5.0, speed_mps=3.0)
    result = planned(told([MAN], actions=[action]))
    assert "motion.contradiction" in codes(result)
    assert length(result, "man") == pytest.approx(4.0)


@pytest.mark.parametrize("change", [
    {"duration_s": -3.0}, {"duration_s": 0.0}, {"distance_m": 0.0}, {"distance_m": 1e9},
    {"speed_mps": -1.0}, {"speed_mps": math.inf}, {"duration_s": math.nan},
])  # fmt: skip
def test_an_impossible_number_is_a_finding_and_not_used(change: dict[str, float]) -> None:
    result = planned(told([MAN], actions=[walk(**change)]))
    assert any(code.startswith("quantity.impossible-") for code in codes(result))
    assert way(called(result.world, "man"))[-1][0] == 80000


def test_what_comes_then_begins_when_the_first_has_ended() -> None:
    cast = [MAN, thing("e2", "bench")]
    wave = ActionFact(key="a2", agent="e1", verb="wave", action="wave", span=SPAN, order=1)
    actions = [walk(goal="e2", duration_s=3.0), wave]
    result = planned(told(cast, actions=actions))
    told_actions = result.world.narrative.actions
    assert told_actions["a1"].end == told_actions["a2"].start == 48000
    names = sorted((t.first, t.name) for t in result.world.tracks.values())
    assert names == [(0, "walk"), (48000, "idle"), (48000, "wave")]


def test_who_goes_around_a_thing_keeps_the_distance_to_it() -> None:
    cast = [MAN, thing("e2", "fountain")]
    result = planned(told(cast, actions=[walk(path="e2", path_kind="around")]))
    centre = called(result.world, "fountain").transform.position_m
    radii = [math.dist(point, centre) for _, point in way(called(result.world, "man"))]
    assert max(radii) - min(radii) < 1e-5
    assert min(radii) > 1.5


def test_who_jumps_over_a_fence_clears_its_top() -> None:
    cast = [MAN, thing("e2", "fence")]
    jump = walk(verb="jump", action="jump", path="e2", path_kind="over")
    result = planned(told(cast, actions=[jump]))
    fence = called(result.world, "fence")
    assert fence.size_m is not None
    over = [p for _, p in way(called(result.world, "man"))
            if abs(p[2] - fence.transform.position_m[2]) <= 0.5 * fence.size_m[2]]  # fmt: skip
    assert over
    assert min(p[1] for p in over) > fence.size_m[1]


def test_from_left_of_a_lamp_to_right_of_it_leads_around_it() -> None:
    cast = [thing("e1", "dog", "animal"), thing("e2", "lamp")]
    first = RelationFact(
        key="r1", subject="e1", relation="left_of", object="e2", span=SPAN, when="start"
    )
    ends = [first, dataclasses.replace(first, key="r2", relation="right_of", when="end")]
    result = planned(told(cast, actions=[walk(verb="run", action="run")], relations=ends))
    lamp = called(result.world, "lamp")
    points = [point for _, point in way(called(result.world, "dog"))]
    x, _, z = lamp.transform.position_m
    assert points[0][0] < x < points[-1][0]
    assert lamp.size_m is not None
    assert all(
        abs(p[0] - x) > 0.5 * lamp.size_m[0] or abs(p[2] - z) > 0.5 * lamp.size_m[2] for p in points
    )


def test_a_rider_is_carried_by_the_horse_that_moves() -> None:
    cast = [MAN, thing("e2", "horse", "animal")]
    ride = ActionFact(key="a1", agent="e1", verb="ride", action="ride", span=SPAN, object="e2")
    result = planned(told(cast, actions=[ride]))
    man, horse = called(result.world, "man"), called(result.world, "horse")
    assert result.world.entities[man.parent or ""].name == "horse"
    assert man.transform.position_m[1] > 0.8
    assert "transform.position_m" in horse.channels
    assert "transform.position_m" not in man.channels


def test_what_is_held_goes_with_its_holder() -> None:
    cast = [MAN, dataclasses.replace(thing("e2", "balloon"), held_by="e1")]
    result = planned(told(cast, actions=[walk()]))
    assert called(result.world, "balloon").parent is not None


def test_nobody_does_what_is_denied() -> None:
    result = planned(told([MAN], actions=[walk(negated=True)]))
    assert not called(result.world, "man").channels
    assert not result.world.narrative.actions
    assert [u.reason for u in result.world.narrative.unresolved.values()]


def test_things_that_do_not_move_have_no_channels() -> None:
    result = planned(told([MAN, thing("e2", "bench")], actions=[walk(goal="e2")]))
    assert not called(result.world, "bench").channels


def test_who_is_chased_runs_ahead_as_fast() -> None:
    cast = [MAN, thing("e2", "cat", "animal")]
    result = planned(told(cast, actions=[walk(verb="chase", action="run", object="e2")]))
    man, cat = way(called(result.world, "man")), way(called(result.world, "cat"))
    leads = [theirs[0] - his[0] for (_, his), (_, theirs) in zip(man, cat, strict=True)]
    assert leads[0] == pytest.approx(leads[1], abs=1e-6)
    assert leads[0] > 0.5
