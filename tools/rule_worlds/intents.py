"""GP8xx: an intent that fails by little, and one that holds."""

from typing import Any

from groundplan.world.document import World
from rule_worlds.scene import Case, Scene

__all__ = ["CASES"]

Point = tuple[float, float, float]


def _set(*, facing: float = 0.0, x: float = 0.0, **camera: Any) -> Scene:
    scene = Scene().light().person("anna", (x, 0.0, 0.0), facing=facing)
    scene.camera((0.0, 1.5, 4.0), (0.0, 1.2, 0.0), **camera)
    return scene.shot(subject="anna")


def _of(kind: str, value: float | str | None, scene: Scene | None = None, **more: Any) -> World:
    return (scene or _set()).intend(kind, value, **{"subject": "anna", **more}).world()


def _two() -> Scene:
    scene = Scene().light().person("anna", (-0.7, 0.0, 0.0))
    scene.person("ben", (0.7, 0.0, 0.0), shirt="#9f4f3f")
    return scene.camera((0.0, 1.5, 4.0), (0.0, 1.2, 0.0)).shot(subject="anna")


def _shoulder(x: float) -> Scene:
    scene = Scene().light().person("anna", (0.0, 0.0, 0.0))
    scene.person("ben", (-0.28, 0.0, 1.6), facing=180.0, shirt="#9f4f3f")
    scene.camera((x, 1.68, 2.6), (0.0, 1.5, 0.0)).shot(subject="anna")
    return scene


def _room(z: float) -> Scene:
    scene = Scene().light().thing("room", (6.0, 2.8, 5.0), (0.0, -0.1, 0.0), kind="set",
                                  asset="plain_room")  # fmt: skip
    scene.person("anna", (0.0, 0.0, -1.5))
    return scene.camera((0.0, 1.5, z), (0.0, 1.2, -1.5)).shot(subject="anna")


def _panel(x: float) -> Scene:
    return _set().thing("panel", (0.5, 1.2, 0.05), (x, 0.0, 1.0))


def _ball(x: float) -> Scene:
    return _set().thing("ball", (0.9, 0.9, 0.9), (x, 0.0, 0.0))


def _walks(metres: float) -> Scene:
    scene = Scene().light()
    scene.person("anna", way=[(0, (-0.5 * metres, 0.0, 0.0)), (16_000, (0.5 * metres, 0.0, 0.0))],
                 facing=90.0)  # fmt: skip
    return scene.camera((0.0, 1.5, 4.0), (0.0, 1.2, 0.0)).shot(subject="anna")


def _apart(end: float) -> Scene:
    scene = Scene().light().person("anna", (-0.7, 0.0, 0.0))
    scene.person("ben", way=[(0, (0.3, 0.0, 0.0)), (16_000, (end, 0.0, 0.0))], shirt="#9f4f3f")
    return scene.camera((0.0, 1.5, 5.0), (0.0, 1.2, 0.0)).shot(subject="anna")


def _lit(x: float = -2.0, *, fill: float = 1000.0) -> Scene:
    scene = Scene().light(lux=0.0, sky=0.0).person("anna")
    scene.lamp("key", (x, 2.3, 2.0), (0.0, 1.58, 0.0), lumens=4000.0, subject="anna")
    scene.lamp("fill", (-x, 2.3, 2.0), (0.0, 1.58, 0.0), lumens=fill, role="fill", subject="anna")
    return scene.camera((0.0, 1.5, 3.0), (0.0, 1.3, 0.0)).shot(subject="anna")


