"""Followed points as pictures and as text, by the rules of their readers."""

import json
import math

import numpy as np
import pytest

from groundplan.errors import PlanError
from groundplan.passes.pack import ControlPack
from groundplan.shader.encoders.cameras import camera_path
from groundplan.shader.encoders.point_tracks import point_tracks, track_clip, track_json
from groundplan.shader.plan import Window

WHOLE = Window(first=0, count=9)
LATE = Window(first=3, count=6)


def test_only_points_that_the_first_frame_shows_are_given(plate_pack: ControlPack) -> None:
    found = point_tracks(plate_pack, LATE)
    assert np.all(found.visible[0])
    depth = plate_pack["depth"][3]
    column, row = found.points_px[0].astype(int).T
    np.testing.assert_allclose(depth[row, column], found.depth_m[0], rtol=0.01)


def test_what_moves_has_the_points_that_the_pack_follows(plate_pack: ControlPack) -> None:
    found, tracks = point_tracks(plate_pack, LATE), plate_pack.tracks
    own = (tracks.instance == 1) & (tracks.visible[3] == 1)
    assert np.array_equal(found.points_px[:, found.instance == 1], tracks.points_px[3:, own])


def test_what_stands_still_has_a_grid_of_the_first_frame(plate_pack: ControlPack) -> None:
    found, path = point_tracks(plate_pack, LATE), camera_path(plate_pack, LATE)
    wall = found.instance == 2
    columns = np.unique(((np.arange(70) + 0.5) * 96 / 70).astype(int)) + 0.5
    assert set(found.points_px[0, wall, 0].round(6)) <= set(columns)
    grid = plate_pack["instance"][3][:, (columns - 0.5).astype(int)]
    assert np.sum(wall) == np.sum(grid == 2)
    # The same point seen from the last frame: by hand, through the pinhole.
    first, last = path.intrinsics_px[0], path.world_from_camera_cv[-1]
    point = found.points_px[0, wall][10]
    ray = np.array([*(point - first[:2, 2]) / first[[0, 1], [0, 1]], 1.0])
    seen = last[:3, :3].T @ (ray * found.depth_m[0, wall][10] - last[:3, 3])
    expected = seen[:2] / seen[2] * first[[0, 1], [0, 1]] + first[:2, 2]
    np.testing.assert_allclose(found.points_px[-1, wall][10], expected, atol=1e-4)


def test_a_still_point_hides_behind_what_comes_before_it(plate_pack: ControlPack) -> None:
    found = point_tracks(plate_pack, WHOLE)
    for frame in range(9):
        x, y = np.nan_to_num(found.points_px[frame], nan=-1.0).astype(int).T
        inside = (x >= 0) & (x < 96) & (y >= 0) & (y < 64)
        shows = plate_pack["instance"][frame][y.clip(0, 63), x.clip(0, 95)]
        assert np.array_equal(shows[found.visible[frame]], found.instance[found.visible[frame]])
        hidden = inside & ~found.visible[frame] & (found.instance == 2)
        wrong = np.sum(shows[hidden] == 2)
        assert wrong < 0.02 * np.sum(inside), "only at the rim, where depth is known on one side"
    assert np.sum(found.visible[0]) > np.sum(found.visible[8])


def test_a_point_keeps_the_colour_of_where_it_began(plate_pack: ControlPack) -> None:
    clip, tracks = track_clip(plate_pack, WHOLE, side_px=0), point_tracks(plate_pack, WHOLE)
    inverse = 1.0 / tracks.depth_m[0]
    low, high = np.percentile(inverse, [2, 98])
    blue = np.clip((inverse - low) / (high - low), 0, 1)
    checked = 0
    for point in range(0, len(blue), 97):
        x, y = tracks.points_px[0, point]
        colour = [int(x / 96 * 255), int(y / 64 * 255), int(blue[point] * 255)]
        for frame in range(9):
            place = np.floor(np.nan_to_num(tracks.points_px[frame], nan=-1.0)).astype(int)
            alone = np.sum(np.all(place == place[point], axis=1) & tracks.visible[frame]) == 1
            if alone and tracks.visible[frame, point]:
                column, row = place[point]
                np.testing.assert_allclose(clip[frame, row, column], colour, atol=1)
                checked += 1
    assert checked > 100


def test_all_else_is_black(plate_pack: ControlPack) -> None:
    clip, tracks = track_clip(plate_pack, WHOLE, side_px=0), point_tracks(plate_pack, WHOLE)
    for frame in range(9):
        shown = np.floor(tracks.points_px[frame, tracks.visible[frame]]).astype(int)
        lit = np.zeros((64, 96), dtype=bool)
        lit[shown[:, 1], shown[:, 0]] = True
        assert not np.any(clip[frame][~lit])


