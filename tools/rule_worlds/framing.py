"""GP1xx."""

from typing import Any

from groundplan.world.document import World
from groundplan.world.sequence import Film
from rule_worlds.scene import Case, Scene, person_before

__all__ = ["CASES"]


def _anna(distance: float = 3.0, *, look: float, height: float = 1.5, **more: Any) -> World:
    return person_before(distance, height=height, look=look, **more).shot(subject="anna").world()


def _sideways(x: float) -> World:
    scene = Scene().light().person("anna", (x, 0.0, 0.0), facing=90.0)
    scene.camera((0.0, 1.4, 4.0), (0.0, 1.2, 0.0))
    return scene.shot(subject="anna").world()


def _aside(x: float) -> World:
    scene = Scene().light().person("anna", (x, 0.0, 0.0))
    scene.camera((0.0, 1.4, 3.0), (0.0, 1.3, 0.0))
    return scene.shot(subject="anna").world()


def _pole(x: float) -> World:
    scene = person_before(3.0, look=1.4).thing("pole", (0.12, 4.0, 0.12), (x, 0.0, -2.0))
    return scene.shot(subject="anna").world()


def _guided(guide: float) -> World:
    scene = Scene(film=Film(width_px=832, height_px=480, guides=(guide,))).light()
    scene.person("anna", (0.75, 0.0, 0.0)).camera((0.0, 1.5, 3.0), (0.0, 1.4, 0.0))
    return scene.shot(subject="anna").world()


def _turned(facing: float) -> World:
    scene = Scene().light().person("anna", facing=facing)
    scene.camera((0.0, 1.55, 1.6), (0.0, 1.5, 0.0))
    return scene.shot(subject="anna", size="close_up").world()


def _ball(x: float) -> World:
    scene = Scene().light().person("anna").thing("ball", (0.4, 0.4, 0.4), (x, 0.0, 0.0))
    scene.camera((0.0, 1.4, 4.0), (0.0, 1.2, 0.0))
    return scene.shot(subject="ball").world()


def _leaves(x: float) -> World:
    scene = Scene().light().person("anna", way=[(0, (0.0, 0.0, 0.0)), (16_000, (x, 0.0, 0.0))],
                                   facing=90.0)  # fmt: skip
    scene.camera((0.0, 1.4, 4.0), (0.0, 1.2, 0.0))
    return scene.shot(subject="anna").world()


def _hidden(x: float) -> World:
    scene = person_before(4.0).thing("crate", (0.9, 2.0, 0.3), (x, 0.0, 1.0))
    return scene.shot(subject="anna").world()


def _rolled(roll: float) -> World:
    return person_before(4.0, roll=roll).shot(subject="anna").world()


CASES = {
    "GP101": Case(lambda: _anna(look=1.12), lambda: _anna(look=1.13)),
    "GP102": Case(lambda: _anna(look=0.98), lambda: _anna(look=1.19)),
    "GP103": Case(lambda: _anna(look=1.75), lambda: _anna(look=1.3)),
    "GP104": Case(lambda: _anna(3.2, look=1.137, height=1.137), lambda: _anna(3.2, look=1.2)),
    "GP105": Case(lambda: _sideways(0.85), lambda: _sideways(-0.6)),
    "GP106": Case(lambda: _aside(1.07), lambda: _aside(0.8)),
    "GP107": Case(lambda: _rolled(4.0), lambda: _rolled(1.0)),
    "GP108": Case(lambda: _pole(0.0), lambda: _pole(0.6)),
    "GP109": Case(lambda: _guided(1.0), lambda: _guided(1.7)),
    "GP110": Case(lambda: _turned(170.0), lambda: _turned(60.0)),
    "GP111": Case(lambda: _anna(0.5, look=1.55, height=1.55), lambda: _anna(0.8, look=1.55)),
    "GP112": Case(lambda: _ball(6.0), lambda: _ball(1.0), view="plan"),
    "GP113": Case(lambda: _leaves(3.5), lambda: _leaves(0.6), view="end"),
    "GP114": Case(lambda: _hidden(0.0), lambda: _hidden(0.9)),
}
