"""Odd worlds: no camera, no shots, extremes, loose ends. Never a traceback, always an answer."""

import math
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parents[3] / "tools"))

from groundplan.agents.critic.assertions.asserting import MEASURES, assert_world
from groundplan.agents.critic.linting import Choice, lint_world
from groundplan.world.channel import Channel, Key
from groundplan.world.document import World
from groundplan.world.entity import Aim, Body, Entity, Rig
from groundplan.world.finding import LintRules, Waiver
from groundplan.world.intent import Intent
from groundplan.world.sequence import Film, Grip, Track
from rule_worlds import cuts, framing
from rule_worlds.scene import Scene, person_before


def plain() -> World:
    return person_before(3.0).shot(subject="anna").world()


def key_of(world: World, name: str) -> str:
    return next(k for k, e in world.entities.items() if e.name == name)


def with_entity(name: str, **fields: Any) -> World:  # noqa: ANN401  # fields of the document
    world = plain()
    key = key_of(world, name)
    changed = replace(world.entities[key], **fields)
    return replace(world, entities={**world.entities, key: changed})


def with_camera(**fields: Any) -> World:  # noqa: ANN401  # fields of the document
    world = plain()
    eye = world.entities[key_of(world, "camera")]
    assert eye.camera is not None
    return with_entity("camera", camera=replace(eye.camera, **fields))


def with_shot(**fields: Any) -> World:  # noqa: ANN401  # fields of the document
    world = plain()
    return replace(world, shots={"s1": replace(world.shots["s1"], **fields)})


def moved(position: tuple[float, float, float]) -> World:
    world = plain()
    own = world.entities[key_of(world, "anna")].transform
    return with_entity("anna", transform=replace(own, position_m=position))


GONE = "9" * 26
WORLDS: dict[str, World] = {
    "nothing": World(),
    "no shots": replace(plain(), shots={}),
    "no entities": replace(plain(), entities={}),
    "no camera": with_shot(camera=GONE),
    "a person as camera": with_shot(camera=f"{4:026d}"),
    "no subject": with_shot(framing=replace(plain().shots["s1"].framing, subject=GONE)),
    "ends first": with_shot(first=9_000, last=0),
    "one frame": with_shot(last=0),
    "long": with_shot(last=5_000_000),
    "far away": moved((1e7, 0.0, -1e7)),
    "in the lens": moved((0.0, 0.0, 3.0)),
    "tiny lens": with_camera(focal_mm=1e-6),
    "huge lens": with_camera(focal_mm=1e9),
    "no light in": with_camera(fstop=1e9, iso=1e-9, auto_exposure=False),
    "zero settings": with_camera(fstop=0.0, iso=0.0, shutter_angle_rad=0.0, auto_exposure=False),
    "no gate": with_camera(sensor_width_mm=1e-6, sensor_height_mm=1e-6),
    "focus at 0": with_camera(focus_m=0.0, circle_mm=0.0),
    "cold white": with_camera(white_balance_k=0.001),
    "own parent": with_entity("anna", parent=f"{4:026d}"),
    "lost parent": with_entity("anna", parent=GONE),
    "aims at itself": with_entity("camera", aim=Aim(target=f"{5:026d}")),
    "aims at nothing": with_entity("camera", aim=Aim(target=GONE)),
    "flat": with_entity("anna", size_m=(0.0, 0.0, 0.0)),
    "a giant": with_entity("anna", body=Body(rig="human", height_m=400.0), size_m=(90, 400, 60)),
    "one pixel": replace(plain(), film=Film(width_px=1, height_px=1)),
    "odd film": replace(plain(), film=Film(width_px=7, height_px=4096, pixel_aspect=9.0,
                                           guides=(0.0, -1.0, 1e9))),
    "a loose track": replace(plain(), tracks={"t9": Track(entity=GONE, kind="gait", name="walk",
                                                          first=9, last=1)}),
    "an unknown gait": replace(plain(), tracks={"t9": Track(
        entity=f"{4:026d}", kind="action", name="levitate", first=0, last=16_000)}),
    "a loose grip": replace(plain(), grips={"g1": Grip(entity=GONE, holder=GONE, first=0,
                                                       last=9)}),
    "two keys at once": with_entity("anna", channels={"transform.position_m": Channel(
        type="vec3", unit="m", keys={"a": Key(t=0, v=(0.0, 0.0, 0.0)),
                                     "b": Key(t=0, v=(1e6, 0.0, 0.0))})}),
    "odd settings": replace(plain(), lint=LintRules(off=("", "GP"), limits={"GP1": 1.0})),
    "odd waivers": replace(plain(), waivers={"w": Waiver(code="", reason="", shot="s9")}),
    "a thing without a look": replace(plain(), entities={
        **plain().entities, "8" * 26: Entity(name="thing", kind="prop")}),
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(WORLDS))
def test_an_odd_world_gives_a_report_and_no_traceback(name: str) -> None:
    report = lint_world(WORLDS[name])
    assert all(alarm.finding.message for alarm in report.alarms)
    for alarm in report.alarms:
        assert not isinstance(alarm.finding.measured, float) or math.isfinite(
            alarm.finding.measured
        )


