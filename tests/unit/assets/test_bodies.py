"""Mannequins: heights, joints, clothes, symmetry, weights."""

import numpy as np
import pytest

from groundplan.assets.animals import animal_mannequin
from groundplan.assets.garments import GARMENTS
from groundplan.assets.human_joints import BODY_JOINTS, HUMAN_JOINTS
from groundplan.assets.mannequin import Mannequin, human_mannequin
from groundplan.assets.outfits import OUTFITS
from groundplan.assets.species import SPECIES, species
from groundplan.errors import SceneError

FOUR_LEGGED = sorted(name for name, kind in SPECIES.items() if kind.rig == "quadruped")


def _points(body: Mannequin) -> np.ndarray:
    return np.concatenate([mesh.positions for mesh in body.meshes.values()])


@pytest.mark.parametrize("height", [0.9, 1.2, 1.68, 1.93])
@pytest.mark.parametrize("gender", ["female", "male", "neutral"])
def test_a_person_is_as_tall_as_asked(height: float, gender: str) -> None:
    points = _points(
        human_mannequin(height, gender=gender, age_years=30.0 if height > 1.3 else 5.0)
    )
    assert points[:, 1].min() == pytest.approx(0.0, abs=1e-3)
    assert points[:, 1].max() == pytest.approx(height, abs=1e-3)


def test_a_person_has_all_vrm_joints() -> None:
    required = {"hips", "spine", "chest", "upperChest", "neck", "head"}
    required |= {
        f"{side}{part}"
        for side in ("left", "right")
        for part in (
            "Shoulder",
            "UpperArm",
            "LowerArm",
            "Hand",
            "UpperLeg",
            "LowerLeg",
            "Foot",
            "Toes",
        )
    }
    assert set(BODY_JOINTS) == required


def test_children_have_larger_heads_for_their_height() -> None:
    adult, child = human_mannequin(1.75), human_mannequin(1.03, age_years=4.0)
    neck = HUMAN_JOINTS.index("neck")
    shares = [body.skeleton.places[neck, 1] / body.size_m[1] for body in (adult, child)]
    assert shares[1] < shares[0] - 0.02


@pytest.mark.parametrize("garment", sorted(GARMENTS))
def test_every_garment_is_drawn_and_nobody_is_bare(garment: str) -> None:
    body = human_mannequin(1.7, garments=(garment,))
    assert garment in body.meshes
    covered = [
        mesh.positions
        for role, mesh in body.meshes.items()
        if role not in {"skin", "hair", "eyes", "eye_whites", "lips"}
    ]
    heights = np.concatenate(covered)[:, 1] / 1.7
    for low, high in ((0.40, 0.46), (0.5, 0.55), (0.6, 0.65), (0.7, 0.75)):
        assert np.any((heights > low) & (heights < high)), (garment, low)
    skin = body.meshes["skin"].positions
    trunk = (np.abs(skin[:, 0]) < 0.1) & (skin[:, 1] > 0.5 * 1.7) & (skin[:, 1] < 0.73 * 1.7)
    assert not trunk.any()


def test_an_unknown_garment_is_an_error() -> None:
    with pytest.raises(SceneError, match="no garment 'zorblax'"):
        human_mannequin(1.7, garments=("zorblax",))


def test_a_person_is_nearly_symmetric() -> None:
    for mesh in human_mannequin(1.7, garments=("coat",)).meshes.values():
        points = np.unique(mesh.positions.astype(np.float64), axis=0)
        mirrored = points * [-1.0, 1.0, 1.0]
        apart = np.linalg.norm(points[:, None] - mirrored[None], axis=-1).min(axis=1)
        assert apart.max() < 0.016


def test_weights_are_shares_of_known_joints() -> None:
    for body in (human_mannequin(1.7), animal_mannequin(species("dog"), height_m=0.6)):
        for mesh in body.meshes.values():
            assert mesh.skin is not None
            assert np.allclose(mesh.skin.weights.sum(axis=1), 1.0, atol=1e-5)
            assert mesh.skin.joints.max() < len(body.skeleton.names)


@pytest.mark.parametrize("name", sorted(SPECIES))
def test_an_animal_stands_on_the_ground(name: str) -> None:
    kind = SPECIES[name]
    points = _points(animal_mannequin(kind, height_m=kind.height_m))
    assert np.all(np.isfinite(points))
    if kind.rig != "fish":
        assert points[:, 1].min() == pytest.approx(0.0, abs=0.06 * kind.height_m)


@pytest.mark.parametrize("name", FOUR_LEGGED)
def test_the_back_of_an_animal_is_at_its_shoulder_height(name: str) -> None:
    kind = SPECIES[name]
    body = animal_mannequin(kind, height_m=1.0)
    points = _points(body)
    if kind.shape is not None:
        assert body.skeleton.marks["withers"][1][1] == pytest.approx(1.0, abs=1e-6)
        return
    withers = np.abs(points[:, 2] - 0.36 * kind.length) < 0.05
    near_back = points[withers & (np.abs(points[:, 0]) < 0.05) & (points[:, 1] < 1.06)]
    assert near_back[:, 1].max() == pytest.approx(1.0, abs=0.07)


def test_feet_are_named_paws_or_hooves() -> None:
    dog = animal_mannequin(species("dog"), height_m=0.6).skeleton.names
    horse = animal_mannequin(species("horse"), height_m=1.6).skeleton.names
    assert {"frontLeftPaw", "frontRightPaw", "hindLeftPaw", "hindRightPaw"} <= set(dog)
    assert {"frontLeftHoof", "hindRightHoof"} <= set(horse)


@pytest.mark.parametrize("height", [0.0, -1.0, float("nan"), 50.0])
def test_impossible_heights_are_refused(height: float) -> None:
    with pytest.raises(SceneError):
        human_mannequin(height)
    with pytest.raises(SceneError):
        animal_mannequin(species("dog"), height_m=height)


def test_an_unknown_species_is_an_error() -> None:
    with pytest.raises(SceneError, match="no species 'zorblax'"):
        species("zorblax")


@pytest.mark.parametrize("outfit", sorted(OUTFITS))
def test_every_outfit_is_worn(outfit: str) -> None:
    body = human_mannequin(1.7, garments=tuple(OUTFITS[outfit]))
    assert set(OUTFITS[outfit]) <= set(body.meshes)


def test_there_are_at_least_fifteen_outfits() -> None:
    assert len(OUTFITS) >= 15


@pytest.mark.parametrize("garments", [("top", "shorts"), ("gown",), ("vest", "skirt"), ()])
def test_children_are_covered_from_the_neck_to_the_knee(garments: tuple[str, ...]) -> None:
    height = 1.2
    skin = human_mannequin(height, age_years=7.0, garments=garments).meshes["skin"].positions
    arms = np.abs(skin[:, 0]) > 0.11 * height
    body = skin[~arms, 1] / height
    assert not np.any((body > 0.34) & (body < 0.72))


@pytest.mark.parametrize("garment", sorted(GARMENTS))
def test_a_person_stays_within_the_triangle_budget(garment: str) -> None:
    body = human_mannequin(1.7, garments=(garment,), gender="female")
    assert sum(len(mesh.triangles) for mesh in body.meshes.values()) <= 28_000
