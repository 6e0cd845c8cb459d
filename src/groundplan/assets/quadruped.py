"""Four-legged bodies: joints and surface from the proportions of a species.

Joint names are VRM's where a person has the joint, and `frontLeftPaw`, `hindRightHoof` … for feet.
"""

import math
from dataclasses import replace
from typing import Final

import numpy as np
from jaxtyping import Float

from groundplan.assets import headgear, solids
from groundplan.assets.mannequin import Mannequin
from groundplan.assets.skeleton import Skeleton
from groundplan.assets.species import Species
from groundplan.assets.surface_rings import (
    BodyPiece,
    along,
    limb,
    mirrored,
    oval,
    rigid_piece,
    shell,
    skinned,
)
from groundplan.errors import SceneError

__all__ = ["quadruped_mannequin", "quadruped_skeleton"]

_MIDDLE: Final = (
    ("hips", ""), ("spine", "hips"), ("chest", "spine"), ("neck", "chest"), ("head", "neck"),
    ("tail1", "hips"), ("tail2", "tail1"), ("tail3", "tail2"),
)  # fmt: skip
_ENDS: Final = (("front", "chest", "Wrist"), ("hind", "hips", "Hock"))


def quadruped_skeleton(kind: Species, height_m: float) -> Skeleton:
    """Return the joints of an animal whose shoulder stands at `height_m` [m]."""
    foot = "Hoof" if kind.hoofed else "Paw"
    tree = list(_MIDDLE)
    for end, root, third in _ENDS:
        for side in ("Left", "Right"):
            names = [f"{end}{side}{part}" for part in ("UpperLeg", "LowerLeg", third, foot)]
            tree += list(zip(names, (root, *names[:3]), strict=True))
    names = tuple(name for name, _ in tree)
    places = np.array([_place(name, kind) for name in names]) * height_m
    return Skeleton(
        names=names,
        parents=tuple(names.index(parent) if parent else -1 for _, parent in tree),
        places=places,
        marks=_soles(names, places, radius=kind.leg * height_m, hoofed=kind.hoofed),
    )


def _soles(
    names: tuple[str, ...], places: Float[np.ndarray, "joint 3"], *, radius: float, hoofed: bool
) -> dict[str, tuple[str, tuple[float, float, float]]]:
    """Return the ends of every sole, of legs that are `radius` thick [m]."""
    ahead, behind = (1.55, 1.15) if hoofed else (2.25, 1.15)
    feet = [(name, place) for name, place in zip(names, places, strict=True)
            if name.endswith(("Paw", "Hoof"))]  # fmt: skip
    return {
        f"{name.removesuffix('Paw').removesuffix('Hoof')}{end}": (
            name,
            (float(place[0]), 0.0, float(place[2] + reach * radius)),
        )
        for name, place in feet
        for end, reach in (("Toe", ahead), ("Heel", -behind))
    }


def _place(name: str, kind: Species) -> tuple[float, float, float]:
    half = 0.5 * kind.length
    up, tail = math.radians(kind.neck_up), math.radians(kind.tail_up)
    nape = (0.0, 0.86, half + 0.06)
    croup = (0.0, 0.9, -half - 0.1)
    middle = {
        "hips": (0.0, 0.84, -half),
        "spine": (0.0, 0.84, -0.25 * kind.length),
        "chest": (0.0, 0.84, 0.2 * kind.length),
        "neck": nape,
        "head": (0.0, nape[1] + kind.neck * math.sin(up), nape[2] + kind.neck * math.cos(up)),
    }
    if name in middle:
        return middle[name]
    if name.startswith("tail"):
        reach = kind.tail * (int(name[-1]) - 1) / 3.0
        return (0.0, croup[1] + reach * math.sin(tail), croup[2] - reach * math.cos(tail))
    x = kind.width * (0.62 if name.startswith("front") else 0.66)
    x = -x if "Right" in name else x
    leg = _FRONT if name.startswith("front") else _HIND
    part = next(part for part in leg if part in name)
    y, z = leg[part]
    z *= kind.bend
    return (x, y, z + (half if name.startswith("front") else -half))


