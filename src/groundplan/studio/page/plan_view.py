"""The floor from above: who and what stands where, the ways they go, and every camera.

Up on the page is away from the viewer (-Z), right is +X; lengths are metres to one scale.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from jaxtyping import Float

from groundplan.studio.page import drawing
from groundplan.studio.page.names import number

__all__ = ["plan_view"]

_WIDTH: Final = 900.0
_HEIGHT: Final = 520.0
_MARGIN: Final = 46.0
_STEPS: Final = (0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0)
_BAR_PX: Final = 90.0
"""Least length of the scale bar."""
_LARGEST_M: Final = 60.0
"""Wider things (grounds, skies) are not drawn."""
_MOVED_M: Final = 0.05

Described = Mapping[str, Any]
"""JSON data of `groundplan.describe/1`."""
Points = Float[np.ndarray, "_ 2"]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scale:
    """From metres over the floor to the page."""

    low: Points
    px_per_m: float

    def at(self, x: float, z: float) -> drawing.Point:
        left, top = self.low[0]
        return (
            _MARGIN + (x - float(left)) * self.px_per_m,
            _MARGIN + (z - float(top)) * self.px_per_m,
        )

    def all(self, points: Points) -> list[drawing.Point]:
        return [self.at(float(x), float(z)) for x, z in points]


def plan_view(description: Described, shots: Sequence[Described]) -> str:
    """Return the floor of some shots as SVG, from the description alone."""
    shown = _shown(description, shots)
    outlines = {key: _footprint(shots[0]["samples"][0]["entities"][key]) for key in shown}
    ways = {key: _way(key, shots) for key in shown}
    wedges = [_wedge(shot) for shot in shots]
    names = {e["id"]: e for e in description["entities"]}
    told = [key for key in shown if not names[key]["scenery"]]
    scale = _fitted([*(outlines[k] for k in told), *(ways[k] for k in told),
                     *(wedge[:1] for wedge in wedges)])  # fmt: skip
    parts = [drawing.polygon(scale.all(w), "view") for w in wedges]
    for key in shown:
        entity, size = names[key], shots[0]["samples"][0]["entities"][key]["size_m"]
        kind = "scenery" if entity["scenery"] else entity["kind"]
        note = f"{entity['name']}: {' x '.join(number(v) for v in size)} m"
        parts.append(drawing.polygon(scale.all(outlines[key]), f"thing {kind}", note=note))
        if np.ptp(ways[key], axis=0).max() > _MOVED_M:
            end = shots[-1]["samples"][-1]["entities"][key]
            parts.append(drawing.polyline(scale.all(ways[key]), "way"))
            parts.append(drawing.polygon(scale.all(_footprint(end)), f"thing {kind} later"))
    parts += [
        drawing.label(scale.at(*ways[key][0]), names[key]["name"])
        for key in shown
        if not names[key]["scenery"]
    ]
    for shot, wedge in zip(shots, wedges, strict=True):
        eye = scale.at(*wedge[0])
        beside = (eye[0] + 8.0, eye[1] + 4.0)
        parts.append(drawing.circle(eye, 5.0, "camera"))
        parts.append(drawing.label(beside, shot["name"], "label camera"))
    parts += _bar(scale)
    return drawing.svg(parts, size=(_WIDTH, _HEIGHT), kind="plan", title="plan view")


def _shown(description: Described, shots: Sequence[Described]) -> list[str]:
    """Return what has a footprint and is no ground, large things first."""
    placed = shots[0]["samples"][0]["entities"]
    drawn = [
        e["id"]
        for e in description["entities"]
        if e["kind"] not in {"camera", "light"}
        and e["id"] in placed
        and 0.0 < max(placed[e["id"]]["size_m"][::2]) < _LARGEST_M
    ]
    return sorted(drawn, key=lambda key: (-max(placed[key]["size_m"][::2]), key))


def _footprint(placed: Described) -> Points:
    """Return the four corners of a footprint (x, z) [m]."""
    x, _, z = placed["position_m"]
    width, _, depth = placed["size_m"]
    angle = placed["heading_rad"]
    sine, cosine = math.sin(angle), math.cos(angle)
    corners = np.array([[-1.0, -1.0], [1.0, -1.0], [1.0, 1.0], [-1.0, 1.0]])
    corners = corners * 0.5 * np.array([width, depth])
    turned = corners @ np.array([[cosine, -sine], [sine, cosine]])
    return turned + np.array([x, z])


def _way(key: str, shots: Sequence[Described]) -> Points:
    """Return where something is at all samples (x, z) [m]."""
    places = [
        sample["entities"][key]["position_m"]
        for shot in shots
        for sample in shot["samples"]
        if key in sample["entities"]
    ]
    return np.array(places, dtype=np.float64)[:, ::2]


def _wedge(shot: Described) -> Points:
    """Return the eye and the two far corners of what a camera sees at the start (x, z) [m]."""
    sample = shot["samples"][0]
    matrix = np.array(sample["camera_from_world"], dtype=np.float64)
    eye = -matrix[:3, :3].T @ matrix[:3, 3]
    half = 0.5 * shot["size_px"][0] / sample["intrinsics_px"][0][0]
    right, forward = matrix[0, :3], matrix[2, :3]
    flat = math.hypot(float(forward[0]), float(forward[2]))
    reach = max(1.0, 2.0 * flat)
    ends = [eye + reach * (forward + side * half * right) for side in (-1.0, 1.0)]
    return np.array([[p[0], p[2]] for p in (eye, *ends)])


def _fitted(groups: Sequence[Points]) -> _Scale:
    """Return the scale at which all points are on the page, in its middle."""
    points = np.concatenate(groups)
    low, high = points.min(axis=0) - 0.5, points.max(axis=0) + 0.5
    room = np.array([_WIDTH, _HEIGHT]) - 2.0 * _MARGIN
    px_per_m = float((room / np.maximum(high - low, 1.0)).min())
    spare = room / px_per_m - (high - low)
    return _Scale(low=(low - 0.5 * spare)[None], px_per_m=px_per_m)


def _bar(scale: _Scale) -> list[str]:
    """Return a bar of a round length."""
    length = next((s for s in _STEPS if s * scale.px_per_m >= _BAR_PX), _STEPS[-1])
    start = (_MARGIN, _HEIGHT - 16.0)
    end = (start[0] + length * scale.px_per_m, start[1])
    return [
        drawing.line(start, end, "bar"),
        drawing.label((end[0] + 8.0, end[1] + 4.0), f"{length:g} m"),
    ]
