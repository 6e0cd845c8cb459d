"""Pose pictures have the colours, order and places that pose control models know."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from groundplan.assets.keypoints import OPENPOSE18, SCHEMES
from groundplan.errors import InputError
from groundplan.passes import ControlPack
from groundplan.passes.joints import PosedJoints
from groundplan.passes.keypoints import KeypointRow, Visibility
from groundplan.passes.pose_pictures import pose_picture
from groundplan.passes.render import PackOptions, write_pack
from groundplan.previz.port import Pass, Renderer, RenderOptions
from groundplan.scene.joints import SchemePoints
from groundplan.scene.stage import Stage

SIZE = (300, 200)
HIDDEN: Visibility = 1


def row(*, hidden: tuple[str, ...] = (), behind_self: bool = False) -> KeypointRow:
    """Return points on a grid, far from one another, so that discs do not meet."""
    names = OPENPOSE18
    places = tuple((20.5 + 50.0 * (k % 6), 30.5 + 60.0 * (k // 6)) for k in range(len(names)))
    return KeypointRow(
        (None,) * len(names),
        places,
        tuple(HIDDEN if name in hidden else 2 for name in names),
        tuple(behind_self and name in hidden for name in names),
    )


def at(picture: np.ndarray, name: str) -> tuple[int, int, int]:
    x, y = row().points_px[OPENPOSE18.index(name)] or (0.0, 0.0)
    red, green, blue = picture[int(y), int(x)].tolist()
    return (red, green, blue)


def test_joints_have_their_own_colours() -> None:
    picture = pose_picture([row()], "openpose18", size_px=SIZE)
    assert picture.shape == (200, 300, 3)
    assert at(picture, "nose") == (255, 0, 0)
    assert at(picture, "neck") == (255, 85, 0)
    assert at(picture, "right_shoulder") == (255, 170, 0)
    assert at(picture, "left_wrist") == (0, 255, 85)
    assert at(picture, "left_ear") == (255, 0, 85)


def test_a_limb_has_six_tenths_of_its_colour_and_eight_pixels_of_width() -> None:
    picture = pose_picture([row()], "openpose18", size_px=SIZE)
    # Right shoulder (2) to right elbow (3): limb 2, colour 255 170 0; other limbs do not cross it.
    assert picture[30, 145].tolist() == [153, 102, 0]
    column = np.flatnonzero((picture[:60, 145] == [153, 102, 0]).all(axis=1))
    assert 8 <= len(column) <= 9
    assert abs(column.mean() + 0.5 - 30.5) <= 0.5


def test_a_face_that_looks_away_is_not_drawn_but_a_hidden_arm_is() -> None:
    hidden = ("nose", "left_eye", "right_eye", "left_elbow")
    picture = pose_picture([row(hidden=hidden, behind_self=True)], "openpose18", size_px=SIZE)
    full = pose_picture([row()], "openpose18", size_px=SIZE)
    assert at(picture, "left_elbow") == at(full, "left_elbow")
    for name in ("left_eye", "right_eye"):
        assert at(picture, name) != at(full, name)


def test_a_leg_behind_a_thing_is_drawn_while_most_of_the_body_shows() -> None:
    legs = tuple(name for name in OPENPOSE18 if "knee" in name or "ankle" in name)
    np.testing.assert_array_equal(
        pose_picture([row(hidden=legs)], "openpose18", size_px=SIZE),
        pose_picture([row()], "openpose18", size_px=SIZE),
    )


def test_what_a_thing_hides_is_drawn_only_when_asked_for() -> None:
    behind = row(hidden=OPENPOSE18)
    assert not pose_picture([behind], "openpose18", size_px=SIZE).any()
    assert not pose_picture([behind], "openpose18", size_px=SIZE, points="visible").any()
    np.testing.assert_array_equal(
        pose_picture([behind], "openpose18", size_px=SIZE, points="all"),
        pose_picture([row()], "openpose18", size_px=SIZE),
    )


def posed_ball(time: int) -> dict[str, PosedJoints]:
    center = np.array([[-1.0 + 0.1 * time / 1000, 0.8, 0.0]])
    names = SCHEMES["openpose18"]
    points = SchemePoints(np.repeat(center, len(names), axis=0), np.full(len(names), 0.7))
    return {"1" * 26: PosedJoints(("hips",), center, {"openpose18": points})}


def test_a_pack_draws_the_pose_even_when_nothing_else_is_asked_for(
    tmp_path: Path, renderer: Renderer, stage_of: Callable[..., Stage]
) -> None:
    options = PackOptions(render=RenderOptions(passes=frozenset({Pass.POSE})))
    stage = stage_of((64, 36), frames=3)
    write_pack(renderer, stage, tmp_path, options=options, joints_at=posed_ball)
    pack = ControlPack.open(tmp_path)
    assert set(pack) == {"pose"}
    assert "passes/pose.mp4" in pack.manifest.files
    px = pack.keypoints.bodies[0].points_px[2][0]
    assert px is not None
    # All points coincide: the last joint's colour lies on top.
    assert pack["pose"][2][int(px[1]), int(px[0])].tolist() == [255, 0, 85]
    pack.verify()


def test_a_pose_without_joints_is_refused(tmp_path: Path, renderer: Renderer, stage: Stage) -> None:
    options = PackOptions(render=RenderOptions(passes=frozenset({Pass.POSE})))
    with pytest.raises(InputError, match="without joints"):
        write_pack(renderer, stage, tmp_path, options=options)
