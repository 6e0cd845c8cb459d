"""Followed surface points: coloured pictures of Diffusion as Shader, arrays, and JSON for nodes."""

from typing import Final, Literal

import numpy as np
import orjson
from jaxtyping import Bool, Float64, UInt8, UInt16

from groundplan.errors import PlanError
from groundplan.geometry.transforms import transform_points
from groundplan.passes.pack import ControlPack
from groundplan.shader.encoders.still_points import SeenPoints, still_points
from groundplan.shader.matching import window_frames
from groundplan.shader.plan import Window

__all__ = ["point_tracks", "track_clip", "track_json"]

Clip = UInt8[np.ndarray, "frame height width 3"]

_PERCENTILES: Final = (2.0, 98.0)
_TINY: Final = 1e-10
_STILL_M: Final = 1e-5
"""A thing none of whose points goes farther than this in a window stands still in it."""
_WAN_SAMPLES: Final = 121
"""Frames that ComfyUI's WanTrackToVideo reads of a track, whatever the length of the clip."""


def point_tracks(pack: ControlPack, window: Window) -> SeenPoints:
    """Return points of all that the first frame of a window shows, through the window.

    Models that are driven by tracks get points from their first frame only. What moves has the
    points that the pack follows on its surface; what stands still in the window has those of a 70
    by 70 grid of the first frame. The sky has none.

    Raises:
        PlanError: The pack does not have these frames or no tracks, or shows no point at first.
        PackError: The pack is damaged.
    """
    frames = window_frames(pack, window)
    if "tracks.npz" not in pack.manifest.files or not {"depth", "instance"} <= pack.keys():
        raise PlanError(
            "the control pack has no tracks", "render it with tracked points, depth and ids"
        )
    tracks, rows = pack.tracks, slice(frames.start, frames.stop)
    places = tracks.points_in_world_m[rows]
    stirred = np.abs(places - places[:1]).max(axis=(0, 2)) > _STILL_M
    moving = sorted(set(tracks.instance[stirred].tolist()))
    still = sorted({one.instance for one in pack.manifest.instances} - set(moving))
    shown = tracks.visible[frames.start].astype(bool) & np.isin(tracks.instance, moving)
    followed = _followed(pack, frames, shown=shown)
    standing = still_points(pack, frames, instances=still)
    if not len(followed.instance) + len(standing.instance):
        raise PlanError(
            f"no tracked point shows in frame {frames.start}", "choose depth, or track more points"
        )
    return SeenPoints(
        points_px=np.concatenate([followed.points_px, standing.points_px], axis=1),
        visible=np.concatenate([followed.visible, standing.visible], axis=1),
        depth_m=np.concatenate([followed.depth_m, standing.depth_m], axis=1),
        instance=np.concatenate([followed.instance, standing.instance]),
    )


def _followed(pack: ControlPack, frames: range, *, shown: Bool[np.ndarray, " point"]) -> SeenPoints:
    tracks, rows = pack.tracks, slice(frames.start, frames.stop)
    cameras = pack.cameras.frames[frames.start : frames.stop]
    poses = np.array([frame.camera_from_world_cv for frame in cameras], dtype=np.float64)
    in_camera = transform_points(poses[:, None], tracks.points_in_world_m[rows][:, shown])
    return SeenPoints(
        points_px=tracks.points_px[rows][:, shown],
        visible=tracks.visible[rows][:, shown].astype(bool),
        depth_m=in_camera[..., 2],
        instance=tracks.instance[shown],
    )


