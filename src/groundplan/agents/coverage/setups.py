"""What coverage consists of: set-ups, each a camera with a role in the scene."""

from dataclasses import dataclass
from typing import Literal

from groundplan.world.base import Quaternion, Vector3

__all__ = ["KINDS", "Kind", "Role", "SetUp"]

Role = Literal["master", "two_shot", "over_shoulder", "single", "insert", "cutaway"]
Kind = Literal["master", "two_shot", "overs", "singles", "inserts", "cutaways", "reactions"]
KINDS: tuple[Kind, ...] = (
    "master", "two_shot", "overs", "singles", "inserts", "cutaways", "reactions",
)  # fmt: skip
"""What can be asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SetUp:
    """A camera of the coverage, standing still; it turns after an aimed subject that moves."""

    role: Role
    subject: str
    """Whom or what it is about."""
    other: str = ""
    """Over whose shoulder, or whom the subject is with."""
    first: int
    last: int
    """When it is right [subframes], inclusive: while those in it stay where they are."""
    position: Vector3
    focal_mm: float
    depth_m: float
    """Of the subject along the optical axis."""
    size: str
    """Vocabulary id of what it shows of the subject."""
    visible_m: float
    """Height of the world in the frame at the subject."""
    target: str = ""
    """Entity that it is aimed at; empty: `rotation` says where it looks."""
    aim_height_m: float = 0.0
    aim_offset_m: Vector3 = (0.0, 0.0, 0.0)
    screen: tuple[float, float] = (0.5, 0.5)
    """Where the aimed point is in the frame."""
    rotation: Quaternion = (0.0, 0.0, 0.0, 1.0)
    """`world_from_camera`, where nothing is aimed at."""
