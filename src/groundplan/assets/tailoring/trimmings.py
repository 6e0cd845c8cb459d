"""What makes a shell a garment: collars, lapels, buttons, belts, cuffs, bands, zips and hoods."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Final

import numpy as np
from jaxtyping import Float64

from groundplan.assets import solids
from groundplan.assets.garments import Cut
from groundplan.assets.human import Figure
from groundplan.assets.surface_rings import BodyPiece, rigid_piece
from groundplan.assets.tailoring.body_fields import body_fields
from groundplan.assets.tailoring.edges import neckline, wedge
from groundplan.assets.tailoring.pattern import Limit
from groundplan.assets.tailoring.shells import Shell
from groundplan.geometry import quaternions, transforms

__all__ = ["trimmings"]

_STILL: Final = np.array([0.0, 0.0, 0.0, 1.0])
_NECK: Final = 0.825
_BELT: Final = (0.572, 0.593)
_COLLAR: Final = 0.026
_LIFT_M: Final = 0.004
_LAPEL: Final = (
    # raised above the opening's low end, width of the lapel; both of the body's height
    (-0.01, 0.0, 0.03, 0.118, 0.124, 0.2),
    (0.0, 0.008, 0.022, 0.046, 0.022, 0.022),
)
_BANDS: Final = ((0.575, 0.592), (0.655, 0.672))
_SLEEVE_BANDS: Final = ((0.09, 0.108), (0.235, 0.253))
_BUTTON_M: Final = 0.0065
_HOOD_LEAN: Final = -0.38


def trimmings(
    figure: Figure, role: str, how: Cut, *, made: Shell, buried: Sequence[Limit]
) -> list[BodyPiece]:
    """Return the details of a garment; trim in the role `<garment>.trim`, a shade of its cloth."""
    pieces: list[BodyPiece] = []
    for detail in how.details:
        if detail in _PATCHES:
            name = f"{role}.trim"
            name = "reflective" if detail == "bands" else name
            name = "belt" if detail == "belt" and how.region == "lower" else name
            for limits in _PATCHES[detail](how):
                patch = made.patch(name, [*limits, *buried], lift_m=_LIFT_M * figure.unit / 1.7)
                pieces += [patch] if patch is not None else []
        elif detail == "buttons":
            pieces += _buttons(figure, how, made)
        elif detail == "hood":
            pieces.append(_hood(figure, role))
    return pieces


def _collar(how: Cut) -> list[list[Limit]]:
    fields = body_fields()
    near = -_COLLAR - neckline(how.neck)
    gap = 0.012 - np.abs(fields.across) - np.where(fields.front > 0.2, 0.0, 9.0)
    return [[Limit(field=near, most=0.0), Limit(field=gap, most=0.0)]]


def _lapels(how: Cut) -> list[list[Limit]]:
    fields = body_fields()
    above = fields.raised - (_NECK - how.opening)
    width = np.interp(above * (0.165 / max(how.opening, 1e-3)), *_LAPEL)
    ahead = np.where(fields.front > -0.3, wedge(how), -9.0)
    return [
        [Limit(field=-width - ahead, most=0.0)],
        [Limit(field=-_COLLAR - neckline(how.neck), most=0.0),
         Limit(field=fields.front, most=0.35)],
    ]  # fmt: skip


def _belt(_how: Cut) -> list[list[Limit]]:
    return [_between(body_fields().height, *_BELT, trunk=True)]


def _between(
    field: Float64[np.ndarray, " vertex"], low: float, high: float, *, trunk: bool
) -> list[Limit]:
    own = Limit(field=body_fields().arm if trunk else -body_fields().arm, most=0.0)
    return [Limit(field=field, most=high), Limit(field=-field, most=-low), own]


def _cuffs(how: Cut) -> list[list[Limit]]:
    return [_between(body_fields().arm, how.sleeve - 0.022, how.sleeve + 0.01, trunk=False)]


def _bands(how: Cut) -> list[list[Limit]]:
    fields = body_fields()
    found = [_between(fields.height, *band, trunk=True) for band in _BANDS]
    arms = [b for b in _SLEEVE_BANDS if b[1] < how.sleeve]
    return found + [_between(fields.arm, *band, trunk=False) for band in arms]


def _seam(_how: Cut) -> list[list[Limit]]:
    fields = body_fields()
    ahead = np.where(fields.front > 0.2, np.abs(fields.across), 9.0)
    return [[Limit(field=ahead, most=0.006), Limit(field=-fields.raised, most=-0.5)]]


_PATCHES: Final[Mapping[str, Callable[[Cut], list[list[Limit]]]]] = MappingProxyType(
    {
        "collar": _collar, "lapels": _lapels, "belt": _belt, "cuffs": _cuffs, "bands": _bands,
        "seam": _seam,
    }
)  # fmt: skip


def _buttons(figure: Figure, how: Cut, made: Shell) -> list[BodyPiece]:
    """Return buttons down the front, from the opening's low end."""
    top = _NECK - max(how.opening, 0.035)
    count = 2 if how.opening > 0.12 else 5
    step = 0.042 if how.opening <= 0.12 else 0.05
    pieces: list[BodyPiece] = []
    heights = made.pattern.laid(body_fields().raised)
    front = made.pattern.laid(body_fields().front) > 0.3
    for k in range(count):
        height = top - 0.006 - step * k
        away = np.hypot(made.cloth[:, 0] / figure.unit, heights - height)
        away = np.where(front, away, 9.0)
        near = np.argsort(away, kind="stable")[:4]
        if height < 0.5 or away[near[0]] > 0.6 * step:
            continue
        pieces.append(_button(figure, made, figure.level(height), near=near))
    return pieces


def _button(figure: Figure, made: Shell, level: float, *, near: np.ndarray) -> BodyPiece:
    radius = _BUTTON_M * figure.unit / 1.7
    ahead = float(made.cloth[near, 2].max()) + 0.3 * radius
    place = transforms.compose(
        np.array([0.0, level, ahead]), _STILL, np.array([radius, radius, 0.6 * radius])
    )
    solid = solids.moved(solids.sphere(segments=6, rings=4), place)
    share = made.weights[near[:1]]
    return BodyPiece(role="buttons", solid=solid, weights=share.repeat(len(solid.points), axis=0))


def _hood(figure: Figure, role: str) -> BodyPiece:
    """Return a hood that lies on the shoulders, behind the neck."""
    u, joints = figure.unit, figure.skeleton
    neck = joints.place("neck")
    back = figure.surface(0.80)[1]
    place = transforms.compose(
        np.array([0.0, neck[1] - 0.002 * u, 0.65 * neck[2] + 0.35 * back]),
        quaternions.from_axis_angle(np.array([1.0, 0.0, 0.0]), _HOOD_LEAN),
        np.array([1.12, 1.0, 1.02]),
    )
    solid = solids.moved(solids.torus(0.048 * u, 0.017 * u, segments=24, sides=8), place)
    return rigid_piece(role, solid, joint=joints.index("upperChest"), count=len(joints.names))
