"""GP3xx."""

from groundplan.world.document import World
from groundplan.world.sequence import Grip
from rule_worlds.scene import Case, Scene, person_before

__all__ = ["CASES"]

Point = tuple[float, float, float]


def _room(scene: Scene) -> Scene:
    return scene.thing("room", (6.0, 2.8, 5.0), (0.0, -0.1, 0.0), kind="set", asset="plain_room")


def _through(end: Point) -> World:
    scene = _room(Scene().light()).person("anna", (0.0, 0.0, -1.0))
    scene.camera((0.0, 1.4, 2.0), (0.0, 1.2, -1.0),
                 way=[(0, (0.0, 1.4, 2.0)), (16_000, end)])  # fmt: skip
    return scene.shot(subject="anna", move="truck_right").world()


def _behind(z: float) -> World:
    scene = _room(Scene().light()).person("anna", (0.0, 0.0, 0.0))
    return scene.camera((0.0, 1.5, z), (0.0, 1.2, 0.0)).shot(subject="anna").world()


def _walks(x: float) -> World:
    scene = _room(Scene().light())
    scene.person("anna", way=[(0, (0.0, 0.0, 0.0)), (16_000, (x, 0.0, 0.0))], facing=90.0)
    return scene.camera((0.0, 1.5, 6.0), (0.0, 1.2, 0.0)).shot(subject="anna").world()


def _grips(at: Point) -> World:
    scene = person_before(3.0).thing("cup", (0.1, 0.1, 0.1), at, asset="cup")
    scene.shot(subject="anna")
    grip = Grip(entity=scene.key("cup"), holder=scene.key("anna"), first=8_000, last=16_000)
    return scene.world(grips={"g1": grip})


def _reaches(x: float) -> World:
    scene = person_before(3.5).thing("button", (0.1, 0.1, 0.1), (x, 1.2, 0.2))
    scene.shot(subject="anna")
    return scene.act("anna", "press_button", target=scene.key("button")).world()


CASES = {
    "GP301": Case(
        lambda: person_before(3.5).thing("crate", (0.8, 0.9, 0.8), (0.3, 0.0, 0.2))
        .shot(subject="anna").world(),
        lambda: person_before(3.5).thing("crate", (0.8, 0.9, 0.8), (0.75, 0.0, 0.2))
        .shot(subject="anna").world()),
    "GP302": Case(lambda: person_before(4.0, height=-0.4).shot(subject="anna").world(),
                  lambda: person_before(4.0, height=0.1).shot(subject="anna").world()),
    "GP303": Case(
        lambda: person_before(4.0).thing("crate", (1.0, 2.0, 1.0), (0.2, 0.0, 4.0))
        .shot(subject="anna").world(),
        lambda: person_before(4.0).thing("crate", (1.0, 2.0, 1.0), (0.7, 0.0, 4.0))
        .shot(subject="anna").world(), view="plan"),
    "GP304": Case(lambda: _through((4.0, 1.4, 1.0)), lambda: _through((2.6, 1.4, 1.0)),
                  view="plan"),
    "GP305": Case(lambda: _behind(-4.0), lambda: _behind(4.0), view="plan"),
    "GP306": Case(lambda: _walks(4.0), lambda: _walks(2.4), view="plan"),
    "GP307": Case(lambda: _grips((0.8, 0.0, 0.6)), lambda: _grips((-0.3, 0.75, 0.1)), view="plan"),
    "GP308": Case(lambda: _reaches(1.5), lambda: _reaches(0.5), view="plan"),
    "GP309": Case(
        lambda: Scene().light().person("anna", (0.0, 0.6, 0.0))
        .camera((0.0, 1.4, 4.5), (0.0, 1.2, 0.0)).shot(subject="anna").world(),
        lambda: Scene().light().person("anna", (0.0, 0.6, 0.0)).thing("box", (1.0, 0.6, 1.0))
        .camera((0.0, 1.4, 4.5), (0.0, 1.2, 0.0)).shot(subject="anna").world()),
    "GP310": Case(
        lambda: Scene().light().person("anna", (0.0, -0.4, 0.0))
        .camera((0.0, 1.4, 4.5), (0.0, 0.9, 0.0)).shot(subject="anna").world(),
        lambda: Scene().light().person("anna", (0.0, -0.03, 0.0))
        .camera((0.0, 1.4, 4.5), (0.0, 0.9, 0.0)).shot(subject="anna").world()),
}  # fmt: skip
