"""A clothed person: one skinned mesh per material role (skin, hair, eyes, each garment)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from jaxtyping import Bool

from groundplan.assets.garments import Cut, cut
from groundplan.assets.human import human_figure
from groundplan.assets.meshes import TriangleMesh
from groundplan.assets.skeleton import Skeleton
from groundplan.assets.surface_rings import skinned
from groundplan.assets.tailoring.beard import beard
from groundplan.assets.tailoring.body_fields import body_fields
from groundplan.assets.tailoring.cloth import covered_by, put_on
from groundplan.assets.tailoring.face import bare_skin, face
from groundplan.assets.tailoring.hair import hair, standing_without_hair_m
from groundplan.assets.tailoring.hair_styles import BEARD_STYLES, HAIR_STYLES, habitual_style
from groundplan.errors import SceneError

__all__ = ["Mannequin", "complete", "human_mannequin"]

_CHILD_YEARS: Final = 18.0
"""Up to here arms, legs and neck are covered further than a garment's own cut asks."""
_BEARD_YEARS: Final = 15.0
_SKIRT_TUCK: Final = 0.575
_GREY_YEARS: Final = 60.0
_CAPPED: Final = frozenset({"hood", "helmet", "beanie", "globe"})
_FLATTENING: Final = frozenset({"brim", "wide", "tall", "toque", "hard", "cap", "crown", "veil"})
_UNDER_HATS: Final[Mapping[str, str]] = {
    "wavy": "long", "long": "long", "long_fringe": "long", "bob": "bob", "bob_fringe": "bob",
    "balding": "balding", "receding": "cropped", "braids": "braids", "bald": "bald",
}  # fmt: skip
_SHAFT_ROOM: Final = 0.03


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Mannequin:
    """A jointed body and its surface, in the pose that the skeleton binds."""

    skeleton: Skeleton
    meshes: dict[str, TriangleMesh]
    """By role: `skin`, `hair` or `grey_hair`, `stubble`, `eyes`, `eye_whites`, `lips`, `teeth`,
    `mouth`; one per garment id, with `<garment>.trim`, `buttons`, `belt`, `reflective` on them."""
    size_m: tuple[float, float, float]
    """Width, height, depth when standing with hanging arms."""


def human_mannequin(  # noqa: PLR0913  # what somebody looks like, all by keyword
    height_m: float,
    *,
    garments: Sequence[str] = (),
    build: float = 0.5,
    age_years: float = 30.0,
    gender: str = "neutral",
    hair_style: str = "",
    beard_style: str = "none",
) -> Mannequin:
    """Return a person in the named garments; what decency and habit ask for is added.

    Added garments have the roles `shirt`, `trousers` and `shoes`. The crown of the hair is at
    `height_m`. Without a `hair_style` people wear what is usual for their age and gender.

    Raises:
        SceneError: The height cannot be drawn, or a garment, hair style or beard is unknown.
    """
    if beard_style not in BEARD_STYLES:
        raise SceneError(f"no beard is {beard_style!r}", f"use one of {', '.join(BEARD_STYLES)}")
    cuts = complete({garment: cut(garment) for garment in garments})
    if age_years < _CHILD_YEARS:
        cuts = {role: _for_children(how) for role, how in cuts.items()}
    style = _style(hair_style or habitual_style(age_years, gender), cuts)
    body = standing_without_hair_m(style, height_m)
    figure = human_figure(body, build=build, age_years=age_years, gender=gender)
    tint = "grey_hair" if age_years > _GREY_YEARS else "hair"
    pieces = [*face(figure, brows=tint), *hair(figure, tint, style=style)]
    if age_years >= _BEARD_YEARS:
        role = "stubble" if beard_style == "stubble" else tint
        pieces += beard(figure, role, style=beard_style)
    pieces += put_on(figure, cuts)
    pieces.append(bare_skin(figure, "skin", covered=_covered(cuts)))
    width, _, depth = figure.size_m
    return Mannequin(
        skeleton=figure.skeleton, meshes=skinned(pieces), size_m=(width, height_m, depth)
    )


