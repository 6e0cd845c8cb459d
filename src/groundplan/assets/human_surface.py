"""The surface of a person: trunk, limbs, head and hands as shells around the joints.

Half widths and depths are fractions of `Figure.unit`; they are our engineering defaults, drawn by
eye. No bare trunk can be made here: a trunk is always a garment.
"""

from typing import Final

import numpy as np
from jaxtyping import Float

from groundplan.assets import solids
from groundplan.assets.human import Figure
from groundplan.assets.surface_rings import (
    BodyPiece,
    Weigh,
    along,
    blend,
    oval,
    rigid_piece,
    shell,
)
from groundplan.geometry import transforms

__all__ = ["arm", "foot", "hand", "head", "leg", "neck", "trunk", "trunk_weigh"]

_TRUNK: Final = np.array(
    # height, half width, half depth, ahead
    [
        [0.465, 0.060, 0.055, 0.000],
        [0.490, 0.088, 0.066, -0.004],
        [0.525, 0.099, 0.072, -0.008],
        [0.560, 0.095, 0.066, -0.006],
        [0.620, 0.078, 0.056, -0.002],
        [0.680, 0.087, 0.062, 0.000],
        [0.745, 0.101, 0.069, 0.000],
        [0.785, 0.106, 0.062, -0.004],
        [0.812, 0.098, 0.050, -0.010],
        [0.830, 0.070, 0.040, -0.013],
        [0.842, 0.040, 0.034, -0.014],
    ]
)
_LEG: Final = np.array(
    # height, radius, ahead
    [
        [0.530, 0.036, -0.002],
        [0.505, 0.048, -0.001],
        [0.470, 0.057, 0.000],
        [0.400, 0.055, 0.003],
        [0.330, 0.046, 0.004],
        [0.283, 0.041, 0.004],
        [0.240, 0.041, -0.004],
        [0.190, 0.040, -0.010],
        [0.120, 0.030, -0.012],
        [0.070, 0.025, -0.012],
        [0.030, 0.026, -0.010],
    ]
)
_ARM: Final = np.array(
    # along the arm, radius
    [[-0.045, 0.006], [-0.035, 0.024], [-0.015, 0.036], [0.02, 0.041], [0.07, 0.038], [0.168,
        0.031], [0.2, 0.032], [0.3, 0.022],
     [0.33, 0.021]]
)  # fmt: skip
_HEAD: Final = np.array(
    # chin 0 to crown 1, half width, half depth, ahead: of the head's height
    [
        [0.00, 0.10, 0.10, 0.25], [0.05, 0.18, 0.18, 0.19], [0.15, 0.26, 0.28, 0.10],
        [0.28, 0.30, 0.36, 0.05], [0.42, 0.33, 0.42, 0.02], [0.58, 0.36, 0.455, 0.0],
        [0.72, 0.365, 0.46, -0.01], [0.84, 0.33, 0.41, -0.015], [0.93, 0.24, 0.31, -0.02],
        [0.98, 0.13, 0.18, -0.02], [1.00, 0.0, 0.0, -0.02],
    ]
)  # fmt: skip
_FOOT: Final = np.array(
    # ahead of the ankle's axis, half width, height
    [[-0.052, 0.010, 0.018], [-0.046, 0.022, 0.045], [-0.02, 0.029, 0.062], [0.01, 0.031, 0.06],
     [0.04, 0.034, 0.045], [0.068, 0.037, 0.034], [0.09, 0.032, 0.028], [0.104, 0.02, 0.02],
     [0.108, 0.008, 0.014]]
)  # fmt: skip
_SIDES: Final = 20


def trunk_weigh(figure: Figure) -> Weigh:
    """Return how points of the trunk and of skirts follow the spine and both legs."""
    joints, u = figure.skeleton, figure.unit
    chain = [
        (joints.index("hips"), 0.0), (joints.index("spine"), 0.585 * u),
        (joints.index("chest"), 0.655 * u), (joints.index("upperChest"), 0.735 * u),
    ]  # fmt: skip
    left, right = joints.index("leftUpperLeg"), joints.index("rightUpperLeg")

    def weigh(points: Float[np.ndarray, "point 3"]) -> Float[np.ndarray, "point joint"]:
        weights = along(points[:, 1], chain, count=len(joints.names), width=0.035 * u)
        low = 0.86 * np.clip((0.515 * u - points[:, 1]) / (0.17 * u), 0.0, 1.0)
        side = blend(0.0, 0.075 * u, points[:, 0])
        weights *= (1.0 - low)[:, None]
        weights[:, left] += low * side
        weights[:, right] += low * (1.0 - side)
        return weights

    return weigh


