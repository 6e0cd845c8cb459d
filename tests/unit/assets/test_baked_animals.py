"""Baked animals: files and licences, sizes, coats, proportions, keypoints."""

import hashlib
import json
from importlib import resources

import numpy as np
import pytest

from groundplan.assets.animal_codec import packed, quantised, restored, unpacked
from groundplan.assets.animal_keypoints import AP10K, ap10k_points
from groundplan.assets.animal_rig import BASES, animal_rig
from groundplan.assets.animals import animal_mannequin
from groundplan.assets.coats import coat_surface
from groundplan.assets.species import SPECIES, species
from groundplan.errors import SceneError
from groundplan.geometry import colour

FOLDER = resources.files("groundplan.assets") / "data" / "animals"
SHAPED = sorted(name for name, kind in SPECIES.items() if kind.shape is not None)
SAID = ("walk", "gallop", "idle", "eating", "death")


def test_every_baked_file_is_in_the_manifest_with_its_hash_and_a_free_licence() -> None:
    rows = json.loads((FOLDER / "manifest.json").read_text())["files"]
    assert sorted(row["file"] for row in rows) == sorted(f"{base}.npz" for base in BASES)
    for row in rows:
        data = (FOLDER / row["file"]).read_bytes()
        assert hashlib.sha256(data).hexdigest() == row["sha256"]
        assert len(data) == row["size_bytes"]
        assert row["spdx"] == "CC0-1.0"
        assert row["author"]
        assert row["evidence"]


def test_at_least_twenty_species_have_a_baked_body_and_derived_ones_say_so() -> None:
    assert len(SHAPED) >= 20
    own = {name for name in SHAPED if not SPECIES[name].derived_from}
    assert {"horse", "wolf", "fox", "cow", "stag", "alpaca", "donkey"} <= own
    assert SPECIES["lion"].derived_from == "wolf"
    assert SPECIES["elephant"].derived_from == ""


@pytest.mark.parametrize("base", BASES)
def test_a_baked_animal_has_its_clips_feet_and_weights(base: str) -> None:
    rig = animal_rig(base)
    clips = {name.lower() for name in rig.clips}
    assert set(SAID) <= clips
    assert len(clips) >= 12
    assert np.allclose(rig.weights.sum(axis=1), 1.0)
    feet = [name for name in rig.skeleton.names if name.endswith(("Paw", "Hoof"))]
    assert len(feet) == 4
    assert all(parent < k for k, parent in enumerate(rig.skeleton.parents))
    for clip in rig.clips.values():
        assert np.allclose(np.linalg.norm(clip.rotations, axis=-1), 1.0)


def test_a_clip_gives_its_keys_back_and_a_cycle_begins_again() -> None:
    clip = animal_rig("horse").clips["Gallop"]
    times = np.arange(len(clip.rotations) - 1) / clip.fps
    turns, shifts = clip.at(times)
    assert np.allclose(turns, clip.rotations[:-1], atol=1e-9)
    assert np.allclose(shifts, clip.shifts[:-1], atol=1e-12)
    again, _ = clip.at(times + 2.0 * clip.length_s, cyclic=True)
    assert np.allclose(again, turns, atol=1e-9)


def test_packing_gives_every_step_back() -> None:
    values = np.sin(np.linspace(0.0, 9.0, 400)).reshape(50, 2, 4)
    steps = quantised(values, 1.0)
    assert np.array_equal(unpacked(packed(steps), steps.shape), steps)
    assert np.abs(restored(steps, 1.0) - values).max() < 2e-5


def test_an_animal_that_was_not_baked_is_an_error() -> None:
    with pytest.raises(SceneError, match="no baked animal 'zorblax'"):
        animal_rig("zorblax")


@pytest.mark.parametrize("name", SHAPED)
def test_a_baked_body_stands_with_all_soles_near_the_ground(name: str) -> None:
    kind = SPECIES[name]
    skeleton = animal_mannequin(kind, height_m=kind.height_m).skeleton
    soles = [place[1] for mark, (_, place) in skeleton.marks.items() if mark.endswith("Toe")]
    assert len(soles) == 4
    assert max(soles) < 0.15 * kind.height_m
    assert min(soles) > -1e-3
    nose, tail = skeleton.place("nose"), skeleton.place("tail1")
    assert nose[2] > skeleton.place("chest")[2] > tail[2]
    assert skeleton.place("leftEye")[0] > 0.0 > skeleton.place("rightEye")[0]


def test_a_heavy_animal_is_wider_than_a_slight_one() -> None:
    slight, heavy = (
        animal_mannequin(species("horse"), height_m=1.6, build=build).size_m for build in (0.0, 1.0)
    )
    assert heavy[0] > 1.1 * slight[0]


def test_a_white_horse_is_white_with_dark_eyes_and_hooves() -> None:
    horse = species("horse")
    main = coat_surface(horse, "main", "#f2efe8")
    assert main.color == "#f2efe8"
    assert min(colour.linear_from_hex(coat_surface(horse, "hair", "#f2efe8").color)) > 0.4
    for role in ("eyes", "hoof", "muzzle"):
        assert coat_surface(horse, role, "#f2efe8").color == (
            coat_surface(horse, role, horse.color).color
        )


def test_a_black_dog_is_black_all_over() -> None:
    dog = species("dog")
    for role in ("main", "light"):
        assert max(colour.linear_from_hex(coat_surface(dog, role, "#141414").color)) < 0.03


def test_a_species_keeps_its_own_coat_when_no_other_is_asked() -> None:
    fox = species("fox")
    assert coat_surface(fox, "main", fox.color).color == fox.color
    assert min(colour.linear_from_hex(coat_surface(fox, "light", fox.color).color)) > 0.3


@pytest.mark.parametrize("name", SHAPED)
def test_keypoints_of_a_standing_animal_are_where_ap10k_has_them(name: str) -> None:
    kind = SPECIES[name]
    skeleton = animal_mannequin(kind, height_m=1.0).skeleton
    still = np.tile(np.eye(4), (len(skeleton.names), 1, 1))
    still[:, :3, 3] = skeleton.places
    points = dict(zip(AP10K, ap10k_points(skeleton, still[None])[0], strict=True))
    for side, sign in (("left", 1.0), ("right", -1.0)):
        assert sign * points[f"{side}_front_paw"][0] > 0.0
        shoulder, elbow, paw = (points[f"{side}_{p}"] for p in ("shoulder", "elbow", "front_paw"))
        assert shoulder[1] > elbow[1] > paw[1]
        hip, knee, back = (points[f"{side}_{p}"] for p in ("hip", "knee", "back_paw"))
        assert hip[1] > knee[1] > back[1]
        assert shoulder[2] > hip[2]
    assert points["nose"][2] > points["neck"][2] > points["root_of_tail"][2]
