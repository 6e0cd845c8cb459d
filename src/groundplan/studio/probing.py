"""The light meter for people: what it reads in each shot, as data, as tables, in false colour."""

import math
from pathlib import Path
from typing import Final

import numpy as np
from jaxtyping import Float
from PIL import Image, ImageDraw

from groundplan.errors import InputError
from groundplan.geometry.false_colour import BANDS, Band, false_colour
from groundplan.previz.port import Pass, RenderOptions
from groundplan.scene.build import build_stage
from groundplan.scene.face_light import FaceLight, LampAtFace
from groundplan.scene.library import EMPTY, Library
from groundplan.scene.light_probe import Probe, probe
from groundplan.studio.registry import renderer
from groundplan.world.document import World
from groundplan.world.queries import entity_named, present_in_shot, shots_in_order

__all__ = ["SCHEMA", "probe_json", "probe_rows", "probes", "write_false_colour"]

SCHEMA: Final = "groundplan.probe/1"
_STRIP_PX: Final = 34


def probes(
    world: World, *, where: str = "", at_s: float | None = None, library: Library = EMPTY
) -> tuple[Probe, ...]:
    """Return a reading per shot: at the face of whom it is about, of a name, or at "x,y,z" [m].

    `at_s` counts from the first frame of each shot; None: its middle. Shots that a named subject is
    not in are left out.

    Raises:
        InputError: The place is not three numbers, or no shot is so long.
        PathError: Nothing has that name.
        SceneError: A shot cannot be posed.
    """
    place = _place(where)
    subject = "" if place is not None or not where else entity_named(world, where)[0]
    found = [
        probe(
            world, key, subject=subject, place=place, library=library,
            time=None if at_s is None else shot.first + _subframes(world, at_s),
        )
        for key, shot in shots_in_order(world)
        if (at_s is None or shot.first + _subframes(world, at_s) <= shot.last)
        and (not subject or subject in present_in_shot(world, key).entities)
    ]  # fmt: skip
    if not found:
        raise InputError(
            "no shot has anything to meter there", "give a time within a shot, or another subject"
        )
    return tuple(found)


def probe_json(world: World, readings: tuple[Probe, ...]) -> dict[str, object]:
    """Return readings as JSON data; infinite ratios are null."""
    return {"schema": SCHEMA, "shots": [_json(world, one) for one in readings]}


def _json(world: World, one: Probe) -> dict[str, object]:
    face = one.face
    shot = world.shots[one.shot]
    return {
        "shot": shot.name,
        "t_s": round((one.time - shot.first) / 1000.0 / _fps(world), 6),
        "place_m": [round(float(v), 4) for v in face.place],
        "flat_lx": _rounded(face.flat_lx),
        "dome_lx": _rounded(face.dome_lx),
        "face_lx": _rounded(face.face_lx),
        "key_lx": _rounded(face.key_lx),
        "fill_lx": _rounded(face.fill_lx),
        "rim_lx": _rounded(face.rim_lx),
        "ratio": _rounded(face.ratio),
        "ratio_stops": _rounded(face.ratio_stops),
        "contrast": _rounded(face.contrast),
        "cct_k": _rounded(face.white.kelvin),
        "duv": None if face.white.duv is None else round(face.white.duv, 5),
        "ev100": _rounded(face.ev100),
        "camera_ev100": _rounded(one.exposure.ev100),
        "camera_automatic": one.exposure.automatic,
        "white_balance_k": _rounded(one.white_balance_k),
        "key_over_stops": _rounded(one.key_over) if face.key_lx > 0.0 else None,
        "fill_over_stops": _rounded(one.fill_over),
        "lamps": [_lamp_json(lamp) for lamp in face.lamps],
    }


def _lamp_json(lamp: LampAtFace) -> dict[str, object]:
    return {
        "id": lamp.entity,
        "name": lamp.name,
        "role": lamp.role,
        "kelvin": _rounded(lamp.kelvin),
        "gel": lamp.gel,
        "facing_lx": _rounded(lamp.facing_lx),
        "face_lx": _rounded(lamp.face_lx),
        "flat_lx": _rounded(lamp.camera_lx),
        "dome_lx": _rounded(lamp.dome_lx),
        "distance_m": _rounded(lamp.distance_m),
        "towards": [round(float(v), 4) for v in lamp.towards],
    }


