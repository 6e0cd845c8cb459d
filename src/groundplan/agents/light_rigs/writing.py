"""A solved rig as entities: lamps with their gels, and what is doubtful about them."""

import math
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from jaxtyping import Float

from groundplan.agents.light_rigs.placing import PlacedLamp, aim_of
from groundplan.agents.light_rigs.request import Asked, RigRequest
from groundplan.agents.light_rigs.solve import Solved
from groundplan.agents.light_rigs.standpoint import Standpoint
from groundplan.agents.spans import world_span
from groundplan.geometry import quaternions
from groundplan.geometry.gels import gelled
from groundplan.language.facts import Span
from groundplan.world.base import Quaternion
from groundplan.world.edits import Provenance
from groundplan.world.entity import Entity, Light, Semantics, Transform
from groundplan.world.finding import Finding
from groundplan.world.opinion import Origin

__all__ = ["Origins", "facing", "lamp_entity", "origins_of", "rig_findings"]

Vector = Float[np.ndarray, " 3"]

_RATIO_WITHIN: Final = 0.02


@dataclass(frozen=True, slots=True, kw_only=True)
class Origins:
    """Who holds what of a lamp."""

    word: Provenance
    temperature: Provenance
    level: Provenance
    place: Provenance


def origins_of(lamp: PlacedLamp, request: RigRequest) -> Origins:
    """Return on which words a lamp's fields rest."""
    word = _held(request.span, stated=False)
    asked = lamp.asked
    kelvin = _held(asked.span, stated=True) if asked.temperature_k is not None else word
    stated = asked.illuminance_lx or asked.flux_lm or asked.stops is not None
    level = _held(asked.span, stated=True) if stated else word
    if lamp.spec.role == "fill" and "ratio" in request.spans:
        level = _held(request.spans["ratio"], stated=True)
    side = request.spans.get("side") if lamp.spec.role == "key" else None
    return Origins(
        word=word,
        temperature=kelvin,
        level=replace(level, basis="derived"),
        place=replace(_held(side or request.span, stated=False), basis="derived"),
    )


def _held(span: Span | None, *, stated: bool) -> Provenance:
    if span is None:
        return Provenance(origin=Origin.VOCABULARY, basis="guessed")
    return Provenance(
        origin=Origin.QUANTITY if stated else Origin.VOCABULARY, basis="extracted",
        span=world_span(span),
    )  # fmt: skip


def lamp_entity(
    lamp: PlacedLamp, request: RigRequest, stand: Standpoint, *, flux_lm: float
) -> Entity:
    """Return the lamp; its flux and colour are what leaves its gels."""
    spec, asked = lamp.spec, lamp.asked
    light = gelled(lamp_kelvin(lamp, request), asked.gels, tint=_tint(lamp))
    position = lamp.position
    return Entity(
        name=spec.called,
        kind="light",
        label=spec.called.replace("_", " "),
        semantics=Semantics(noun=spec.called.replace("_", " ")),
        transform=Transform(
            position_m=(float(position[0]), float(position[1]), float(position[2])),
            rotation=facing(aim_of(lamp, stand) - position),
        ),
        light=Light(
            type=spec.type,
            temperature_k=light.temperature_k,
            luminous_flux_lm=flux_lm,
            beam_angle_rad=math.radians(spec.beam_deg),
            size_m=(lamp.size_m, lamp.size_m),
            tint=light.tint,
            role=spec.role,
            subject=stand.subject or None,
            gel=",".join(asked.gels),
        ),
    )


def lamp_kelvin(lamp: PlacedLamp, request: RigRequest) -> float:
    """Return the temperature of the lamp itself, before its gels [K]."""
    if lamp.asked.temperature_k is not None:
        return lamp.asked.temperature_k
    key: Asked = request.asked("key")
    stated = key.temperature_k if lamp.spec.role in {"key", "fill"} else None
    return lamp.spec.temperature_k or stated or request.rig.temperature_k


def _tint(lamp: PlacedLamp) -> str:
    """Return the lamp's own colour; a stated temperature is meant plain."""
    return "#ffffff" if lamp.asked.temperature_k is not None else lamp.spec.tint


def facing(direction: Vector) -> Quaternion:
    """Return the rotation whose -Z, where a lamp shines, is `direction`."""
    up = np.array([0.0, 1.0, 0.0])
    if abs(direction[1]) > 0.999 * float(np.linalg.norm(direction)):
        up = np.array([0.0, 0.0, 1.0])
    x, y, z, w = (float(v) for v in quaternions.look_rotation(direction, up))
    return x, y, z, w


def rig_findings(
    lamps: tuple[PlacedLamp, ...], solved: Solved, request: RigRequest, *, ids: tuple[str, ...]
) -> tuple[Finding, ...]:
    """Return what could not be had: a ratio that daylight spoils, a lamp that the picture shows."""
    found = [
        Finding(
            code="light.lamp-in-shot",
            severity="warning",
            message=f"the {lamp.spec.called} would stand in the picture wherever it was tried",
            paths=(f"entities/{key}/transform/position_m",),
            options=("a tighter frame", "hang it higher", "leave it out"),
        )
        for lamp, key in zip(lamps, ids, strict=True)
        if lamp.in_shot
    ]
    found += [
        Finding(
            code="light.lamp-blocked",
            severity="warning",
            message=f"something stands between the {lamp.spec.called} and the face",
            paths=(f"entities/{key}/transform/position_m",),
            options=("the other side", "hang it higher", "clear the way"),
        )
        for lamp, key in zip(lamps, ids, strict=True)
        if lamp.blocked
    ]
    ratio, wanted = solved.ratio, solved.wanted_ratio
    has_key = any(lamp.spec.role == "key" for lamp in lamps)
    if has_key and abs(ratio / wanted - 1.0) > _RATIO_WITHIN and "ratio" in request.spans:
        found.append(
            Finding(
                code="light.ratio-out-of-reach",
                severity="warning",
                message=f"other light already fills {solved.fill_lx:.0f} lx: with a key of "
                f"{solved.key_lx:.0f} lx the ratio is {ratio:.1f}:1, not {wanted:g}:1",
                paths=tuple(f"entities/{key}/light/luminous_flux_lm" for key in ids[:1]),
                measured=round(ratio, 2),
                expected=wanted,
                unit=":1",
                span=world_span(request.spans["ratio"]),
                options=("shade the face from the sky", "a stronger key", "a later hour"),
            )
        )
    return tuple(found)