_THICKEST: Final = 0.26
"""Half width of a chest above which legs grow no thicker: our engineering default."""
_FRONT: Final = {
    "UpperLeg": (0.66, 0.03), "LowerLeg": (0.47, -0.06), "Wrist": (0.24, 0.0), "Paw": (0.035, 0.01),
    "Hoof": (0.035, 0.01),
}  # fmt: skip
_HIND: Final = {
    "UpperLeg": (0.74, 0.0), "LowerLeg": (0.49, 0.1), "Hock": (0.26, -0.09), "Paw": (0.035, -0.03),
    "Hoof": (0.035, -0.03),
}  # fmt: skip


def quadruped_mannequin(kind: Species, *, height_m: float, build: float = 0.5) -> Mannequin:
    """Return a clay animal; roles are `main`, `second`, `eyes`, `hoof`, `horn`.

    Raises:
        SceneError: The shoulder height is not between 0.01 and 6 m.
    """
    if not (math.isfinite(height_m) and 0.01 <= height_m <= 6.0):
        raise SceneError(
            f"an animal {height_m:g} m high cannot be drawn",
            "give a shoulder height of 0.01 to 6 m",
        )
    skeleton = quadruped_skeleton(kind, height_m)
    girth = height_m * (0.82 + 0.36 * build)
    pieces = [_trunk(kind, skeleton, girth=girth), _neck(kind, skeleton), _tail(kind, skeleton)]
    for end in ("front", "hind"):
        for piece in _leg(kind, skeleton, end=end):
            pieces += [piece, mirrored(piece, skeleton.names)]
    pieces += _head(kind, skeleton)
    if kind.hoofed and "mane" in kind.extras:
        pieces.append(_mane(kind, skeleton))
    meshes = skinned(pieces)
    points = np.concatenate([mesh.positions for mesh in meshes.values()]).astype(np.float64)
    width, height, depth = (float(extent) for extent in np.ptp(points, axis=0))
    return Mannequin(skeleton=skeleton, meshes=meshes, size_m=(width, height, depth))


def _trunk(kind: Species, skeleton: Skeleton, *, girth: float) -> BodyPiece:
    """Return the barrel from rump to breast, its back at the shoulder height."""
    h = float(skeleton.place("hips")[1]) / 0.84
    half, w = 0.5 * kind.length, kind.width
    croup = 0.985
    rows = (
        # along, half width, top, bottom
        (-half - 0.185, 0.06 * w, 0.85, 0.81),
        (-half - 0.17, 0.4 * w, 0.91, 0.73),
        (-half - 0.12, 0.74 * w, 0.955, 0.66),
        (-half, 1.0 * w, croup, croup - 1.02 * kind.belly),
        (-0.22 * kind.length, 0.95 * w, 0.965, 0.965 - kind.belly),
        (0.1 * kind.length, 1.02 * w, 0.965, 0.965 - 0.5 * (kind.belly + kind.depth)),
        (0.36 * kind.length, 1.0 * w, 0.995, 0.995 - kind.depth),
        (half, 0.9 * w, 1.0, 1.0 - 1.0 * kind.depth),
        (half + 0.1, 0.6 * w, 0.95, 1.04 - kind.depth),
        (half + 0.16, 0.3 * w, 0.86, 0.67),
        (half + 0.18, 0.05 * w, 0.79, 0.75),
    )
    table = np.array(rows)
    at = np.linspace(0.0, len(rows) - 1.0, 4 * (len(rows) - 1) + 1)
    z, wide, top, low = (np.interp(at, np.arange(len(rows)), table[:, k]) for k in range(4))
    wool = 0.05 if "wool" in kind.extras else 0.0
    rings: list[Float[np.ndarray, "side 3"]] = []
    for k in range(len(at)):
        flat = oval(20, (wide[k] * girth / h + wool) * h, 0.5 * (top[k] - low[k] + wool) * h)
        y = 0.5 * (top[k] + low[k]) * h + flat[:, 1]
        rings.append(np.stack([flat[:, 0], y, np.full(20, z[k] * h)], axis=-1))
    chain = [
        (skeleton.index("hips"), -half * h), (skeleton.index("spine"), -0.22 * kind.length * h),
        (skeleton.index("chest"), 0.15 * kind.length * h),
    ]  # fmt: skip

    def weigh(points: Float[np.ndarray, "point 3"]) -> Float[np.ndarray, "point joint"]:
        width = 0.14 * kind.length * h
        return along(points[:, 2], chain, count=len(skeleton.names), width=width)

    return shell("main", np.stack(rings), weigh)