def trunk(
    figure: Figure, role: str, *, low: float, high: float, offset: float, flare: float = 0.0
) -> BodyPiece:
    """Return a shell around the trunk from `low` to `high` (of the unit), `offset` thick.

    Below the hips it becomes a skirt that widens by `flare` (of the unit) towards `low`.
    """
    u = figure.unit
    count = max(round((high - low) / 0.022), 4)
    at = np.linspace(low, high, count + 1)
    width, depth, ahead = (np.interp(at, _TRUNK[:, 0], _TRUNK[:, k]) for k in (1, 2, 3))
    if low < 0.46:
        skirt = np.clip((0.525 - at) / (0.525 - low), 0.0, 1.0)
        width = np.where(at < 0.525, 0.099 + flare * skirt, width)
        depth = np.where(at < 0.525, 0.074 + 1.2 * flare * skirt, depth)
        ahead = np.where(at < 0.525, -0.006, ahead)
    marks = (0.45, 0.525, 0.62, 0.76, 0.842)
    shape = np.interp(at, marks, (figure.hips, figure.hips, figure.waist, figure.shoulders, 1.0))
    slim = np.where(at > 0.82, min(figure.girth, 1.05), figure.girth) * shape
    rings = [
        _flat(oval(_SIDES + 4, u * (w * g + offset), u * (d * g + offset)), y * u, (0.0, z * u))
        for y, w, d, z, g in zip(at, width, depth, ahead, slim, strict=True)
    ]
    return shell(role, np.stack(rings), trunk_weigh(figure))


def _flat(
    ring: Float[np.ndarray, "side 2"], y: float, shift: tuple[float, float]
) -> Float[np.ndarray, "side 3"]:
    return np.stack([ring[:, 0] + shift[0], np.full(len(ring), y), ring[:, 1] + shift[1]], axis=-1)


def leg(
    figure: Figure, role: str, *, low: float, high: float, offset: float, flare: float = 0.0
) -> BodyPiece:
    """Return a shell around the left leg from `low` to `high` (of the unit)."""
    u, joints = figure.unit, figure.skeleton
    at = np.linspace(low, high, max(round((high - low) / 0.024), 3) + 1)
    table = _LEG[::-1]
    radius = np.interp(at, table[:, 0], table[:, 1])
    ahead = np.interp(at, table[:, 0], table[:, 2])
    radius = radius * figure.girth * np.interp(at, (0.3, 0.5), (1.0, figure.hips))
    radius = radius + offset + flare * np.clip((0.25 - at) / 0.2, 0.0, 1.0)
    x = joints.place("leftUpperLeg")[0]
    rings = [
        _flat(oval(_SIDES - 4, r * u, r * u, power=2.0), y * u, (float(x), z * u))
        for y, r, z in zip(at, radius, ahead, strict=True)
    ]
    chain = [
        (joints.index("hips"), 0.0), (joints.index("leftUpperLeg"), -0.505 * u),
        (joints.index("leftLowerLeg"), -0.283 * u), (joints.index("leftFoot"), -0.046 * u),
    ]  # fmt: skip

    def weigh(points: Float[np.ndarray, "point 3"]) -> Float[np.ndarray, "point joint"]:
        return along(-points[:, 1], chain, count=len(joints.names), width=0.03 * u)

    return shell(role, np.stack(rings), weigh)


