"""Birds: an egg with wings that spread at rest, and legs; joints such as `leftWing`."""

from typing import Final

import numpy as np
from jaxtyping import Float

from groundplan.assets import solids
from groundplan.assets.mannequin import Mannequin
from groundplan.assets.skeleton import Skeleton
from groundplan.assets.species import Species
from groundplan.assets.surface_rings import BodyPiece, limb, mirrored, rigid_piece, skinned
from groundplan.geometry import quaternions, transforms

__all__ = ["bird_mannequin"]

_SIDE: Final = (
    ("Wing", "chest"), ("WingTip", "Wing"), ("UpperLeg", "hips"), ("LowerLeg", "UpperLeg"),
    ("Foot", "LowerLeg"),
)  # fmt: skip
Point = tuple[float, float, float]


def bird_mannequin(kind: Species, *, height_m: float) -> Mannequin:
    """Return a bird standing `height_m` high [m], its wings spread until a pose folds them."""
    skeleton = _skeleton(kind, height_m)
    pieces = [*_trunk(kind, skeleton, height_m), *_head(kind, skeleton, height_m)]
    wing = _flipper if "upright" in kind.extras else _wing
    for piece in (*wing(skeleton, height_m), *_leg(kind, skeleton, height_m)):
        pieces += [piece, mirrored(piece, skeleton.names)]
    upright = "upright" in kind.extras
    size = (0.5 * height_m, height_m, (0.5 if upright else 0.95) * height_m)
    return Mannequin(skeleton=skeleton, meshes=skinned(pieces), size_m=size)


def _skeleton(kind: Species, height: float) -> Skeleton:
    tall, low = _stance(kind)
    middle: dict[str, Point] = {
        "hips": (0.0, low, -0.08),
        "chest": (0.0, low + 0.06 + 0.2 * tall, 0.1),
        "neck": (0.0, low + 0.16 + 0.25 * tall, 0.2 - 0.14 * tall),
        "head": (0.0, 1.0 - 0.45 * kind.head, 0.24 + 0.3 * kind.neck - 0.2 * tall),
        "tail1": (0.0, low + 0.02 - 0.2 * tall, -0.3 + 0.16 * tall),
    }
    tree = [("hips", ""), ("chest", "hips"), ("neck", "chest"), ("head", "neck"), ("tail1", "hips")]
    side: dict[str, Point] = {
        "Wing": (0.12 + 0.06 * tall, low + 0.12 + 0.17 * tall, 0.12 - 0.06 * tall),
        "WingTip": (0.6 - 0.22 * tall, low + 0.12 + 0.17 * tall, 0.12 - 0.06 * tall),
        "UpperLeg": (0.08, low - 0.06 - 0.12 * tall, 0.0),
        "LowerLeg": (0.085, (0.55 - 0.32 * tall) * low, 0.05 - 0.03 * tall),
        "Foot": (0.085, 0.02, 0.0),
    }
    places = [np.array(middle[name]) for name, _ in tree]
    for name in ("left", "right"):
        for part, parent in _SIDE:
            tree.append((f"{name}{part}", f"{name}{parent}" if parent in side else parent))
            x, y, z = side[part]
            places.append(np.array([x if name == "left" else -x, y, z]))
    names = tuple(name for name, _ in tree)
    return Skeleton(
        names=names,
        parents=tuple(names.index(parent) if parent else -1 for _, parent in tree),
        places=np.array(places) * height,
    )


def _stance(kind: Species) -> tuple[float, float]:
    """Return how upright the body is (0..1) and how high its middle is."""
    if "upright" in kind.extras:
        return 1.0, 0.36
    if "stilts" in kind.extras:
        return 0.0, 0.55
    return 0.0, 0.5 - 0.32 * kind.neck


