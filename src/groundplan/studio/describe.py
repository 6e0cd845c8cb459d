"""What was understood, evaluated in numbers: schema `groundplan.describe/1`.

A pure function of the world. Positions are footprint centres at the lowest point [m]; `size_m` is
width, height, depth along the body's own axes; `heading_rad` turns +Z towards +X about +Y; cameras
are in OpenCV axes; boxes are amodal and clipped to the picture [px].
"""

from dataclasses import asdict
from typing import Final

from groundplan.agents.camera.move_table import described_as
from groundplan.agents.critic.agent import criticise
from groundplan.scene.library import EMPTY, Library
from groundplan.studio.provenance import guessed_fields, span_of
from groundplan.studio.sampling import shot_samples
from groundplan.world.document import World
from groundplan.world.entity import Entity, Light
from groundplan.world.finding import Finding
from groundplan.world.narrative import Action, Line, Span
from groundplan.world.queries import shots_in_order
from groundplan.world.sequence import Shot

__all__ = ["describe"]

_SCHEMA: Final = "groundplan.describe/1"
_DESCRIBED: Final = ("character", "animal", "prop", "vehicle", "set", "light", "camera")


def describe(
    world: World, *, planned: tuple[Finding, ...] = (), library: Library = EMPTY
) -> dict[str, object]:
    """Return the description as JSON data; `planned` are findings that planning left.

    Raises:
        SceneError: The world cannot be posed.
    """
    narrative = world.narrative
    findings = dict.fromkeys((*planned, *criticise(world)))
    return {
        "schema": _SCHEMA,
        "entities": [_entity(world, key) for key in _described(world)],
        "relations": [
            {"subject": r.subject, "relation": r.relation, "object": r.object, "when": r.when}
            | ({} if r.distance_m is None else {"distance_m": r.distance_m})
            for r in narrative.relations.values()
        ],
        "actions": [_action(world, action) for action in narrative.actions.values()],
        "scenes": [
            {"id": key, "heading": scene.heading, "number": scene.number, **asdict(scene.setting)}
            for key, scene in sorted(narrative.scenes.items(), key=lambda item: item[1].order)
        ],
        "lines": [_line(world, line) for line in narrative.lines.values()],
        "shots": [_shot(world, key, shot, library=library) for key, shot in shots_in_order(world)],
        "lights": [
            _light(key, entity, entity.light)
            for key, entity in sorted(world.entities.items())
            if entity.light is not None
        ],
        "quantities": [
            {"text": q.text, "value": q.value, "unit": q.unit, "path": q.path}
            for q in narrative.quantities.values()
        ],
        "unresolved": [
            {"text": u.text, "span": _span(u.span), "reason": u.reason}
            for u in narrative.unresolved.values()
        ],
        "findings": [_finding(finding) for finding in findings],
        "guesses": guessed_fields(world),
    }


def _described(world: World) -> list[str]:
    return [key for key in sorted(world.entities) if world.entities[key].kind in _DESCRIBED]


def _entity(world: World, key: str) -> dict[str, object]:
    entity = world.entities[key]
    return {
        "id": key,
        "name": entity.name,
        "label": entity.label or entity.name,
        "noun": entity.semantics.noun,
        "kind": entity.kind,
        "attributes": _attributes(entity),
        "attributes_over_time": _attributes_over_time(world, entity),
        "source_span": _span(span_of(world, key)),
        "scenes": list(entity.scenes),
        "scenery": "scenery" in entity.tags,
        "placeholder": entity.asset is not None and entity.asset.placeholder,
        "asset": entity.asset.catalogue_id if entity.asset is not None else None,
        "body": asdict(entity.body) if entity.body is not None else None,
    }


def _attributes(entity: Entity) -> dict[str, str]:
    """Return the stated properties, worn colours as `coat.color`, and a colour for all drawn."""
    found = dict(entity.attributes)
    appearance = entity.appearance
    if appearance is not None:
        found.setdefault("color", appearance.color)
        for garment, worn in appearance.garments.items():
            found.setdefault(f"{garment}.color", worn.color)
    return found


