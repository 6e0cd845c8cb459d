"""Stagings, walls, focus and time: what the constraint solver makes of worlds of two people."""

import hashlib
import math
import subprocess
import sys
import time
from dataclasses import replace

import numpy as np
import pytest
from tests.unit.agents.framing_set import Actor, Rendering, box_of, entity_id, place_of, studio

from groundplan.agents.camera.constrained import path_of, setup_of
from groundplan.agents.camera.solving.shot import prepared_floor, solve_on, solve_shot
from groundplan.agents.camera.solving.solved import Conflict, Solved
from groundplan.agents.camera.way_clear import way_finding
from groundplan.geometry.focus import depth_of_field
from groundplan.previz.port import Pass
from groundplan.units import Metres, Millimetres
from groundplan.world.channel import Channel, Key
from groundplan.world.document import World
from groundplan.world.entity import Entity
from groundplan.world.intent import Intent

ROOM = entity_id(40)
ANNA, BEN = entity_id(0), entity_id(1)
FACING = (Actor("woman", (0.0, 0.0), math.pi, name="Anna"), Actor("man", (0.0, -1.1), name="Ben"))
OVER = {
    "i1": Intent(kind="shot_size", subject=BEN, value="medium_close_up"),
    "i2": Intent(kind="screen_y", subject=BEN, part="eyes", value=1 / 3),
    "i3": Intent(kind="staging", subject=ANNA, object=BEN, value="over_shoulder"),
    "i4": Intent(kind="focal_length", value=50.0, unit="mm"),
}
IDS = frozenset({Pass.INSTANCE, Pass.PART})


def solved(world: World, intents: dict[str, Intent]) -> Solved:
    answer = solve_shot(world, "s1", intents)
    assert isinstance(answer, Solved), answer.message
    return answer


@pytest.mark.parametrize("side", ["right", "left"])
def test_over_a_shoulder_the_near_head_is_in_the_edge_and_the_far_face_is_free(side: str) -> None:
    intents = {**OVER, "i3": replace(OVER["i3"], side=side)}  # pyright: ignore[reportArgumentType]  # a side
    world = studio(FACING, last=0)
    answer = solved(world, intents)
    rendering = Rendering(world)
    frame = rendering.frame(answer, passes=IDS)
    assert frame.instance is not None
    assert frame.part is not None
    head = frame.part == 1
    near = box_of((frame.instance == rendering.id_of(ANNA)) & head)
    far = box_of((frame.instance == rendering.id_of(BEN)) & head)
    assert near is not None
    assert far is not None
    if side == "right":
        assert near[2] < 0.4
        assert far[0] > near[2]
    else:
        assert near[0] > 0.6
        assert far[2] < near[0]
    eyes = prepared_floor(world, "s1", intents).bodies[BEN].marks["eyes"][0]
    assert place_of(eyes, frame, (832, 480))[1] == pytest.approx(1 / 3, abs=1e-3)
    depth = float(answer.focus_m[0])
    assert depth * 14.0 / 50.0 / 1.83 == pytest.approx(0.65 / 1.7, abs=0.01)


def test_a_wall_behind_a_shoulder_is_explained_in_metres_and_millimetres() -> None:
    world = studio((*FACING, Actor("wall", (0.0, 1.0))), last=0)
    answer = solve_shot(world, "s1", OVER)
    assert isinstance(answer, Conflict)
    kinds = {ask.kind for ask in answer.asks}
    assert {"barrier", "shot_size", "focal_length"} <= kinds
    assert "leaves the lens" in answer.message
    words = [way.words for way in answer.relaxations]
    assert any("mm lens" in w for w in words)
    assert any(w.startswith("accept a close up of Ben") for w in words)
    assert any(w.startswith("move wall_2") for w in words)
    finding = answer.finding(path="entities/x")
    assert finding.code == "camera.infeasible"
    assert finding.options[0] == words[0]
    assert "intents/i1" in finding.paths


def test_what_a_relaxation_says_really_helps() -> None:
    world = studio((*FACING, Actor("wall", (0.0, 1.0))), last=0)
    answer = solve_shot(world, "s1", OVER)
    assert isinstance(answer, Conflict)
    lens = next(w.words for w in answer.relaxations if "mm lens" in w.words)
    focal = float(lens.split()[2])
    solved(world, {**OVER, "i4": replace(OVER["i4"], value=focal)})
    moved = next(w.words for w in answer.relaxations if w.words.startswith("move"))
    away = float(moved.split()[2])
    farther = studio((*FACING, Actor("wall", (0.0, 1.0 + away + 0.05))), last=0)
    solved(farther, OVER)


