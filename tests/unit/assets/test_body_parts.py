"""Parts of bodies: every triangle has one, on the side where it lies."""

import numpy as np
import pytest

from groundplan.assets.animals import animal_mannequin
from groundplan.assets.body_parts import BODY_PARTS, triangle_parts
from groundplan.assets.human_shape.data import body_data
from groundplan.assets.mannequin import Mannequin, human_mannequin
from groundplan.assets.species import species


def centres(body: Mannequin) -> tuple[np.ndarray, np.ndarray]:
    """Return the middle of every triangle and its part."""
    places: list[np.ndarray] = []
    parts: list[np.ndarray] = []
    for mesh in body.meshes.values():
        found = triangle_parts(mesh, body.skeleton)
        assert found is not None
        places.append(mesh.positions[mesh.triangles].mean(axis=1))
        parts.append(found)
    return np.concatenate(places), np.concatenate(parts)


@pytest.mark.parametrize("name", ["person", "wolf", "horse", "elephant"])
def test_sided_parts_lie_on_their_side(name: str) -> None:
    body = (
        human_mannequin(1.7, garments=("coat", "trousers"))
        if name == "person"
        else animal_mannequin(species(name), height_m=1.0)
    )
    places, parts = centres(body)
    assert parts.min() > 0
    for part, label in enumerate(BODY_PARTS):
        inside = places[parts == part, 0]
        if label.startswith(("left", "right")) and "wing" not in label:
            assert len(inside), label
            sign = 1.0 if label.startswith("left") else -1.0
            assert (sign * inside > -0.03).all(), label


def test_a_persons_parts_are_stacked_as_they_should_be() -> None:
    places, parts = centres(human_mannequin(1.7))
    height = {
        label: float(np.median(places[parts == part, 1]))
        for part, label in enumerate(BODY_PARTS)
        if (parts == part).any()
    }
    order = ("head", "neck", "torso", "left_upper_leg", "left_lower_leg", "left_foot")
    assert [height[label] for label in order] == sorted(
        (height[label] for label in order), reverse=True
    )
    assert set(BODY_PARTS) - set(height) == {"none", "tail", "left_wing", "right_wing"}


def test_they_agree_with_the_labels_of_the_baked_body() -> None:
    body = human_mannequin(1.7)
    mesh = body.meshes["skin"]
    parts = triangle_parts(mesh, body.skeleton)
    assert parts is not None
    data = body_data()
    # The hands are bare: their vertices are those of the body.
    hand = np.isin(data.part, [data.parts.index("leftHand")])
    assert 0.8 < (parts == BODY_PARTS.index("left_hand")).sum() / (
        hand[data.skin].all(axis=1).sum()
    ) < 1.25  # fmt: skip


def test_what_has_no_joints_has_no_parts() -> None:
    mesh = next(iter(human_mannequin(1.7).meshes.values()))
    assert triangle_parts(mesh, None) is None
