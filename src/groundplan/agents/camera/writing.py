"""A solved camera as an entity of the document, each field with what it rests on."""

import math
from types import MappingProxyType
from typing import Final

from groundplan.agents.camera.base import Base
from groundplan.agents.camera.path import CameraPath, Keyed
from groundplan.agents.camera.request import CameraRequest
from groundplan.agents.spans import world_span
from groundplan.language.facts import Facts
from groundplan.world.base import Quaternion
from groundplan.world.channel import Channel, ChannelType, Key
from groundplan.world.edits import Provenance
from groundplan.world.entity import Aim, Camera, Entity, Semantics, Transform
from groundplan.world.opinion import Basis, Origin

__all__ = ["camera_entity", "camera_provenance"]

_STILL: Final[Quaternion] = (0.0, 0.0, 0.0, 1.0)
_STOPS: Final = MappingProxyType({"shallow": 1.8, "deep": 11.0})
"""f-numbers that focus words stand for: our engineering default."""


def camera_entity(
    request: CameraRequest, path: CameraPath, *, facts: Facts, name: str = "camera"
) -> Entity:
    """Return the camera with its channels."""
    aperture, iso, focus = (request.number(name) for name in ("aperture", "iso", "focus"))
    focus_word = next((f.value for f in facts.camera if f.facet == "focus"), "")
    sensor = request.sensor
    camera = Camera(
        focal_mm=path.focals_mm[0][1],
        sensor_name=sensor.name,
        sensor_width_mm=sensor.width_mm,
        sensor_height_mm=sensor.height_mm,
        fstop=aperture.first if aperture is not None else _STOPS.get(focus_word, 4.0),
        focus_m=focus.first if focus is not None else path.focus_m[0][1],
        iso=iso.first if iso is not None else 800.0,
        auto_exposure=aperture is None or iso is None,
    )
    aim = None
    if path.target:
        aim = Aim(
            target=path.target,
            height_m=path.aim_heights[0][1],
            offset_m=path.aim_offset_m,
            roll_rad=path.roll,
        )
    return Entity(
        name=name,
        kind="camera",
        label="camera",
        transform=Transform(
            position_m=path.positions[0][1],
            rotation=path.rotations[0][1] if path.rotations else _STILL,
        ),
        camera=camera,
        rig=path.rig,
        aim=aim,
        semantics=Semantics(noun="camera"),
        channels=_channels(path, focused=focus is not None),
    )


def camera_provenance(request: CameraRequest, base: Base, *, facts: Facts) -> dict[str, Provenance]:
    """Return what the camera's fields rest on, by path below the entity."""
    placed: Basis = "guessed" if {"size", "angle"} <= base.guessed else "derived"
    distance = request.number("distance")
    if distance is not None:
        placed = "derived"
    moved: Basis = "derived" if request.moves or distance is not None else "guessed"
    found = {
        "": _held(placed),
        "channels": _held(moved),
        "camera/sensor_name": _held("extracted" if "sensor" in request.spans else "guessed"),
        "camera/iso": _held("guessed", Origin.VOCABULARY),
        "camera/shutter_angle_rad": _held("guessed", Origin.VOCABULARY),
        "camera/fstop": _held("guessed", Origin.VOCABULARY),
        "camera/white_balance_k": _held("guessed", Origin.VOCABULARY),
        "camera/focal_mm": _held("derived" if distance is not None else "guessed"),
        "name": _held("derived"),
        "kind": _held("derived"),
        "label": _held("derived"),
        "semantics": _held("derived"),
        "rig": _held("guessed", Origin.VOCABULARY),
    }
    if request.rig is not None:
        span = world_span(request.rig.span) if request.rig.span is not None else None
        found["rig"] = Provenance(origin=Origin.VOCABULARY, basis="extracted", span=span)
    found["camera/sensor_width_mm"] = found["camera/sensor_name"]
    found["camera/sensor_height_mm"] = found["camera/sensor_name"]
    for facet, field in (
        ("lens", "camera/focal_mm"),
        ("lens", "channels/camera.focal_mm"),
        ("aperture", "camera/fstop"),
        ("iso", "camera/iso"),
        ("focus", "camera/focus_m"),
        ("roll", "aim/roll_rad"),
    ):
        number = request.number(facet)
        if number is None:
            continue
        origin = Origin.QUANTITY if number.stated else Origin.VOCABULARY
        found[field] = Provenance(origin=origin, basis="extracted", span=world_span(number.span))
    word = next((f for f in facts.camera if f.facet == "focus" and f.value in _STOPS), None)
    if word is not None and request.number("aperture") is None:
        found["camera/fstop"] = Provenance(
            origin=Origin.VOCABULARY, basis="extracted", span=world_span(word.span)
        )
    return found


def _held(basis: Basis, origin: Origin = Origin.PLANNER) -> Provenance:
    return Provenance(origin=origin, basis=basis)


def _channels(path: CameraPath, *, focused: bool) -> dict[str, Channel]:
    """Return a channel for every field with more than one key."""
    made = {
        "transform.position_m": _channel(path.positions, "vec3", unit="m"),
        "transform.rotation": _channel(path.rotations, "quat", unit="1"),
        "aim.height_m": _channel(path.aim_heights, "float", unit="m"),
        "camera.focal_mm": _channel(path.focals_mm, "float", unit="mm"),
        "camera.focus_m": None if focused else _channel(path.focus_m, "float", unit="m"),
    }
    return {name: channel for name, channel in made.items() if channel is not None}


def _channel(
    keys: Keyed[float] | Keyed[tuple[float, ...]], kind: ChannelType, *, unit: str
) -> Channel | None:
    if len(keys) < 2:
        return None
    width = max(2, int(math.log10(len(keys) - 1)) + 1) if len(keys) > 10 else 1
    return Channel(
        type=kind,
        unit=unit,
        keys={f"k{i:0{width}d}": Key(t=t, v=v) for i, (t, v) in enumerate(keys)},
    )