def _at(skeleton: Skeleton, name: str) -> tuple[float, float, float]:
    x, y, z = skeleton.place(name)
    return (float(x), float(y), float(z))


def _neck(kind: Species, skeleton: Skeleton) -> BodyPiece:
    h = float(skeleton.place("hips")[1]) / 0.84
    nape, skull = skeleton.place("neck"), skeleton.place("head")
    root = nape + np.array([0.0, -0.13, -0.12]) * h
    thick = 0.42 * kind.depth * h
    thin = min(0.3 * kind.head, 0.8 * kind.width) * h
    middle = 0.5 * (nape + skull)
    path = [
        (skeleton.index("chest"), _tuple(root), 0.72 * thick),
        (skeleton.index("neck"), _tuple(nape + (skull - nape) * 0.1), 0.84 * thick),
        (-1, _tuple(middle), 0.5 * (0.75 * thick + thin)),
        (skeleton.index("head"), _tuple(skull), thin),
        (-1, _tuple(skull + (skull - middle) * 0.2), 0.6 * thin),
    ]
    return limb("main", path, count=len(skeleton.names), sides=14, width=0.4)


def _tuple(place: Float[np.ndarray, " 3"]) -> tuple[float, float, float]:
    return (float(place[0]), float(place[1]), float(place[2]))


def _mane(kind: Species, skeleton: Skeleton) -> BodyPiece:
    """Return the crest of a horse: along the back of the neck, from the poll to the withers."""
    h = float(skeleton.place("hips")[1]) / 0.84
    nape, skull = skeleton.place("neck"), skeleton.place("head")
    line = (skull - nape) / np.linalg.norm(skull - nape)
    back = np.array([0.0, line[2], -line[1]])
    up = back * (0.42 * kind.depth * h * 0.55)
    path = [
        (skeleton.index("chest"), _tuple(nape + np.array([0.0, 0.06, -0.16]) * h), 0.03 * h),
        (skeleton.index("neck"), _tuple(nape + 0.15 * (skull - nape) + 1.1 * up), 0.055 * h),
        (-1, _tuple(nape + 0.6 * (skull - nape) + 0.85 * up), 0.06 * h),
        (skeleton.index("head"), _tuple(skull + 0.55 * up + line * 0.04 * h), 0.05 * h),
        (-1, _tuple(skull + np.array([0.0, 0.08, 0.1]) * h), 0.02 * h),
    ]
    return limb("second", path, count=len(skeleton.names), sides=10, width=0.4)


def _tail(kind: Species, skeleton: Skeleton) -> BodyPiece:
    h = float(skeleton.place("hips")[1]) / 0.84
    first, last = skeleton.place("tail1"), skeleton.place("tail3")
    ahead = first + np.array([0.0, 0.0, 0.08 * h])
    tip = last + 0.5 * (last - first)
    thick = kind.tail_thick * h
    bushy = kind.tail_thick >= 0.05
    path = [
        (skeleton.index("hips"), _tuple(ahead), 0.8 * thick),
        (skeleton.index("tail1"), _tuple(first), thick * (0.6 if bushy else 1.0)),
        (skeleton.index("tail2"), _at(skeleton, "tail2"), thick * (1.0 if bushy else 0.8)),
        (skeleton.index("tail3"), _at(skeleton, "tail3"), thick * (1.1 if bushy else 0.6)),
        (-1, _tuple(tip), thick * 0.3),
    ]
    role = "second" if kind.extras[:1] == ("mane",) and kind.hoofed else "main"
    return limb(role, path, count=len(skeleton.names), sides=10, width=0.4)


