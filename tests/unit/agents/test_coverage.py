"""Coverage of a dialogue, in numbers: one side, matched reverses, 30 degrees, no frame lost."""

import itertools
import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from tests.unit.agents.two_people import ANNA, BEN, CAMERA, LETTER, talking

from groundplan.agents.coverage.agent import Cover, cover
from groundplan.agents.cuts import cuts_of
from groundplan.agents.lengths import insert_s, least_s
from groundplan.errors import InputError, PathError
from groundplan.geometry import transforms
from groundplan.geometry.continuity.line import side_of_line
from groundplan.geometry.continuity.screen import (
    eyeline_off_axis,
    eyeline_side,
    frame_places,
    looks_in_camera,
)
from groundplan.geometry.continuity.setups import size_mismatch, turn_between
from groundplan.scene.view import intrinsics_at, view_at
from groundplan.studio.options import TakeOptions
from groundplan.studio.take import plan_world
from groundplan.world.apply import apply
from groundplan.world.build import PatchBuilder
from groundplan.world.document import World
from groundplan.world.opinion import Origin
from groundplan.world.queries import shots_in_order
from groundplan.world.sequence import Shot

_EYE = 0.936


def _covered(world: World, **how: object) -> tuple[Cover, World]:
    made = cover(world, **how)  # pyright: ignore[reportArgumentType]  # keywords of tests
    assert made.patch is not None
    return made, apply(world, made.patch).world


def _eyes(world: World, who: str) -> np.ndarray:
    entity = world.entities[who]
    assert entity.body is not None
    up = np.array([0.0, _EYE * entity.body.height_m, 0.0])
    return np.array(entity.transform.position_m) + up


def _pose(world: World, shot: Shot) -> np.ndarray:
    return view_at(world, shot.camera, np.array([float(shot.first)]))[0]


def _place(world: World, shot: Shot, who: str) -> np.ndarray:
    camera = world.entities[shot.camera]
    assert camera.camera is not None
    k = intrinsics_at(world, camera, camera.camera, times=np.array([float(shot.first)]))[0]
    size = (world.film.width_px, world.film.height_px)
    return frame_places(_eyes(world, who), _pose(world, shot), intrinsics_px=k, size_px=size)


def _depth(world: World, shot: Shot, who: str) -> float:
    back = transforms.inverse_rigid(_pose(world, shot))
    return -float(transforms.transform_points(back, _eyes(world, who))[2])


def _first(world: World, setup: str, who: str) -> Shot:
    return next(
        s for _, s in shots_in_order(world) if s.setup in setup and s.framing.subject == who
    )


def test_a_kitchen_dialogue_gets_master_overs_singles_and_insert() -> None:
    _, world = _covered(talking())
    setups = [(s.setup, s.framing.subject) for _, s in shots_in_order(world)]
    assert setups[0][0] == "master"
    assert {
        ("over_shoulder", ANNA), ("over_shoulder", BEN), ("single", ANNA), ("single", BEN),
        ("insert", LETTER), ("reaction", BEN),
    } <= set(setups)  # fmt: skip


def test_pieces_follow_who_speaks() -> None:
    _, world = _covered(talking())
    for _, shot in shots_in_order(world):
        middle = 0.5 * (shot.first + shot.last)
        speaking = [n.speaker for n in world.narrative.lines.values() if n.start <= middle < n.end]
        if shot.setup in {"over_shoulder", "single"} and speaking:
            assert speaking == [shot.framing.subject], shot.name
        if shot.setup == "reaction":
            lines = world.narrative.lines.values()
            heard = {n.speaker for n in lines if n.start < shot.last + 1000 and n.end > shot.first}
            assert heard
            assert shot.framing.subject not in heard


