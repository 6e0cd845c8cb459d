"""GP2xx."""

from dataclasses import replace
from typing import Any

from groundplan.world.apply import apply
from groundplan.world.build import PatchBuilder
from groundplan.world.channel import Channel, Key
from groundplan.world.document import World
from groundplan.world.narrative import Line, Narrative
from groundplan.world.opinion import Origin
from groundplan.world.sequence import Grip
from rule_worlds.scene import Case, Scene

__all__ = ["CASES"]

HALF = 8_000


def _pair(first: tuple[float, float, float], second: tuple[float, float, float]) -> Scene:
    """Return two people face to face, filmed from two places one after the other."""
    scene = Scene().light().person("anna", (-0.7, 0.0, 0.0), facing=90.0)
    scene.person("ben", (0.7, 0.0, 0.0), facing=-90.0, shirt="#9f4f3f")
    scene.camera(first, (0.0, 1.3, 0.0), name="one").camera(second, (0.0, 1.3, 0.0), name="two")
    return scene


def _cut(scene: Scene, *, a: str = "anna", b: str = "anna", **more: Any) -> World:
    scene.shot("one", subject=a, last=HALF, **more)
    return scene.shot("two", subject=b, first=HALF + 1000, **more).world()


def _one(
    first: tuple[float, float, float], second: tuple[float, float, float], *,
    looks: tuple[tuple[float, float, float], tuple[float, float, float]] | None = None,
    lens: tuple[dict[str, Any], dict[str, Any]] = ({}, {}),
) -> Scene:  # fmt: skip
    """Return one person filmed from two places."""
    scene = Scene().light().person("anna")
    aims = looks or ((0.0, 1.3, 0.0), (0.0, 1.3, 0.0))
    scene.camera(first, aims[0], name="one", **lens[0])
    return scene.camera(second, aims[1], name="two", **lens[1])


def _walk(second: tuple[float, float, float]) -> World:
    scene = Scene().light()
    scene.person("anna", way=[(0, (-1.0, 0.0, 0.0)), (17_000, (1.0, 0.0, 0.0))], facing=90.0)
    scene.camera((0.0, 1.4, 5.0), (0.0, 1.0, 0.0), name="one")
    scene.camera(second, (0.0, 1.0, 0.0), name="two")
    return _cut(scene)


def _eyes(second: tuple[float, float, float]) -> World:
    scene = _pair((-0.2, 1.55, 1.4), second)
    scene.entities[scene.key("one")] = replace(
        scene.entities[scene.key("one")],
        transform=Scene().camera((0.4, 1.55, 1.2), (-0.7, 1.5, 0.0)).entities[
            f"{1:026d}"].transform,
    )  # fmt: skip
    scene.entities[scene.key("two")] = replace(
        scene.entities[scene.key("two")],
        transform=Scene().camera(second, (0.7, 1.5, 0.0)).entities[f"{1:026d}"].transform,
    )  # fmt: skip
    return _cut(scene, b="ben")


def _reverse(distance: float) -> World:
    scene = _pair((0.4, 1.55, 1.2), (0.0, 0.0, 0.0))
    for name, at, look in (
        ("one", (0.4, 1.55, 1.2), (-0.7, 1.5, 0.0)),
        ("two", (0.7 - 0.68 * distance, 1.55, 0.73 * distance), (0.7, 1.5, 0.0)),
    ):
        moved = Scene().camera(at, look).entities[f"{1:026d}"].transform
        scene.change(name, transform=moved)
    return _cut(scene, b="ben", setup="single", size="medium_close_up")


def _length(frames: int) -> World:
    scene = Scene(last=1000 * (frames - 1)).light().person("anna")
    scene.camera((0.0, 1.4, 4.0), (0.0, 1.2, 0.0))
    return scene.shot(subject="anna").world()


def _said(end: int) -> World:
    scene = Scene().light().person("anna").camera((0.0, 1.4, 4.0), (0.0, 1.2, 0.0))
    scene.shot(subject="anna")
    spoken = Line(text="You never told me about the letter", start=2_000, end=end,
                  speaker=scene.key("anna"))  # fmt: skip
    return scene.world(narrative=Narrative(lines={"l1": spoken}))


def _travelling(stops: bool) -> World:  # noqa: FBT001
    scene = Scene().light().person("anna")
    way = [(0, (-1.0, 1.4, 4.0)), (HALF, (1.0, 1.4, 4.0))]
    if stops:
        way = [(0, (-1.0, 1.4, 4.0)), (HALF - 1000, (1.0, 1.4, 4.0)), (HALF, (1.0, 1.4, 4.0))]
    scene.camera((0.0, 1.4, 4.0), (-1.0, 1.2, 0.0), name="one", way=way)
    scene.camera((3.0, 1.5, 2.5), (0.0, 1.2, 0.0), name="two")
    scene.shot("one", subject="anna", last=HALF, move="truck_right")
    return scene.shot("two", subject="anna", first=HALF + 1000).world()


def _exposed(iso: float) -> World:
    own = {"auto_exposure": False, "fstop": 16.0, "iso": 100.0}
    return _cut(_one((0.0, 1.4, 4.0), (3.0, 1.4, 2.5), lens=(own, {**own, "iso": iso})))


