"""Birds: one skin from rump to head, wings that spread at rest, legs with toes."""

import math
from typing import Final

import numpy as np
from jaxtyping import Float

from groundplan.assets import solids
from groundplan.assets.beast_forms import BEAST_FORMS
from groundplan.assets.bird_extras import head_extras
from groundplan.assets.bird_forms import BIRD_FORMS, BirdForm
from groundplan.assets.bird_wing import flipper, tail_fan, wing
from groundplan.assets.mannequin import Mannequin
from groundplan.assets.skeleton import Skeleton
from groundplan.assets.solids import Solid
from groundplan.assets.species import Species
from groundplan.assets.surface_rings import (
    BodyPiece,
    along,
    limb,
    mirrored,
    rigid_piece,
    skinned,
)  # fmt: skip
from groundplan.assets.swept import ball, plank, swept, swept_rows
from groundplan.geometry import quaternions, transforms

__all__ = ["bird_mannequin"]

Point = tuple[float, float, float]
_SIDE: Final = (
    ("Wing", "chest"), ("WingTip", "Wing"), ("UpperLeg", "hips"), ("LowerLeg", "UpperLeg"),
    ("Foot", "LowerLeg"),
)  # fmt: skip
_TOES: Final = (-0.5, 0.0, 0.5, math.pi)


def bird_mannequin(kind: Species, *, height_m: float) -> Mannequin:
    """Return a bird standing `height_m` high [m], its wings spread until a pose folds them."""
    form = BIRD_FORMS.get(kind.form) or BEAST_FORMS[kind.form]
    skeleton = _skeleton(kind, form, height_m)
    pieces = [
        *_trunk(kind, form, skeleton, height=height_m),
        *_head(kind, form, skeleton, height=height_m),
    ]
    made = flipper if "upright" in kind.extras else wing
    feathers = "second" if "wings" in kind.extras else "main"
    limbs = made(form, skeleton, height_m, role=feathers)
    limbs += _leg(form, skeleton, height_m, role=_horn(kind, legs=True))
    for piece in limbs:
        pieces += [piece, mirrored(piece, skeleton.names)]
    meshes = skinned(pieces)
    folded = np.concatenate(
        [p.solid.points for p in pieces if not p.weights[:, _wings(skeleton)].any()]
    )
    deep = float(np.ptp(folded[:, 2]))
    wide = 2.0 * max(float(folded[:, 0].max()), form.wrist[0] * height_m)
    return Mannequin(skeleton=skeleton, meshes=meshes, size_m=(wide, height_m, deep))


def _horn(kind: Species, *, legs: bool = False) -> str:
    """Return the material of beak and legs."""
    if "dark" in kind.extras:
        return "eyes"
    furred = "fur" in kind.extras or (legs and "plain_legs" in kind.extras)
    return "main" if furred else "beak"


def _wings(skeleton: Skeleton) -> list[int]:
    return [k for k, name in enumerate(skeleton.names) if "Wing" in name]


