"""Fish, sharks and whales: a body that bends sideways, fins, and a tail."""

import numpy as np
from jaxtyping import Float

from groundplan.assets import solids
from groundplan.assets.mannequin import Mannequin
from groundplan.assets.skeleton import Skeleton
from groundplan.assets.species import Species
from groundplan.assets.surface_rings import (
    BodyPiece,
    along,
    mirrored,
    oval,
    rigid_piece,
    shell,
    skinned,
)
from groundplan.geometry import quaternions, transforms

__all__ = ["fish_mannequin"]

_ROWS = np.array(
    # along (of the length), half width, half height (of the body's height)
    [[-0.42, 0.03, 0.06], [-0.3, 0.08, 0.18], [-0.1, 0.2, 0.4], [0.12, 0.26, 0.5], [0.3, 0.22,
        0.42],
     [0.42, 0.13, 0.26], [0.5, 0.02, 0.05]]
)  # fmt: skip


def fish_mannequin(kind: Species, *, height_m: float) -> Mannequin:
    """Return a swimmer whose body is `height_m` high [m]; its lowest point rests on y = 0."""
    h, length = height_m, kind.length * height_m
    names = ("hips", "head", "tail1", "tail2", "tailFin")
    ahead = np.array([0.0, 0.2, -0.12, -0.28, -0.42]) * length
    skeleton = Skeleton(
        names=names,
        parents=(-1, 0, 0, 2, 3),
        places=np.stack([np.zeros(5), np.full(5, 0.5 * h), ahead], axis=-1),
    )
    pieces = [_body(skeleton, h, length), *_fins(kind, skeleton, h, length=length)]
    return Mannequin(skeleton=skeleton, meshes=skinned(pieces), size_m=(0.52 * h, h, 1.08 * length))


def _body(skeleton: Skeleton, h: float, length: float) -> BodyPiece:
    at = np.linspace(0.0, len(_ROWS) - 1.0, 25)
    z, wide, high = (np.interp(at, np.arange(len(_ROWS)), _ROWS[:, k]) for k in range(3))
    rings: list[Float[np.ndarray, "side 3"]] = []
    for k in range(len(at)):
        ring = oval(16, float(wide[k]) * h, float(high[k]) * h, power=2.0)
        rings.append(
            np.stack([ring[:, 0], ring[:, 1] + 0.5 * h, np.full(16, z[k] * length)], axis=-1)
        )
    # From the head backwards every joint takes over in turn.
    chain = [(skeleton.index("head"), -0.5 * length), (skeleton.index("hips"), -0.16 * length),
             (skeleton.index("tail1"), 0.12 * length), (skeleton.index("tail2"), 0.28 * length),
             (skeleton.index("tailFin"), 0.42 * length)]  # fmt: skip

    def weigh(points: Float[np.ndarray, "point 3"]) -> Float[np.ndarray, "point joint"]:
        return along(-points[:, 2], chain, count=5, width=0.07 * length)

    return shell("main", np.stack(rings), weigh)


def _fins(kind: Species, skeleton: Skeleton, h: float, *, length: float) -> list[BodyPiece]:
    flukes = "flukes" in kind.extras
    fork = [(0.0, 0.06), (0.0, -0.06), (-0.35, -0.5), (-0.2, 0.0), (-0.35, 0.5)]
    tail = solids.extrude([(x * h, y * h) for x, y in fork], 0.04 * h)
    turn = quaternions.from_euler_yxz(-0.5 * np.pi, 0.0, 0.5 * np.pi if flukes else 0.0)
    turn = quaternions.from_axis_angle(np.array([0.0, 1.0, 0.0]), -0.5 * np.pi)
    if flukes:
        flat = quaternions.from_axis_angle(np.array([0.0, 0.0, 1.0]), 0.5 * np.pi)
        turn = quaternions.multiply(flat, turn)
    at = np.array([0.0, 0.5 * h, -0.42 * length])
    count = len(skeleton.names)
    pieces = [
        rigid_piece("main", solids.moved(tail, transforms.compose(at, turn)),
                    joint=skeleton.index("tailFin"), count=count)
    ]  # fmt: skip
    back = [(0.12, 0.0), (-0.3, 0.0), (-0.34, 0.3), (-0.2, 0.32)]
    fin = solids.extrude([(x * h, y * h) for x, y in back], 0.03 * h)
    sideways = quaternions.from_axis_angle(np.array([0.0, 1.0, 0.0]), -0.5 * np.pi)
    place = np.array([0.0, 0.93 * h, 0.08 * length])
    pieces.append(rigid_piece("main", solids.moved(fin, transforms.compose(place, sideways)),
                              joint=0, count=count))  # fmt: skip
    pectoral = solids.extrude(
        [(0.0, 0.08 * h), (0.4 * h, -0.25 * h), (0.3 * h, -0.3 * h), (0.0, -0.1 * h)], 0.03 * h
    )
    droop = quaternions.from_euler_yxz(0.0, -0.5 * np.pi, -0.35)
    at = np.array([0.2 * h, 0.34 * h, 0.18 * length])
    left = rigid_piece(
        "main", solids.moved(pectoral, transforms.compose(at, droop)), joint=0, count=count
    )
    pieces += [left, mirrored(left, skeleton.names)]
    for x in (-1, 1):
        matrix = transforms.compose(np.array([0.17 * x * h, 0.58 * h, 0.38 * length]),
            np.array([0.0, 0.0, 0.0, 1.0]),
                                    np.array([0.03, 0.05, 0.05]) * h)  # fmt: skip
        eye = solids.moved(solids.sphere(segments=10, rings=7), matrix)
        pieces.append(rigid_piece("eyes", eye, joint=skeleton.index("head"), count=count))
    return pieces
