"""Every named move, over subjects, lenses, sizes, lengths and seeds, judged from its matrices."""

import math
import zlib

import numpy as np
import pytest
from tests.unit.agents.shot_classifier import Seen, named
from tests.unit.agents.studio_set import Set, shoot

from groundplan.agents.camera.move_table import move_table
from groundplan.world.entity import EntityKind
from groundplan.world.evaluate import value_at

TAKES = 8
SUBJECTS: tuple[tuple[EntityKind, tuple[float, float, float]], ...] = (
    ("character", (0.5, 1.7, 0.3)), ("character", (0.4, 1.15, 0.25)), ("animal", (0.3, 0.6, 0.9)),
    ("vehicle", (1.8, 1.5, 4.3)), ("prop", (0.5, 1.0, 0.5)), ("character", (0.6, 1.95, 0.4)),
)  # fmt: skip
LENSES = (None, 24.0, 35.0, 50.0, 85.0)
SIZES = ("", "full", "medium", "close_up", "wide", "medium_close_up")
SECONDS = (2, 4, 5, 8, 10)
ALONG = frozenset({"follow", "lead", "chase", "track_left", "track_right"})
ALIASES = {"whip_pan": "whip_pan_right", "dolly_zoom": "dolly_zoom_in"}
"""Names whose data says that they share another one's signature."""


def scene_of(move: str, take: int) -> Set:
    rng = np.random.default_rng([zlib.crc32(move.encode()), take])
    kind, size = SUBJECTS[int(rng.integers(len(SUBJECTS)))]
    scene = Set(seed=int(rng.integers(1, 10_000)), last=16_000 * int(rng.choice(SECONDS)))
    heading = float(rng.uniform(-math.pi, math.pi))
    to = None
    if move in ALONG:
        way = float(rng.uniform(1.5, 4.0))
        to = (way * math.sin(heading), 0.0, way * math.cos(heading))
    scene.put("e1", kind, size, to=to, heading=heading)
    amount = {}
    if move in {"orbit", "orbit_ccw"} and rng.random() < 0.5:
        amount = {"amount": float(rng.uniform(math.pi, math.tau)), "unit": "rad"}
    manner = str(rng.choice(["", "slow", "fast"])) if not amount else ""
    scene.say("move", move, manner=manner, **amount)
    framing = SIZES[int(rng.integers(len(SIZES)))]
    lens = LENSES[int(rng.integers(len(LENSES)))]
    if framing:
        scene.say("size", framing)
    if lens is not None:
        scene.say("lens", amount=lens, unit="mm")
    return scene


def seen(scene: Set) -> Seen:
    take = shoot(scene, count=scene.last // 1000 + 1)
    camera = take.world.entities[take.view.entity("camera")]
    feet = take.position_of("e1")
    body = take.world.entities[take.view.entity("e1")]
    assert body.size_m is not None
    focus = np.array([float(value_at(camera, "camera.focus_m", t)) for t in take.times])  # pyright: ignore[reportArgumentType]  # a number
    return Seen(
        poses=take.world_from_camera,
        intrinsics=take.intrinsics,
        size_px=(832, 480),
        feet=feet,
        height_m=body.size_m[1],
        focus_m=focus,
        fps=16.0,
    )


def expected(move: str, shot: Seen) -> set[str]:
    """Return what a judge may call it: its name, or one that it shares its signature with."""
    if move == "follow":
        return {"lead", "chase", "track_left", "track_right"}
    if move in {"orbit", "orbit_ccw"} and abs(shot.circled) < 150.0:
        return {"arc_left" if move == "orbit" else "arc_right"}
    return {ALIASES.get(move, move)}


@pytest.mark.parametrize("move", list(move_table()))
def test_a_judge_of_matrices_names_every_take_of_a_move(move: str) -> None:
    wrong: list[str] = []
    for number in range(TAKES):
        scene = scene_of(move, number)
        shot = seen(scene)
        said = named(shot)
        if said not in expected(move, shot):
            facts = [(f.facet, f.value, f.amount, f.manner) for f in scene.camera]
            wrong.append(f"{said}: {scene.bodies['e1'].size_m}, {scene.last // 16000} s, {facts}")
    assert wrong == []


@pytest.mark.parametrize(
    ("plain", "others"),
    [
        ("dolly_zoom", ("dolly_zoom_in", "dolly_zoom_out")),
        ("follow", ("lead", "chase", "track_left", "track_right")),
    ],
)
def test_moves_of_one_kind_take_the_same_size_where_none_is_said(
    plain: str, others: tuple[str, ...]
) -> None:
    def size(move: str) -> str:
        scene = Set().put("e1", "character", (0.5, 1.7, 0.3), to=(3.0, 0.0, 0.0))
        take = shoot(scene.say("move", move), count=2)
        return take.world.shots["s1"].framing.size

    assert [size(m) for m in others] == [size(plain)] * len(others)
