"""Skeletons show what a model was trained on, as thick as it was trained on them."""

from collections.abc import Sequence

import numpy as np
import pytest
from jaxtyping import UInt8

from groundplan.assets.keypoints import SCHEMES, SchemeName
from groundplan.passes.keypoints import BodyKeypoints, KeypointTrack, Visibility
from groundplan.shader.encoders.pose import PoseStyle, SkeletonFrames, drawing_size

ANNA = "ANNA".ljust(26, "0")
OWN = 3
SIZE = (832, 480)
WHITE, BLUE = [255, 255, 255], [0, 0, 255]
LIMB = [153, 102, 0]
"""Right shoulder to right elbow: six tenths of 255 170 0."""


def body(scheme: SchemeName, *, hidden: Sequence[int] = ()) -> BodyKeypoints:
    """Return one frame: skeleton points on a wide grid, the others close together below it."""
    names = SCHEMES[scheme]
    wide = scheme == "openpose18"
    points = [
        (40.5 + 120.0 * (k % 6), 40.5 + 100.0 * (k // 6)) if wide
        else (300.5 + 12.0 * (k % 20), 340.5 + 12.0 * (k // 20))
        for k in range(len(names))
    ]  # fmt: skip
    visible: list[Visibility] = [1 if k in hidden else 2 for k in range(len(names))]
    return BodyKeypoints(
        entity=ANNA,
        scheme=scheme,
        names=names,
        points_in_world_m=((None,) * len(names),),
        points_px=(tuple(points),),
        visible=(tuple(visible),),
    )


def drawn(
    style: PoseStyle, *bodies: BodyKeypoints, own: int = OWN
) -> UInt8[np.ndarray, "height width 3"]:
    shown = bodies or (body("openpose18"), body("wholebody133"))
    track = KeypointTrack(fps=(16, 1), size_px=SIZE, bodies=shown)
    frames = SkeletonFrames(track, {ANNA: frozenset({own})}, size_px=SIZE, style=style)
    return frames(0, np.full((SIZE[1], SIZE[0]), OWN, dtype=np.uint16))


def has(picture: UInt8[np.ndarray, "height width 3"], color: list[int]) -> bool:
    return bool((picture[330:] == color).all(axis=2).any())


def stroke_px(style: PoseStyle) -> float:
    """Return how thick the limb from (280, 40) to (400, 40) is drawn in its middle."""
    column = drawn(style)[:60, 340].astype(float)
    return float(column[:, 0].sum() / LIMB[0])


def test_whole_people_have_hands_and_faces() -> None:
    picture = drawn(PoseStyle())
    assert has(picture, WHITE)
    assert has(picture, BLUE)


def test_body_and_face_have_no_hands() -> None:
    picture = drawn(PoseStyle(parts="body_face"))
    assert has(picture, WHITE)
    assert not has(picture, BLUE)


def test_a_body_alone_has_neither_and_is_otherwise_the_same() -> None:
    picture = drawn(PoseStyle(parts="body"))
    assert not picture[330:].any()
    assert np.array_equal(picture[:300], drawn(PoseStyle())[:300])


@pytest.mark.parametrize(
    ("size", "expected"),
    [((832, 480), (1792, 1024)), ((480, 832), (1024, 1792)), ((1280, 720), (1792, 1024))],
)
def test_vace_draws_at_1024_px_in_steps_of_64(
    size: tuple[int, int], expected: tuple[int, int]
) -> None:
    assert drawing_size(size, 1024) == expected
    assert drawing_size(size, None) == size


def test_strokes_of_vace_are_finer_than_those_of_the_pack() -> None:
    # 4 px to each side at 480 px; at 1024 px averaged down: 8 or 9 rows of 1024 / 480.
    assert 8.0 <= stroke_px(PoseStyle()) <= 9.0
    fine = stroke_px(PoseStyle(drawn_at_px=1024))
    assert 8.0 * 480 / 1024 <= fine <= 9.5 * 480 / 1024


def test_places_stay_when_a_skeleton_is_drawn_finer() -> None:
    picture = drawn(PoseStyle(parts="body", drawn_at_px=1024))
    assert picture.shape == (480, 832, 3)
    # Right elbow, at 400.5 40.5: 255 255 0.
    y, x = np.nonzero((picture >= [200, 200, 0]).all(axis=2) & (picture[..., 2] < 40))
    assert abs(x.mean() + 0.5 - 400.5) <= 1.0
    assert abs(y.mean() + 0.5 - 40.5) <= 1.0


def test_a_part_behind_its_own_body_is_drawn_and_one_behind_a_thing_is_not() -> None:
    # With most points hidden, a body is found only where its own parts hide them.
    hidden = body("openpose18", hidden=range(2, 14))
    style = PoseStyle(parts="body")
    assert (drawn(style, hidden)[40, 340] == LIMB).all()
    assert not drawn(style, hidden, own=OWN + 1)[40, 340].any()


def test_nobody_leaves_the_canvas_black() -> None:
    track = KeypointTrack(fps=(16, 1), size_px=SIZE, bodies=())
    frames = SkeletonFrames(track, {}, size_px=SIZE, style=PoseStyle(drawn_at_px=1024))
    assert not frames(0, np.zeros((SIZE[1], SIZE[0]), dtype=np.uint16)).any()
