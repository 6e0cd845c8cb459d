"""Does the picture show what was asked: size, angle, distance, and everyone who was named."""

import math
from collections.abc import Iterator
from typing import Final

import numpy as np

from groundplan.agents.camera.terms import ANGLES, SIZES, size_of_fraction
from groundplan.agents.critic.observation import Observation
from groundplan.agents.figures import Figure
from groundplan.world.finding import Finding
from groundplan.world.intent import Intent
from groundplan.world.placement import number_at

__all__ = ["framing_findings"]

_PITCH_TOLERANCE: Final = math.radians(0.25)
_SIZE_TOLERANCE: Final = 0.02
_BODILESS: Final = frozenset({"pov", "insert"})


def framing_findings(seen: Observation) -> Iterator[Finding]:
    """Return what the framing gets wrong."""
    yield from _size(seen)
    yield from _angle(seen)
    yield from _distance(seen)
    yield from _focal(seen)
    yield from _presence(seen)


def _samples(intent: Intent) -> slice:
    return {"start": slice(0, 1), "end": slice(-1, None)}.get(intent.when, slice(0, None))


def _size(seen: Observation) -> Iterator[Finding]:
    """Compare the visible height with the band of the size, at the times that it is asked for."""
    for key, intent in seen.asserted("shot_size"):
        figure = seen.figures.get(intent.subject or "") or seen.subject
        term = SIZES.get(str(intent.value))
        if figure is None or term is None:
            continue
        ratios = (seen.visible_heights(figure) / figure.framed_m)[_samples(intent)]
        inside = (ratios > term.low * (1 - _SIZE_TOLERANCE)) & (
            ratios < term.high * (1 + _SIZE_TOLERANCE)
        )
        if inside.all():
            continue
        yield _size_finding(seen, key, intent, figure=figure, ratios=ratios)


def _size_finding(
    seen: Observation, key: str, intent: Intent, *, figure: Figure, ratios: np.ndarray
) -> Finding:
    term = SIZES[str(intent.value)]
    names = list(dict.fromkeys(size_of_fraction(float(r)).id for r in (ratios[0], ratios[-1])))
    ground = seen.ground_distances(figure)[_samples(intent)]
    focal = float(seen.focals_mm[0])
    wanted = term.fraction * figure.framed_m
    depth = wanted * focal / seen.gate_height_mm
    lenses = [float(d) * seen.gate_height_mm / wanted for d in (ground[0], ground[-1])]
    reach = (
        f"{ground[0]:.2f} m"
        if abs(ground[0] - ground[-1]) < 0.01
        else (f"{ground[0]:.2f} m to {ground[-1]:.2f} m")
    )
    word = _spoken(term.id)
    return Finding(
        code="camera.size-contradicts-distance",
        severity="warning",
        message=(
            f"at {reach} a {focal:.3g} mm lens shows {seen.name(figure.entity)} as "
            f"{' to '.join(map(_spoken, names))} ({ratios[0]:.2f} to {ratios[-1]:.2f} of the height"
            f" in frame), not {word} ({term.low:.2f} to {term.high:.2f}): {word} needs "
            f"{depth:.2f} m at {focal:.3g} mm, or {lenses[0]:.0f} mm at {ground[0]:.2f} m"
        ),
        paths=(f"intents/{key}", f"shots/{seen.key}/framing/size"),
        measured=round(float(ratios[0]), 4),
        expected=f"{term.low:g}..{term.high:g}",
        unit="1",
        span=intent.span,
        options=(
            f"stand {depth:.2f} m away",
            f"use a {lenses[0]:.0f} mm lens at the first frame, {lenses[-1]:.0f} mm at the last",
            f"call it {_spoken(names[0])}",
        ),
    )


def _spoken(name: str) -> str:
    return name.replace("_", " ")


