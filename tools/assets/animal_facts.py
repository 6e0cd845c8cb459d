"""What is measured on a bind pose: shoulder height, eyes, nose, toes and heels [m]."""

import numpy as np
from animal_mesh import Surface
from animal_rig import Rig
from numpy.typing import NDArray

__all__ = ["measured"]

Mark = tuple[str, list[float]]
_CARPUS = 0.42
"""Of the height of the withers: no elbow lies lower, no carpus higher."""
_TRUNK = ("hips", "spine", "chest", "upperChest", "neck", "frontLeftShoulder", "frontRightShoulder")


def measured(rig: Rig, surface: Surface) -> dict[str, object]:
    """Return the facts that the file carries beside its arrays."""
    marks: dict[str, Mark] = {}
    for side, sign in (("left", 1.0), ("right", -1.0)):
        marks[f"{side}Eye"] = ("head", _eye(surface, sign))
    marks["nose"] = ("head", _nose(rig, surface))
    for end in ("front", "hind"):
        for side in ("Left", "Right"):
            foot = next(n for n in rig.names if n in (f"{end}{side}Paw", f"{end}{side}Hoof"))
            toe, heel = _sole(rig, surface, foot)
            marks[f"{end}{side}Toe"] = (foot, toe)
            marks[f"{end}{side}Heel"] = (foot, heel)
    withers = _withers(rig, surface)
    marks["withers"] = ("chest", _rounded(withers))
    for side in ("left", "right"):
        shoulder, elbow = _shoulder_and_elbow(rig, surface, side, withers_m=withers[1])
        marks[f"{side}ShoulderPoint"] = shoulder
        marks[f"{side}ElbowPoint"] = elbow
    height = float(withers[1] - surface.points[:, 1].min())
    return {"marks": marks, "shoulder_m": round(height, 4)}


def _rounded(place: NDArray[np.float64]) -> list[float]:
    return [round(float(x), 5) for x in place]


def _of(surface: Surface, *roles: str) -> NDArray[np.float64]:
    rows = [surface.roles.index(role) for role in roles if role in surface.roles]
    return surface.points[np.unique(surface.faces[np.isin(surface.face_roles, rows)])]


def _eye(surface: Surface, sign: float) -> list[float]:
    points = _of(surface, "eyes")
    points = points[points[:, 0] * sign > 0.0]
    return _rounded(0.5 * (points.min(axis=0) + points.max(axis=0)))


def _nose(rig: Rig, surface: Surface) -> list[float]:
    points = _of(surface, *(role for role in surface.roles if role != "horn"))
    near = points[(np.abs(points[:, 0]) < 0.25 * points[:, 0].max())]
    tip = near[near[:, 2] > near[:, 2].max() - 0.01 * rig.places[:, 1].max()]
    return _rounded(np.array([0.0, tip[:, 1].mean(), tip[:, 2].max()]))


def _sole(rig: Rig, surface: Surface, foot: str) -> tuple[list[float], list[float]]:
    joint = rig.places[rig.names.index(foot)]
    owners = [
        rig.names.index(name)
        for name in (foot, foot.removesuffix("Paw").removesuffix("Hoof") + "Pastern")
    ]
    points = surface.points[np.isin(surface.joints[:, 0], owners)]
    low = points[:, 1].min()
    ground = points[points[:, 1] < low + 0.6 * (joint[1] - low)]
    x = 0.5 * (ground[:, 0].min() + ground[:, 0].max())
    return tuple(_rounded(np.array([x, low, z])) for z in (ground[:, 2].max(), ground[:, 2].min()))


def _withers(rig: Rig, surface: Surface) -> NDArray[np.float64]:
    """Return the highest point of the trunk above the front legs."""
    at = rig.places[rig.names.index("frontLeftUpperLeg"), 2]
    trunk = [rig.names.index(name) for name in _TRUNK]
    hair = [k for k, role in enumerate(surface.roles) if role in ("hair", "horn")]
    used = np.unique(surface.faces[~np.isin(surface.face_roles, hair)])
    chosen = used[np.isin(surface.joints[used, 0], trunk)]
    points = surface.points[chosen]
    near = points[np.abs(points[:, 2] - at) < 0.06 * rig.places[:, 1].max()]
    top = near[np.argmax(near[:, 1])]
    return np.array([0.0, top[1], top[2]])


def _shoulder_and_elbow(
    rig: Rig, surface: Surface, side: str, *, withers_m: float
) -> tuple[Mark, Mark]:
    """Return the point of the shoulder and the elbow of a side.

    Where the second joint of the fore leg lies low it is the carpus, as in hoofed animals and the
    alpaca: the first is then the elbow, and the shoulder is the vertex ahead of and above it.
    """
    leg = f"front{side.title()}"
    upper, lower = (
        rig.places[rig.names.index(f"{leg}{part}")] for part in ("UpperLeg", "LowerLeg")
    )
    if lower[1] > _CARPUS * withers_m:
        return (f"{leg}UpperLeg", _rounded(upper)), (f"{leg}LowerLeg", _rounded(lower))
    above = withers_m - upper[1]
    wanted = upper + np.array([0.3 * upper[0], 0.35 * above, 0.3 * above])
    nearest = surface.points[np.argmin(np.linalg.norm(surface.points - wanted, axis=1))]
    return (f"{leg}Shoulder", _rounded(nearest)), (f"{leg}UpperLeg", _rounded(upper))