def test_a_minimal_conflict_is_solved_when_any_of_it_is_let_go() -> None:
    who = entity_id(0)
    asked = {
        "size": Intent(kind="shot_size", subject=who, value="wide"),
        "low": Intent(kind="camera_angle", value="low"),
        "y": Intent(kind="screen_y", subject=who, part="body", value=0.4),
        "lens": Intent(kind="focal_length", value=50.0, unit="mm"),
        "x": Intent(kind="screen_x", subject=who, part="body", value=0.5),
    }
    world = studio((Actor("woman"),), last=0)
    answer = solve_shot(world, "s1", asked)
    assert isinstance(answer, Conflict)
    named = {ask.id for ask in answer.asks if ask.id in asked}
    assert {"size", "low"} <= named
    assert "x" not in named
    for key in named:
        solved(world, {k: i for k, i in asked.items() if k != key})


def test_two_heads_are_in_frame_side_by_side_in_a_two_shot() -> None:
    pair = (Actor("woman", (-0.5, 0.0), 0.6, "Anna"), Actor("man", (0.5, -0.1), -0.6, "Ben"))
    world = studio(pair, last=0)
    staging = Intent(kind="staging", subject=ANNA, object=BEN, value="two_shot")
    rendering = Rendering(world)
    frame = rendering.frame(solved(world, {"i1": staging}), passes=IDS)
    assert frame.instance is not None
    assert frame.part is not None
    boxes = [
        box_of((frame.instance == rendering.id_of(e)) & (frame.part == 1)) for e in (ANNA, BEN)
    ]
    assert boxes[0] is not None
    assert boxes[1] is not None
    for box in boxes:
        assert box is not None
        assert min(box[:2]) > 0.02
        assert max(box[2:]) < 0.98
    assert boxes[0][2] < boxes[1][0]


def test_a_profile_with_lead_room_leaves_it_where_the_face_looks() -> None:
    world = studio((Actor("woman", heading=0.6),), last=0)
    asked = {
        "i1": Intent(kind="staging", subject=ANNA, value="profile"),
        "i2": Intent(kind="shot_size", subject=ANNA, value="close_up"),
        "i3": Intent(kind="lead_room", subject=ANNA, value=1.5),
    }
    answer = solved(world, asked)
    held = {h.ask.kind: h.value for h in answer.held}
    assert held["lead_room"] >= 1.47
    assert abs(abs(held["camera_azimuth"]) - math.pi / 2) < math.radians(3.6)


def test_sharp_from_one_to_another_gives_the_stop_that_covers_both() -> None:
    pair = (Actor("woman", (-0.5, 0.0)), Actor("man", (0.5, -1.0)))
    world = studio(pair, last=0)
    asked = {
        "i1": Intent(kind="sharp", subject=ANNA, object=BEN),
        "i2": Intent(kind="shot_size", subject=ANNA, value="medium"),
        "i3": Intent(kind="screen_x", subject=ANNA, value=1 / 3),
        "i4": Intent(kind="screen_x", subject=BEN, value=2 / 3),
    }
    answer = solved(world, asked)
    assert answer.fstop is not None
    floor = prepared_floor(world, "s1", asked)
    focal = Millimetres(setup_of(answer).focal_mm)
    circle = Millimetres(floor.circle_mm)
    field = depth_of_field(
        focal, focus=Metres(float(answer.focus_m[0])), fstop=answer.fstop, circle=circle
    )
    forward = setup_of(answer).forward
    depths = [
        float((floor.bodies[e].marks["eyes"][0] - answer.numbers[0, :3]) @ forward)
        for e in (ANNA, BEN)
    ]
    assert field.near <= min(depths) + 0.01
    assert field.far >= max(depths) - 0.01


def test_a_pov_stands_in_the_eyes_and_may_only_turn() -> None:
    asked = {
        "i1": Intent(kind="staging", subject=ANNA, object=BEN, value="pov"),
        "i2": Intent(kind="screen_y", subject=BEN, part="eyes", value=0.4),
    }
    world = studio(FACING, last=0)
    eyes = prepared_floor(world, "s1", asked).bodies[ANNA].marks["eyes"][0]
    answer = solved(world, asked)
    assert np.linalg.norm(answer.numbers[0, :3] - eyes) == pytest.approx(0.12, abs=1e-6)


def walking(seconds: float = 5.0) -> World:
    """Return a woman who walks 5 m across while a camera has to keep her where she is."""
    last = round(seconds * 16) * 1000 - 1000
    world = studio((Actor("woman", (-2.5, 0.0), math.pi / 2),), last=last)
    keys = {"a": Key(t=0, v=(-2.5, 0.0, 0.0)), "b": Key(t=last, v=(2.5, 0.0, 0.0))}
    way = {"transform.position_m": Channel(type="vec3", unit="m", keys=keys)}
    who = replace(world.entities[ANNA], channels=way)
    return replace(world, entities={**world.entities, ANNA: who})