def test_squares_reach_two_pixels_about_the_point(plate_pack: ControlPack) -> None:
    small, large = track_clip(plate_pack, WHOLE, side_px=0), track_clip(plate_pack, WHOLE)
    lit = np.pad(np.any(small[0] > 0, axis=-1), 2)
    grown = np.zeros((64, 96), dtype=bool)
    for dy in range(5):
        for dx in range(5):
            grown |= lit[dy : dy + 64, dx : dx + 96]
    assert np.array_equal(np.any(large[0] > 0, axis=-1), grown)


def test_near_points_lie_on_far_ones(plate_pack: ControlPack) -> None:
    clip, tracks = track_clip(plate_pack, WHOLE, side_px=12), point_tracks(plate_pack, WHOLE)
    for point in np.flatnonzero(tracks.instance == 1):
        column, row = np.floor(tracks.points_px[0, point]).astype(int)
        # Blue tells how near: of the wall, 1.5 m farther away, it has little.
        assert clip[0, row, column, 2] > 200


def test_frames_that_the_pack_lacks_are_an_error(plate_pack: ControlPack) -> None:
    with pytest.raises(PlanError, match="frames 9 to 9"):
        point_tracks(plate_pack, Window(first=9, count=1))


def test_drawn_tracks_have_one_place_for_each_frame(plate_pack: ControlPack) -> None:
    told = json.loads(track_json(plate_pack, WHOLE, reader="ltx", most=10))
    tracks = point_tracks(plate_pack, WHOLE)
    assert len(told) == 10
    assert max(len(track) for track in told) == 9
    first = {(round(x, 3), round(y, 3)) for x, y in tracks.points_px[0].tolist()}
    assert all((track[0]["x"], track[0]["y"]) in first for track in told)


@pytest.mark.parametrize("most", [2, 10, 1000])
def test_tracks_are_taken_from_each_thing_alike(plate_pack: ControlPack, most: int) -> None:
    tracks = point_tracks(plate_pack, WHOLE)
    told = json.loads(track_json(plate_pack, WHOLE, reader="ltx", most=most))
    starts = {(track[0]["x"], track[0]["y"]) for track in told}
    of = [
        int(tracks.instance[k])
        for k, (x, y) in enumerate(tracks.points_px[0].tolist())
        if (round(x, 3), round(y, 3)) in starts
    ]
    plates = min(most // 2, int(np.sum(tracks.instance == 1)))
    assert sorted(of) == [1] * plates + [2] * (most - plates)
    rows = [track[0]["y"] for track in told]
    assert max(rows) - min(rows) > 20 or most < 5, "spread over the picture"


def test_a_track_ends_with_the_last_frame_that_shows_it(plate_pack: ControlPack) -> None:
    tracks = point_tracks(plate_pack, WHOLE)
    told = json.loads(track_json(plate_pack, WHOLE, reader="ltx", most=9999))
    ends = [int(np.flatnonzero(column)[-1]) + 1 for column in tracks.visible.T]
    assert [len(track) for track in told] == ends  # all are told, in order
    assert min(ends) < 9, "the plate hides some of the wall in time"


def _picked_by_the_node(
    track: list[dict[str, float]], length: int
) -> list[tuple[float, float, int]]:
    """Return what WanTrackToVideo makes of a track for a clip: place and whether it shows."""
    padded = [(p["x"], p["y"], 1) for p in track][:121]
    padded += [(0.0, 0.0, 0)] * (121 - len(padded))
    frames = length - 1
    common = math.gcd(120, frames)
    later = [one for one in padded[1:] for _ in range(frames // common)][1 :: 120 // common]
    return [padded[0], *later]


@pytest.mark.parametrize("count", [9, 5, 2])
def test_the_wan_node_picks_each_frames_own_place(plate_pack: ControlPack, count: int) -> None:
    window = Window(first=0, count=count)
    tracks = point_tracks(plate_pack, window)
    told = json.loads(track_json(plate_pack, window, reader="wan", most=9999))
    for point, track in enumerate(told):
        picked = _picked_by_the_node(track, count)
        assert len(picked) == count
        end = int(np.flatnonzero(tracks.visible[:, point])[-1]) + 1
        exact = [(round(x, 3), round(y, 3), 1) for x, y in tracks.points_px[:end, point].tolist()]
        assert picked[:end] == exact
        assert all(not shows for *_, shows in picked[end:])


def test_more_frames_than_the_wan_node_reads_are_refused(plate_pack: ControlPack) -> None:
    with pytest.raises(PlanError, match="give at most 120"):
        track_json(plate_pack, Window(first=0, count=121), reader="wan")