def probe_rows(one: Probe) -> tuple[list[tuple[str, str]], list[tuple[str, ...]]]:
    """Return what a reading says, and its lamps, as rows of words."""
    face = one.face
    metered = "metered" if one.exposure.automatic else "stated"
    whole = [
        ("place", ", ".join(f"{v:.2f}" for v in face.place) + " m"),
        ("flat, to the camera", f"{face.flat_lx:.4g} lx"),
        ("dome, to the camera", f"{face.dome_lx:.4g} lx, EV {face.ev100:.1f}"),
        ("face plane", f"{face.face_lx:.4g} lx"),
        ("key", f"{face.key_lx:.4g} lx, {_over(one.key_over) if face.key_lx > 0 else 'none'}"),
        ("fill", f"{face.fill_lx:.4g} lx, {_over(one.fill_over)}"),
        ("rim", f"{face.rim_lx:.4g} lx"),
        ("key : fill", _ratio(face)),
        ("(key + fill) : fill", f"{face.contrast:.2f} : 1"),
        ("white", _white(face)),
        ("camera", f"EV {one.exposure.ev100:.2f} ({metered}), {one.white_balance_k:.0f} K"),
    ]
    lamps = [
        (
            lamp.name, lamp.role, f"{lamp.kelvin:.0f} K", lamp.gel or "-",
            f"{lamp.facing_lx:.4g}", f"{lamp.face_lx:.4g}", f"{lamp.dome_lx:.4g}",
            "-" if math.isinf(lamp.distance_m) else f"{lamp.distance_m:.2f} m",
        )
        for lamp in face.lamps
    ]  # fmt: skip
    return whole, lamps


def _over(stops: float) -> str:
    """Return a level against the exposure in words."""
    if abs(stops) < 0.05:
        return "as exposed"
    return f"{abs(stops):.1f} stops {'over' if stops > 0 else 'under'}"


def _ratio(face: FaceLight) -> str:
    if face.key_lx <= 0.0:
        return "no key"
    return f"{face.ratio:.2f} : 1 ({face.ratio_stops:.2f} stops)"


def _white(face: FaceLight) -> str:
    kelvin, duv = face.white
    if kelvin is None or duv is None:
        return "coloured: no temperature"
    return f"{kelvin:.0f} K, Duv {duv:+.4f}"


def write_false_colour(
    world: World, readings: tuple[Probe, ...], path: Path, *, library: Library = EMPTY
) -> None:
    """Draw the first reading's frame in false colour, with a legend, as a new PNG.

    Raises:
        InputError: The file exists, is no PNG, or its folder is not there.
        RenderError: The frame cannot be drawn.
    """
    if path.exists() or path.suffix.lower() != ".png" or not path.parent.is_dir():
        raise InputError(
            f"{path} cannot be written",
            "name a new file that ends in .png, in a folder that is there",
        )
    one = readings[0]
    stage = build_stage(world, one.shot, library)
    index = round((one.time - stage.clock.start_time) / 1000.0)
    options = RenderOptions(passes=frozenset({Pass.LUMINANCE}))
    frame = next(iter(renderer("numba").render(stage, [index], options=options)))
    if frame.luminance is None:
        raise InputError("the renderer gives no luminance", "use the numba renderer")
    drawn = false_colour(frame.luminance.astype(np.float64), ev100=frame.camera.exposure.ev100)
    picture = Image.new("RGB", (drawn.shape[1], drawn.shape[0] + _STRIP_PX), (0, 0, 0))
    picture.paste(Image.fromarray(drawn), (0, 0))
    _legend(picture)
    picture.save(path)


def _legend(picture: Image.Image) -> None:
    draw = ImageDraw.Draw(picture)
    top, width = picture.height - _STRIP_PX, picture.width / len(BANDS)
    for k, band in enumerate(BANDS):
        x = round(k * width)
        draw.rectangle((x, top, round((k + 1) * width) - 1, top + 12), fill=band.rgb)
        draw.text((x + 2, top + 15), _edge(band), fill=(230, 230, 230))


def _edge(band: Band) -> str:
    return "black" if math.isinf(band.above) else f"{band.above:+.1f}"


def _place(where: str) -> Float[np.ndarray, " 3"] | None:
    if "," not in where:
        return None
    try:
        numbers = [float(part) for part in where.split(",")]
    except ValueError:
        numbers = []
    if len(numbers) != 3 or not all(math.isfinite(n) and abs(n) < 1e6 for n in numbers):
        raise InputError(f"{where!r} is no place", "write metres as x,y,z: 0,1.6,0")
    return np.array(numbers)


def _subframes(world: World, seconds: float) -> float:
    if not (math.isfinite(seconds) and seconds >= 0.0):
        raise InputError(f"{seconds:g} s is no time in a shot", "give seconds from its first frame")
    return seconds * 1000.0 * _fps(world)


def _fps(world: World) -> float:
    return world.timebase.fps_num / world.timebase.fps_den


def _rounded(value: float | None) -> float | None:
    return None if value is None or not math.isfinite(value) else round(value, 4)
