"""What was understood, as a few short tables for people."""

import math
from dataclasses import dataclass
from typing import Final

from groundplan.agents.critic.agent import criticise
from groundplan.agents.llm.account import AccountLine
from groundplan.studio.provenance import guessed_fields
from groundplan.units import Radians, degrees_from_radians
from groundplan.world.document import World
from groundplan.world.entity import Entity
from groundplan.world.finding import Finding
from groundplan.world.narrative import Action
from groundplan.world.queries import shots_in_order
from groundplan.world.sequence import Shot

__all__ = ["Overview", "Table", "overview"]

_SHOWN_GUESSES: Final = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows of words under headers."""

    title: str
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """Tables in the order in which people read them; empty ones are left out."""

    tables: tuple[Table, ...]


def overview(
    world: World, *, planned: tuple[Finding, ...] = (), account: tuple[AccountLine, ...] = ()
) -> Overview:
    """Return entities, actions, camera, light, what is open, what was guessed, what it cost."""
    findings = tuple(dict.fromkeys((*planned, *criticise(world))))
    tables = (
        Table(title="Entities", headers=("name", "kind", "size m", "said"), rows=_entities(world)),
        Table(
            title="Actions",
            headers=("who", "does", "from s", "to s", "m/s", "to whom"),
            rows=tuple(_action(world, action) for action in world.narrative.actions.values()),
        ),
        Table(
            title="Scenes",
            headers=("number", "heading", "shots"),
            rows=_scenes(world),
        ),
        Table(title="Spoken", headers=("who", "from s", "to s", "words"), rows=_lines(world)),
        Table(
            title="Camera",
            headers=("shot", "from s", "of", "move", "size", "angle", "lens", "frames"),
            rows=tuple(_shot(world, shot) for _, shot in shots_in_order(world)),
        ),
        Table(title="Light", headers=("name", "level", "kelvin", "from"), rows=_lights(world)),
        Table(title="Not understood", headers=("words", "why"), rows=_unresolved(world)),
        Table(title="Findings", headers=("code", "what"), rows=_findings(findings)),
        Table(title="Guessed", headers=("of", "fields"), rows=_guesses(world)),
        Table(
            title="Language model",
            headers=("model", "outcome", "requests", "tokens in", "out", "cost"),
            rows=tuple(_cost(line) for line in account),
        ),
    )
    return Overview(tables=tuple(table for table in tables if table.rows))


def _entities(world: World) -> tuple[tuple[str, ...], ...]:
    drawn = [
        entity
        for entity in world.entities.values()
        if entity.kind not in {"light", "camera", "audio"} and entity.name != "ground"
    ]
    rows = [
        (entity.name, entity.kind, _size(entity), entity.label or "-")
        for entity in sorted(drawn, key=lambda entity: entity.name)
        if "scenery" not in entity.tags
    ]
    scenery = len(drawn) - len(rows)
    return (*rows, (f"scenery: {scenery} things", "set", "-", "guessed")) if scenery else (*rows,)


def _size(entity: Entity) -> str:
    if entity.body is not None:
        return f"{entity.body.height_m:.2f} tall"
    if entity.size_m is None:
        return "-"
    return " × ".join(f"{length:.2f}" for length in entity.size_m)  # noqa: RUF001  (a product)


def _action(world: World, action: Action) -> tuple[str, ...]:
    seconds = world.timebase.fps_den / (1000.0 * world.timebase.fps_num)
    whom = action.object or action.goal or action.companion
    speed = "-" if action.speed_mps is None else f"{action.speed_mps:.2f}"
    return (
        world.entities[action.agent].name,
        action.verb,
        f"{action.start * seconds:.2f}",
        f"{action.end * seconds:.2f}",
        speed,
        world.entities[whom].name if whom in world.entities else "-",
    )


def _scenes(world: World) -> tuple[tuple[str, ...], ...]:
    scenes = sorted(world.narrative.scenes.items(), key=lambda item: item[1].order)
    return tuple(
        (
            scene.number or str(place),
            scene.heading or "-",
            ", ".join(shot.name for _, shot in shots_in_order(world) if shot.scene == key),
        )
        for place, (key, scene) in enumerate(scenes, start=1)
    )


def _lines(world: World) -> tuple[tuple[str, ...], ...]:
    seconds = world.timebase.fps_den / (1000.0 * world.timebase.fps_num)
    lines = sorted(world.narrative.lines.values(), key=lambda line: line.start)
    return tuple(
        (
            world.entities[line.speaker].name if line.speaker in world.entities else "-",
            f"{line.start * seconds:.2f}",
            f"{line.end * seconds:.2f}",
            line.text,
        )
        for line in lines
    )


def _shot(world: World, shot: Shot) -> tuple[str, ...]:
    camera = world.entities[shot.camera].camera
    lens = "-" if camera is None else f"{camera.focal_mm:g} mm, {camera.sensor_name}"
    framing = shot.framing
    frames = (shot.last - shot.first) // 1000 + 1
    rate = world.timebase.fps_num / world.timebase.fps_den
    start = shot.first * world.timebase.fps_den / (1000.0 * world.timebase.fps_num)
    subject = world.entities.get(framing.subject or "")
    return (
        " ".join(part for part in (shot.name, shot.number) if part),
        f"{start:.2f}",
        "-" if subject is None else subject.name,
        framing.move,
        framing.size or "-",
        framing.angle or "-",
        lens,
        f"{frames} at {rate:g}",
    )


def _lights(world: World) -> tuple[tuple[str, ...], ...]:
    return tuple(
        (entity.name, _level(entity), f"{entity.light.temperature_k:.0f}", _side(entity))
        for entity in sorted(world.entities.values(), key=lambda entity: entity.name)
        if entity.light is not None
    )


def _level(entity: Entity) -> str:
    light = entity.light
    if light is None:
        return "-"
    if light.illuminance_lx is not None:
        return f"{light.illuminance_lx:g} lx"
    return "-" if light.luminous_flux_lm is None else f"{light.luminous_flux_lm:g} lm"


def _side(entity: Entity) -> str:
    light = entity.light
    if light is None or light.azimuth_rad is None or light.elevation_rad is None:
        return "-"
    azimuth = degrees_from_radians(Radians(light.azimuth_rad % math.tau))
    return f"{azimuth:.0f}° round, {degrees_from_radians(Radians(light.elevation_rad)):.0f}° up"


def _unresolved(world: World) -> tuple[tuple[str, ...], ...]:
    return tuple((entry.text, entry.reason) for entry in world.narrative.unresolved.values())


def _findings(findings: tuple[Finding, ...]) -> tuple[tuple[str, ...], ...]:
    told = [finding for finding in findings if finding.severity != "info"]
    return tuple((f.code, f"{f.message} {_options(f)}".strip()) for f in told)


def _options(finding: Finding) -> str:
    return f"({'; or '.join(finding.options)})" if finding.options else ""


def _guesses(world: World) -> tuple[tuple[str, ...], ...]:
    rows: list[tuple[str, ...]] = []
    scenery = {entity.name for entity in world.entities.values() if "scenery" in entity.tags}
    for owner, fields in guessed_fields(world).items():
        if owner in scenery:
            continue
        shown = ", ".join(fields[:_SHOWN_GUESSES])
        more = len(fields) - _SHOWN_GUESSES
        rows.append((owner, f"{shown} and {more} more" if more > 0 else shown))
    return tuple(rows)


def _cost(line: AccountLine) -> tuple[str, ...]:
    money = "no price known"
    if line.amount_usd is not None:
        money = f"$ {line.amount_usd} ({line.price_source})"
    tokens = (f"{line.input_tokens:,}", f"{line.output_tokens:,}")
    return (line.model, line.outcome, str(line.requests), *tokens, money)