def _egg(radii: Point, at: Point, *, tilt: float, scale: float) -> solids.Solid:
    q: Float[np.ndarray, " 4"] = quaternions.from_axis_angle(np.array([1.0, 0.0, 0.0]), tilt)
    matrix = transforms.compose(np.array(at) * scale, q, np.array(radii) * scale)
    return solids.moved(solids.sphere(segments=18, rings=12), matrix)


def _trunk(kind: Species, skeleton: Skeleton, height: float) -> list[BodyPiece]:
    tall, low = _stance(kind)
    joint, count = skeleton.index("chest"), len(skeleton.names)
    thick = 0.22 if "stilts" not in kind.extras else 0.13
    tilt = -0.35 - 1.1 * tall
    body = _egg(
        (thick, thick * 1.05, 0.38 - 0.02 * tall),
        (0.0, low + 0.04 + 0.04 * tall, 0.0),
        tilt=tilt,
        scale=height,
    )
    belly = _egg(
        (thick * (0.8 + 0.08 * tall), thick * 0.9, 0.3 + 0.04 * tall),
        (0.0, low + 0.02 + 0.04 * tall, 0.05 + 0.02 * tall),
        tilt=tilt,
        scale=height,
    )
    tail = solids.extrude([(-0.05, 0.0), (0.05, 0.0), (0.1, kind.tail), (-0.1, kind.tail)], 0.03)
    at = np.array([0.0, low + 0.03 - 0.25 * tall, -0.26 + 0.12 * tall])
    turn = quaternions.from_euler_yxz(0.0, -0.5 * np.pi - 0.1 - 0.5 * tall, 0.0)
    placed = solids.moved(tail, transforms.compose(at * height, turn, height))
    return [
        rigid_piece("main", body, joint=joint, count=count),
        rigid_piece("second", belly, joint=joint, count=count),
        rigid_piece("main", placed, joint=skeleton.index("tail1"), count=count),
    ]


def _tuple(place: Float[np.ndarray, " 3"]) -> Point:
    return (float(place[0]), float(place[1]), float(place[2]))


def _head(kind: Species, skeleton: Skeleton, height: float) -> list[BodyPiece]:
    count, joint = len(skeleton.names), skeleton.index("head")
    place, nape = skeleton.place("head"), skeleton.place("neck")
    r = 0.45 * kind.head
    long_neck = kind.neck > 0.25
    thick = (0.06 if long_neck else 0.6 * r) * height
    role = "second" if "raptor" in kind.extras and kind.second == "#efe9dc" else "main"
    bend = 0.5 * (place + nape) + np.array([0.0, 0.0, 0.05 * height if long_neck else 0.0])
    path = [
        (skeleton.index("chest"), _tuple(nape - np.array([0.0, 0.1, 0.08]) * height), 1.5 * thick),
        (skeleton.index("neck"), _tuple(bend), thick),
        (joint, _tuple(place), 0.9 * thick),
    ]
    shapes = [(role, _egg((r * 0.9, r, r * 1.05), (0.0, 0.0, 0.0), tilt=0.0, scale=height))]
    beak = [(0.0, 0.0, 0.8 * r), (0.0, -0.12 * r, 1.5 * r), (0.0, -0.3 * r, 2.0 * r)]
    radii = (0.4 * r, 0.26 * r, 0.06 * r)
    if "upright" in kind.extras:
        radii = (0.26 * r, 0.17 * r, 0.05 * r)
    if "bill" in kind.extras:
        radii = (0.4 * r, 0.36 * r, 0.3 * r)
    shapes.append(("beak", _scaled(solids.tube(beak, radii, segments=10), height)))
    eye = (0.1 * r, 0.14 * r, 0.14 * r)
    shapes += [
        ("eyes", _egg(eye, (0.82 * r * x, 0.15 * r, 0.4 * r), tilt=0.0, scale=height))
        for x in (-1, 1)
    ]
    if "comb" in kind.extras:
        shapes.append(
            (
                "red",
                _egg(
                    (0.1 * r, 0.45 * r, 0.7 * r), (0.0, 0.95 * r, 0.1 * r), tilt=0.0, scale=height
                ),
            )
        )
        shapes.append(
            (
                "red",
                _egg((0.1 * r, 0.4 * r, 0.2 * r), (0.0, -0.6 * r, 1.0 * r), tilt=0.0, scale=height),
            )
        )
    return [
        limb(role, path, count=count, width=0.4),
        *(
            rigid_piece(
                name, solids.Solid(points=s.points + place, faces=s.faces), joint=joint, count=count
            )
            for name, s in shapes
        ),
    ]


