"""Numbers on the body's vertices that clothes and hair are cut along."""

from dataclasses import dataclass
from functools import cache

import numpy as np
from jaxtyping import Bool, Float64

from groundplan.assets.human_shape.data import body_data
from groundplan.assets.meshes import point_normals

__all__ = ["BodyFields", "body_fields"]

Field = Float64[np.ndarray, " vertex"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class BodyFields:
    """Places in the template, made independent of size."""

    height: Field
    """Up trunk and legs; constant along the arms."""
    raised: Field
    """Up the body, arms too."""
    arm: Field
    across: Field
    """To the left, of the body's height."""
    ahead: Field
    """Of the body's height."""
    front: Field
    """1 where the surface looks ahead, -1 where it looks behind."""
    face_height: Field
    """0 chin, 1 crown; far below 0 on the trunk."""
    azimuth: Field
    """Around the head [rad]: 0 ahead, pi behind; the same on both sides."""
    head: Bool[np.ndarray, " vertex"]
    """On the head or neck, eyeballs not counted."""
    foot: Bool[np.ndarray, " vertex"]


@cache
def body_fields() -> BodyFields:
    """Return the fields of the coarse body."""
    data = body_data()
    points = data.template.astype(np.float64)
    tall = float(np.ptp(points[:, 1]))
    normals = point_normals(points, np.concatenate([data.skin, data.eyes]))
    chin, crown = (points[data.tags[tag], 1] for tag in ("chin", "crown"))
    ball = np.zeros(len(points), dtype=bool)
    ball[np.unique(data.eyes)] = True
    part = np.array(data.parts)[data.part]
    head = np.isin(part, ["head", "neck"]) & ~ball
    middle = points[head & (points[:, 1] > 0.5 * (chin + crown))][:, 2]
    centre = 0.5 * (float(middle.min()) + float(middle.max()))
    trunk = np.flatnonzero((data.arm_share <= 0.0) & ~ball)
    trunk = trunk[np.argsort(points[trunk, 1], kind="stable")]
    raised = np.interp(points[:, 1], points[trunk, 1], data.height[trunk])
    # The trunk's side follows the arm a little, and lies far along it: it is no sleeve.
    owned = np.clip((data.arm_share - 0.3) / 0.3, 0.0, 1.0)
    return BodyFields(
        raised=raised,
        height=data.height.astype(np.float64),
        arm=np.where(data.arm > 0.0, data.arm * owned, data.arm).astype(np.float64),
        across=points[:, 0] / tall,
        ahead=points[:, 2] / tall,
        front=normals[:, 2],
        face_height=(points[:, 1] - chin) / (crown - chin),
        azimuth=np.arctan2(np.abs(points[:, 0]), points[:, 2] - centre),
        head=head,
        foot=np.isin(part, ["leftFoot", "rightFoot"]),
    )
