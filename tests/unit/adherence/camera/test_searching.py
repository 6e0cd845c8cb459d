"""A camera far from the plan's is found by sliding whole pictures over one another."""

from dataclasses import replace

import numpy as np
import pytest
from tests.unit.adherence.camera.exact import INTRINSICS

from groundplan.adherence.camera.searching import slid
from groundplan.adherence.camera.sighting import Landmarks
from groundplan.adherence.structure import structure_pyramid


def _picture(right: int = 0, down: int = 0) -> np.ndarray:
    """Return a set of many blocks, seen so many pixels to the left and up."""
    rng = np.random.default_rng(6)
    tiles = rng.uniform(30, 220, (12, 18, 3)).repeat(20, axis=0).repeat(20, axis=1)
    return tiles[60 - down : 180 - down, 70 - right : 278 - right].astype(np.uint8)


def _landmarks() -> Landmarks:
    return Landmarks(
        pyramid=structure_pyramid(_picture()),
        solid=np.ones((120, 208), dtype=np.bool_),
        loose=np.zeros((120, 208), dtype=np.bool_),
        depth_m=np.full((120, 208), 6.0, dtype=np.float32),
        intrinsics_px=INTRINSICS,
    )


@pytest.mark.parametrize(
    ("right", "down"), [(0, 0), (32, 0), (-24, 8), (8, -16), (40, 24), (-48, -24)]
)
def test_a_slide_is_read_as_pan_and_tilt(right: int, down: int) -> None:
    shift = slid(_landmarks(), structure_pyramid(_picture(right, down)))
    ahead = shift.clip_from_plan[:3, 2]
    assert 240 * ahead[0] / ahead[2] == pytest.approx(right, abs=4)
    assert 240 * ahead[1] / ahead[2] == pytest.approx(down, abs=4)
    assert not shift.clip_from_plan[:3, 3].any()


def test_where_nothing_keeps_still_there_is_no_guess() -> None:
    loose = replace(_landmarks(), loose=np.ones((120, 208), dtype=np.bool_))
    shift = slid(loose, structure_pyramid(_picture(32, 0)))
    np.testing.assert_array_equal(shift.clip_from_plan, np.eye(4))


def test_halved_landmarks_keep_their_geometry() -> None:
    rng = np.random.default_rng(1)
    depth = rng.uniform(2, 9, (120, 208)).astype(np.float32)
    half = replace(_landmarks(), depth_m=depth).level(1)
    assert half.pyramid[0].shape == half.solid.shape == half.depth_m.shape == (60, 104)
    np.testing.assert_allclose(half.intrinsics_px[:2], INTRINSICS[:2] / 2)
    # A pixel of the halved picture stands for one of its four.
    assert half.depth_m[20, 30] == depth[41, 61]


def test_landmarks_keep_away_from_what_may_move() -> None:
    loose = np.zeros((120, 208), dtype=np.bool_)
    loose[50:60, 100:110] = True
    marks = replace(_landmarks(), loose=loose, apart_px=3)
    assert np.count_nonzero(~marks.still) == 16 * 16
    assert not marks.still[47, 97]
    assert marks.still[46, 97]