def _scaled(solid: solids.Solid, by: float) -> solids.Solid:
    return solids.Solid(points=solid.points * by, faces=solid.faces)


def _wing(skeleton: Skeleton, height: float) -> list[BodyPiece]:
    """Return the left wing: two flat shells, spread to the side."""
    root, tip = skeleton.place("leftWing"), skeleton.place("leftWingTip")
    count = len(skeleton.names)
    inner = [(-0.06, 0.04), (0.1, 0.1), (0.5, 0.1), (0.5, -0.2), (0.25, -0.24), (-0.02, -0.22)]
    outer = [
        (-0.03, 0.1), (0.14, 0.08), (0.3, -0.01), (0.44, -0.14), (0.52, -0.28), (0.42, -0.23),
        (0.34, -0.26), (0.24, -0.22), (0.12, -0.23), (-0.03, -0.2),
    ]  # fmt: skip
    pieces: list[BodyPiece] = []
    for name, outline, place in (("leftWing", inner, root), ("leftWingTip", outer, tip)):
        # An outline in (side, ahead): extruded along Z, then laid flat.
        slab = solids.extrude(outline, 0.022)
        flat = slab.points[:, [0, 2, 1]] * height + place
        solid = solids.Solid(points=flat, faces=slab.faces[:, ::-1].copy())
        pieces.append(rigid_piece("main", solid, joint=skeleton.index(name), count=count))
    return pieces


def _flipper(skeleton: Skeleton, height: float) -> list[BodyPiece]:
    """Return a penguin's left wing: one narrow blade, spread to the side."""
    root, tip = skeleton.place("leftWing"), skeleton.place("leftWingTip")
    count = len(skeleton.names)
    pieces: list[BodyPiece] = []
    for name, place, reach, wide in (
        ("leftWing", root, 0.22, 0.07),
        ("leftWingTip", tip, 0.15, 0.055),
    ):
        blade = _egg(
            (0.5 * reach + 0.02, 0.018, wide), (0.5 * reach, 0.0, 0.0), tilt=0.0, scale=height
        )
        solid = solids.Solid(points=blade.points + place, faces=blade.faces)
        pieces.append(rigid_piece("main", solid, joint=skeleton.index(name), count=count))
    return pieces


def _leg(kind: Species, skeleton: Skeleton, height: float) -> list[BodyPiece]:
    names = ("leftUpperLeg", "leftLowerLeg", "leftFoot")
    r = max(kind.leg, 0.012) * height
    path = [
        (skeleton.index(n), _tuple(skeleton.place(n)), q * r)
        for n, q in zip(names, (2.4, 1.2, 1.0), strict=True)
    ]
    place = skeleton.place("leftFoot")
    count = len(skeleton.names)
    pieces = [limb("beak", path, count=count)]
    ground = np.array([place[0], 0.6 * r, place[2]])
    for angle in (-0.5, 0.0, 0.5, np.pi):
        reach = 0.13 * height * (0.6 if angle == np.pi else 1.0)
        end = ground + reach * np.array([np.sin(angle), 0.0, np.cos(angle)])
        toe = solids.tube([_tuple(ground), _tuple(end)], (0.6 * r, 0.4 * r), segments=6)
        pieces.append(rigid_piece("beak", toe, joint=skeleton.index("leftFoot"), count=count))
    return pieces