def _style(style: str, cuts: Mapping[str, Cut]) -> str:
    """Return the hair style that goes under what is worn on the head.

    Raises:
        SceneError: No such style.
    """
    if style not in HAIR_STYLES:
        raise SceneError(f"no hair style is {style!r}", f"use one of {', '.join(HAIR_STYLES)}")
    shapes = {how.shape for how in cuts.values()}
    if shapes & _CAPPED:
        return "bald"
    return _UNDER_HATS.get(style, "cropped") if shapes & _FLATTENING else style


def complete(cuts: Mapping[str, Cut]) -> dict[str, Cut]:
    """Return the cuts with what is needed so that nobody is bare, each as it is worn with all."""
    worn_cuts = list(cuts.values())
    regions = {how.region for how in worn_cuts if how.shape != "apron"}
    # An open or sleeveless layer needs something under it.
    closed_above = any(
        how.region in {"upper", "whole"} and how.layer <= 4 and how.opening <= 0.0
        and how.shape != "apron" and "bib" not in how.details
        and (how.sleeve > 0.0 or how.layer <= 1)
        for how in worn_cuts
    )  # fmt: skip
    closed_below = any(how.region == "whole" or how.legs is not None for how in worn_cuts)
    added: dict[str, Cut] = {}
    if not closed_above:
        added["shirt"] = cut("shirt")
    if not closed_below and not regions & {"lower", "skirt"}:
        added["trousers"] = cut("trousers")
    if "feet" not in regions:
        added["shoes"] = cut("shoes")
    whole = {**added, **cuts}
    skirted = "skirt" in regions
    shaft = max((how.hem for how in cuts.values() if how.shape == "shaft"), default=0.0)
    return {role: _bloused(_tucked(how, skirted=skirted), shaft) for role, how in whole.items()}


def _tucked(how: Cut, *, skirted: bool) -> Cut:
    """Return a top that ends inside trousers or a skirt; what is worn over tops hangs over it."""
    inside = how.tucked or (skirted and how.layer <= 2 and how.hem > _SKIRT_TUCK - 0.2)
    if how.region != "upper" or not inside or how.shape == "apron":
        return how
    if how.legs is not None or "bib" in how.details:
        return how
    return replace(how, hem=max(how.hem, _SKIRT_TUCK), layer=1, ease=0.0, tucked=True)


def _bloused(how: Cut, shaft: float) -> Cut:
    """Return trousers that end inside the shafts of boots."""
    low = shaft - _SHAFT_ROOM
    if low <= 0.0:
        return how
    if how.region == "lower" and how.hem < low:
        return replace(how, hem=low, gathered=True)
    if how.legs is not None and how.legs < low:
        return replace(how, legs=low, gathered=True)
    return how


def _for_children(how: Cut) -> Cut:
    """Return a cut that covers arms to the elbow's half, the neck, and legs to the knee."""
    if how.region in {"upper", "whole"}:
        neck = "crew" if how.neck == "scoop" else how.neck
        hem = min(how.hem, 0.27) if how.region == "whole" else how.hem
        return replace(how, sleeve=max(how.sleeve, 0.11), neck=neck, hem=hem)
    if how.region in {"lower", "skirt"}:
        return replace(how, hem=min(how.hem, 0.27))
    return how


def _covered(cuts: Mapping[str, Cut]) -> Bool[np.ndarray, " vertex"]:
    """Return the vertices under clothes; the trunk always is."""
    fields = body_fields()
    trunk = (fields.raised > 0.46) & (fields.raised < 0.765)
    covered = trunk & ((np.abs(fields.across) < 0.088) | (fields.arm <= 0.0))
    for how in cuts.values():
        covered |= covered_by(how)
    return covered
