"""Heads of animals in head lengths: the joint at the origin, the nose ahead (+Z) and a bit down."""

import numpy as np

from groundplan.assets import solids
from groundplan.assets.solids import Solid
from groundplan.assets.species import Species
from groundplan.geometry import quaternions, splines, transforms

__all__ = ["animal_head"]

Shapes = list[tuple[str, Solid]]
_NOD = 0.32
"""How far an animal's face points below the horizon [rad]."""


def animal_head(kind: Species) -> Shapes:
    """Return the shapes of a head with their roles."""
    shapes = [*_skull(kind), *_ears(kind)]
    for extra in kind.extras:
        shapes += _EXTRAS.get(extra, _nothing)(kind)
    nod = transforms.compose(
        np.zeros(3), quaternions.from_axis_angle(np.array([1.0, 0.0, 0.0]), _NOD)
    )
    return [(role, solids.moved(solid, nod)) for role, solid in shapes]


def _nothing(kind: Species) -> Shapes:
    del kind
    return []


def _egg(
    radii: tuple[float, float, float],
    at: tuple[float, float, float],
    *,
    turn: tuple[float, float, float] = (0.0, 0.0, 0.0),
    sides: int = 12,
) -> Solid:
    q = quaternions.from_euler_yxz(*turn)
    matrix = transforms.compose(np.array(at), q, np.array(radii))
    return solids.moved(solids.sphere(segments=sides, rings=max(sides * 2 // 3, 6)), matrix)


def _ape() -> Shapes:
    """Return a round head with a bare face and ears at its sides."""
    shapes: Shapes = [
        ("main", _egg((0.3, 0.32, 0.31), (0.0, 0.1, 0.08), sides=18)),
        ("second", _egg((0.22, 0.24, 0.1), (0.0, 0.1, 0.31), sides=16)),
        ("second", _egg((0.16, 0.13, 0.15), (0.0, -0.06, 0.36), sides=16)),
        ("eyes", _egg((0.05, 0.025, 0.02), (0.0, -0.01, 0.5))),
    ]
    for x in (-1, 1):
        shapes.append(("eyes", _egg((0.035, 0.045, 0.03), (0.09 * x, 0.14, 0.39))))
        shapes.append(("second", _egg((0.07, 0.1, 0.05), (0.31 * x, 0.1, 0.06))))
    return shapes


def _skull(kind: Species) -> Shapes:
    if "ape" in kind.extras:
        return _ape()
    snout = kind.snout
    rows = (
        (-0.22, 0.10, 0.10, 0.02), (-0.16, 0.2, 0.22, 0.02), (0.0, 0.26, 0.29, 0.02),
        (0.2, 0.25, 0.27, 0.0), (0.36, 0.27 * (0.3 + 0.62 * snout), 0.2, -0.04),
        (0.55, 0.27 * snout, 0.27 * snout, -0.09), (0.74, 0.25 * snout, 0.25 * snout, -0.11),
        (0.8, 0.12 * snout, 0.12 * snout, -0.1),
    )  # fmt: skip
    table = np.array(rows)
    at = np.linspace(0.0, len(rows) - 1.0, 3 * (len(rows) - 1) + 1)
    z, w, d, y = (np.interp(at, np.arange(len(rows)), table[:, k]) for k in range(4))
    ring = solids.circle(16)
    rings = np.stack(
        [
            np.broadcast_to(ring[:, 0] * w[:, None], (len(at), 16)),
            ring[:, 1] * d[:, None] + y[:, None],
            np.broadcast_to(z[:, None], (len(at), 16)),
        ],
        axis=-1,
    )
    role = "second" if "wool" in kind.extras else "main"
    shapes: Shapes = [(role, solids.loft(rings))]
    shapes.append(("eyes", _egg((0.1 * snout, 0.07 * snout, 0.05), (0.0, -0.06, 0.79))))
    for x in (-1, 1):
        shapes.append(("eyes", _egg((0.03, 0.05, 0.05), (0.215 * x, 0.1, 0.24))))
    return shapes


def _ears(kind: Species) -> Shapes:
    forms: dict[str, tuple[tuple[float, float, float], tuple[float, float, float], float]] = {
        "prick": ((0.09, 0.24, 0.05), (0.17, 0.34, -0.02), 0.18),
        "drop": ((0.1, 0.24, 0.06), (0.29, 0.08, 0.0), -0.25),
        "round": ((0.12, 0.13, 0.05), (0.2, 0.28, -0.02), 0.4),
        "long": ((0.09, 0.44, 0.05), (0.15, 0.52, -0.08), 0.22),
        "fan": ((0.46, 0.62, 0.05), (0.6, -0.12, -0.22), 0.12),
    }
    if kind.ear not in forms:
        return []
    radii, (x, y, z), lean = forms[kind.ear]
    yaw = 0.5 if kind.ear == "fan" else 0.0
    role = "second" if "panda" in kind.extras else "main"
    return [
        (role, _egg(radii, (side * x, y, z), turn=(-side * yaw, 0.0, -side * lean)))
        for side in (-1.0, 1.0)
    ]


def _horns(kind: Species) -> Shapes:
    back = -0.3 if "beard" in kind.extras else 0.05
    paths = [
        [(0.14 * s, 0.24, 0.0), (0.34 * s, 0.34, back * 0.3), (0.42 * s, 0.52, back),
         (0.36 * s, 0.7, back * 1.4)]
        for s in (-1, 1)
    ]  # fmt: skip
    return [("horn", solids.tube(p, (0.06, 0.055, 0.04, 0.012), segments=8)) for p in paths]


def _antlers(kind: Species) -> Shapes:
    del kind
    shapes: Shapes = []
    for s in (-1, 1):
        beam = [
            (0.1 * s, 0.25, -0.05),
            (0.3 * s, 0.6, -0.2),
            (0.55 * s, 1.0, -0.15),
            (0.5 * s, 1.35, 0.05),
        ]
        shapes.append(("horn", solids.tube(beam, (0.05, 0.045, 0.04, 0.015), segments=8)))
        for k, tip in (
            (1, (0.32 * s, 0.8, 0.2)),
            (2, (0.75 * s, 1.25, -0.2)),
            (2, (0.4 * s, 1.2, 0.25)),
        ):
            shapes.append(("horn", solids.tube([beam[k], tip], (0.035, 0.01), segments=8)))
    return shapes


def _mane(kind: Species) -> Shapes:
    if kind.hoofed:
        return []
    return [
        ("second", _egg((0.52, 0.56, 0.4), (0.0, -0.06, -0.18), sides=18)),
        ("second", _egg((0.42, 0.5, 0.5), (0.0, -0.38, -0.4), sides=18)),
    ]


def _trunk(kind: Species) -> Shapes:
    del kind
    path = [
        (0.0, -0.08, 0.7),
        (0.0, -0.35, 0.92),
        (0.0, -0.9, 0.92),
        (0.0, -1.35, 0.75),
        (0.0, -1.55, 0.9),
    ]
    line = splines.catmull_rom(np.array(path), np.linspace(0.0, 4.0, 21))
    girth = np.interp(np.linspace(0.0, 4.0, 21), np.arange(5), (0.21, 0.19, 0.14, 0.1, 0.07))
    rows = [(float(x), float(y), float(z)) for x, y, z in line]
    return [("main", solids.tube(rows, tuple(girth.tolist()), segments=14))]


def _tusks(kind: Species) -> Shapes:
    del kind
    return [
        ("horn", solids.tube([(0.17 * s, -0.15, 0.6), (0.2 * s, -0.5, 0.85), (0.19 * s, -0.6, 1.2)],
                             (0.05, 0.045, 0.015), segments=8))
        for s in (-1, 1)
    ]  # fmt: skip


def _horn(kind: Species) -> Shapes:
    del kind
    return [
        ("horn", solids.tube([(0.0, 0.05, 0.62), (0.0, 0.25, 0.75), (0.0, 0.55, 0.78)],
                             (0.1, 0.07, 0.01), segments=10)),
        ("horn", solids.tube([(0.0, 0.16, 0.36), (0.0, 0.32, 0.42)], (0.07, 0.01), segments=10)),
    ]  # fmt: skip


def _beard(kind: Species) -> Shapes:
    del kind
    return [
        ("second", solids.tube([(0.0, -0.18, 0.5), (0.0, -0.42, 0.45)], (0.07, 0.015), segments=8))
    ]


def _ossicones(kind: Species) -> Shapes:
    del kind
    return [
        (
            "second",
            solids.tube(
                [(0.1 * s, 0.22, 0.02), (0.12 * s, 0.52, -0.06)], (0.045, 0.06), segments=8
            ),
        )
        for s in (-1, 1)
    ]


def _panda(kind: Species) -> Shapes:
    del kind
    return [("second", _egg((0.06, 0.11, 0.09), (0.2 * s, 0.08, 0.22))) for s in (-1, 1)]


_EXTRAS = {
    "horns": _horns, "antlers": _antlers, "mane": _mane, "trunk": _trunk, "tusks": _tusks,
    "horn": _horn, "beard": _beard, "ossicones": _ossicones, "panda": _panda,
}  # fmt: skip