def foot(figure: Figure, role: str) -> BodyPiece:
    """Return the left shoe; its sole lies on y = 0."""
    u, joints = figure.unit, figure.skeleton
    place = joints.place("leftFoot")
    rings: list[Float[np.ndarray, "side 3"]] = []
    for z, w, h in _FOOT:
        ring = oval(_SIDES - 4, w * u, 0.5 * h * u, power=3.0)
        x = np.full(len(ring), place[0] + 0.02 * max(z, 0.0) * u)
        rings.append(
            np.stack([x + ring[:, 0], 0.5 * h * u + ring[:, 1], np.full(len(ring), z * u)], axis=-1)
        )
    points = np.stack(rings)
    points[..., 2] += place[2]
    points[..., 1] -= points[..., 1].min()
    chain = [(joints.index("leftFoot"), 0.0), (joints.index("leftToes"), place[2] + 0.075 * u)]

    def weigh(at: Float[np.ndarray, "point 3"]) -> Float[np.ndarray, "point joint"]:
        return along(at[:, 2], chain, count=len(joints.names), width=0.015 * u)

    return shell(role, points, weigh)


def arm(figure: Figure, role: str, *, low: float, high: float, offset: float) -> BodyPiece:
    """Return a shell around the left arm from `low` to `high`: 0 the shoulder, 0.32 the wrist."""
    u = figure.unit
    at = np.linspace(low, high, max(round((high - low) / 0.016), 3) + 1)
    radius = np.interp(at, _ARM[:, 0], _ARM[:, 1]) * figure.girth + offset
    rings = [
        _across(oval(_SIDES - 6, r * u, r * u, power=2.0), s * u)
        for s, r in zip(at, radius, strict=True)
    ]
    return _on_arm(figure, shell(role, np.stack(rings), _arm_weigh(figure)))


def _across(ring: Float[np.ndarray, "side 2"], x: float) -> Float[np.ndarray, "side 3"]:
    return np.stack([np.full(len(ring), x), ring[:, 0], ring[:, 1]], axis=-1)


def _arm_weigh(figure: Figure) -> Weigh:
    u, joints = figure.unit, figure.skeleton
    chain = [
        (joints.index("leftShoulder"), 0.0), (joints.index("leftUpperArm"), 0.0),
        (joints.index("leftLowerArm"), 0.168 * u), (joints.index("leftHand"), 0.325 * u),
    ]  # fmt: skip

    def weigh(points: Float[np.ndarray, "point 3"]) -> Float[np.ndarray, "point joint"]:
        return along(points[:, 0], chain, count=len(joints.names), width=0.025 * u)

    return weigh


def _on_arm(figure: Figure, piece: BodyPiece) -> BodyPiece:
    """Move what was made along +X from the shoulder onto the hanging arm."""
    joints = figure.skeleton
    matrix = joints.body_from_bind_joint()[joints.index("leftUpperArm")]
    moved = solids.moved(piece.solid, matrix)
    return BodyPiece(role=piece.role, solid=moved, weights=piece.weights)


def hand(figure: Figure, role: str) -> list[BodyPiece]:
    """Return the left hand as a mitten with a thumb."""
    u = figure.unit
    rows = ((0.31, 0.016, 0.013), (0.33, 0.021, 0.014), (0.36, 0.027, 0.013), (0.39, 0.026, 0.012),
            (0.415, 0.018, 0.009), (0.425, 0.006, 0.004))  # fmt: skip
    rings = [_across(oval(12, t * u, w * u, power=2.4), s * u) for s, w, t in rows]
    thumb = [(0.335 * u, 0.0, 0.014 * u), (0.355 * u, -0.004 * u, 0.032 * u),
             (0.378 * u, -0.008 * u, 0.041 * u)]  # fmt: skip
    joints = figure.skeleton
    return [
        _on_arm(figure, shell(role, np.stack(rings), _arm_weigh(figure))),
        _on_arm(
            figure,
            rigid_piece(
                role,
                solids.tube(thumb, (0.01 * u, 0.009 * u, 0.006 * u), segments=8),
                joint=joints.index("leftHand"),
                count=len(joints.names),
            ),
        ),
    ]