def _angle(seen: Observation) -> Iterator[Finding]:
    for key, intent in seen.asserted("camera_angle"):
        term = ANGLES.get(str(intent.value))
        if term is None or term.id in {"dutch", "aerial"} or "tilt" in seen.shot.framing.move:
            continue
        pitches = seen.pitches[_samples(intent)]
        outside = np.maximum(term.low - pitches, pitches - term.high)
        worst = int(np.argmax(outside))
        if outside[worst] <= _PITCH_TOLERANCE:
            continue
        yield Finding(
            code="camera.angle-outside-band",
            severity="warning",
            message=(
                f"the axis is pitched {math.degrees(pitches[worst]):.1f} degrees, and a "
                f"{_spoken(term.id)} angle is {math.degrees(term.low):.0f} to "
                f"{math.degrees(term.high):.0f}"
            ),
            paths=(f"intents/{key}", f"entities/{seen.shot.camera}"),
            measured=round(math.degrees(float(pitches[worst])), 3),
            expected=f"{math.degrees(term.low):g}..{math.degrees(term.high):g}",
            unit="deg",
            span=intent.span,
            options=("raise or lower the camera", "let the angle go"),
        )


def _distance(seen: Observation) -> Iterator[Finding]:
    for key, intent in seen.asserted("camera_distance"):
        figure = seen.figures.get(intent.subject or "") or seen.subject
        if figure is None or not isinstance(intent.value, int | float):
            continue
        where = intent.when if intent.when != "always" else "start"
        measured = float(seen.ground_distances(figure)[0 if where == "start" else -1])
        if abs(measured - intent.value) > (intent.tolerance or 0.02):
            yield Finding(
                code="camera.distance-differs",
                severity="error",
                message=(
                    f"the camera is {measured:.3f} m from {seen.name(figure.entity)} at the "
                    f"{where}, and {intent.value:g} m was asked"
                ),
                paths=(f"intents/{key}", f"entities/{seen.shot.camera}"),
                measured=round(measured, 4),
                expected=float(intent.value),
                unit="m",
                span=intent.span,
            )


def _focal(seen: Observation) -> Iterator[Finding]:
    for key, intent in seen.asserted("focal_length"):
        if not isinstance(intent.value, int | float) or intent.value <= 0.0:
            continue
        time = float(seen.shot.last if intent.when == "end" else seen.shot.first)
        # What is engraved: a lens that breathes sees as another one does.
        focal = float(number_at(seen.eye, "camera.focal_mm", np.array([time]))[0])
        zooms = "zoom" in seen.shot.framing.move
        if abs(focal - intent.value) > max(intent.tolerance or 0.0, 0.005 * intent.value):
            if zooms and intent.when == "always":
                continue
            yield Finding(
                code="camera.lens-differs",
                severity="error",
                message=f"the lens is {focal:.2f} mm, and {intent.value:g} mm was asked",
                paths=(f"intents/{key}", f"entities/{seen.shot.camera}/camera/focal_mm"),
                measured=round(focal, 3),
                expected=float(intent.value),
                unit="mm",
                span=intent.span,
            )


def _presence(seen: Observation) -> Iterator[Finding]:
    """Report who was named and is never in the frame, and a subject that leaves it."""
    subject = seen.subject
    named = {intent.subject for _, intent in seen.asserted("visible")}
    for entity in sorted(seen.figures):
        figure = seen.figures[entity]
        share = seen.in_frame(figure)
        if share.max() <= 0.0 and (entity in named or figure is subject):
            own_eyes = figure is subject and seen.shot.framing.staging in _BODILESS
            if not own_eyes:
                yield _missing(seen, figure)
        elif figure is subject and share.min() <= 0.0:
            index = int(np.argmin(share))
            yield Finding(
                code="framing.subject-leaves-frame",
                severity="warning",
                message=(
                    f"{seen.name(entity)} is out of frame at {seen.second(index):.2f} s, and at "
                    f"{int((share <= 0.0).sum())} of {len(share)} samples"
                ),
                paths=(f"entities/{entity}", f"entities/{seen.shot.camera}"),
                measured=int((share > 0.0).sum()),
                expected=len(share),
                unit="samples",
                options=("follow the subject", "use a wider lens", "step back"),
            )


def _missing(seen: Observation, figure: Figure) -> Finding:
    return Finding(
        code="framing.never-in-frame",
        severity="error" if figure is seen.subject else "warning",
        message=f"{seen.name(figure.entity)} is never in the frame of {seen.shot.name}",
        paths=(f"entities/{figure.entity}", f"entities/{seen.shot.camera}"),
        measured=0,
        expected=1,
        unit="samples",
        options=("use a wider lens", "step back", "move it into the picture"),
    )
