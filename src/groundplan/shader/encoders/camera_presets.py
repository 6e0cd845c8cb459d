"""Named camera moves of Wan-Fun Camera in ComfyUI: the nearest one, and what is lost by it.

The node's words are not a camera operator's. Its "Pan Left" does not turn the camera: it moves it
to the left (a truck); "Pan Up" is a pedestal up, "Zoom In" a dolly in; only the two "clockwise"
ones turn, about the optical axis. No preset pans, tilts or zooms.

Source:
    ComfyUI, `comfy_extras/nodes_camera_trajectory.py`: `CAMERA_DICT` and `get_camera_motion`.
"""

import math
from typing import Final, NamedTuple

import numpy as np
from jaxtyping import Float64

from groundplan.errors import InputError
from groundplan.shader.brief import CameraMove

__all__ = ["WAN_PRESETS", "PresetChoice", "WanLens", "nearest_preset", "wan_lens"]

Points = Float64[np.ndarray, "point 3"]
Places = Float64[np.ndarray, "*#camera point 2"]

_STEP_UNITS: Final = 1.5
_TURN_RAD: Final = math.pi / 3.0
"""Of a whole clip at speed 1. Source: as above, `base_T_norm` and `base_angle`."""

WAN_PRESETS: Final[dict[str, tuple[tuple[float, float, float], float]]] = {
    "Static": ((0.0, 0.0, 0.0), 0.0),
    "Pan Up": ((0.0, _STEP_UNITS, 0.0), 0.0),
    "Pan Down": ((0.0, -_STEP_UNITS, 0.0), 0.0),
    "Pan Left": ((-_STEP_UNITS, 0.0, 0.0), 0.0),
    "Pan Right": ((_STEP_UNITS, 0.0, 0.0), 0.0),
    "Zoom In": ((0.0, 0.0, -2.0 * _STEP_UNITS), 0.0),
    "Zoom Out": ((0.0, 0.0, 2.0 * _STEP_UNITS), 0.0),
    "Anti Clockwise (ACW)": ((0.0, 0.0, 0.0), -_TURN_RAD),
    "ClockWise (CW)": ((0.0, 0.0, 0.0), _TURN_RAD),
}
"""Travel at speed 1 in our camera axes (right, up, back) [units], and roll (clockwise) [rad]."""

_DOES: Final = {
    "Static": "holds the camera still",
    "Pan Up": "raises the camera",
    "Pan Down": "lowers the camera",
    "Pan Left": "moves the camera left",
    "Pan Right": "moves the camera right",
    "Zoom In": "moves the camera in",
    "Zoom Out": "moves the camera out",
    "Anti Clockwise (ACW)": "rolls the camera anticlockwise",
    "ClockWise (CW)": "rolls the camera clockwise",
}
_SPEEDS: Final = np.round(np.arange(1, 101) * 0.1, 1)
"""0.1 to 10 in steps of 0.1, as the node takes them."""
_STILL: Final = 0.005
"""Mean motion over a clip, of picture widths, below which a camera stands still: our default."""
_EVEN: Final = 1e-9
_NEAR: Final = 0.05
"""Depth of a point [m] below which it counts as out of sight."""
_PICTURE_SHAPE: Final = 1280.0 / 720.0
"""Of the picture that the node's fx and fy are of. Source: as above, `original_pose_width`."""


class PresetChoice(NamedTuple):
    """A preset instead of a camera path."""

    name: str
    speed: float
    residual: float
    """Of the motion in the picture, the share that the preset does not make: 0 all, 1 nothing."""
    says: str
    """What is sent and what is lost, for people."""


class WanLens(NamedTuple):
    """`fx`, `fy`, `cx`, `cy` of the node."""

    fx: float
    fy: float
    cx: float
    cy: float
    says: str
    """What is lost; empty: nothing."""


def nearest_preset(
    move: CameraMove,
    *,
    frame_count: int = 81,
    subject_m: float = 3.0,
    sensor_mm: tuple[float, float] = (24.89, 14.0),
    unit_m: float = 1.0,
) -> PresetChoice:
    """Return the preset and speed that move the picture most like a camera move.

    Points all over the picture at 1/2, 1, 2 and 4 times `subject_m` are seen from the first and
    from the last frame; what counts is how far off a preset leaves them on average (of picture
    widths, at most one), as a share of how far the move carries them. The node's units have no
    stated length; `unit_m` [m] is our assumption. It stops one frame short of the whole path.

    Raises:
        InputError: A length, count or focal length is not above 0.
    """
    if min(frame_count, subject_m, unit_m, move.focal_mm, move.zoom, *sensor_mm) <= 0:
        raise InputError("a camera move without lens, frames or distance", "give values above 0")
    focal = move.focal_mm / sensor_mm[0]
    points, before = _cloud(focal, aspect=sensor_mm[0] / sensor_mm[1], subject_m=subject_m)
    travel = np.array([move.travel_m], dtype=np.float64)
    turned = _rotation(move.turn_rad)[None]
    wanted = _seen(points, travel, turned, focal=focal * move.zoom)
    still = float(_apart(wanted, before[None])[0])
    if still < _STILL:
        return PresetChoice("Static", 1.0, 0.0, "the camera stands still, and Static says so")
    ways = _SPEEDS * ((frame_count - 1) / frame_count)
    best = ("Static", 1.0, still)
    for name, (step, roll) in list(WAN_PRESETS.items())[1:]:
        turns = np.stack([_rotation((0.0, 0.0, way * roll)) for way in ways.tolist()])
        there = _seen(points, unit_m * ways[:, None] * np.array(step), turns, focal=focal)
        off = _apart(wanted, there)
        least = int(np.argmin(off))
        if off[least] < best[2] - _EVEN:
            best = (name, float(_SPEEDS[least]), float(off[least]))
    name, speed, off = best
    residual = min(off / still, 1.0)
    return PresetChoice(name, speed, residual, _told(move, name, speed=speed, residual=residual))


