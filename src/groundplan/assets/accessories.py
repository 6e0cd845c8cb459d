"""Hats, scarves, glasses and bags: rigid things that follow one joint."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

import numpy as np

from groundplan.assets import solids
from groundplan.assets.human import Figure
from groundplan.assets.solids import Solid
from groundplan.assets.surface_rings import BodyPiece, rigid_piece
from groundplan.errors import SceneError
from groundplan.geometry import transforms

__all__ = ["worn"]

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


def _on_head(figure: Figure, solid: Solid, *, up: float = 0.0, ahead: float = -0.015) -> Solid:
    """Place a shape made in head heights; `up` from the crown."""
    h = figure.head
    place = np.array([0.0, figure.height + up * h, ahead * h])
    return solids.moved(solid, transforms.compose(place, _STILL, np.array([h * 0.86, h, h * 1.06])))


def _brim(figure: Figure) -> Shapes:
    crown = [(0.45, -0.34), (0.44, -0.05), (0.36, 0.05), (0.0, 0.06)]
    brim = [(0.43, -0.35), (0.74, -0.31), (0.74, -0.28), (0.4, -0.27)]
    return [_on_head(figure, solids.lathe(p, segments=28)) for p in (crown, brim)]


def _tall(figure: Figure) -> Shapes:
    crown = [(0.45, -0.3), (0.42, 0.1), (0.47, 0.5), (0.0, 0.5)]
    brim = [(0.43, -0.31), (0.64, -0.26), (0.64, -0.24), (0.4, -0.26)]
    return [_on_head(figure, solids.lathe(p, segments=28)) for p in (crown, brim)]


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
    return [_on_head(figure, solids.lathe(dome, segments=24), ahead=-0.06)]


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
    place = np.array([0.0, 0.845 * u, -0.008 * u])
    ring = solids.moved(
        solids.torus(0.044 * u, 0.018 * u, segments=24, sides=10),
        transforms.compose(place, _STILL, np.array([1.0, 1.3, 1.0])),
    )
    tail = [
        (0.02 * u, 0.84 * u, 0.04 * u),
        (0.03 * u, 0.78 * u, 0.08 * u),
        (0.032 * u, 0.68 * u, 0.088 * u),
    ]
    return [ring, solids.tube(tail, (0.016 * u, 0.02 * u, 0.02 * u), segments=8)]


def _tie(figure: Figure) -> Shapes:
    u = figure.unit
    outline = [(-0.006, 0.0), (0.006, 0.0), (0.016, -0.15), (0.0, -0.175), (-0.016, -0.15)]
    blade = solids.extrude([(x * u, y * u) for x, y in outline], 0.004 * u)
    place = np.array([0.0, 0.8 * u, 0.064 * u * figure.girth + 0.016 * u])
    return [solids.moved(blade, transforms.compose(place, _STILL))]


def _backpack(figure: Figure) -> Shapes:
    u = figure.unit
    pack = solids.box((0.17 * u, 0.22 * u, 0.09 * u), bevel=0.02 * u)
    pocket = solids.box((0.12 * u, 0.1 * u, 0.04 * u), bevel=0.012 * u)
    back = -0.07 * u * figure.girth
    straps = [
        solids.tube(
            [(x * u, 0.7 * u, 0.08 * u), (x * u, 0.79 * u, 0.06 * u), (x * u, 0.825 * u, -0.01 * u),
             (x * u, 0.79 * u, back - 0.03 * u)],
            0.01 * u,
        )
        for x in (-0.06, 0.06)
    ]  # fmt: skip
    return [
        solids.moved(pack, transforms.compose(np.array([0.0, 0.72 * u, back - 0.05 * u]), _STILL)),
        solids.moved(pocket, transforms.compose(np.array([0.0, 0.68 * u, back - 0.1 * u]), _STILL)),
        *straps,
    ]


def _glasses(figure: Figure) -> Shapes:
    h, base = figure.head, figure.height - figure.head
    lens = solids.box((0.2 * h, 0.13 * h, 0.03 * h), bevel=0.01 * h)
    shapes = [
        solids.moved(lens, transforms.compose(np.array([x * h, base + 0.51 * h, 0.43 * h]), _STILL))
        for x in (-0.14, 0.14)
    ]
    shapes += [
        solids.tube(
            [(x * 0.24 * h, base + 0.53 * h, 0.41 * h), (x * 0.35 * h, base + 0.53 * h, 0.0)],
            0.012 * h,
        )
        for x in (-1, 1)
    ]
    bridge = [(-0.05 * h, base + 0.53 * h, 0.44 * h), (0.05 * h, base + 0.53 * h, 0.44 * h)]
    return [*shapes, solids.tube(bridge, 0.012 * h)]


def _mask(figure: Figure) -> Shapes:
    h, base = figure.head, figure.height - figure.head
    matrix = transforms.compose(
        np.array([0.0, base + 0.26 * h, 0.16 * h]), _STILL, h * np.array([0.31, 0.17, 0.34])
    )
    return [solids.moved(solids.sphere(segments=20, rings=12), matrix)]


_MAKERS: Final[Mapping[str, tuple[str, Callable[[Figure], Shapes]]]] = MappingProxyType(
    {
        "brim": ("head", _brim),
        "tall": ("head", _tall),
        "cap": ("head", _cap),
        "beanie": ("head", _beanie),
        "helmet": ("head", _helmet),
        "crown": ("head", _crown),
        "hood": ("head", _hood),
        "scarf": ("upperChest", _scarf),
        "tie": ("upperChest", _tie),
        "backpack": ("upperChest", _backpack),
        "glasses": ("head", _glasses),
        "mask": ("head", _mask),
    }
)
