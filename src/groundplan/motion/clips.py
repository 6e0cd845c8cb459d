"""Dense joint motion from a file, put on a skeleton by the names of its joints.

An .npz of `joint_names` (joint), `rotations` (frame, joint, 4: local, xyzw, unit) and `root_m`
(frame, 3: where the first joint of the skeleton is, in the body's space).
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from jaxtyping import Float

from groundplan.assets.brought import check_joint_names, column
from groundplan.assets.skeleton import Skeleton
from groundplan.errors import SceneError, StoreError
from groundplan.geometry import quaternions
from groundplan.motion.frame import BodyFrames, resting
from groundplan.world.arrays import read_arrays, write_arrays
from groundplan.world.attachments import LARGEST_BYTES
from groundplan.world.sequence import Clip

__all__ = ["JointMotion", "clip_frames", "read_motion", "write_motion"]

_MOST_FRAMES: Final = 1_000_000
_MOST_JOINTS: Final = 1024
_FARTHEST_M: Final = 1e5
_TOLERANCE: Final = 1e-3


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class JointMotion:
    """Local rotations of named joints, and the root's place [m], frame by frame."""

    fps: float
    joint_names: tuple[str, ...]
    rotations: Float[np.ndarray, "frame joint 4"]
    root: Float[np.ndarray, "frame 3"]


def write_motion(motion: JointMotion) -> bytes:
    """Return the bytes of a motion file; the frame rate is the document's to say."""
    return write_arrays(
        {
            "joint_names": np.array(motion.joint_names),
            "rotations": motion.rotations.astype(np.float32),
            "root_m": motion.root.astype(np.float32),
        }
    )


def read_motion(data: bytes, clip: Clip) -> JointMotion:
    """Return the motion of a file that the document describes as `clip`.

    Raises:
        SceneError: The file is damaged, is not what `clip` says, or can't be played.
    """
    if clip.format != "npz":
        raise SceneError(f"a .{clip.format} clip is kept but not played", "bring it as .npz")
    try:
        arrays = read_arrays(data, limit_bytes=LARGEST_BYTES)
    except StoreError as error:
        raise SceneError(f"a clip can't be read: {error.problem}", error.remedy) from None
    names = check_joint_names(column(arrays, "joint_names", kinds="U", width=0, most=_MOST_JOINTS))
    root = column(arrays, "root_m", kinds="f", width=3, most=_MOST_FRAMES).astype(np.float64)
    if np.abs(root).max() > _FARTHEST_M:
        raise SceneError("a clip goes too far away", f"stay within {_FARTHEST_M:g} m")
    if len(root) != clip.frame_count:
        raise SceneError(
            f"a clip has {len(root)} frames, its document says {clip.frame_count}",
            "correct the frame count",
        )
    rotations = _rotations(arrays.get("rotations"), shape=(len(root), len(names), 4))
    fps = clip.fps_num / clip.fps_den
    return JointMotion(fps=fps, joint_names=names, rotations=rotations, root=root)


def _rotations(
    found: np.ndarray | None, *, shape: tuple[int, int, int]
) -> Float[np.ndarray, "frame joint 4"]:
    if found is None or found.shape != shape or found.dtype.kind != "f":
        raise SceneError(
            f"a clip's rotations have shape {None if found is None else found.shape}",
            f"give floats of shape {shape}: frame, joint, xyzw",
        )
    length = np.linalg.norm(found.astype(np.float64), axis=-1, keepdims=True)
    if not np.all(np.abs(length - 1.0) <= _TOLERANCE):
        raise SceneError("a clip has rotations that are not of length 1", "give unit quaternions")
    return found / length


def clip_frames(
    skeleton: Skeleton, motion: JointMotion, clip_seconds: Float[np.ndarray, " time"]
) -> BodyFrames:
    """Return the body at times of the clip [s]; it holds still before its start and after its end.

    Joints that the clip does not name stay at rest; between frames rotations go the short way.

    Raises:
        SceneError: The skeleton has none of the clip's joints.
    """
    frames = resting(skeleton, len(clip_seconds))
    shared = [name for name in motion.joint_names if name in skeleton.names]
    if not shared:
        raise SceneError("a clip moves no joint that the body has", "use a clip of its skeleton")
    rows = [skeleton.index(name) for name in shared]
    columns = [motion.joint_names.index(name) for name in shared]
    at = np.clip(clip_seconds * motion.fps, 0.0, len(motion.root) - 1.0)
    first = np.minimum(np.floor(at).astype(np.int64), max(len(motion.root) - 2, 0))
    after = np.minimum(first + 1, len(motion.root) - 1)
    share = (at - first)[:, None]
    frames.rotations[:, rows] = _between(
        motion.rotations[first][:, columns], motion.rotations[after][:, columns], share[:, :, None]
    )
    frames.root = motion.root[first] * (1.0 - share) + motion.root[after] * share
    return frames


def _between(
    a: Float[np.ndarray, "time joint 4"],
    b: Float[np.ndarray, "time joint 4"],
    share: Float[np.ndarray, "time 1 1"],
) -> Float[np.ndarray, "time joint 4"]:
    dot = np.sum(a * b, axis=-1, keepdims=True)
    near = np.where(dot < 0.0, -b, b)
    return quaternions.normalise(a * (1.0 - share) + near * share)
