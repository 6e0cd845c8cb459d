"""Biovision motion files (.bvh), written: the same motion, the same bytes."""

import numpy as np

from groundplan.geometry import quaternions
from groundplan.motion.bvh import BvhMotion

__all__ = ["write_bvh"]


def write_bvh(motion: BvhMotion) -> bytes:
    """Return the bytes of a file; numbers have 6 decimals."""
    lines = ["HIERARCHY"]
    _write_joint(motion, lines)
    lines += ["MOTION", f"Frames: {len(motion.root)}", f"Frame Time: {1.0 / motion.fps:.9f}"]
    angles = np.degrees(quaternions.to_euler_yxz(motion.rotations))
    order = _written_order(motion)
    rows = np.concatenate([motion.root[:, None], angles[:, order]], axis=1).reshape(len(angles), -1)
    lines += [" ".join(f"{value:.6f}" for value in row) for row in np.round(rows, 6) + 0.0]
    return ("\n".join(lines) + "\n").encode()


def _written_order(motion: BvhMotion) -> list[int]:
    """Return the joints as a file has them: each with all below it before the next."""
    children: dict[int, list[int]] = {}
    for joint, parent in enumerate(motion.parents):
        children.setdefault(parent, []).append(joint)
    order: list[int] = []
    waiting = [0]
    while waiting:
        joint = waiting.pop()
        order.append(joint)
        waiting += reversed(children.get(joint, []))
    return order


def _write_joint(motion: BvhMotion, lines: list[str]) -> None:
    depth: list[int] = []
    order = _written_order(motion)
    levels = {-1: 0}
    for joint in order:
        levels[joint] = levels[motion.parents[joint]] + 1
    for row, joint in enumerate(order):
        level = levels[joint]
        while depth and depth[-1] >= level:
            lines.append("  " * (depth.pop() - 1) + "}")
        pad = "  " * (level - 1)
        x, y, z = motion.offsets[joint]
        turns = "Yrotation Xrotation Zrotation"
        places = "6 Xposition Yposition Zposition " if level == 1 else "3 "
        lines += [
            f"{pad}{'ROOT' if level == 1 else 'JOINT'} {motion.names[joint]}", f"{pad}{{",
            f"{pad}  OFFSET {x:.6f} {y:.6f} {z:.6f}", f"{pad}  CHANNELS {places}{turns}",
        ]  # fmt: skip
        depth.append(level)
        last = row + 1 == len(order) or levels[order[row + 1]] <= level
        if last:
            x, y, z = motion.ends.get(joint, (0.0, 0.0, 0.0))
            lines += [f"{pad}  End Site", f"{pad}  {{", f"{pad}    OFFSET {x:.6f} {y:.6f} {z:.6f}",
                      f"{pad}  }}"]  # fmt: skip
    while depth:
        lines.append("  " * (depth.pop() - 1) + "}")
