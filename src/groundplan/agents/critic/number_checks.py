"""Numbers that no camera or light can have, and speeds that differ from what was asked."""

import math
from collections.abc import Iterator

import numpy as np
from jaxtyping import Float

from groundplan.agents.camera.request import request_of
from groundplan.agents.critic.observation import Observation
from groundplan.agents.light_look import TEMPERATURES_K
from groundplan.agents.spans import world_span
from groundplan.language.facts import Facts
from groundplan.world.document import World
from groundplan.world.finding import Finding

__all__ = ["guess_finding", "impossible_findings", "speed_findings"]


def impossible_findings(facts: Facts) -> Iterator[Finding]:
    """Return every stated number of camera and light that was refused."""
    for fact in request_of(facts).refused:
        value = fact.amount if fact.amount is not None else fact.value
        unit = f" {fact.unit}" if fact.unit else ""
        yield Finding(
            code=f"camera.impossible-{fact.facet}",
            severity="error",
            message=f"a {fact.facet} of {value}{unit} cannot be; a default is used instead",
            measured=value if not isinstance(value, float) or math.isfinite(value) else str(value),
            unit=fact.unit,
            span=world_span(fact.span),
        )
    for light in facts.lights:
        kelvin, low, high = light.temperature_k, *TEMPERATURES_K
        if kelvin is not None and not low <= kelvin <= high:
            yield Finding(
                code="light.impossible-temperature",
                severity="error",
                message=f"light of {kelvin:g} K cannot be; it has {low:g} to {high:g} K",
                measured=float(kelvin) if math.isfinite(kelvin) else str(kelvin),
                expected=f"{low:g}..{high:g}",
                unit="K",
                span=world_span(light.span),
            )


def speed_findings(seen: Observation) -> Iterator[Finding]:
    """Return actions whose measured speed is not the asked one."""
    base = seen.world.timebase
    for key, action in sorted(seen.world.narrative.actions.items()):
        figure = seen.figures.get(action.agent)
        asked = [
            (k, i)
            for k, i in sorted(seen.world.intents.items())
            if i.kind == "speed" and i.subject == action.agent and isinstance(i.value, int | float)
        ]
        if figure is None or not asked or action.speed_mps is None:
            continue
        if action.end <= action.start:
            continue
        inside = (figure.times >= action.start) & (figure.times <= action.end)
        if inside.sum() < 2:
            continue
        steps = np.linalg.norm(np.diff(figure.positions[inside], axis=0), axis=1)
        seconds = np.diff(figure.times[inside]) / 1000.0 * base.fps_den / base.fps_num
        measured = _cruising(steps / seconds)
        intent_key, intent = asked[0]
        wanted = float(intent.value or 0.0)
        if abs(measured - wanted) > (intent.tolerance or 0.02 * wanted) + 1e-6:
            yield Finding(
                code="motion.speed-differs",
                severity="warning",
                message=f"{figure.name} moves at {measured:.2f} m/s, and {wanted:g} was asked",
                paths=(f"intents/{intent_key}", f"narrative/actions/{key}"),
                measured=round(measured, 4),
                expected=wanted,
                unit="m/s",
                span=intent.span,
            )


def _cruising(speeds: Float[np.ndarray, " step"]) -> float:
    """Return the speed between speeding up and slowing down, which is the highest."""
    return float(speeds.max())


def guess_finding(world: World) -> Finding:
    """Return how many fields were assumed, for people to check; scenery is one guess as a whole."""
    scenery = {key for key, entity in world.entities.items() if "scenery" in entity.tags}
    opinions = {
        path: held for path, held in world.opinions.items()
        if not path.startswith("entities/") or path.split("/")[1] not in scenery
    }  # fmt: skip
    guessed = sorted(path for path, held in opinions.items() if held and held[0].basis == "guessed")
    return Finding(
        code="world.guesses",
        severity="info",
        message=f"{len(guessed)} of {len(opinions)} fields were not said and are guessed",
        paths=tuple(guessed[:20]),
        measured=len(guessed),
        unit="fields",
    )