def _white(kelvin: float) -> World:
    own = {"white_balance_k": 5600.0}
    return _cut(_one((0.0, 1.4, 4.0), (3.0, 1.4, 2.5),
                     lens=(own, {"white_balance_k": kelvin})))  # fmt: skip


def _day(**changes: Any) -> World:
    """Return Anna in two shots that follow one another, some channels of sun or Anna keyed."""
    scene = _one((0.0, 1.4, 4.0), (3.0, 1.4, 2.5))
    for name, (path, unit, before, after) in changes.items():
        kind = "float" if isinstance(before, float) else "vec3"
        keys = {"a": Key(t=0, v=before, interp="hold"), "b": Key(t=HALF + 1000, v=after)}
        scene.change(name, channels={path: Channel(type=kind, unit=unit, keys=keys)})
    return _cut(scene)


def _holds(last: int) -> World:
    scene = _one((0.0, 1.4, 4.0), (3.0, 1.4, 2.5)).thing("cup", (0.1, 0.1, 0.1), asset="cup")
    world = _cut(scene)
    grip = Grip(entity=scene.key("cup"), holder=scene.key("anna"), first=0, last=last)
    return replace(world, grips={"g1": grip})


def _dressed(color: str) -> World:
    world = _day()
    key = next(k for k, e in world.entities.items() if e.name == "anna")
    builder = PatchBuilder(world, actor="user:director", summary="dress", origin=Origin.HUMAN)
    builder.set_field(f"entities/{key}/appearance/garments/shirt/color", color, layer="shot:s2")
    return apply(world, builder.patch()).world


CASES = {
    "GP201": Case(lambda: _cut(_pair((0.3, 1.5, 4.0), (-0.3, 1.5, -4.0))),
                  lambda: _cut(_pair((0.3, 1.5, 4.0), (-2.5, 1.5, 3.0))), view="cut"),
    "GP202": Case(lambda: _cut(_one((0.0, 1.4, 3.6), (0.7, 1.4, 3.4))),
                  lambda: _cut(_one((0.0, 1.4, 3.6), (2.2, 1.4, 3.0))), view="cut"),
    "GP203": Case(lambda: _cut(_one((0.0, 1.4, 3.6), (0.0, 1.4, 3.6))),
                  lambda: _cut(_one((0.0, 1.4, 3.6), (0.2, 1.4, 3.6))), view="cut"),
    "GP204": Case(lambda: _walk((0.5, 1.4, -5.0)), lambda: _walk((3.0, 1.4, 3.5)), view="cut"),
    "GP205": Case(lambda: _eyes((-0.4, 1.55, -1.2)), lambda: _eyes((-0.4, 1.55, 1.2)), view="cut"),
    "GP206": Case(lambda: _reverse(2.4), lambda: _reverse(1.75), view="cut"),
    "GP207": Case(
        lambda: _cut(_one((0.0, 1.4, 4.0), (3.5, 1.4, 3.0),
                          looks=((0.7, 1.2, 0.0), (-1.0, 1.2, 0.5)))),
        lambda: _cut(_one((0.0, 1.4, 4.0), (3.5, 1.4, 3.0),
                          looks=((0.3, 1.2, 0.0), (-0.3, 1.2, 0.2)))), view="cut"),
    "GP208": Case(lambda: _exposed(400.0), lambda: _exposed(150.0), view="cut"),
    "GP209": Case(lambda: _white(3200.0), lambda: _white(5200.0), view="cut"),
    "GP210": Case(lambda: _length(5), lambda: _length(9)),
    "GP211": Case(lambda: Scene(last=240_000).light().thing("crate", (1.0, 1.0, 1.0))
                  .camera((0.0, 1.4, 4.0), (0.0, 0.5, 0.0)).shot(subject="crate").world(),
                  lambda: Scene(last=160_000).light().thing("crate", (1.0, 1.0, 1.0))
                  .camera((0.0, 1.4, 4.0), (0.0, 0.5, 0.0)).shot(subject="crate").world()),
    "GP212": Case(lambda: _said(40_000), lambda: _said(20_000)),
    "GP214": Case(lambda: _dressed("#9f4f3f"), lambda: _dressed("#3f6f9f"), view="cut"),
    "GP215": Case(lambda: _day(sun=("light.illuminance_lx", "lx", 20_000.0, 4_000.0)),
                  lambda: _day(sun=("light.illuminance_lx", "lx", 20_000.0, 19_500.0)),
                  view="cut"),
    "GP216": Case(lambda: _holds(HALF + 1000), lambda: _holds(16_000), view="cut"),
    "GP217": Case(
        lambda: _day(anna=("transform.position_m", "m", (0.0, 0.0, 0.0), (0.0, 0.0, -4.0))),
        lambda: _day(anna=("transform.position_m", "m", (0.0, 0.0, 0.0), (0.0, 0.0, -0.2))),
        view="cut"),
    "GP213": Case(lambda: _travelling(stops=False), lambda: _travelling(stops=True), view="cut"),
}  # fmt: skip
