"""Small BVH files written here: a walker as Mixamo names it (cm, Y up) and as others do."""

import numpy as np

from groundplan.geometry import quaternions
from groundplan.motion.bvh import BvhMotion
from groundplan.motion.bvh_writing import write_bvh

BONES = (
    ("Hips", "", (0.0, 100.0, 0.0)), ("Spine", "Hips", (0.0, 10.0, 0.0)),
    ("Spine1", "Spine", (0.0, 15.0, 0.0)), ("Spine2", "Spine1", (0.0, 15.0, 0.0)),
    ("Neck", "Spine2", (0.0, 15.0, 0.0)), ("Head", "Neck", (0.0, 10.0, 2.0)),
    *((f"{side}{name}", f"{side}{above}" if above[0] != "*" else above[1:], (sign * x, y, z))
      for side, sign in (("Left", 1.0), ("Right", -1.0))
      for name, above, x, y, z in (
          ("Shoulder", "*Spine2", 5.0, 10.0, 0.0), ("Arm", "Shoulder", 12.0, 0.0, 0.0),
          ("ForeArm", "Arm", 28.0, 0.0, 0.0), ("Hand", "ForeArm", 26.0, 0.0, 0.0),
          ("UpLeg", "*Hips", 9.0, -5.0, 0.0), ("Leg", "UpLeg", 0.0, -44.0, 0.0),
          ("Foot", "Leg", 0.0, -43.0, 0.0), ("ToeBase", "Foot", 0.0, -6.0, 13.0))),
)  # fmt: skip


def walker(*, frames: int = 60, prefix: str = "", still: bool = False) -> BvhMotion:
    """Return a body that swings its limbs and travels 1 m/s, or stands as it rests."""
    names = tuple(prefix + name for name, _, _ in BONES)
    rows = {name: row for row, (name, _, _) in enumerate(BONES)}
    phase = np.linspace(0.0, 2.0 * np.pi * frames / 30.0, frames) * (0.0 if still else 1.0)
    turns = np.tile(quaternions.identity(), (frames, len(names), 1))
    across = np.array([1.0, 0.0, 0.0])
    for side, sign in (("Left", 1.0), ("Right", -1.0)):
        for name, size, lag in (("UpLeg", 0.18, 0.0), ("Arm", -0.3, 0.0)):
            swing = sign * size * np.sin(phase - lag)
            turns[:, rows[side + name]] = quaternions.from_axis_angle(across, swing)
        knee = 0.4 * np.maximum(sign * np.cos(phase), 0.0) * (0.0 if still else 1.0)
        turns[:, rows[f"{side}Leg"]] = quaternions.from_axis_angle(across, knee)
    root = np.tile([0.0, 100.0, 0.0], (frames, 1))
    root[:, 2] = 0.0 if still else 100.0 * np.arange(frames) / 30.0
    return BvhMotion(
        names=names, parents=tuple(rows[above] if above else -1 for _, above, _ in BONES),
        offsets=np.array([offset for _, _, offset in BONES]), ends={}, fps=30.0, rotations=turns,
        root=root,
    )  # fmt: skip


def walking_file(**options: object) -> bytes:
    """Return the file of a walker."""
    return write_bvh(walker(**options))  # pyright: ignore[reportArgumentType]  # passed by name
