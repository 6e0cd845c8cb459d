"""GP6xx."""

from typing import Any

from groundplan.world.document import World
from groundplan.world.entity import Body, Entity, Rig, RigKind, Transform
from rule_worlds.scene import Case, Scene

__all__ = ["CASES"]

Point = tuple[float, float, float]


def _hung(kind: RigKind, x: float) -> World:
    scene = Scene().light().person("anna").person("ben", (2.5, 0.0, 0.0), shirt="#9f4f3f")
    scene.camera((x, 4.5, 0.2), (2.5, 1.0, 0.0), rig=Rig(kind=kind))
    return scene.shot(subject="ben").world()


def _flown(height: float) -> World:
    scene = Scene().light().person("anna")
    scene.camera((0.0, height, 2.0), (0.0, 1.0, 0.0), rig=Rig(kind="drone"))
    return scene.shot(subject="anna").world()


def _driven(z: float) -> World:
    scene = Scene().light().person("anna")
    way = [(0, (-4.0, 1.4, z)), (16_000, (4.0, 1.4, z))]
    scene.camera(way[0][1], (0.0, 1.2, 0.0), way=way, rig=Rig(kind="vehicle"))
    return scene.shot(subject="anna", move="truck_right").world()


def _runs_up(end: float) -> World:
    scene = Scene().light().person("anna")
    way = [(0, (0.0, 1.4, 3.0)), (16_000, (0.0, 1.4, end))]
    scene.camera(way[0][1], (0.0, 1.4, 0.0), way=way, rig=Rig(kind="dolly"))
    return scene.shot(subject="anna", move="dolly_in").world()


def _crosses(z: float) -> World:
    scene = Scene().light().person("anna", way=[(0, (0.0, 0.0, 1.0)), (16_000, (0.0, 0.0, z))])
    way = [(0, (-1.5, 1.2, 2.0)), (16_000, (1.5, 1.2, 2.0))]
    scene.camera(way[0][1], (0.0, 1.2, 0.0), way=way, rig=Rig(kind="dolly", track_m=4.0))
    return scene.shot(subject="anna", move="truck_right").world()


def _lamp(at: Point, *, lumens: float = 4000.0, role: str = "key") -> World:
    scene = Scene().light(lux=0.0, sky=20.0).person("anna")
    scene.lamp("lamp", at, (0.0, 1.5, 0.0), lumens=lumens, role=role, subject="anna")
    return scene.camera((0.0, 1.5, 3.6), (0.0, 1.3, 0.0)).shot(subject="anna").world()


def _falls(height: float) -> World:
    scene = Scene().light()
    scene.person("anna", way=[(0, (0.0, height, 0.0)), (6_000, (0.0, height, 0.0)),
                              (12_000, (0.0, 0.0, 0.0)), (16_000, (0.0, 0.0, 0.0))])  # fmt: skip
    scene.thing("tower", (1.0, height, 1.0), (0.0, 0.0, -0.8))
    return scene.camera((0.0, 2.0, 9.0), (0.0, 2.0, 0.0)).shot(subject="anna").world()


def _passes(z: float, *, asset: str = "car", kind: Any = "vehicle") -> World:
    scene = Scene().light().person("anna")
    way = [(0, (-5.0, 0.0, z)), (16_000, (5.0, 0.0, z))]
    if kind == "vehicle":
        scene.thing("car", (1.8, 1.5, 4.3), kind="vehicle", asset=asset, way=way, facing=90.0)
    else:
        _horse(scene, way)
    return scene.camera((0.0, 1.6, 8.0), (0.0, 1.0, 0.0)).shot(subject="anna").world()


def _horse(scene: Scene, way: list[tuple[int, Point]]) -> None:
    helper = Scene().thing("horse", (0.6, 1.7, 2.4), way=way, facing=90.0)
    horse = next(iter(helper.entities.values()))
    scene.add(Entity(
        name="horse", kind="animal", size_m=(0.6, 1.7, 2.4), channels=horse.channels,
        body=Body(rig="quadruped", species="horse", height_m=1.5),
        transform=Transform(position_m=way[0][1], rotation=horse.transform.rotation),
    ))  # fmt: skip


def _at_lens(z: float) -> World:
    scene = Scene().light().person("anna", (0.0, 0.0, -3.0))
    way = [(0, (-5.0, 0.0, z)), (16_000, (5.0, 0.0, z))]
    scene.thing("car", (1.8, 1.5, 4.3), kind="vehicle", asset="car", way=way, facing=90.0)
    return scene.camera((0.0, 1.6, 4.0), (0.0, 1.0, 0.0)).shot(subject="anna").world()


def _door(width: float) -> World:
    scene = Scene().light().person("anna", (0.0, 0.0, -2.0))
    scene.thing("door", (1.1, 2.2, 0.2), (0.0, 0.0, 1.0), asset="door")
    way = [(0, (0.0, 1.4, 3.0)), (16_000, (0.0, 1.4, 0.0))]
    scene.camera(way[0][1], (0.0, 1.3, -2.0), way=way, rig=Rig(kind="dolly", width_m=width))
    return scene.shot(subject="anna", move="dolly_in").world()


CASES = {
    "GP601": Case(lambda: _hung("crane", 0.3), lambda: _hung("crane", -1.6), view="plan"),
    "GP602": Case(lambda: _flown(3.0), lambda: _flown(7.0)),
    "GP603": Case(lambda: _hung("cable", 0.3), lambda: _hung("cable", -1.6), view="plan"),
    "GP604": Case(lambda: _driven(1.5), lambda: _driven(2.6), view="plan"),
    "GP605": Case(lambda: _runs_up(0.6), lambda: _runs_up(1.0), view="end"),
    "GP606": Case(lambda: _crosses(3.0), lambda: _crosses(1.8), view="plan"),
    "GP607": Case(lambda: _lamp((0.5, 1.5, 0.2)), lambda: _lamp((1.2, 1.5, 0.4)), view="plan"),
    "GP608": Case(lambda: _lamp((1.0, 2.0, 1.2), lumens=90_000.0),
                  lambda: _lamp((1.0, 2.0, 1.2), lumens=20_000.0)),
    "GP609": Case(lambda: _lamp((0.0, 2.6, 0.1), role="rim"),
                  lambda: _lamp((1.0, 2.6, 0.1), role="rim"), view="plan"),
    "GP610": Case(lambda: _falls(3.5), lambda: _falls(1.6)),
    "GP611": Case(lambda: _passes(1.6), lambda: _passes(2.6), view="plan"),
    "GP612": Case(lambda: _passes(1.2, kind="animal"), lambda: _passes(2.0, kind="animal"),
                  view="plan"),
    "GP613": Case(lambda: _at_lens(2.4), lambda: _at_lens(0.8), view="plan"),
    "GP614": Case(lambda: _lamp((0.8, 1.8, -0.6)), lambda: _lamp((2.6, 2.6, 0.4)), view="plan"),
    "GP615": Case(lambda: _door(1.2), lambda: _door(0.8), view="plan"),
}  # fmt: skip
