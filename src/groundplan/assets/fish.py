"""Fish, sharks and whales: a body that bends, fins, and a tail that stands up or lies flat."""

import math

import numpy as np
from jaxtyping import Float

from groundplan.assets import solids
from groundplan.assets.fish_forms import FISH_FORMS, Fin, FishForm
from groundplan.assets.mannequin import Mannequin
from groundplan.assets.skeleton import Skeleton
from groundplan.assets.solids import Solid
from groundplan.assets.species import Species
from groundplan.assets.surface_rings import BodyPiece, along, mirrored, rigid_piece, skinned
from groundplan.assets.swept import ball, plank, swept
from groundplan.geometry import quaternions, transforms

__all__ = ["fish_mannequin"]

_NAMES = ("hips", "head", "tail1", "tail2", "tailFin")
_AHEAD = (0.0, 0.2, -0.12, -0.28, -0.42)
"""Where the joints lie along the length."""
_DROOP_RAD = 0.45
"""How far fins at the sides hang below the horizon."""


def fish_mannequin(kind: Species, *, height_m: float) -> Mannequin:
    """Return a swimmer whose body is `height_m` high [m]; its belly rests on y = 0."""
    form, h, length = FISH_FORMS[kind.form], height_m, kind.length * height_m
    places = [(0.0, 0.5 * h, ahead * length) for ahead in _AHEAD]
    skeleton = Skeleton(
        names=_NAMES,
        parents=(-1, 0, 0, 2, 3),
        places=np.array(places),
        marks=_marks(kind, form, places[-1]),
    )
    pieces = [*_body(kind, form, h, length=length), *_fins(form, skeleton, h, length=length)]
    points = np.concatenate([piece.solid.points for piece in pieces])
    size = (float(np.ptp(points[:, 0])), h, float(np.ptp(points[:, 2])))
    return Mannequin(skeleton=skeleton, meshes=skinned(pieces), size_m=size)


def _marks(
    kind: Species, form: FishForm, tail: tuple[float, float, float]
) -> dict[str, tuple[str, tuple[float, float, float]]]:
    """Return what the way it swims depends on: `flukes`, and `slithers` for a snake's curves."""
    found = {"flukes": form.flukes, "slithers": "slithers" in kind.extras}
    return {name: ("tailFin", tail) for name, has in found.items() if has}


def _weigh(points: Float[np.ndarray, "point 3"], length: float) -> Float[np.ndarray, "point joint"]:
    """Return weights: from the head backwards every joint takes over in turn."""
    chain = [(1, -0.5 * length), (0, -0.16 * length), (2, 0.12 * length), (3, 0.28 * length),
             (4, 0.42 * length)]  # fmt: skip
    return along(-points[:, 2], chain, count=len(_NAMES), width=0.07 * length)


def _body(kind: Species, form: FishForm, h: float, *, length: float) -> list[BodyPiece]:
    stations = [(z * length, y * h, w * h, d * h) for z, y, w, d in form.body]
    solid = _fitted(swept(stations, per=4, sides=16))
    pieces = [
        BodyPiece(role="main", solid=solid, weights=_weigh(solid.points, length), smooth=True)
    ]
    if "belly" in kind.extras:
        low = [(z, y - 0.26 * d, 1.02 * w, 0.77 * d) for z, y, w, d in stations[1:-1]]
        belly = _fitted(swept(low, per=4, sides=16))
        pieces.append(
            BodyPiece(role="second", solid=belly, weights=_weigh(belly.points, length), smooth=True)
        )
    return pieces


def _fitted(solid: Solid) -> Solid:
    """Return the solid with the spline's overshoot below the ground cut off."""
    points = solid.points.copy()
    points[:, 1] = np.maximum(points[:, 1], 0.0)
    return Solid(points=points, faces=solid.faces)


def _blade(fin: Fin, h: float) -> Solid:
    """Return a fin along +X, its leading edge ahead."""
    s = np.linspace(0.0, 1.0, 9)
    wide = fin.base * (1.0 - (1.0 - fin.tip) * s) * np.sqrt(np.maximum(1.0 - s**8, 0.02))
    # Swept back in a curve, as fins are.
    front = 0.5 * fin.base - (fin.sweep + 0.5 * fin.base * (1.0 - fin.tip)) * s**1.35
    thick = 0.16 * fin.base * (1.0 - 0.8 * s) + 0.012
    x = abs(fin.reach) * (1.08 * s - 0.08)
    return plank(x * h, front * h, (front - wide) * h, thick=thick * h)


def _fins(form: FishForm, skeleton: Skeleton, h: float, *, length: float) -> list[BodyPiece]:
    pieces: list[BodyPiece] = []
    for fin in form.back:
        solid = _set(fin, h, length=length, roll=math.copysign(0.5 * math.pi, fin.reach), x=0.0)
        pieces.append(_follows(solid, length))
    for fin in form.sides:
        x = 0.8 * _half_width(form, fin.at) * h
        left = _follows(_set(fin, h, length=length, roll=-_DROOP_RAD, x=x), length)
        pieces += [left, mirrored(left, skeleton.names)]
    count, tip = len(_NAMES), skeleton.index("tailFin")
    for fin in form.tail:
        turn = 0.0 if form.flukes else math.copysign(0.5 * math.pi, fin.reach)
        lobe = rigid_piece("main", _set(fin, h, length=length, roll=turn, x=0.0), joint=tip,
                           count=count)  # fmt: skip
        pieces += [lobe, mirrored(lobe, skeleton.names)] if form.flukes else [lobe]
    z, y = form.eye
    size = form.eye_size * h
    eye = ball((0.9 * _half_width(form, form.eye) * h, y * h, z * length), (size, size, size),
               sides=8)  # fmt: skip
    left = rigid_piece("eyes", eye, joint=skeleton.index("head"), count=count)
    return [*pieces, left, mirrored(left, skeleton.names)]


def _follows(solid: Solid, length: float) -> BodyPiece:
    return BodyPiece(role="main", solid=solid, weights=_weigh(solid.points, length))


def _half_width(form: FishForm, at: tuple[float, float]) -> float:
    """Return the half width of the skin at a place along the length and a height."""
    table = np.array(form.body)
    middle, wide, high = (float(np.interp(at[0], table[:, 0], table[:, k])) for k in (1, 2, 3))
    off = min(abs(at[1] - middle) / max(high, 1e-6), 0.95)
    return wide * math.sqrt(1.0 - off * off)


def _set(fin: Fin, h: float, *, length: float, roll: float, x: float) -> Solid:
    turn = quaternions.from_axis_angle(np.array([0.0, 0.0, 1.0]), roll)
    place = np.array([x, fin.at[1] * h, fin.at[0] * length])
    return solids.moved(_blade(fin, h), transforms.compose(place, turn, np.ones(3)))
