"""Keypoints lie where the body has them, or say that it has none."""

import numpy as np
import pytest

from groundplan.assets.animal_keypoints import AP10K, ap10k_points
from groundplan.assets.animals import animal_mannequin
from groundplan.assets.human import human_figure
from groundplan.assets.keypoints import COCO17, OPENPOSE18, SCHEMES, keypoints_of
from groundplan.assets.skeleton import Skeleton
from groundplan.assets.species import species


def resting(skeleton: Skeleton) -> dict[str, np.ndarray]:
    """Return the points of each scheme at rest."""
    still = np.tile(np.eye(4), (1, len(skeleton.names), 1, 1))
    still[0, :, :3, 3] = skeleton.places
    return {name: found.points[0] for name, found in keypoints_of(skeleton, still).items()}


def test_a_person_has_every_point_of_both_schemes_left_at_plus_x() -> None:
    found = resting(human_figure(1.7, gender="female").skeleton)
    assert set(found) == {"coco17", "openpose18", "wholebody133"}
    for scheme in ("coco17", "openpose18"):
        for name, point in zip(SCHEMES[scheme], found[scheme], strict=True):
            side = np.sign(point[0]) if abs(point[0]) > 1e-3 else 0
            assert side == {"left": 1, "righ": -1}.get(name[:4], 0), name


def test_both_schemes_agree_and_the_neck_is_between_the_shoulders() -> None:
    found = resting(human_figure(1.7).skeleton)
    coco = dict(zip(COCO17, found["coco17"], strict=True))
    pose = dict(zip(OPENPOSE18, found["openpose18"], strict=True))
    for name, point in coco.items():
        assert np.array_equal(point, pose[name])
    between = 0.5 * (coco["left_shoulder"] + coco["right_shoulder"])
    np.testing.assert_allclose(pose["neck"], between, atol=1e-12)


def test_a_face_looks_ahead() -> None:
    figure = human_figure(1.7)
    coco = dict(zip(COCO17, resting(figure.skeleton)["coco17"], strict=True))
    assert coco["nose"][2] > coco["left_eye"][2] > coco["left_ear"][2] + 0.05
    assert coco["left_eye"][1] > coco["nose"][1]
    # The nose is a vertex of the body's surface.
    assert np.linalg.norm(figure.points - coco["nose"], axis=1).min() < 1e-6


@pytest.mark.parametrize("name", ["wolf", "horse", "cat"])
def test_a_baked_animal_has_all_of_ap10k(name: str) -> None:
    skeleton = animal_mannequin(species(name), height_m=0.8).skeleton
    still = np.tile(np.eye(4), (1, len(skeleton.names), 1, 1))
    still[0, :, :3, 3] = skeleton.places
    np.testing.assert_allclose(
        keypoints_of(skeleton, still)["ap10k"].points, ap10k_points(skeleton, still), atol=1e-12
    )


def test_a_drawn_animal_says_which_points_it_lacks() -> None:
    found = resting(animal_mannequin(species("elephant"), height_m=3.0).skeleton)["ap10k"]
    absent = {name for name, p in zip(AP10K, found, strict=True) if np.isnan(p).any()}
    assert absent == {"left_eye", "right_eye", "nose"}


def test_a_fish_has_no_legs() -> None:
    found = resting(animal_mannequin(species("fish"), height_m=0.2).skeleton)["ap10k"]
    present = {name for name, p in zip(AP10K, found, strict=True) if np.isfinite(p).all()}
    assert present == {"root_of_tail"}