def neck(figure: Figure, role: str) -> BodyPiece:
    """Return the neck."""
    u, joints = figure.unit, figure.skeleton
    chin = figure.height - figure.head
    at = np.linspace(0.815 * u, chin + 0.35 * figure.head, 7)
    radius = 0.033 * u * (0.7 + 0.3 * figure.girth)
    rings = [_flat(oval(14, radius, radius), y, (0.0, -0.012 * u)) for y in at]
    chain = [
        (joints.index("upperChest"), 0.0), (joints.index("neck"), 0.835 * u),
        (joints.index("head"), float(joints.place("head")[1])),
    ]  # fmt: skip

    def weigh(points: Float[np.ndarray, "point 3"]) -> Float[np.ndarray, "point joint"]:
        return along(points[:, 1], chain, count=len(joints.names), width=0.015 * u)

    return shell(role, np.stack(rings), weigh)


def head(figure: Figure) -> list[BodyPiece]:
    """Return skull, nose, ears, brows, eyes and hair."""
    rings = np.stack(
        [_head_ring(figure, np.full(22, f), offset=0.0, crown=0.985) for f in _HEAD[:, 0]]
    )
    h, base = figure.head, figure.height - figure.head
    joint, count = figure.skeleton.index("head"), len(figure.skeleton.names)
    made: list[tuple[str, solids.Solid]] = [("skin", solids.loft(rings))]
    nose = [
        (0.0, base + 0.5 * h, 0.42 * h),
        (0.0, base + 0.4 * h, 0.5 * h),
        (0.0, base + 0.345 * h, 0.48 * h),
    ]
    made.append(("skin", solids.tube(nose, (0.02 * h, 0.04 * h, 0.045 * h), segments=8)))
    for x in (-1, 1):
        made += [
            ("skin", _bead((0.04, 0.09, 0.06), (0.345 * x, 0.47, -0.03), figure)),
            ("eyes", _bead((0.045, 0.04, 0.03), (0.135 * x, 0.51, 0.405), figure)),
            ("hair", _bead((0.08, 0.018, 0.03), (0.14 * x, 0.6, 0.42), figure)),
        ]
    made.append(("lips", _bead((0.085, 0.02, 0.03), (0.0, 0.225, 0.365), figure)))
    made.append(("hair", _hair(figure)))
    return [rigid_piece(role, solid, joint=joint, count=count) for role, solid in made]


def _bead(
    radii: tuple[float, float, float], at: tuple[float, float, float], figure: Figure
) -> solids.Solid:
    """Return an ellipsoid placed in fractions of the head's height, the chin at 0."""
    h = figure.head
    place = np.array([at[0] * h, figure.height - h + at[1] * h, at[2] * h])
    matrix = transforms.compose(place, np.array([0.0, 0.0, 0.0, 1.0]), h * np.array(radii))
    return solids.moved(solids.sphere(segments=12, rings=8), matrix)


def _head_ring(
    figure: Figure, f: Float[np.ndarray, " side"], *, offset: float, crown: float
) -> Float[np.ndarray, "side 3"]:
    """Return points around the head at heights `f` (0 chin, 1 crown), one per side."""
    h = figure.head
    width, depth, ahead = (np.interp(f, _HEAD[:, 0], _HEAD[:, k]) for k in (1, 2, 3))
    ring = oval(len(f), 1.0, 1.0, power=2.15)
    return np.stack(
        [
            ring[:, 0] * (width + offset * (width > 0.0)) * h,
            figure.height - h + f * crown * h,
            (ring[:, 1] * (depth + offset * (depth > 0.0)) + ahead) * h,
        ],
        axis=-1,
    )


def _hair(figure: Figure) -> solids.Solid:
    """Return a cap, its hairline high ahead and low behind; its top is the body's height."""
    sides = 24
    angle = np.arange(sides) * (2.0 * np.pi / sides)
    behind = 0.5 - 0.5 * np.cos(angle)
    low = -0.28 if figure.long_hair else 0.22
    line = 0.80 + (low - 0.80) * np.clip((behind - 0.12) / 0.5, 0.0, 1.0) ** 0.8
    steps = np.concatenate([np.linspace(0.0, 0.9, 9), [0.97, 1.0]])
    rows: list[Float[np.ndarray, "side 3"]] = []
    for s in steps:
        f = line + s * (1.0 - line)
        ring = _head_ring(figure, np.maximum(f, 0.45), offset=0.03, crown=1.0)
        ring[:, 1] = figure.height - figure.head + f * figure.head
        rows.append(ring)
    return solids.loft(np.stack(rows))
