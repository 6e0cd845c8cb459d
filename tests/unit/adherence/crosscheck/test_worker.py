"""pycolmap itself, where it is installed: a truck before two walls of noise."""

import numpy as np
import pytest
from tests.unit.adherence.hand_made import poses_of

from groundplan.adherence.crosscheck.checking import laid_on
from groundplan.adherence.crosscheck.messages import Answer, Request
from groundplan.adherence.crosscheck.running import Shown, installed, reconstruct

_SIZE = (320, 240)
_FOCAL_PX = 300.0
_STEP_M = 0.1
_FRAMES = 9


def _wall(rng: np.random.Generator, *, columns: int) -> np.ndarray:
    """Return noise with structure of several sizes."""
    height = _SIZE[1]
    total = np.zeros((height, columns))
    for cell in (3, 8, 20):
        rough = rng.random((height // cell + 1, columns // cell + 1))
        total += np.kron(rough, np.ones((cell, cell)))[:height, :columns]
    return (255 * total / total.max()).astype(np.uint8)


def _truck() -> dict[int, Shown]:
    """Return pictures of a camera that goes right: a wall 5 m away, and bars at 2.5 m before it."""
    rng = np.random.default_rng(3)
    far, near = (_wall(rng, columns=700) for _ in range(2))
    bars = (np.arange(700) // 60) % 2 == 0
    frames: dict[int, Shown] = {}
    for frame in range(_FRAMES):
        slow, fast = (round(_FOCAL_PX * _STEP_M * frame / depth) for depth in (5.0, 2.5))
        back, front = (wall[:, at : at + _SIZE[0]] for wall, at in ((far, slow), (near, fast)))
        picture = np.where(bars[fast : fast + _SIZE[0]], front, back)
        frames[frame] = Shown(
            picture=np.repeat(picture[..., None], 3, axis=2),
            still=np.ones(picture.shape, dtype=np.bool_),
        )
    return frames


@pytest.mark.skipif(not installed(), reason="pycolmap is not installed (extra `colmap`)")
def test_pycolmap_finds_a_straight_truck_with_its_lens_given() -> None:
    request = Request(size_px=_SIZE, focal_px=_FOCAL_PX, focal_is_free=False)

    answer = reconstruct(_truck(), request, limit_s=120.0)

    assert isinstance(answer, Answer)
    rows = sorted(answer.camera_from_world)
    assert rows == list(range(_FRAMES))
    assert answer.focal_px == _FOCAL_PX
    found = np.tile(np.eye(4), (_FRAMES, 1, 1))
    found[:, :3] = [answer.camera_from_world[row] for row in rows]
    planned = poses_of(np.arange(_FRAMES)[:, None] * np.array([_STEP_M, 0.0, 0.0]))
    laid = laid_on(planned, found)
    assert float(np.degrees(laid.angle_rad).max()) < 0.2
    assert float(laid.apart_m.max()) < 0.01 * _STEP_M * (_FRAMES - 1)