def wan_lens(intrinsics_px: Float64[np.ndarray, "3 3"], size_px: tuple[int, int]) -> WanLens:
    """Return the node's lens for our intrinsics: fractions of a 16:9 picture, at most 1.

    The node reads fx and fy as those of a 1280x720 picture and stretches one of them for a
    picture of another shape; this undoes it. A lens longer than the picture is high (53 degrees
    from top to bottom) is more than the node takes: it is sent shorter, and `says` tells so.

    Source:
        As above, `process_pose_params`; ranges in its schema.
    """
    width, height = size_px
    fx, fy = float(intrinsics_px[0, 0]), float(intrinsics_px[1, 1])
    wide, high = float(width), float(height)
    if width / height < _PICTURE_SHAPE:
        wide = height * _PICTURE_SHAPE
    else:
        high = width / _PICTURE_SHAPE
    sent = (fx / wide, fy / high)
    longest = max(sent)
    says = ""
    if longest > 1.0:
        sent = (sent[0] / longest, sent[1] / longest)
        says = f"the lens is sent 1/{longest:.2f} as long: the node takes no longer one"
    cx, cy = float(intrinsics_px[0, 2]) / width, float(intrinsics_px[1, 2]) / height
    return WanLens(sent[0], sent[1], cx, cy, says)


def _cloud(focal: float, *, aspect: float, subject_m: float) -> tuple[Points, Places]:
    """Return points in our camera axes [m], and where the first frame shows them [widths]."""
    x, y = np.meshgrid(np.linspace(-0.45, 0.45, 7), np.linspace(-0.45, 0.45, 5) / aspect)
    depth = subject_m * np.array([0.5, 1.0, 2.0, 4.0])[:, None]
    flat = np.stack([x.ravel(), y.ravel()], axis=-1)
    across = flat[None] * (depth / focal)[..., None]
    back = np.broadcast_to(-depth[..., None], (*across.shape[:2], 1))
    points = np.concatenate([across, back], axis=-1).reshape(-1, 3)
    return points, np.tile(flat, (len(depth), 1))


def _seen(
    points: Points,
    travel: Float64[np.ndarray, "camera 3"],
    turned: Float64[np.ndarray, "camera 3 3"],
    *,
    focal: float,
) -> Places:
    """Return where moved cameras show points [widths]; NaN behind them."""
    gone = points[None] - travel[:, None]
    # Written out: the columns of a camera's rotation are its axes.
    x, y, z = (np.sum(gone * turned[:, None, :, axis], axis=-1) for axis in range(3))
    ahead = -z > _NEAR
    depth = np.where(ahead, -z, 1.0)
    places = focal * np.stack([x / depth, y / depth], axis=-1)
    return np.where(ahead[..., None], places, np.nan)


def _apart(a: Places, b: Places) -> Float64[np.ndarray, " camera"]:
    """Return mean distances, at most 1; 1 for a point that one camera loses, 0 where both do."""
    gap = np.sqrt(np.sum((a - b) ** 2, axis=-1))
    both = np.isnan(a[..., 0]) & np.isnan(b[..., 0])
    far = np.where(gap < 1.0, gap, np.where(both, 0.0, 1.0))
    return np.asarray(np.mean(far, axis=-1), dtype=np.float64)


def _rotation(turn_rad: tuple[float, float, float]) -> Float64[np.ndarray, "3 3"]:
    """Return the axes of a camera that pans left, tilts up, then rolls clockwise.

    Written out: it is asked for thousands of times in a plan, which quaternions make five times
    slower.
    """
    pan, tilt, roll = turn_rad
    c, s = math.cos(pan), math.sin(pan)
    panned = np.array([[c, 0.0, s], [0.0, 1.0, 0.0], [-s, 0.0, c]])
    c, s = math.cos(tilt), math.sin(tilt)
    tilted = np.array([[1.0, 0.0, 0.0], [0.0, c, -s], [0.0, s, c]])
    c, s = math.cos(roll), math.sin(roll)
    rolled = np.array([[c, s, 0.0], [-s, c, 0.0], [0.0, 0.0, 1.0]])
    return panned @ tilted @ rolled


def _told(move: CameraMove, name: str, *, speed: float, residual: float) -> str:
    sent = f"{name} at speed {speed:g} ({_DOES[name]})"
    wanted = move.move.replace("_", " ")
    lost = [f"{residual:.0%} of the motion in the picture is lost"]
    pan, tilt, _ = move.turn_rad
    if abs(pan) > math.radians(1.0) or abs(tilt) > math.radians(1.0):
        lost.append("no preset turns the camera left, right, up or down")
    if abs(math.log(move.zoom)) > 0.01:
        lost.append("no preset changes the lens")
    return f"{wanted} is sent as {sent}; " + ", ".join(lost)
