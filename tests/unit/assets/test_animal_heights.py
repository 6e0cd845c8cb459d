"""Animals stand as high as they say, soles on the ground."""

import numpy as np
import pytest

from groundplan.assets.animals import animal_mannequin
from groundplan.assets.mannequin import Mannequin
from groundplan.assets.species import SPECIES, Species

WITHIN = 0.05
HIGHER = {"buffalo": 0.13}
"""What stands on the withers and is no part of their height: the buffalo's hump."""
QUADRUPEDS = sorted(name for name, kind in SPECIES.items() if kind.rig == "quadruped")
BIRDS = sorted(name for name, kind in SPECIES.items() if kind.rig == "bird")


def _drawn(kind: Species) -> tuple[Mannequin, np.ndarray]:
    body = animal_mannequin(kind, height_m=kind.height_m)
    return body, np.concatenate([mesh.positions for mesh in body.meshes.values()])


def _back_over(points: np.ndarray, *, z: float, height: float) -> np.ndarray:
    """Return the heights of the skin about the middle line at a place along the body."""
    near = (np.abs(points[:, 2] - z) < 0.06 * height) & (np.abs(points[:, 0]) < 0.08 * height)
    return points[near, 1]


@pytest.mark.parametrize("name", [n for n in QUADRUPEDS if SPECIES[n].shape is not None])
def test_skin_lies_at_the_shoulder_height_where_the_withers_are(name: str) -> None:
    kind = SPECIES[name]
    body, points = _drawn(kind)
    _, withers = body.skeleton.marks["withers"]
    assert withers[1] == pytest.approx(kind.height_m, rel=1e-6)
    skin = _back_over(points, z=withers[2], height=kind.height_m)
    off = float(np.abs(skin / kind.height_m - 1.0).min())
    assert off <= WITHIN + HIGHER.get(name, 0.0)


@pytest.mark.parametrize("name", [n for n in QUADRUPEDS if SPECIES[n].shape is None])
def test_the_trunk_of_a_drawn_animal_ends_at_the_shoulder_height(name: str) -> None:
    kind = SPECIES[name]
    body, points = _drawn(kind)
    z = body.skeleton.place("chest")[2]
    top = float(_back_over(points, z=z, height=kind.height_m).max())
    assert top == pytest.approx(kind.height_m, rel=WITHIN)


@pytest.mark.parametrize("name", QUADRUPEDS)
def test_a_quadruped_stands_on_the_ground(name: str) -> None:
    kind = SPECIES[name]
    _, points = _drawn(kind)
    assert float(points[:, 1].min()) == pytest.approx(0.0, abs=0.01 * kind.height_m)


@pytest.mark.parametrize("name", BIRDS)
def test_a_bird_is_as_tall_as_it_says(name: str) -> None:
    kind = SPECIES[name]
    _, points = _drawn(kind)
    comb = 0.06 if "comb" in kind.extras else WITHIN
    assert float(np.ptp(points[:, 1])) == pytest.approx(kind.height_m, rel=comb)
