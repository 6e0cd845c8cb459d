"""Hats, scarves, glasses and bags: rigid things that follow one joint."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

import numpy as np
from jaxtyping import Float

from groundplan.assets import solids
from groundplan.assets.human import Figure
from groundplan.assets.human_shape.data import body_data
from groundplan.assets.solids import Solid
from groundplan.assets.surface_rings import BodyPiece, rigid_piece
from groundplan.assets.tailoring.body_fields import body_fields
from groundplan.assets.tailoring.shells import Shell
from groundplan.errors import SceneError
from groundplan.geometry import transforms

__all__ = ["neck_strap", "worn"]

Shapes = list[Solid]
_STILL: Final = np.array([0.0, 0.0, 0.0, 1.0])


def worn(figure: Figure, role: str, *, shape: str) -> list[BodyPiece]:
    """Return an accessory in the figure's bind pose.

    Raises:
        SceneError: No accessory has that shape.
    """
    if shape not in _MAKERS:
        raise SceneError(f"no accessory is shaped {shape!r}", f"use one of {', '.join(_MAKERS)}")
    joint, make = _MAKERS[shape]
    skeleton = figure.skeleton
    return [
        rigid_piece(role, solid, joint=skeleton.index(joint), count=len(skeleton.names))
        for solid in make(figure)
    ]


def _on_head(figure: Figure, solid: Solid, *, up: float = 0.0, ahead: float = 0.0) -> Solid:
    """Place a shape made around a skull of radius 0.42 head heights; `up` from the crown."""
    h = figure.head
    wide, deep = figure.head_half
    place = np.array([0.0, figure.height + (up - 0.05) * h, figure.head_middle[1] + ahead * h])
    scale = np.array([wide / 0.42, h, deep / 0.42])
    return solids.moved(solid, transforms.compose(place, _STILL, scale))


def _brim(figure: Figure) -> Shapes:
    crown = [(0.45, -0.34), (0.44, -0.05), (0.36, 0.05), (0.0, 0.06)]
    brim = [(0.43, -0.35), (0.74, -0.31), (0.74, -0.28), (0.4, -0.27)]
    return [_on_head(figure, solids.lathe(p, segments=28)) for p in (crown, brim)]


def _tall(figure: Figure) -> Shapes:
    crown = [(0.45, -0.3), (0.42, 0.1), (0.47, 0.5), (0.0, 0.5)]
    brim = [(0.43, -0.31), (0.64, -0.26), (0.64, -0.24), (0.4, -0.26)]
    return [_on_head(figure, solids.lathe(p, segments=28)) for p in (crown, brim)]


def _wide(figure: Figure) -> Shapes:
    crown = [(0.45, -0.34), (0.44, -0.05), (0.34, 0.06), (0.0, 0.07)]
    brim = [(0.43, -0.36), (1.0, -0.4), (1.0, -0.37), (0.4, -0.28)]
    return [_on_head(figure, solids.lathe(p, segments=28)) for p in (crown, brim)]


def _toque(figure: Figure) -> Shapes:
    band = [(0.455, -0.33), (0.455, -0.02), (0.44, 0.02), (0.0, 0.02)]
    top = [(0.43, 0.0), (0.58, 0.18), (0.6, 0.34), (0.42, 0.46), (0.0, 0.48)]
    return [_on_head(figure, solids.lathe(p, segments=24)) for p in (band, top)]


def _hard(figure: Figure) -> Shapes:
    dome = [(0.49, -0.32), (0.5, -0.2), (0.42, 0.04), (0.24, 0.14), (0.0, 0.16)]
    rim = [(0.46, -0.33), (0.6, -0.34), (0.6, -0.31), (0.47, -0.28)]
    ridge = solids.moved(
        solids.box((0.09, 0.12, 0.8), bevel=0.03),
        transforms.compose(np.array([0.0, 0.1, 0.0]), _STILL),
    )
    shapes = [solids.lathe(p, segments=24) for p in (dome, rim)]
    return [_on_head(figure, solid, up=0.03) for solid in (*shapes, ridge)]


def _globe(figure: Figure) -> Shapes:
    shell = [(0.3, -1.15), (0.62, -1.05), (0.7, -0.6), (0.62, -0.1), (0.34, 0.16), (0.0, 0.2)]
    return [_on_head(figure, solids.lathe(shell, segments=28), ahead=-0.16)]


def _veil(figure: Figure) -> Shapes:
    drape = [(0.72, -2.4), (0.62, -1.4), (0.52, -0.7), (0.47, -0.25), (0.3, 0.02), (0.0, 0.05)]
    whole = solids.lathe(drape, segments=24)
    points = whole.points.copy()
    points[:, 2] = np.minimum(points[:, 2], 0.08)
    return [_on_head(figure, Solid(points=points, faces=whole.faces), ahead=-0.06)]


def _band(figure: Figure) -> Shapes:
    ring = [(0.42, -0.27), (0.455, -0.27), (0.46, -0.17), (0.42, -0.17), (0.42, -0.27)]
    return [_on_head(figure, solids.lathe(ring, segments=24))]


def _cap(figure: Figure) -> Shapes:
    dome = [(0.465, -0.3), (0.46, -0.18), (0.36, 0.0), (0.2, 0.06), (0.0, 0.07)]
    peak = solids.moved(
        solids.lathe([(0.0, 0.0), (0.4, 0.0), (0.4, 0.03), (0.0, 0.03)], segments=24),
        transforms.compose(np.array([0.0, -0.3, 0.38]), _STILL, np.array([0.9, 1.0, 0.9])),
    )
    return [_on_head(figure, solids.lathe(dome, segments=24)), _on_head(figure, peak)]


def _beanie(figure: Figure) -> Shapes:
    dome = [(0.47, -0.36), (0.49, -0.33), (0.49, -0.24), (0.46, -0.22), (0.42, -0.02),
            (0.24, 0.09), (0.0, 0.11)]  # fmt: skip
    return [_on_head(figure, solids.lathe(dome, segments=24))]


def _helmet(figure: Figure) -> Shapes:
    dome = [(0.5, -0.5), (0.56, -0.4), (0.55, -0.2), (0.44, 0.02), (0.24, 0.12), (0.0, 0.14)]
    return [_on_head(figure, solids.lathe(dome, segments=24), up=0.13, ahead=-0.03)]


def _crown(figure: Figure) -> Shapes:
    band = _on_head(figure, solids.lathe([(0.44, -0.2), (0.46, 0.0), (0.42, 0.0), (0.4, -0.2)]))
    ring = solids.circle(8) * 0.44
    spikes = [
        _on_head(
            figure,
            solids.moved(
                solids.cone(0.07, 0.2, segments=8),
                transforms.compose(np.array([x, -0.02, z]), _STILL),
            ),
        )
        for x, z in ring
    ]
    return [band, *spikes]


def _hood(figure: Figure) -> Shapes:
    dome = [(0.5, -0.95), (0.5, -0.6), (0.52, -0.3), (0.42, -0.02), (0.22, 0.08), (0.0, 0.1)]
    return [_on_head(figure, solids.lathe(dome, segments=24), ahead=-0.14)]


def _scarf(figure: Figure) -> Shapes:
    u = figure.unit
    neck = figure.skeleton.place("neck")
    front = figure.surface(0.78)[0]
    place = np.array([0.0, neck[1] + 0.012 * u, neck[2] + 0.02 * u])
    ring = solids.moved(
        solids.torus(0.046 * u, 0.02 * u, segments=28, sides=10),
        transforms.compose(place, _STILL, np.array([1.12, 1.4, 1.12])),
    )
    tail = [
        (0.02 * u, place[1], place[2] + 0.055 * u),
        (0.032 * u, figure.level(0.775), front + 0.022 * u),
        (0.034 * u, figure.level(0.69), figure.surface(0.70)[0] + 0.022 * u),
    ]
    return [ring, solids.tube(tail, (0.016 * u, 0.02 * u, 0.02 * u), segments=8)]


def _tie(figure: Figure) -> Shapes:
    u = figure.unit
    rows = ((0.808, 0.007), (0.80, 0.011), (0.79, 0.008), (0.74, 0.014), (0.67, 0.019),
            (0.645, 0.003))  # fmt: skip
    rings: list[Float[np.ndarray, "side 3"]] = []
    for height, half in rows:
        ring = solids.circle(8) * np.array([half * u, 0.004 * u])
        level = figure.level(height)
        ahead = _front_line(figure, level) + 0.017 * u
        rings.append(np.stack([ring[:, 0], np.full(8, level), ahead + ring[:, 1]], axis=1))
    return [solids.loft(np.stack(rings))]


def _bow(figure: Figure) -> Shapes:
    u = figure.unit
    level = figure.level(0.808)
    ahead = _front_line(figure, level) + 0.02 * u
    knot = solids.box((0.012 * u, 0.014 * u, 0.012 * u), bevel=0.003 * u)
    wings = [
        solids.moved(
            solids.cone(0.013 * u, 0.036 * u, segments=8),
            transforms.compose(
                np.array([side * 0.037 * u, level, ahead]),
                np.array([0.0, 0.0, side * 0.7071068, 0.7071068]), np.array([1.0, 1.0, 0.5]),
            ),
        )
        for side in (-1.0, 1.0)
    ]  # fmt: skip
    return [
        solids.moved(knot, transforms.compose(np.array([0.0, level, ahead]), _STILL)), *wings,
    ]  # fmt: skip


def neck_strap(figure: Figure, role: str, bib: Shell) -> BodyPiece:
    """Return the strap that carries a bib, around the neck."""
    u, joints = figure.unit, figure.skeleton
    points, top = bib.cloth, float(bib.cloth[:, 1].max())
    edge = points[points[:, 1] > top - 0.02 * u]
    side, ahead = float(edge[:, 0].max()), float(edge[:, 2].max())
    fields = body_fields()
    slope = (np.abs(figure.points[:, 0] - 0.046 * u) < 0.012 * u) & ~fields.head
    slope &= fields.arm <= 0.0
    high = figure.points[slope][np.argmax(figure.points[slope, 1])]
    room = 0.014 * u
    left = [
        (side, top, ahead - 0.004 * u),
        (0.5 * (side + float(high[0])), 0.4 * top + 0.6 * float(high[1]), ahead - 0.012 * u),
        (float(high[0]), float(high[1]) + room, float(high[2])),
    ]
    back = (0.0, float(high[1]) + 0.5 * room, figure.surface(0.82)[1] - room)
    path = [*left, back, *((-x, y, z) for x, y, z in reversed(left))]
    solid = solids.tube(path, 0.007 * u, segments=6)
    return rigid_piece(role, solid, joint=joints.index("upperChest"), count=len(joints.names))


def _front_line(figure: Figure, level: float) -> float:
    """Return how far ahead the middle of the front is at a height [m]."""
    data = body_data()
    middle = (np.abs(figure.points[:, 0]) < 0.02 * figure.unit) & (figure.normals[:, 2] > 0.2)
    middle &= (data.height > 0.55) & (data.height < 0.84)
    line = figure.points[middle][:, 1:]
    line = line[np.lexsort((line[:, 1], line[:, 0]))]
    return float(np.interp(level, line[:, 0], line[:, 1]))


def _backpack(figure: Figure) -> Shapes:
    u = figure.unit
    pack = solids.box((0.17 * u, 0.23 * u, 0.09 * u), bevel=0.02 * u)
    pocket = solids.box((0.12 * u, 0.1 * u, 0.04 * u), bevel=0.012 * u)
    high, middle, low = figure.level(0.80), figure.level(0.72), figure.level(0.66)
    back = figure.surface(0.74)[1] - 0.014 * u
    front, top = figure.surface(0.74)[0] + 0.012 * u, figure.level(0.825)
    straps = [
        solids.tube(
            [(x * u, low, back), (1.3 * x * u, low, 0.6 * front), (1.15 * x * u, middle, front),
             (x * u, high, 0.75 * front), (x * u, top, 0.4 * back), (x * u, high, back - 0.02 * u)],
            0.011 * u, segments=8,
        )
        for x in (-0.055, 0.055)
    ]  # fmt: skip
    return [
        solids.moved(pack, transforms.compose(np.array([0.0, middle, back - 0.045 * u]), _STILL)),
        solids.moved(pocket, transforms.compose(np.array([0.0, low, back - 0.1 * u]), _STILL)),
        *straps,
    ]


def _eye(figure: Figure) -> Float[np.ndarray, " 3"]:
    return figure.points[body_data().tags["leftEye"]]


def _sunglasses(figure: Figure) -> Shapes:
    """Return dark lenses in their frame."""
    h, eye = figure.head, _eye(figure)
    lens = solids.box((0.2 * h, 0.14 * h, 0.02 * h), bevel=0.009 * h)
    places = [np.array([x * eye[0], eye[1] - 0.01 * h, eye[2] + 0.045 * h]) for x in (-1.05, 1.05)]
    lenses = [solids.moved(lens, transforms.compose(place, _STILL)) for place in places]
    return [*lenses, *_temples(figure)]


def _glasses(figure: Figure) -> Shapes:
    """Return rims that one sees the eyes through."""
    h, eye = figure.head, _eye(figure)
    rim = solids.torus(0.088 * h, 0.009 * h, segments=16, sides=5)
    lie = np.array([0.7071068, 0.0, 0.0, 0.7071068])
    places = [np.array([x * eye[0], eye[1] - 0.01 * h, eye[2] + 0.045 * h]) for x in (-1.05, 1.05)]
    rims = [
        solids.moved(rim, transforms.compose(place, lie, np.array([1.1, 1.0, 0.85])))
        for place in places
    ]
    return [*rims, *_temples(figure)]


def _temples(figure: Figure) -> Shapes:
    """Return what carries glasses: two temples and a bridge."""
    h, eye = figure.head, _eye(figure)
    ahead = eye[2] + 0.045 * h
    shapes: Shapes = []
    side = figure.head_half[0] + 0.01 * h
    shapes += [
        solids.tube(
            [(x * (eye[0] + 0.09 * h), eye[1] + 0.02 * h, ahead), (x * side, eye[1] + 0.02 * h,
             ahead - 0.12 * h), (x * side, eye[1] + 0.03 * h, figure.head_middle[1])],
            0.012 * h,
        )
        for x in (-1, 1)
    ]  # fmt: skip
    bridge = [(-0.05 * h, eye[1] + 0.02 * h, ahead), (0.05 * h, eye[1] + 0.02 * h, ahead)]
    return [*shapes, solids.tube(bridge, 0.012 * h)]


def _mask(figure: Figure) -> Shapes:
    h, tags = figure.head, body_data().tags
    nose, chin = figure.points[tags["nose"]], figure.points[tags["chin"]]
    place = np.array([0.0, 0.55 * nose[1] + 0.45 * chin[1], nose[2] - 0.3 * h])
    radii = np.array([figure.head_half[0] * 0.98, 0.62 * (nose[1] - chin[1]), 0.36 * h])
    return [
        solids.moved(solids.sphere(segments=20, rings=12), transforms.compose(place, _STILL, radii))
    ]


_MAKERS: Final[Mapping[str, tuple[str, Callable[[Figure], Shapes]]]] = MappingProxyType(
    {
        "brim": ("head", _brim),
        "tall": ("head", _tall),
        "wide": ("head", _wide),
        "toque": ("head", _toque),
        "hard": ("head", _hard),
        "globe": ("head", _globe),
        "veil": ("head", _veil),
        "band": ("head", _band),
        "bow": ("upperChest", _bow),
        "cap": ("head", _cap),
        "beanie": ("head", _beanie),
        "helmet": ("head", _helmet),
        "crown": ("head", _crown),
        "hood": ("head", _hood),
        "scarf": ("upperChest", _scarf),
        "tie": ("upperChest", _tie),
        "backpack": ("upperChest", _backpack),
        "glasses": ("head", _glasses),
        "sunglasses": ("head", _sunglasses),
        "mask": ("head", _mask),
    }
)
