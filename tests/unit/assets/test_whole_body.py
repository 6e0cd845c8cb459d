"""COCO-WholeBody points: in order, where a body has them, and moved by what its face does."""

import numpy as np
import pytest

from groundplan.assets.human import Figure, human_figure
from groundplan.assets.human_shape.face_units import face_units, unit_weights
from groundplan.assets.keypoints import COCO17, SCHEMES, keypoints_of
from groundplan.assets.whole_body import HAND_LINKS, WHOLE_BODY, WHOLE_BODY_PARTS
from groundplan.errors import SceneError

PEOPLE = (
    human_figure(1.7, gender="female"),
    human_figure(1.02, age_years=4.0),
    human_figure(1.85, age_years=70.0, gender="male", build=0.8),
)


def points(figure: Figure, **units: float) -> dict[str, np.ndarray]:
    """Return the points by name of somebody standing in the pose of their mesh."""
    bound = figure.skeleton.body_from_bind_joint()[None]
    found = keypoints_of(figure.skeleton, bound, face=unit_weights(units)[None])["wholebody133"]
    return dict(zip(WHOLE_BODY, found.points[0], strict=True))


def test_there_are_133_points_in_the_order_of_the_format() -> None:
    assert len(WHOLE_BODY) == len(set(WHOLE_BODY)) == 133
    assert WHOLE_BODY[:17] == COCO17
    assert WHOLE_BODY[17:23] == (
        "left_big_toe", "left_small_toe", "left_heel", "right_big_toe", "right_small_toe",
        "right_heel",
    )  # fmt: skip
    assert WHOLE_BODY[23] == "face-0"
    assert WHOLE_BODY[91] == "left_hand_root"
    assert WHOLE_BODY[112] == "right_hand_root"
    assert WHOLE_BODY[132] == "right_pinky_finger4"
    assert sum(s.stop - s.start for s in WHOLE_BODY_PARTS.values()) == 133
    assert SCHEMES["wholebody133"] == WHOLE_BODY
    assert HAND_LINKS[:5] == ((0, 1), (1, 2), (2, 3), (3, 4), (0, 5))


@pytest.mark.parametrize("figure", PEOPLE)
def test_a_face_is_laid_out_as_its_order_says(figure: Figure) -> None:
    p = points(figure)
    face = np.array([p[f"face-{k}"] for k in range(68)])
    left, right = face[:, 0] > 0.002, face[:, 0] < -0.002
    assert np.all(right[[0, 1, 2, 17, 18, 19, 20, 21, 31, 36, 37, 38, 39, 48, 49, 60]])
    assert np.all(left[[14, 15, 16, 22, 23, 24, 25, 26, 35, 42, 43, 44, 45, 53, 54, 64]])
    assert np.all(np.abs(face[[8, 27, 28, 29, 30, 33, 51, 57, 62, 66], 0]) < 0.002)
    up = face[:, 1]
    # Brows over eyes, eyes over the nose's tip, over the mouth, over the chin.
    assert up[17:27].min() > up[36:48].max()
    assert up[36:48].min() > up[30] > up[33] > up[48:60].max() > up[8]
    assert np.all(np.diff(up[27:31]) < 0.0)
    assert np.all(np.diff(up[0:9]) < 0.0)
    assert np.all(np.diff(up[8:17]) > 0.0)
    # Each eye and lip goes round without crossing itself; the nose's tip is foremost.
    for loop in (range(36, 42), range(42, 48), range(48, 60), range(60, 68)):
        x, y = face[list(loop), :2].T
        assert np.sum(x * np.roll(y, -1) - y * np.roll(x, -1)) < 0.0
    assert np.argmax(face[:, 2]) == 30


@pytest.mark.parametrize("figure", PEOPLE)
def test_left_and_right_of_a_face_mirror_each_other(figure: Figure) -> None:
    p = points(figure)
    pairs = [(k, 16 - k) for k in range(8)] + [(17 + k, 26 - k) for k in range(5)]
    pairs += [(36, 45), (37, 44), (38, 43), (39, 42), (40, 47), (41, 46), (48, 54), (50, 52)]
    for right, left in pairs:
        flipped = p[f"face-{left}"] * [-1.0, 1.0, 1.0]
        assert np.linalg.norm(p[f"face-{right}"] - flipped) < 0.003


@pytest.mark.parametrize("figure", PEOPLE)
def test_points_of_the_surface_are_vertices_of_the_mesh(figure: Figure) -> None:
    p = points(figure)
    on_skin = [n for n in WHOLE_BODY if n.startswith("face-") or n.endswith(("toe", "heel"))]
    on_skin += [n for n in WHOLE_BODY if n.endswith("4") and "face" not in n]
    assert len(on_skin) == 68 + 6 + 10
    for name in on_skin:
        assert np.linalg.norm(figure.points - p[name], axis=1).min() < 1e-6


def test_a_hand_is_the_length_of_a_hand() -> None:
    p = points(PEOPLE[0])
    for side in ("left", "right"):
        root, tip = p[f"{side}_hand_root"], p[f"{side}_middle_finger4"]
        assert 0.15 < np.linalg.norm(tip - root) < 0.22
        for finger in ("thumb", "forefinger", "middle_finger", "ring_finger", "pinky_finger"):
            away = [np.linalg.norm(p[f"{side}_{finger}{k}"] - root) for k in range(1, 5)]
            assert np.all(np.diff(away) > 0.0)
    assert np.array_equal(p["left_hand_root"], p["left_wrist"])


@pytest.mark.parametrize("figure", PEOPLE)
def test_points_follow_an_expression(figure: Figure) -> None:
    still, scale = points(figure), figure.head / 0.22
    opened = points(figure, jawOpen=1.0)
    assert 0.012 < (still["face-8"] - opened["face-8"])[1] / scale < 0.06
    lips = [q["face-62"][1] - q["face-66"][1] for q in (still, opened)]
    assert lips[1] - lips[0] > 0.025 * scale
    assert abs((still["face-30"] - opened["face-30"])[1]) < 0.002
    smiling = points(figure, mouthSmile=1.0)
    assert (smiling["face-48"] - still["face-48"])[1] > 0.003 * scale
    assert smiling["face-54"][0] > still["face-54"][0] + 0.003 * scale
    shut = points(figure, eyeBlink=1.0)
    for upper, lower in ((37, 41), (44, 46)):
        gaps = [q[f"face-{upper}"][1] - q[f"face-{lower}"][1] for q in (still, shut)]
        assert gaps[1] < 0.35 * gaps[0]


def test_every_unit_moves_the_face_and_nothing_else() -> None:
    units = face_units()
    assert len(units.names) == 51
    moved = np.linalg.norm(units.offsets, axis=2)
    assert np.all(moved.max(axis=0) > 0.0009)
    figure = PEOPLE[0]
    below = figure.points[:, 1] < figure.skeleton.place("upperChest")[1]
    assert moved[below].max() == 0.0


def test_an_unknown_unit_is_refused() -> None:
    with pytest.raises(SceneError, match="earWiggle"):
        unit_weights({"earWiggle": 1.0})