def _leg(kind: Species, skeleton: Skeleton, *, end: str) -> list[BodyPiece]:
    h = float(skeleton.place("hips")[1]) / 0.84
    third, foot = ("Wrist" if end == "front" else "Hock"), ("Hoof" if kind.hoofed else "Paw")
    names = [f"{end}Left{part}" for part in ("UpperLeg", "LowerLeg", third, foot)]
    r = kind.leg * h
    top = 0.62 * min(kind.width, _THICKEST) * h
    role = "second" if "panda" in kind.extras else "main"
    radii = (top, max(0.55 * top, 1.25 * r), 1.12 * r, 0.95 * r)
    start = skeleton.place(names[0]) + np.array([-0.02, 0.1, 0.0]) * h
    root = skeleton.index("chest" if end == "front" else "hips")
    path = [(root, _tuple(start), 0.7 * top)]
    path += [(skeleton.index(n), _at(skeleton, n), q) for n, q in zip(names, radii, strict=True)]
    x, y, z = _at(skeleton, names[3])
    path += [(-1, (x, max(y - 0.8 * r, 0.5 * y), z + 0.1 * r), 0.9 * r)]
    count = len(skeleton.names)
    column = limb(role, path, count=count)
    # Thick legs end in a flat sole: round, they would reach into the ground.
    points = column.solid.points.copy()
    points[:, 1] = np.maximum(points[:, 1], 0.0)
    return [
        replace(column, solid=solids.Solid(points=points, faces=column.solid.faces)),
        rigid_piece(
            "hoof" if kind.hoofed else role,
            _hoof(r, (x, z)) if kind.hoofed else _paw(r, (x, z), flat=kind.bend < 0.5),
            joint=skeleton.index(names[3]),
            count=count,
        ),
    ]


def _hoof(r: float, at: tuple[float, float]) -> solids.Solid:
    solid = solids.cylinder(1.35 * r, 1.5 * r, top=1.05 * r, segments=14, bevel=0.1 * r)
    return _shift(solid, (at[0], 0.0, at[1] + 0.2 * r))


def _paw(r: float, at: tuple[float, float], *, flat: bool = False) -> solids.Solid:
    if flat:
        return _shift(
            solids.cylinder(1.3 * r, 0.9 * r, top=1.12 * r, segments=16, bevel=0.2 * r),
            (at[0], 0.0, at[1] + 0.1 * r),
        )
    ball = solids.sphere(segments=14, rings=9)
    points = ball.points * np.array([1.25 * r, 0.85 * r, 1.7 * r])
    points[:, 1] = np.maximum(points[:, 1], -0.45 * r) + 0.45 * r
    return _shift(solids.Solid(points=points, faces=ball.faces), (at[0], 0.0, at[1] + 0.55 * r))


def _shift(solid: solids.Solid, by: tuple[float, float, float]) -> solids.Solid:
    return solids.Solid(points=solid.points + np.array(by), faces=solid.faces)


def _head(kind: Species, skeleton: Skeleton) -> list[BodyPiece]:
    """Return skull, muzzle, ears, eyes, nose and what grows on the head."""
    h = float(skeleton.place("hips")[1]) / 0.84
    place = skeleton.place("head")
    length = kind.head * h
    joint, count = skeleton.index("head"), len(skeleton.names)
    return [
        rigid_piece(
            role,
            solids.Solid(points=solid.points * length + place, faces=solid.faces),
            joint=joint,
            count=count,
        )
        for role, solid in headgear.animal_head(kind)
    ]
