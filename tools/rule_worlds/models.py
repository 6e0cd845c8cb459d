"""GP7xx."""

import math
from typing import Any

from groundplan.world.channel import Channel, Key
from groundplan.world.document import World
from groundplan.world.narrative import Line, Narrative
from groundplan.world.sequence import Film
from rule_worlds.scene import Case, Scene, person_before

__all__ = ["CASES"]

Point = tuple[float, float, float]


def _crosses(metres: float) -> World:
    scene = Scene().light()
    scene.thing("cart", (0.8, 0.8, 0.8), way=[(0, (-0.5 * metres, 0.0, 0.0)),
                                              (16_000, (0.5 * metres, 0.0, 0.0))])  # fmt: skip
    return scene.camera((0.0, 1.4, 5.0), (0.0, 0.6, 0.0)).shot(subject="cart").world()


def _whips(degrees: float) -> World:
    scene = Scene().light().person("anna")
    aims = [(t, (5.0 * math.sin(a), 1.4, 5.0 - 5.0 * math.cos(a)))
            for t, a in ((0, -0.5 * math.radians(degrees)), (8_000, 0.0),
                         (16_000, 0.5 * math.radians(degrees)))]  # fmt: skip
    scene.camera((0.0, 1.4, 5.0), aims[0][1], looks=aims)
    return scene.shot(subject="anna", move="whip_pan").world()


def _crowd(count: int) -> World:
    scene = Scene().light()
    for n in range(count):
        scene.person(f"extra_{n}", (0.7 * (n - 0.5 * count), 0.0, -0.8 * (n % 2)),
                     shirt=f"#{40 + 17 * n:02x}6f{200 - 15 * n:02x}")  # fmt: skip
    return scene.camera((0.0, 1.7, 8.0), (0.0, 1.0, 0.0)).shot(subject="extra_0").world()


def _flickers(step: int) -> World:
    scene = Scene(last=32_000).light(lux=0.0, sky=2.0).person("anna")
    scene.lamp("lamp", (1.5, 2.2, 2.0), (0.0, 1.4, 0.0), lumens=2000.0, subject="anna")
    keys = {f"k{n}": Key(t=1000 * n, v=2000.0 if (n // step) % 2 else 500.0, interp="hold")
            for n in range(33)}  # fmt: skip
    flow = Channel(type="float", unit="lm", keys=keys)
    scene.change("lamp", channels={"light.luminous_flux_lm": flow})
    return scene.camera((0.0, 1.4, 3.0), (0.0, 1.3, 0.0)).shot(subject="anna").world()


def _letter(distance: float) -> World:
    scene = Scene().light().thing("letter", (0.21, 0.3, 0.01), (0.0, 1.2, 0.0), noun="letter",
                                  color="#e8e4d8")  # fmt: skip
    scene.camera((0.0, 1.35, distance), (0.0, 1.35, 0.0))
    return scene.shot(subject="letter").world()


def _frames(count: int) -> World:
    scene = Scene(last=1000 * (count - 1)).light().person("anna")
    return scene.camera((0.0, 1.4, 4.0), (0.0, 1.2, 0.0)).shot(subject="anna").world()


def _talks(distance: float) -> World:
    scene = person_before(distance, look=1.0).shot(subject="anna")
    line = Line(text="Over here!", start=0, end=12_000, speaker=scene.key("anna"))
    return scene.world(narrative=Narrative(lines={"l1": line}))


def _near(z: float) -> World:
    scene = person_before(9.0).thing("glass", (0.06, 0.12, 0.06), (-0.1, 1.3, z))
    return scene.shot(subject="anna").world()


def _covered(x: float) -> World:
    scene = person_before(4.0).thing("panel", (0.8, 1.9, 0.1), (x, 0.0, 1.0))
    return scene.shot(subject="anna").world()


def _twins(second: str) -> World:
    scene = Scene().light().person("anna", (-0.6, 0.0, 0.0)).person("ben", (0.6, 0.0, 0.0),
                                                                    shirt=second)  # fmt: skip
    return scene.camera((0.0, 1.4, 4.0), (0.0, 1.2, 0.0)).shot(subject="anna").world()


def _returns(metres: float) -> World:
    scene = Scene(last=32_000).light()
    scene.person("anna", way=[(0, (0.0, 0.0, 0.0)), (12_000, (metres, 0.0, 0.0)),
                              (20_000, (metres, 0.0, 0.0)), (32_000, (0.0, 0.0, 0.0))])  # fmt: skip
    return scene.camera((0.0, 1.4, 4.0), (0.0, 1.2, 0.0)).shot(subject="anna").world()


def _still(way: list[tuple[int, Point]]) -> World:
    scene = Scene().light().thing("crate", (1.0, 1.0, 1.0))
    return scene.camera((0.0, 1.4, 4.0), (0.0, 0.5, 0.0), way=way).shot(subject="crate").world()


def _film(width: int, height: int, *, fps: int = 16, **more: Any) -> World:
    scene = Scene(film=Film(width_px=width, height_px=height, **more), fps=fps).light()
    scene.person("anna").camera((0.0, 1.4, 4.0), (0.0, 1.2, 0.0))
    return scene.shot(subject="anna").world()


CASES = {
    "GP701": Case(lambda: person_before(14.0).shot(subject="anna").world(),
                  lambda: person_before(7.0).shot(subject="anna").world()),
    "GP702": Case(lambda: _crosses(6.0), lambda: _crosses(3.0), view="cut"),
    "GP703": Case(lambda: _whips(120.0), lambda: _whips(50.0), view="middle"),
    "GP704": Case(lambda: _crowd(10), lambda: _crowd(7)),
    "GP705": Case(lambda: _flickers(1), lambda: _flickers(12), view="cut"),
    "GP706": Case(lambda: _letter(4.0), lambda: _letter(1.2)),
    "GP707": Case(lambda: _frames(16), lambda: _frames(17)),
    "GP708": Case(lambda: _frames(200), lambda: _frames(161)),
    "GP709": Case(lambda: _talks(16.0), lambda: _talks(9.0)),
    "GP710": Case(lambda: _near(8.7), lambda: _near(4.0)),
    "GP711": Case(lambda: _covered(0.0), lambda: _covered(0.55)),
    "GP712": Case(lambda: _twins("#3f6f9f"), lambda: _twins("#9f4f3f")),
    "GP713": Case(lambda: _returns(4.5), lambda: _returns(1.0), view="cut"),
    "GP714": Case(lambda: _still([]), lambda: _still([(0, (0.0, 1.4, 4.0)),
                                                      (16_000, (0.0, 1.4, 3.8))])),
    "GP715": Case(lambda: _film(832, 480, fps=60), lambda: _film(832, 480, fps=24)),
    "GP716": Case(lambda: _film(830, 470), lambda: _film(832, 480)),
    "GP717": Case(lambda: _film(320, 192), lambda: _film(480, 272)),
    "GP718": Case(lambda: _film(1280, 480), lambda: _film(1152, 480)),
}  # fmt: skip
