"""Hands and faces have the colours and sizes that pose control models know."""

import numpy as np

from groundplan.assets.whole_body import WHOLE_BODY, WHOLE_BODY_PARTS
from groundplan.passes.keypoints import KeypointRow, Visibility
from groundplan.passes.pose_pictures import PosePoints, pose_picture

SIZE = (400, 300)


def row(
    *, size: float = 1.0, hand: tuple[Visibility, ...] = (2,) * 21, face: Visibility = 2
) -> KeypointRow:
    """Return a left hand as a fan from (100, 200) and a face on a grid; nothing else shows."""
    places: list[tuple[float, float] | None] = [None] * len(WHOLE_BODY)
    visible: list[Visibility] = [0] * len(WHOLE_BODY)
    start = WHOLE_BODY_PARTS["lefthand"].start
    for k in range(21):
        finger, joint = divmod(k - 1, 4) if k else (0, -1)
        places[start + k] = (
            100.5 + size * (joint + 1) * (finger - 2) * 9.0,
            200.5 - size * (joint + 1) * 25.0,
        )
        visible[start + k] = hand[k]
    for k in range(68):
        places[WHOLE_BODY_PARTS["face"].start + k] = (
            250.5 + 12.0 * (k % 10),
            60.5 + 12 * (k // 10),
        )
        visible[WHOLE_BODY_PARTS["face"].start + k] = face
    count = len(WHOLE_BODY)
    return KeypointRow((None,) * count, tuple(places), tuple(visible), (False,) * count)


def drawn(whole: KeypointRow, *, points: PosePoints = "confident") -> np.ndarray:
    return pose_picture([], "openpose18", size_px=SIZE, points=points, whole=[whole])


def count(picture: np.ndarray, color: tuple[int, int, int]) -> int:
    return int(np.all(picture == color, axis=-1).sum())


def test_points_of_a_hand_are_blue_discs_of_radius_four() -> None:
    picture = drawn(row())
    assert picture[200, 100].tolist() == [0, 0, 255]
    line = np.flatnonzero(np.all(picture[200, :200] == (0, 0, 255), axis=-1))
    assert (line.min(), line.max()) == (96, 104)


def test_lines_of_a_hand_go_round_the_hues_two_pixels_wide() -> None:
    picture = drawn(row())
    # The middle finger's second line, hue 9/20, is upright at x 100.
    across = np.flatnonzero(np.any(picture[162, 90:110] > 0, axis=-1)) + 90
    assert 2 <= len(across) <= 3
    assert picture[162, 100].tolist() == [0, 255, 178]
    # The first line of all, wrist to thumb, is red.
    assert count(picture, (255, 0, 0)) > 20


def test_points_of_a_face_are_white_discs_of_radius_three() -> None:
    picture = drawn(row())
    line = np.flatnonzero(np.all(picture[60, 240:257] == 255, axis=-1)) + 240
    assert (line.min(), line.max()) == (247, 253)
    assert count(picture, (255, 255, 255)) > 68 * 20


def test_a_hand_too_small_or_hidden_is_not_drawn() -> None:
    assert count(drawn(row(size=0.12)), (0, 0, 255)) == 0
    assert count(drawn(row(hand=(1,) * 21)), (0, 0, 255)) == 0
    assert count(drawn(row(hand=(1,) * 21), points="all"), (0, 0, 255)) > 0


def test_hidden_fingers_of_a_hand_that_shows_are_drawn_but_not_among_visible_points() -> None:
    half: tuple[Visibility, ...] = (2,) * 12 + (1,) * 9
    confident, visible = (drawn(row(hand=half), points=p) for p in ("confident", "visible"))
    assert count(confident, (0, 0, 255)) > count(visible, (0, 0, 255)) + 200


def test_a_face_that_looks_away_is_not_drawn() -> None:
    assert count(drawn(row(face=1)), (255, 255, 255)) == 0


def test_sizes_grow_with_large_pictures() -> None:
    size = (2048, 1024)
    picture = pose_picture([], "openpose18", size_px=size, whole=[row()])
    line = np.flatnonzero(np.all(picture[200, :200] == (0, 0, 255), axis=-1))
    assert (line.min(), line.max()) == (92, 108)