def _skeleton(kind: Species, form: BirdForm, height: float) -> Skeleton:
    leg, neck = form.leg, form.body[form.neck]
    middle = form.body[len(form.body) // 2 - 1]
    heart = form.body[max(form.neck - 1, 0)]
    x, y, z = form.wing.root
    middles: dict[str, Point] = {
        "hips": (0.0, leg.hip[0] + 0.04, leg.hip[1]),
        "chest": (0.0, 0.5 * (middle[1] + heart[1]), 0.5 * (middle[0] + heart[0])),
        "neck": (0.0, neck[1], neck[0]),
        "head": (0.0, form.head[1] - 0.3 * form.head[3], form.head[0] - 0.2 * form.head[4]),
        "tail1": (0.0, form.tail.at[1], form.tail.at[0]),
    }
    side: dict[str, Point] = {
        "Wing": (x, y, z), "WingTip": (x + form.wing.arm, y, z),
        "UpperLeg": (leg.apart, *leg.hip), "LowerLeg": (leg.apart, *leg.heel),
        "Foot": (leg.apart, leg.radius, 0.0),
    }  # fmt: skip
    tree = [("hips", ""), ("chest", "hips"), ("neck", "chest"), ("head", "neck"), ("tail1", "hips")]
    places = [np.array(middles[name]) for name, _ in tree]
    for name, sign in (("left", 1.0), ("right", -1.0)):
        for part, parent in _SIDE:
            tree.append((f"{name}{part}", f"{name}{parent}" if parent in side else parent))
            places.append(np.array(side[part]) * [sign, 1.0, 1.0])
    names = tuple(name for name, _ in tree)
    return Skeleton(
        names=names,
        parents=tuple(names.index(parent) if parent else -1 for _, parent in tree),
        places=np.array(places) * height,
        marks=_marks(kind, form, height),
    )


def _marks(kind: Species, form: BirdForm, height: float) -> dict[str, tuple[str, Point]]:
    """Return the ends of the toes, and of folded wings wrist and end; a flipper only hangs."""
    found: dict[str, tuple[str, Point]] = {}
    leg = form.leg
    if "hops" in kind.extras:
        found["hops"] = ("hips", (0.0, leg.hip[0] * height, leg.hip[1] * height))
    for name, sign in (("left", 1.0), ("right", -1.0)):
        toe = (sign * leg.apart * height, leg.radius * height, leg.toe * height)
        found[f"{name}Toe"] = (f"{name}Foot", toe)
        if "upright" in kind.extras:
            continue
        for part, place in (("Wrist", form.wrist), ("WingEnd", form.wing_end)):
            x, y, z = place
            found[f"{name}{part}"] = ("chest", (sign * x * height, y * height, z * height))
    return found


def _trunk(kind: Species, form: BirdForm, skeleton: Skeleton, *, height: float) -> list[BodyPiece]:
    solid, at = swept_rows(form.body, per=3 if len(form.body) < 9 else 2, sides=12)
    count = len(skeleton.names)
    last = len(form.body) - 1.0
    chain = [(skeleton.index("tail1"), -1.0), (skeleton.index("chest"), form.trunk - 0.6),
             (skeleton.index("neck"), form.neck + 0.0),
             (skeleton.index("head"), last - 0.4)]  # fmt: skip
    weights = along(at, chain, count=count, width=0.6)
    pieces = [BodyPiece(role="main", solid=_scaled(solid, height), weights=weights, smooth=True)]
    chest = skeleton.index("chest")
    if "belly" in kind.extras:
        belly = _scaled(swept(_belly(form), sides=10, per=3), height)
        pieces.append(rigid_piece("second", belly, joint=chest, count=count))
    tail = skeleton.index("tail1")
    role = "second" if "fan" in kind.extras else "main"
    pieces += [
        rigid_piece(role, _scaled(feather, height), joint=tail, count=count)
        for feather in tail_fan(form.tail)
    ]
    return pieces


def _belly(form: BirdForm) -> list[tuple[float, float, float, float]]:
    """Return the trunk's rings, narrower and further down their depth."""
    rows = np.array(form.body[max(form.trunk, 1) : form.neck + 1])
    way = np.gradient(rows[:, :2], axis=0)
    way /= np.linalg.norm(way, axis=1, keepdims=True)
    down = 0.25 * rows[:, 3]
    z, y = rows[:, 0] + way[:, 1] * down, rows[:, 1] - way[:, 0] * down
    return [
        (float(a), float(b), float(0.9 * w), float(0.84 * d))
        for a, b, w, d in zip(z, y, rows[:, 2], rows[:, 3], strict=True)
    ]


def _head(kind: Species, form: BirdForm, skeleton: Skeleton, *, height: float) -> list[BodyPiece]:
    count, joint = len(skeleton.names), skeleton.index("head")
    z, y, w, h, deep = form.head
    role = "second" if "hood" in kind.extras else "main"
    beak = [(z + a, y + b, c, d) for a, b, c, d in form.beak]
    shapes: list[tuple[str, Solid]] = [
        (role, ball((0.0, y, z), (w, h, deep), sides=12)),
        (_horn(kind), swept(beak, sides=8, per=3)),
        *head_extras(kind, form),
    ]
    eye = 0.17 * min(w, h) * (1.25 if "face" in kind.extras else 1.0)
    for sign in (-1.0, 1.0):
        place = (sign * 0.86 * w, y + 0.18 * h, z + 0.42 * deep)
        if "face" in kind.extras:
            place = (sign * 0.42 * w, y + 0.14 * h, z + 0.9 * deep)
        shapes.append(("eyes", ball(place, (eye, eye, eye), sides=6)))
    return [
        rigid_piece(name, _scaled(solid, height), joint=joint, count=count)
        for name, solid in shapes
    ]


def _scaled(solid: Solid, by: float) -> Solid:
    return Solid(points=solid.points * by, faces=solid.faces)


def _place(skeleton: Skeleton, name: str) -> Point:
    x, y, z = skeleton.place(name)
    return (float(x), float(y), float(z))


def _leg(form: BirdForm, skeleton: Skeleton, height: float, *, role: str) -> list[BodyPiece]:
    count, leg = len(skeleton.names), form.leg
    joints = [skeleton.index(f"left{part}") for part in ("UpperLeg", "LowerLeg", "Foot")]
    hip, heel, foot = (_place(skeleton, f"left{p}") for p in ("UpperLeg", "LowerLeg", "Foot"))
    r = leg.radius * height
    inside = (hip[0], hip[1] + 0.9 * leg.thigh * height, hip[2])
    half = np.array(hip) + 0.55 * (np.array(heel) - np.array(hip))
    thigh = [(joints[0], inside, 0.7 * leg.thigh * height),
             (joints[0], hip, leg.thigh * height),
             (joints[0], (float(half[0]), float(half[1]), float(half[2])), 1.3 * r)]  # fmt: skip
    shank = [(joints[0], hip, 1.2 * r), (joints[1], heel, 1.25 * r), (joints[2], foot, r)]
    pieces = [limb("main", thigh, count=count, sides=8),
              limb(role, shank, count=count, sides=7, width=0.12)]  # fmt: skip
    ground = np.array([leg.apart, 0.6 * leg.radius, 0.0])
    pieces += [
        rigid_piece(role, _scaled(solid, height), joint=joints[2], count=count)
        for solid in _toes(form, ground)
    ]
    return pieces


def _toes(form: BirdForm, ground: Float[np.ndarray, " 3"]) -> list[Solid]:
    """Return three toes ahead and one behind; a web between those of swimmers."""
    leg = form.leg
    made: list[Solid] = []
    thin = 0.6 * leg.radius
    for angle in _TOES:
        reach = leg.toe * (0.5 if angle == math.pi else 1.0)
        ahead = np.array([math.sin(angle), 0.0, math.cos(angle)])
        path = [ground, ground + 0.6 * reach * ahead, ground + reach * ahead]
        path[2][1] = 0.35 * thin
        path[1][1] = 0.9 * thin
        rows = [(float(p[0]), float(p[1]), float(p[2])) for p in path]
        made.append(solids.tube(rows, (thin, 0.85 * thin, 0.35 * thin), segments=4))
    if leg.webbed:
        s = np.linspace(0.0, 1.0, 5)
        wide = 0.5 * leg.toe * (0.15 + 0.85 * s)
        web = plank(0.92 * leg.toe * s, wide, -wide, thick=np.full(5, 0.8 * thin))
        ahead = quaternions.from_axis_angle(np.array([0.0, 1.0, 0.0]), -0.5 * math.pi)
        place = np.array([ground[0], 0.5 * thin, ground[2]])
        made.append(solids.moved(web, transforms.compose(place, ahead, np.ones(3))))
    return made