def track_clip(pack: ControlPack, window: Window, *, side_px: int = 4) -> Clip:
    """Return points on black in the colours of where they are in the window's first frame.

    Red is x over the width, green y over the height, blue the inverse depth between its 2nd and
    98th percentile over the points, all cut to 0..1, times 255, rounded down. Points that show are
    drawn from far to near as squares of `side_px` + 1 pixels, rounded down to an odd number, about
    the pixel that they lie in.

    Source:
        Gu et al., "Diffusion as Shader", 2025; colours, order and squares as in its repository,
        `models/pipelines.py`: `visualize_tracking_cotracker` (side 4) and `_moge` (side 2).

    Raises:
        PlanError: The pack does not have these frames or no tracks, or shows no point at first.
        PackError: The tracks are damaged.
    """
    tracks = point_tracks(pack, window)
    width, height = pack.manifest.size_px
    colours = _colours(tracks, size_px=(width, height))
    clip = np.zeros((len(tracks.visible), height, width, 3), dtype=np.uint8)
    reach = np.arange(-(side_px // 2), side_px // 2 + 1)
    offsets = np.stack(np.meshgrid(reach, reach, indexing="ij"), axis=-1).reshape(-1, 2)
    for index, picture in enumerate(clip):
        shown = np.flatnonzero(tracks.visible[index])
        far_first = shown[np.argsort(-tracks.depth_m[index, shown], kind="stable")]
        column, row = np.floor(tracks.points_px[index, far_first]).astype(np.int64).T
        # One long list, so that what is written last lies on top.
        rows = (row[:, None] + offsets[:, 0]).ravel()
        columns = (column[:, None] + offsets[:, 1]).ravel()
        inside = (rows >= 0) & (rows < height) & (columns >= 0) & (columns < width)
        painted = np.repeat(colours[far_first], len(offsets), axis=0)
        picture[rows[inside], columns[inside]] = painted[inside]
    return clip


def track_json(
    pack: ControlPack,
    window: Window,
    *,
    reader: Literal["ltx", "wan"],
    most: int = 64,
) -> str:
    """Return tracks as the text that ComfyUI nodes read: a list of lists of x and y [px].

    ltx: LTXVDrawTracks, one point per frame. wan: WanTrackToVideo reads 121 points and picks one of
    them for each frame; each frame's own place stands where the node picks it, so that none is
    interpolated. Both know no hidden points: a track ends with the last frame that shows it, and
    runs on behind what hides it in between. At most `most` points, evenly from each thing.

    Source:
        ComfyUI, `comfy_extras/nodes_wan.py`: `pad_pts` (absent points are hidden) and
        `process_tracks` (which are picked). ComfyUI-LTXVideo, `sparse_tracks.py` [secondary].

    Raises:
        PlanError: The pack does not have these frames or no tracks, shows no point at first, or
            the window is longer than the node can read.
        PackError: The tracks are damaged.
    """
    if reader == "wan" and window.count >= _WAN_SAMPLES:
        raise PlanError(
            f"tracks of {window.count} frames for WanTrackToVideo",
            f"give at most {_WAN_SAMPLES - 1}: of {_WAN_SAMPLES} it loses one, more it cuts off",
        )
    tracks = point_tracks(pack, window)
    told: list[list[dict[str, float]]] = []
    for point in _spread(tracks.instance, most):
        end = int(np.flatnonzero(tracks.visible[:, point])[-1]) + 1
        places = tracks.points_px[:end, point]
        places = places[: _first_lost(places)]
        if reader == "wan":
            places = _picked(places, frames=window.count)
        told.append([{"x": round(x, 3), "y": round(y, 3)} for x, y in places.tolist()])
    return orjson.dumps(told).decode()


def _colours(tracks: SeenPoints, *, size_px: tuple[int, int]) -> UInt8[np.ndarray, "point 3"]:
    width, height = size_px
    inverse = 1.0 / (tracks.depth_m[0] + _TINY)
    low, high = np.percentile(inverse, _PERCENTILES)
    shares = np.stack(
        [
            tracks.points_px[0, :, 0] / width,
            tracks.points_px[0, :, 1] / height,
            (inverse - low) / (high - low + _TINY),
        ],
        axis=-1,
    )
    return (np.clip(shares, 0.0, 1.0) * 255.0).astype(np.uint8)


def _spread(instance: UInt16[np.ndarray, " point"], most: int) -> list[int]:
    """Return at most `most` points: as many of each thing, as far as it has them, evenly spread."""
    groups = [np.flatnonzero(instance == one) for one in np.unique(instance)]
    chosen: list[int] = []
    # The smallest first: what they lack goes to the others.
    for left, group in zip(range(len(groups), 0, -1), sorted(groups, key=len), strict=True):
        count = min(len(group), (most - len(chosen)) // left)
        steps = (np.arange(count) + 0.5) * (len(group) / max(count, 1))
        chosen += group[steps.astype(np.int64)].tolist()
    return sorted(chosen)


def _first_lost(places: Float64[np.ndarray, "frame 2"]) -> int:
    lost = np.flatnonzero(np.isnan(places).any(axis=1))
    return int(lost[0]) if len(lost) else len(places)


def _picked(
    places: Float64[np.ndarray, "frame 2"], *, frames: int
) -> Float64[np.ndarray, "sample 2"]:
    """Return samples of which the node picks these places, for a clip of so many frames.

    For frame f > 0 of n + 1 it takes sample 1 + (1 + a (f - 1)) // b, with a = 120 / g, b = n / g
    and g the greatest common divisor; that never takes one sample twice for n below 120.
    """
    last = frames - 1
    common = int(np.gcd(_WAN_SAMPLES - 1, last)) if last else 1
    every, repeat = (_WAN_SAMPLES - 1) // common, max(last // common, 1)
    sample = np.zeros(len(places), dtype=np.int64)
    sample[1:] = 1 + (1 + every * np.arange(len(places) - 1)) // repeat
    grid: Float64[np.ndarray, " sample"] = np.arange(sample[-1] + 1, dtype=np.float64)
    found = np.empty((len(grid), 2))
    for axis in range(2):
        found[:, axis] = np.interp(grid, sample, places[:, axis])
    return found
