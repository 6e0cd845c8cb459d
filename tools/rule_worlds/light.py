"""GP5xx."""

import math
from dataclasses import replace
from typing import Any

from groundplan.world.document import World
from groundplan.world.entity import Entity, Light
from rule_worlds.scene import Case, Scene, person_before

__all__ = ["CASES"]


def _exposed(stops: float, **more: Any) -> World:
    """Return a person in daylight, filmed so many stops over what a meter says."""
    iso = 100.0 * 2.0**stops
    own = {"auto_exposure": False, "fstop": 16.0, "iso": iso, "shutter_angle_rad": math.pi, **more}
    return person_before(3.0, **own).shot(subject="anna").world()


def _night(*, lumens: float, auto: bool = True, sky: float = 0.0, **lens: Any) -> World:
    scene = Scene().light(lux=0.0, sky=sky).person("anna")
    if lumens > 0.0:
        scene.lamp("lamp", (2.0, 2.4, 2.0), (0.0, 1.5, 0.0), lumens=lumens, subject="anna")
    scene.camera((0.0, 1.4, 3.0), (0.0, 1.3, 0.0), auto_exposure=auto, **lens)
    return scene.shot(subject="anna").world()


def _sun(**fields: Any) -> World:
    scene = person_before(3.0)
    light = scene.entities[scene.key("sun")].light
    assert light is not None  # noqa: S101  (the scene has one)
    return scene.change("sun", light=replace(light, **fields)).shot(subject="anna").world()


def _many(count: int) -> World:
    scene = Scene().light(lux=0.0, sky=5.0).person("anna")
    for n in range(count):
        scene.lamp(f"lamp_{n}", (n - 2.5, 3.0, 2.0), (0.0, 1.4, 0.0), lumens=500.0 + 10.0 * n)
    return scene.camera((0.0, 1.4, 3.0), (0.0, 1.3, 0.0)).shot(subject="anna").world()


def _lit(kelvin: float = 4300.0, *, lumens: float = 4000.0, **lens: Any) -> World:
    scene = Scene().light(lux=0.0, sky=0.5).person("anna")
    scene.lamp("lamp", (2.0, 2.4, 2.0), (0.0, 1.5, 0.0), lumens=lumens, kelvin=kelvin)
    return scene.camera((0.0, 1.4, 3.0), (0.0, 1.3, 0.0), **lens).shot(subject="anna").world()


def _boxed(x: float) -> World:
    scene = Scene().light(lux=0.0, sky=2.0).person("anna")
    scene.thing("crate", (0.6, 0.6, 0.6), (1.0, 0.0, 0.5))
    scene.add(Entity(name="lamp", kind="light", light=Light(type="point", luminous_flux_lm=2000.0)))
    place = replace(scene.entities[scene.key("lamp")].transform, position_m=(x, 0.3, 0.5))
    scene.change("lamp", transform=place)
    return scene.camera((0.0, 1.4, 3.0), (0.0, 1.0, 0.0)).shot(subject="anna").world()


def _timed(angle_deg: float) -> World:
    own = {"auto_exposure": False, "fstop": 2.8, "iso": 800.0}
    return _lit(shutter_angle_rad=math.radians(angle_deg), **own)


CASES = {
    "GP501": Case(lambda: _many(6), lambda: _many(4)),
    "GP502": Case(lambda: _exposed(-5.0), lambda: _exposed(-2.0)),
    "GP503": Case(lambda: _exposed(3.5), lambda: _exposed(1.0)),
    "GP504": Case(lambda: _night(lumens=0.0), lambda: _night(lumens=20.0)),
    "GP505": Case(lambda: _night(lumens=3.0, sky=0.05), lambda: _night(lumens=900.0, fstop=2.8)),
    "GP506": Case(lambda: _sun(elevation_rad=-0.1), lambda: _sun(elevation_rad=0.1,
                                                                  illuminance_lx=2000.0)),
    "GP507": Case(lambda: _sun(elevation_rad=0.05, illuminance_lx=90_000.0),
                  lambda: _sun(elevation_rad=1.0, illuminance_lx=100_000.0)),
    "GP508": Case(lambda: _lit(1000.0 + 1e-9 + 667.0 - 500.0), lambda: _lit(1700.0)),
    "GP509": Case(lambda: _lit(lumens=5e6), lambda: _lit(lumens=1.5e6)),
    "GP510": Case(lambda: _lit(2000.0, white_balance_k=5600.0),
                  lambda: _lit(4300.0, white_balance_k=5600.0)),
    "GP511": Case(lambda: _timed(200.0), lambda: _timed(360.0 * 16.0 / 50.0)),
    "GP512": Case(lambda: person_before(3.0, fstop=0.3, auto_exposure=False).shot(subject="anna")
                  .world(),
                  lambda: person_before(3.0, fstop=0.95, auto_exposure=False)
                  .shot(subject="anna").world()),
    "GP513": Case(lambda: _boxed(1.0), lambda: _boxed(1.6)),
}  # fmt: skip