def test_lengths_add_up_frame_by_frame_and_each_can_be_read() -> None:
    before = talking()
    _, world = _covered(before)
    pieces = [s for _, s in shots_in_order(world)]
    assert pieces[0].first == before.shots["s1"].first
    assert pieces[-1].last == before.shots["s1"].last
    for one, two in itertools.pairwise(pieces):
        assert two.first == one.last + 1000
    assert sum((s.last - s.first) // 1000 + 1 for s in pieces) == 400
    for shot in pieces:
        need = insert_s() if shot.setup == "insert" else least_s(shot.framing.size)
        assert (shot.last - shot.first) / 1000.0 + 1.0 >= math.floor(16 * need), shot.name


def _check_grammar(world: World) -> None:
    """Assert what makes a covered dialogue cut together."""
    line = _eyes(world, ANNA), _eyes(world, BEN)
    shots = [s for _, s in shots_in_order(world)]
    faces = [s for s in shots if s.setup != "insert"]
    sides = {int(side_of_line(*line, _pose(world, s)[:3, 3], neutral_rad=0.0)) for s in faces}
    assert len(sides) == 1, "every camera stands on one side of the line"
    for cut in cuts_of(world):
        assert not cut.crosses_line
        assert cut.jump <= 1e-9, f"{cut.before} to {cut.after} turns {cut.turn_rad}, {cut.steps}"
    _check_reverses(world)


def _check_reverses(world: World) -> None:
    over_anna, over_ben = (_first(world, "over_shoulder", who) for who in (ANNA, BEN))
    a, b = (world.entities[s.camera].camera for s in (over_anna, over_ben))
    assert a is not None
    assert b is not None
    assert a.focal_mm == b.focal_mm
    depths = _depth(world, over_anna, ANNA), _depth(world, over_ben, BEN)
    assert size_mismatch(*depths) < 0.01
    heights = [_pose(world, s)[1, 3] for s in (over_anna, over_ben)]
    assert heights[0] == pytest.approx(heights[1], abs=1e-6)
    here, there = _place(world, over_anna, ANNA)[0], _place(world, over_ben, BEN)[0]
    assert here + there == pytest.approx(1.0, abs=0.01)
    assert abs(here - 0.5) == pytest.approx(0.13, abs=0.01)
    near_a, near_b = _place(world, over_anna, BEN)[0], _place(world, over_ben, ANNA)[0]
    assert (near_a - 0.5) * (here - 0.5) < 0.0
    assert near_a + near_b == pytest.approx(1.0, abs=0.06)
    looks = [
        int(
            eyeline_side(
                looks_in_camera(_eyes(world, who), _eyes(world, other), _pose(world, s)),
                straight_rad=math.radians(2.0),
            )
        )
        for s, who, other in ((over_anna, ANNA, BEN), (over_ben, BEN, ANNA))
    ]
    assert sorted(looks) == [-1, 1], "eyelines cross"


def test_reverse_angles_match_and_no_cut_breaks_a_rule() -> None:
    _, world = _covered(talking())
    _check_grammar(world)
    anna, ben = _eyes(world, ANNA), _eyes(world, BEN)
    singles = [_first(world, "single reaction", who) for who in (ANNA, BEN)]
    off = [
        float(eyeline_off_axis(own, other, _pose(world, s)[:3, 3]))
        for s, own, other in zip(singles, (anna, ben), (ben, anna), strict=True)
    ]
    assert off[0] == pytest.approx(off[1], abs=1e-6)
    over = _first(world, "over_shoulder", ANNA)
    turn = turn_between(_pose(world, over)[:3, 3], _pose(world, singles[0])[:3, 3], anna)
    assert math.degrees(float(turn)) >= 30.0


@settings(max_examples=15, deadline=None, derandomize=True, phases=(Phase.explicit, Phase.generate))
@given(
    apart=st.floats(0.8, 3.5), bearing=st.floats(-math.pi, math.pi),
    x=st.floats(-5.0, 5.0), z=st.floats(-5.0, 5.0),
    heights=st.tuples(st.floats(1.45, 2.0), st.floats(1.45, 2.0)),
)  # fmt: skip
def test_the_grammar_holds_wherever_two_people_stand(
    apart: float, bearing: float, x: float, z: float, heights: tuple[float, float]
) -> None:
    world = talking(apart_m=apart, bearing_rad=bearing, middle=(x, z), heights_m=heights)
    _, covered = _covered(world)
    _check_grammar(covered)


def test_the_side_is_that_of_the_camera_before() -> None:
    for z in (8.0, -8.0):
        _, world = _covered(talking(camera_m=(0.0, z)))
        assert all(_pose(world, s)[2, 3] * z > 0.0 for _, s in shots_in_order(world))


def test_the_line_is_crossed_when_asked() -> None:
    _, world = _covered(talking(), across=True)
    assert all(_pose(world, s)[2, 3] < 0.0 for _, s in shots_in_order(world))


def test_takes_run_over_the_same_time() -> None:
    made, world = _covered(talking(), takes=True, kinds=("master", "overs", "singles"))
    takes = [world.shots[key] for key in made.shots]
    assert [t.setup for t in takes] == ["master", *["over_shoulder"] * 2, *["single"] * 2]
    assert {(t.first, t.last) for t in takes} == {(0, 399000)}


def test_a_piece_of_a_cut_is_covered_anew_beside_the_others() -> None:
    _, once = _covered(talking())
    first, _ = shots_in_order(once)[0]
    made, again = _covered(once, shot=first, takes=True)
    assert len(made.shots) > 1
    assert len(again.shots) == len(once.shots) - 1 + len(made.shots)
    assert len({shot.name for shot in again.shots.values()}) == len(again.shots)
    everything, whole = _covered(again)
    assert set(everything.shots) == set(whole.shots)


def test_only_what_was_asked_for_is_made() -> None:
    _, world = _covered(talking(), kinds=("master", "singles"))
    assert {s.setup for s in world.shots.values()} == {"master", "single"}


def test_what_a_person_locked_stays_and_is_said() -> None:
    world = talking()
    builder = PatchBuilder(world, actor="user:director", summary="lock", origin=Origin.HUMAN)
    locked = apply(world, builder.lock("shots/s1").patch()).world
    made = cover(locked)
    assert made.patch is None
    assert [f.code for f in made.findings] == ["coverage.kept"]
    assert "locked" in made.findings[0].message


def test_what_a_person_set_stays() -> None:
    world = talking()
    builder = PatchBuilder(world, actor="user:director", summary="lens", origin=Origin.HUMAN)
    builder.set_field(f"entities/{CAMERA}/camera/focal_mm", 50.0)
    changed = apply(world, builder.patch()).world
    assert cover(changed).kept == {"s1": "a person set it"}


def test_the_same_world_gives_the_same_patch_and_undo_is_one_step() -> None:
    world = talking()
    first, second = cover(world), cover(world)
    assert first.patch == second.patch
    assert first.patch is not None
    applied = apply(world, first.patch)
    back = apply(applied.world, applied.inverse).world
    assert back.shots == world.shots
    assert back.entities == world.entities


def test_one_person_is_covered_by_a_master_a_single_and_an_insert() -> None:
    world = talking()
    alone = replace(
        world,
        entities={k: e for k, e in world.entities.items() if k != ANNA},
        narrative=replace(
            world.narrative,
            lines={k: n for k, n in world.narrative.lines.items() if n.speaker == BEN},
        ),
        shots={"s1": replace(world.shots["s1"], framing=replace(
            world.shots["s1"].framing, subject=BEN))},
    )  # fmt: skip
    _, covered = _covered(alone)
    assert {"master", "single", "insert"} <= {s.setup for s in covered.shots.values()}


def test_a_scene_or_shot_that_is_not_there_is_refused() -> None:
    with pytest.raises(PathError):
        cover(talking(), shot="7")
    with pytest.raises(PathError):
        cover(talking(), scene="7")
    with pytest.raises(InputError):
        cover(talking(), scene="1", shot="1")


@pytest.mark.parametrize("text", ["Anna and Ben talk for 12 seconds.", "Anna talks to Ben."])
def test_who_talks_without_known_words_is_shown_in_turn(text: str) -> None:
    world = plan_world(text, options=TakeOptions()).world
    made, after = _covered(world)
    shots = [shot for _, shot in shots_in_order(after)]
    assert {s.setup for s in shots} >= {"master", "over_shoulder"}
    assert made.patch is not None
    assert {s.framing.subject for s in shots if s.setup != "master"} <= {
        k for k, e in after.entities.items() if e.kind == "character"
    }
    whole = shots[-1].last - shots[0].first
    assert whole == max(s.last for s in world.shots.values())
