"""GP4xx."""

import math
from typing import Any

from groundplan.world.document import World
from groundplan.world.entity import Rig, RigKind
from rule_worlds.scene import Case, Scene, person_before

__all__ = ["CASES"]

Point = tuple[float, float, float]


def _rigged(kind: RigKind, way: list[tuple[int, Point]], **limits: Any) -> World:
    scene = Scene().light().person("anna")
    scene.camera(way[0][1], (0.0, 1.2, 0.0), way=way, rig=Rig(kind=kind, **limits))
    return scene.shot(subject="anna", move="truck_right").world()


def _slide(metres: float, kind: RigKind = "dolly", **limits: Any) -> World:
    return _rigged(kind, [(0, (-0.5 * metres, 1.4, 5.0)), (16_000, (0.5 * metres, 1.4, 5.0))],
                   **limits)  # fmt: skip


def _jolt(first: float, **limits: Any) -> World:
    way = [(0, (-0.5, 1.4, 5.0)), (8_000, (-0.5 + first, 1.4, 5.0)), (16_000, (0.5, 1.4, 5.0))]
    return _rigged("dolly", way, **limits)


def _pans(degrees: float, *, last: int = 16_000, move: str = "pan_right", **more: Any) -> World:
    scene = Scene(last=last).light().person("anna")
    at = (0.0, 1.4, 5.0)
    half = 0.5 * math.radians(degrees)
    aims = [
        (t, (5.0 * math.sin(a), 1.4, 5.0 - 5.0 * math.cos(a)))
        for t, a in ((0, -half), (last, half))
    ]
    scene.camera(at, aims[0][1], looks=aims, **more)
    return scene.shot(subject="anna", move=move).world()


def _booms(top: float) -> World:
    rig = Rig(kind="jib", arm_m=2.0, lowest_m=0.2, highest_m=3.5)
    scene = Scene().light().person("anna")
    way = [(0, (0.0, 1.0, 5.0)), (16_000, (0.0, top, 5.0))]
    looks = [(t, (0.0, 1.2, 0.0)) for t, _ in way]
    scene.camera(way[0][1], (0.0, 1.2, 0.0), way=way, looks=looks, rig=rig)
    return scene.shot(subject="anna", move="crane_up").world()


def _swings(reach: float) -> World:
    return _rigged("crane", [(0, (-0.5 * reach, 2.0, 5.0)), (16_000, (0.5 * reach, 2.0, 5.0))],
                   arm_m=2.0)  # fmt: skip


def _jumps(gap: float) -> World:
    scene = Scene().light().person("anna")
    way = [(0, (-1.0, 1.4, 4.0)), (8_000, (-1.0, 1.4, 4.0)), (9_000, (-1.0 + gap, 1.4, 4.0)),
           (16_000, (-1.0 + gap, 1.4, 4.0))]  # fmt: skip
    scene.camera(way[0][1], (0.0, 1.2, 0.0), way=way)
    return scene.shot(subject="anna").world()


def _zooms(end: float) -> World:
    scene = Scene().light().person("anna")
    scene.camera((0.0, 1.4, 8.0), (0.0, 1.2, 0.0), zoom=[(0, 20.0), (16_000, end)])
    return scene.shot(subject="anna", move="zoom_in").world()


def _runs(metres: float) -> World:
    scene = Scene(last=32_000).light()
    scene.person("anna", way=[(0, (-0.5 * metres, 0.0, 0.0)), (32_000, (0.5 * metres, 0.0, 0.0))],
                 facing=90.0)  # fmt: skip
    return scene.camera((0.0, 1.6, 20.0), (0.0, 1.2, 0.0)).shot(subject="anna").world()


def _vanishes(metres: float) -> World:
    scene = Scene().light()
    scene.person("anna", way=[(0, (-0.8, 0.0, 0.0)), (8_000, (-0.8, 0.0, 0.0)),
                              (9_000, (-0.8 + metres, 0.0, 0.0)),
                              (16_000, (-0.8 + metres, 0.0, 0.0))])  # fmt: skip
    return scene.camera((0.0, 1.4, 5.0), (0.0, 1.2, 0.0)).shot(subject="anna").world()


def _shakes(degrees: float) -> World:
    scene = Scene(last=48_000).light().person("anna")
    at = (0.0, 1.4, 4.0)
    aims = []
    for n in range(49):
        swing = math.radians(degrees) * math.sin(2.3 * n)
        nod = math.radians(degrees) * math.sin(1.7 * n + 1.0)
        aims.append((1000 * n, (4.0 * math.tan(swing), 1.3 + 4.0 * math.tan(nod), 0.0)))
    scene.camera(at, (0.0, 1.3, 0.0), looks=aims)
    return scene.shot(subject="anna", move="handheld").world()


CASES = {
    "GP401": Case(lambda: _slide(3.0, speed_mps=2.0), lambda: _slide(1.9, speed_mps=2.0),
                  view="plan"),
    "GP402": Case(lambda: _jolt(0.9, acceleration_mps2=4.0),
                  lambda: _jolt(0.55, acceleration_mps2=4.0), view="plan"),
    "GP403": Case(lambda: _jolt(0.9, jerk_mps3=60.0), lambda: _jolt(0.55, jerk_mps3=60.0),
                  view="plan"),
    "GP404": Case(lambda: _pans(60.0, rig=Rig(kind="tripod", turn_radps=0.5)),
                  lambda: _pans(25.0, rig=Rig(kind="tripod", turn_radps=0.5)), view="plan"),
    "GP405": Case(lambda: _slide(3.0, track_m=2.0), lambda: _slide(1.9, track_m=2.0), view="plan"),
    "GP406": Case(lambda: _swings(5.0), lambda: _swings(3.8), view="plan"),
    "GP407": Case(lambda: _booms(4.5), lambda: _booms(3.4)),
    "GP408": Case(lambda: _slide(1.0, "tripod"), lambda: _slide(0.04, "tripod"), view="plan"),
    "GP409": Case(lambda: _jumps(2.0), lambda: _jumps(0.3), view="plan"),
    "GP410": Case(lambda: _pans(60.0), lambda: _pans(12.0), view="middle"),
    "GP411": Case(lambda: _zooms(300.0), lambda: _zooms(200.0), view="end"),
    "GP412": Case(lambda: person_before(4.0, focal=4.0).shot(subject="anna").world(),
                  lambda: person_before(4.0, focal=8.0).shot(subject="anna").world()),
    "GP413": Case(lambda: _runs(28.0), lambda: _runs(22.0), view="middle"),
    "GP414": Case(lambda: _vanishes(1.6), lambda: _vanishes(0.7), view="cut"),
    "GP415": Case(lambda: _shakes(4.0), lambda: _shakes(1.0), view="middle"),
    "GP416": Case(lambda: person_before(4.0, fstop=1.4, focus_m=1.0, focal=85.0)
                  .shot(subject="anna").world(),
                  lambda: person_before(4.0, fstop=1.4, focus_m=3.9, focal=85.0)
                  .shot(subject="anna").world()),
    "GP417": Case(lambda: person_before(0.9, focus_m=0.5, close_focus_m=0.8)
                  .shot(subject="anna").world(),
                  lambda: person_before(0.9, focus_m=0.85, close_focus_m=0.8)
                  .shot(subject="anna").world()),
}  # fmt: skip