def _attributes_over_time(world: World, entity: Entity) -> list[dict[str, object]]:
    """Return the states of attributes that change, in the order of time; none holds in between."""
    seconds = world.timebase.fps_den / (1000.0 * world.timebase.fps_num)
    keyed = [
        (key.t, name.partition(".")[2], key.v)
        for name, channel in entity.channels.items()
        if name.startswith("attributes.")
        for key in channel.keys.values()
    ]
    return [
        {"t_s": round(time * seconds, 9), "name": name, "value": value}
        for time, name, value in sorted(keyed, key=lambda item: item[:2])
    ]


def _action(world: World, action: Action) -> dict[str, object]:
    seconds = world.timebase.fps_den / (1000.0 * world.timebase.fps_num)
    return {
        "agent": action.agent,
        "verb": action.verb,
        "action": action.action,
        "object": action.object or action.goal or action.companion,
        "start_s": round(action.start * seconds, 9),
        "end_s": round(action.end * seconds, 9),
        "direction": action.direction,
        "speed_mps": action.speed_mps,
    }


def _line(world: World, line: Line) -> dict[str, object]:
    seconds = world.timebase.fps_den / (1000.0 * world.timebase.fps_num)
    return {
        "speaker": line.speaker,
        "text": line.text,
        "start_s": round(line.start * seconds, 9),
        "end_s": round(line.end * seconds, 9),
        "parenthetical": line.parenthetical,
        "heard": line.heard,
        "source_span": _span(line.span),
    }


def _shot(world: World, key: str, shot: Shot, *, library: Library) -> dict[str, object]:
    rate = world.timebase
    seconds = rate.fps_den / (1000.0 * rate.fps_num)
    camera = world.entities[shot.camera].camera
    framing = shot.framing
    return {
        "id": key,
        "name": shot.name,
        "scene": shot.scene,
        "number": shot.number,
        "heading": shot.notes,
        "start_s": round(shot.first * seconds, 9),
        "end_s": round(shot.last * seconds, 9),
        "fps": rate.fps_num / rate.fps_den,
        "fps_rational": [rate.fps_num, rate.fps_den],
        "frame_count": (shot.last - shot.first) // 1000 + 1,
        "size_px": [world.film.width_px, world.film.height_px],
        "camera": {
            "entity": shot.camera,
            "lens_mm": None if camera is None else camera.focal_mm,
            "sensor_mm": None
            if camera is None
            else [camera.sensor_width_mm, camera.sensor_height_mm],
            "sensor_name": None if camera is None else camera.sensor_name,
            "move": described_as(framing.move),
            "move_name": framing.move,
            "size": framing.size,
            "angle": framing.angle,
            "end_size": framing.end_size,
            "end_angle": framing.end_angle,
            "staging": framing.staging,
        },
        "samples": shot_samples(world, key, library),
    }


def _light(key: str, entity: Entity, light: Light) -> dict[str, object]:
    return {
        "id": key,
        "name": entity.name,
        "kind": light.type,
        "illuminance_lx": light.illuminance_lx,
        "luminous_flux_lm": light.luminous_flux_lm,
        "temperature_k": light.temperature_k,
        "ratio": float(entity.attributes["ratio"]) if "ratio" in entity.attributes else None,
        "azimuth_rad": light.azimuth_rad,
        "elevation_rad": light.elevation_rad,
    }


def _finding(finding: Finding) -> dict[str, object]:
    return {
        "code": finding.code,
        "severity": finding.severity,
        "message": finding.message,
        "paths": list(finding.paths),
        "measured": finding.measured,
        "expected": finding.expected,
        "unit": finding.unit,
        "options": list(finding.options),
    }


def _span(span: Span | None) -> list[int] | None:
    return None if span is None else [span.start, span.end]