@pytest.mark.parametrize("name", ["no camera", "aims at nothing", "lost parent", "aims at itself"])
def test_what_cannot_be_posed_is_told(name: str) -> None:
    codes = {alarm.rule.code for alarm in lint_world(WORLDS[name]).alarms}
    assert codes & {"GP901", "GP904"}


@pytest.mark.parametrize("kind", sorted(MEASURES))
@pytest.mark.parametrize("value", [None, "nonsense", 1e30, -1.0, 0.0])
def test_an_odd_intent_is_passed_failed_or_skipped_with_a_reason(
    kind: str, value: float | str | None
) -> None:
    world = plain()
    odd = [
        Intent(kind=kind, value=value, shot="s1"),  # pyright: ignore[reportArgumentType]  # kinds
        Intent(kind=kind, value=value, subject=f"{4:026d}", object=GONE, shot="s1"),  # pyright: ignore[reportArgumentType]
        Intent(kind=kind, value=value, subject=GONE, shot="s1", first=99_000, last=1),  # pyright: ignore[reportArgumentType]
        Intent(kind=kind, value=value, subject=f"{2:026d}", part="eyes", upper=1e30),  # pyright: ignore[reportArgumentType]
    ]
    world = replace(world, intents={f"i{n}": intent for n, intent in enumerate(odd)})
    found = assert_world(world)
    assert len(found) == len(odd)
    for one in found:
        assert one.status in {"passed", "failed", "skipped"}
        assert (one.status == "skipped") == bool(one.reason)
        assert one.message


def test_the_same_world_gives_the_same_report() -> None:
    world = cuts.CASES["GP205"].bad()
    assert lint_world(world) == lint_world(world)


def test_one_shot_alone_is_linted_with_the_cut_that_leads_to_it() -> None:
    world = cuts.CASES["GP202"].bad()
    alone = lint_world(world, choice=Choice(shots=("s2",)))
    assert alone.shots == ("s2",)
    assert "GP202" in {alarm.rule.code for alarm in alone.alarms}
    assert all(alarm.shot == "s2" for alarm in alone.alarms)
    first = lint_world(world, choice=Choice(shots=("s1",)))
    assert "GP202" not in {alarm.rule.code for alarm in first.alarms}


def test_shots_of_two_scenes_are_not_cut_against_each_other() -> None:
    world = cuts.CASES["GP202"].bad()
    shots = {k: replace(s, scene=f"scene_{k}") for k, s in world.shots.items()}
    codes = {a.rule.code for a in lint_world(replace(world, shots=shots)).alarms}
    assert "GP202" not in codes


def test_an_intent_holds_for_a_share_of_its_time_and_within_its_own_times() -> None:
    scene = Scene(last=80_000).light()
    scene.person("anna", way=[(0, (0.0, 0.0, 0.0)), (80_000, (4.0, 0.0, 0.0))], facing=90.0)
    scene.camera((0.0, 1.2, 8.0), (0.0, 1.0, 0.0)).shot(subject="anna")
    scene.intend("visible", 0.9, subject="anna", share=0.5)
    scene.intend("visible", 0.9, subject="anna", share=0.95)
    scene.intend("visible", 0.9, subject="anna", first=0, last=20_000)
    scene.intend("visible", 0.9, subject="anna", when="end")
    found = assert_world(scene.world())
    assert [one.status for one in found] == ["passed", "failed", "passed", "failed"]
    assert found[1].share == pytest.approx(6 / 9, abs=0.12)


def test_what_was_only_wished_is_a_note() -> None:
    world = framing.CASES["GP107"].good()
    wish = Intent(kind="camera_height", value=9.0, shot="s1", strength="should")
    must = replace(wish, strength="must")
    for intent, severity in ((wish, "info"), (must, "error")):
        report = lint_world(replace(world, intents={"i1": intent}))
        own = [a for a in report.alarms if a.rule.code == "GP806"]
        assert [a.finding.severity for a in own] == [severity]


def test_a_track_is_as_long_as_its_two_ends_are_apart_wherever_the_move_starts() -> None:
    way = [(0, (0.0, 1.4, 5.0)), (8_000, (-1.5, 1.4, 5.0)), (16_000, (1.5, 1.4, 5.0))]
    scene = Scene().light().person("anna")
    scene.camera(way[0][1], (0.0, 1.2, 0.0), way=way, rig=Rig(kind="dolly", track_m=2.0))
    world = scene.shot(subject="anna", move="truck_right").world()
    (alarm,) = lint_world(world, choice=Choice(select=("GP405",))).alarms
    assert alarm.finding.measured == pytest.approx(3.0, abs=0.05)