CASES = {
    "GP801": Case(lambda: _of("shot_size", "medium_close_up"), lambda: _of("shot_size", "full")),
    "GP802": Case(lambda: _of("camera_angle", "low"), lambda: _of("camera_angle", "eye_level")),
    "GP803": Case(lambda: _of("camera_move", "pan_left"), lambda: _of("camera_move", "static")),
    "GP804": Case(lambda: _of("camera_distance", 4.1), lambda: _of("camera_distance", 4.01)),
    "GP805": Case(lambda: _of("focal_length", 36.0), lambda: _of("focal_length", 35.1)),
    "GP806": Case(lambda: _of("camera_height", 1.6), lambda: _of("camera_height", 1.51)),
    "GP807": Case(lambda: _of("camera_roll", 10.0, unit="deg"), lambda: _of("camera_roll", 0.0)),
    "GP808": Case(lambda: _of("camera_pitch", -6.0, unit="deg"),
                  lambda: _of("camera_pitch", -4.29, unit="deg")),
    "GP809": Case(lambda: _of("camera_azimuth", 20.0, unit="deg"),
                  lambda: _of("camera_azimuth", 0.0, unit="deg"), view="plan"),
    "GP810": Case(lambda: _of("screen_position", "left_third"),
                  lambda: _of("screen_position", "centre")),
    "GP811": Case(lambda: _of("screen_x", 0.52, part="eyes"),
                  lambda: _of("screen_x", 0.5, part="eyes", tolerance=0.01)),
    "GP812": Case(lambda: _of("screen_y", 1 / 3, part="eyes"),
                  lambda: _of("screen_y", 0.268, part="eyes", tolerance=0.005)),
    "GP813": Case(lambda: _of("screen_height", 0.8),
                  lambda: _of("screen_height", 1.06, tolerance=0.03)),
    "GP814": Case(lambda: _of("headroom", 0.1), lambda: _of("headroom", 0.18, upper=0.24)),
    "GP815": Case(lambda: _of("lead_room", 1.5, _set(facing=90.0, x=0.3)),
                  lambda: _of("lead_room", 1.5, _set(facing=90.0, x=-0.4))),
    "GP816": Case(lambda: _of("staging", "over_shoulder", _shoulder(0.15), subject="ben",
                              object="anna", side="left"),
                  lambda: _of("staging", "over_shoulder", _shoulder(0.15), subject="ben",
                              object="anna", side="right")),
    "GP817": Case(lambda: _of("inside_set", None, _room(4.0), object="room"),
                  lambda: _of("inside_set", None, _room(2.3), object="room"), view="plan"),
    "GP818": Case(lambda: _of("unoccluded", 0.9, _panel(0.0)),
                  lambda: _of("unoccluded", 0.9, _panel(0.8))),
    "GP819": Case(lambda: _of("sees_both_eyes", None, _set(facing=85.0)),
                  lambda: _of("sees_both_eyes", None, _set(facing=30.0))),
    "GP820": Case(lambda: _of("sharp", None, _set(fstop=2.0, focus_m=2.0)),
                  lambda: _of("sharp", None, _set(fstop=2.0, focus_m=4.0))),
    "GP821": Case(lambda: _of("aperture", 4.0), lambda: _of("aperture", 8.0)),
    "GP822": Case(lambda: _of("visible", None, _ball(6.0), subject="ball"),
                  lambda: _of("visible", None, _ball(1.0), subject="ball"), view="plan"),
    "GP823": Case(lambda: _of("distance", 1.5, _two(), object="ben"),
                  lambda: _of("distance", 1.4, _two(), object="ben"), view="plan"),
    "GP824": Case(lambda: _of("speed", 1.6, _walks(1.4)), lambda: _of("speed", 1.4, _walks(1.4)),
                  view="plan"),
    "GP825": Case(lambda: _of("duration", 1.5), lambda: _of("duration", 1.0)),
    "GP826": Case(lambda: _of("relation", "right_of", _two(), object="ben"),
                  lambda: _of("relation", "left_of", _two(), object="ben")),
    "GP827": Case(lambda: _of("light_side", "right", _lit()),
                  lambda: _of("light_side", "left", _lit())),
    "GP828": Case(lambda: _of("light_temperature", 3200.0, _lit()),
                  lambda: _of("light_temperature", 4300.0, _lit())),
    "GP829": Case(lambda: _of("light_level", 1500.0, _lit()),
                  lambda: _of("light_level", 700.0, _lit())),
    "GP830": Case(lambda: _of("light_ratio", 6.0, _lit()), lambda: _of("light_ratio", 4.0, _lit())),
    "GP831": Case(lambda: _of("light_over_key", 3.0, _lit()),
                  lambda: _of("light_over_key", 0.0, _lit(), tolerance=1.0)),
    "GP832": Case(lambda: _of("color", "#9f4f3f"), lambda: _of("color", "#3f6f9f")),
    "GP833": Case(lambda: _of("beside", 1.5, _apart(2.5), object="ben"),
                  lambda: _of("beside", 1.5, _apart(0.7), object="ben"), view="plan"),
    "GP834": Case(lambda: _of("shot_size", "enormous"), lambda: _of("shot_size", "full")),
}  # fmt: skip