KEPT = {
    "i1": Intent(kind="shot_size", subject=ANNA, value="medium"),
    "i2": Intent(kind="screen_x", subject=ANNA, part="eyes", value=1 / 3),
    "i3": Intent(kind="screen_y", subject=ANNA, part="eyes", value=1 / 3),
    "i4": Intent(kind="focal_length", value=50.0, unit="mm"),
}


def test_a_walker_keeps_her_place_in_every_frame_of_five_seconds() -> None:
    world = walking()
    floor = prepared_floor(world, "s1", KEPT)
    begun = time.process_time()
    answer = solve_on(floor, world, "s1", intents=KEPT)
    took = time.process_time() - begun
    assert isinstance(answer, Solved)
    assert answer.moves
    assert len(answer.times) == 80
    assert took < 1.0  # without type checks a third of that, see docs/benchmarks.md
    rendering = Rendering(world)
    eyes = floor.bodies[ANNA].marks["eyes"]
    for row in range(0, 80, 13):
        frame = rendering.frame(answer, row=row, passes=frozenset({Pass.INSTANCE}))
        x, y = place_of(eyes[row], frame, (832, 480))
        assert abs(x - 1 / 3) < 0.0025
        assert abs(y - 1 / 3) * 480 / 832 < 0.0025
    path = path_of(answer)
    assert path.move in {"follow", "pan_left", "pan_right"}
    steps = np.diff(answer.numbers[:, :3], n=2, axis=0)
    assert np.abs(steps).max() < 0.02


def test_start_and_end_may_ask_for_different_sizes() -> None:
    asked = {
        "a": Intent(kind="shot_size", subject=ANNA, value="full", when="start"),
        "b": Intent(kind="shot_size", subject=ANNA, value="medium", when="end"),
        "c": Intent(kind="screen_x", subject=ANNA, value=0.5),
    }
    answer = solved(studio((Actor("woman"),), last=31_000), asked)
    assert answer.moves
    first, last = setup_of(answer), setup_of(answer, row=len(answer.times) - 1)
    ratio = first.depth_m * last.focal_mm / (last.depth_m * first.focal_mm)
    assert ratio == pytest.approx(1.9 / 0.95, rel=0.3)


def test_a_camera_keeps_inside_a_set() -> None:
    world = studio((Actor("man"),), last=0)
    room = Entity(name="hall", kind="set", size_m=(6.0, 3.0, 5.0))
    world = replace(world, entities={**world.entities, ROOM: room})
    asked = {
        "i1": Intent(kind="shot_size", subject=ANNA, value="full"),
        "i2": Intent(kind="inside_set", object=ROOM),
    }
    answer = solved(world, asked)
    x, y, z = answer.numbers[0, :3].tolist()
    assert abs(x) < 2.86
    assert 0.1 < y < 2.86
    assert abs(z) < 2.36


def test_a_dolly_that_meets_a_wall_is_told_how_far_it_gets() -> None:
    world = studio((Actor("woman"), Actor("wall", (0.0, 5.0))), last=31_000)
    keys = {"a": Key(t=0, v=(0.0, 1.6, 3.0)), "b": Key(t=31_000, v=(0.0, 1.6, 6.0))}
    way = {"transform.position_m": Channel(type="vec3", unit="m", keys=keys)}
    name = world.shots["s1"].camera
    camera = replace(world.entities[name], channels=way)
    finding = way_finding(world, "s1", name, camera=camera)
    assert finding is not None
    assert finding.code == "camera.infeasible"
    assert finding.measured == pytest.approx(5.0 - 0.11 - 0.3 - 3.0, abs=0.02)
    assert finding.expected == pytest.approx(3.0, abs=1e-6)
    near = {"a": Key(t=0, v=(0.0, 1.6, 3.0)), "b": Key(t=31_000, v=(0.0, 1.6, 4.0))}
    short = {"transform.position_m": Channel(type="vec3", unit="m", keys=near)}
    assert way_finding(world, "s1", name, camera=replace(camera, channels=short)) is None


DIGEST = """
import hashlib
from tests.unit.agents.test_camera_solving_stagings import FACING, OVER
from tests.unit.agents.framing_set import studio
from groundplan.agents.camera.solving.shot import solve_shot
answer = solve_shot(studio(FACING, last=0), "s1", OVER)
print(hashlib.sha256(answer.numbers.tobytes()).hexdigest())
"""


def test_the_same_framing_gives_the_same_bytes_in_another_process() -> None:
    here = solved(studio(FACING, last=0), OVER)
    again = solved(studio(FACING, last=0), OVER)
    assert here.numbers.tobytes() == again.numbers.tobytes()
    told = subprocess.run(  # noqa: S603  (our own interpreter and text)
        [sys.executable, "-c", DIGEST], capture_output=True, text=True, check=True,
        env={"PYTHONPATH": "src:.", "PATH": ""},
    )  # fmt: skip
    assert told.stdout.strip() == hashlib.sha256(here.numbers.tobytes()).hexdigest()
