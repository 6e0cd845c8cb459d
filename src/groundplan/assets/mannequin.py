"""A clothed person: one skinned mesh per material role (skin, hair, eyes, each garment)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from groundplan.assets import accessories
from groundplan.assets.garments import Cut, cut
from groundplan.assets.human import Figure, human_figure
from groundplan.assets.human_surface import arm, foot, hand, head, leg, neck, trunk
from groundplan.assets.meshes import TriangleMesh
from groundplan.assets.skeleton import Skeleton
from groundplan.assets.surface_rings import BodyPiece, mirrored, skinned

__all__ = ["Mannequin", "human_mannequin"]

_SKIRT_HEM: Final = 0.4
"""A garment that reaches below this (of the unit) covers the hips like a skirt."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Mannequin:
    """A jointed body and its surface, in the pose that the skeleton binds."""

    skeleton: Skeleton
    meshes: dict[str, TriangleMesh]
    """By role: `skin`, `hair`, `eyes`, `lips`, and one per garment id."""
    size_m: tuple[float, float, float]
    """Width, height, depth when standing with hanging arms."""


def human_mannequin(
    height_m: float,
    *,
    garments: Sequence[str] = (),
    build: float = 0.5,
    age_years: float = 30.0,
    gender: str = "neutral",
) -> Mannequin:
    """Return a person in the named garments; what decency and habit ask for is added.

    Added garments have the roles `shirt`, `trousers` and `shoes`.

    Raises:
        SceneError: The height cannot be drawn, or a garment is unknown.
    """
    figure = human_figure(height_m, build=build, age_years=age_years, gender=gender)
    cuts = _complete({garment: cut(garment) for garment in garments})
    pieces = [*head(figure), neck(figure, "skin"), *_bare(figure, cuts)]
    for role, how in cuts.items():
        pieces += _worn(figure, role, how)
    width = 2.0 * (figure.shoulders * 0.106 + 0.09) * figure.unit
    return Mannequin(
        skeleton=figure.skeleton,
        meshes=skinned(pieces),
        size_m=(width, height_m, 0.3 * figure.unit * max(figure.girth, 0.9)),
    )


def _complete(cuts: Mapping[str, Cut]) -> dict[str, Cut]:
    """Add what is needed so that nobody is bare."""
    regions = {how.region for how in cuts.values()}
    sleeved = any(how.region in {"upper", "whole"} and how.layer <= 4 for how in cuts.values())
    closed = any(how.region == "whole" for how in cuts.values())
    added: dict[str, Cut] = {}
    if not sleeved:
        added["shirt"] = cut("shirt")
    if not closed and not regions & {"lower", "skirt"}:
        added["trousers"] = cut("trousers")
    if "feet" not in regions:
        added["shoes"] = cut("shoes")
    return {**added, **cuts}


def _both(piece: BodyPiece, figure: Figure) -> list[BodyPiece]:
    return [piece, mirrored(piece, figure.skeleton.names)]


def _bare(figure: Figure, cuts: Mapping[str, Cut]) -> list[BodyPiece]:
    """Return what shows of hands, arms and lower legs."""
    pieces: list[BodyPiece] = []
    gloved = any(how.region == "hands" for how in cuts.values())
    if not gloved:
        pieces += [p for side in hand(figure, "skin") for p in _both(side, figure)]
    sleeve = max((how.sleeve for how in cuts.values()), default=0.0)
    if sleeve < 0.3:
        bare_arm = arm(figure, "skin", low=max(sleeve - 0.03, -0.045), high=0.33, offset=0.0)
        pieces += _both(bare_arm, figure)
    hem = min((how.hem for how in cuts.values() if how.region == "lower"), default=0.5)
    if hem > 0.05:
        bare_leg = leg(figure, "skin", low=0.03, high=min(hem + 0.03, 0.45), offset=0.0)
        pieces += _both(bare_leg, figure)
    return pieces


def _worn(figure: Figure, role: str, how: Cut) -> list[BodyPiece]:
    offset = 0.003 + 0.004 * how.layer
    if how.region in {"upper", "whole"}:
        pieces = [trunk(figure, role, low=how.hem, high=0.838, offset=offset, flare=how.flare)]
        if how.sleeve > 0.0:
            sleeve = arm(figure, role, low=-0.045, high=how.sleeve, offset=offset)
            pieces += _both(sleeve, figure)
        return pieces
    if how.region == "lower":
        legs = leg(figure, role, low=how.hem, high=0.53, offset=0.006)
        return [trunk(figure, role, low=0.465, high=0.6, offset=0.004), *_both(legs, figure)]
    if how.region == "skirt":
        return [trunk(figure, role, low=how.hem, high=0.62, offset=0.006, flare=how.flare)]
    if how.region == "feet":
        pieces = _both(foot(figure, role), figure)
        if how.shape == "shaft":
            shaft = leg(figure, role, low=0.03, high=how.hem, offset=0.014)
            pieces += _both(shaft, figure)
        return pieces
    if how.region == "hands":
        return [p for side in hand(figure, role) for p in _both(side, figure)]
    return accessories.worn(figure, role, shape=how.shape)
