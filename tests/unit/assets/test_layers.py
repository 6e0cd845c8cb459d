"""Clothes in layers: what is worn inside stays inside, and what the words say is what is seen."""

from dataclasses import replace

import numpy as np
import pytest
from tests.unit.assets.pierced import sheets, stands_out_m, worst_m

from groundplan.assets.garments import GARMENTS, cut, garment_id, likeness
from groundplan.assets.human import human_figure
from groundplan.assets.mannequin import complete, human_mannequin
from groundplan.assets.meshes import point_normals
from groundplan.assets.outfits import OUTFITS, ROLES
from groundplan.assets.solids import Solid
from groundplan.assets.tailoring.hair_styles import BEARD_STYLES, HAIR_STYLES
from groundplan.errors import SceneError
from groundplan.world.entity import Appearance, Hair

POSES = ("rest", "sit", "crouch", "arms_up")
_TOLERANCE_M = 0.002


@pytest.mark.parametrize(
    ("outfit", "gender"),
    [
        ("casual", "male"), ("hiker", "female"), ("business_suit", "male"), ("winter", "female"),
        ("coat_and_hat", "male"), ("waiter", "male"), ("scientist", "female"),
    ],
)  # fmt: skip
def test_no_layer_comes_out_of_the_one_over_it(outfit: str, gender: str) -> None:
    for pose in POSES:
        found = worst_m(tuple(OUTFITS[outfit]), pose, gender=gender)
        assert found, pose
        for pair, out in found.items():
            assert out < _TOLERANCE_M, (pose, pair)


def test_a_layer_that_is_too_loose_would_be_seen_to_come_out() -> None:
    figure = human_figure(1.72, gender="male")
    cloth = next(piece for role, piece in sheets(("t-shirt", "jeans"), figure) if role == "t-shirt")
    normals = point_normals(cloth.solid.points, cloth.solid.faces)
    wider = Solid(points=cloth.solid.points + 0.005 * normals, faces=cloth.solid.faces)
    still = np.repeat(np.eye(4)[None], len(figure.skeleton.names), axis=0)
    out = stands_out_m(replace(cloth, solid=wider), cloth, still)
    assert (out > 0.0).sum() > 500
    assert np.median(out[out > 0.0]) == pytest.approx(0.005, abs=0.001)


def test_short_sleeves_leave_the_forearm_bare_and_long_ones_cover_it() -> None:
    def forearm_skin(garment: str) -> int:
        body = human_mannequin(1.78, garments=(garment, "jeans", "sneakers"), gender="male")
        mesh = body.meshes["skin"]
        assert mesh.skin is not None
        names = body.skeleton.names
        lower = [names.index(f"{side}LowerArm") for side in ("left", "right")]
        strongest = mesh.skin.joints[np.arange(len(mesh.positions)), mesh.skin.weights.argmax(1)]
        return int(np.isin(strongest, lower).sum())

    assert "shirt" not in human_mannequin(1.78, garments=("t-shirt",)).meshes
    assert forearm_skin("t-shirt") > 100
    assert forearm_skin("shirt") < 0.5 * forearm_skin("t-shirt")


def test_trousers_hang_wider_than_the_calf() -> None:
    skin = human_figure(1.78, gender="male")
    for garment, least in (("trousers", 0.13), ("jeans", 0.115)):
        body = human_mannequin(1.78, garments=(garment, "shirt", "shoes"), gender="male")
        points = body.meshes[garment].positions
        low = points[(points[:, 1] > 0.2) & (points[:, 1] < 0.3) & (points[:, 0] > 0.0)]
        assert np.ptp(low[:, 0]) > least, garment
        bare = skin.points[(skin.points[:, 1] > 0.2) & (skin.points[:, 1] < 0.3)]
        assert np.ptp(low[:, 0]) > 1.15 * np.ptp(bare[bare[:, 0] > 0.0][:, 0])


def test_a_shirt_is_tucked_into_trousers_and_a_t_shirt_is_not() -> None:
    lows = {}
    for garment in ("shirt", "t-shirt"):
        body = human_mannequin(1.78, garments=(garment, "trousers"), gender="male")
        lows[garment] = float(body.meshes[garment].positions[:, 1].min())
    assert lows["shirt"] > lows["t-shirt"] + 0.1


def test_a_jacket_is_open_all_the_way_down() -> None:
    body = human_mannequin(1.78, garments=("jacket", "t-shirt", "jeans"), gender="male")
    for role, seen in (("jacket", False), ("t-shirt", True)):
        points = body.meshes[role].positions
        front = (np.abs(points[:, 0]) < 0.02) & (points[:, 2] > 0.0)
        chest = front & (points[:, 1] > 0.95) & (points[:, 1] < 1.3)
        assert bool(chest.any()) is seen, role


@pytest.mark.parametrize("style", HAIR_STYLES)
def test_hair_of_every_style_ends_at_the_stated_height(style: str) -> None:
    body = human_mannequin(1.75, hair_style=style, gender="female")
    top = max(float(mesh.positions[:, 1].max()) for mesh in body.meshes.values())
    reach = 0.03 if style == "top_knot" else 1e-3
    assert top == pytest.approx(1.75, abs=reach)
    skin = body.meshes["skin"].positions
    assert (skin[:, 1] > 1.748).any() == (style in {"bald", "balding"})


@pytest.mark.parametrize("style", BEARD_STYLES)
def test_beards_grow_on_the_lower_face_of_the_grown_only(style: str) -> None:
    plain = human_mannequin(1.75, gender="male", hair_style="short")
    body = human_mannequin(1.75, gender="male", hair_style="short", beard_style=style)
    role = "stubble" if style == "stubble" else "hair"
    before = plain.meshes[role].positions if role in plain.meshes else np.zeros((0, 3))
    more = len(body.meshes[role].positions) - len(before) if role in body.meshes else 0
    assert (more > 0) == (style != "none")
    child = human_mannequin(1.2, age_years=7.0, gender="male", beard_style=style)
    assert "stubble" not in child.meshes
    bare = human_mannequin(1.2, age_years=7.0, gender="male")
    assert len(child.meshes["hair"].positions) == len(bare.meshes["hair"].positions)


def test_unknown_hair_and_beards_are_errors() -> None:
    with pytest.raises(SceneError, match="no hair style is 'zorblax'"):
        human_mannequin(1.7, hair_style="zorblax")
    with pytest.raises(SceneError, match="no beard is 'zorblax'"):
        human_mannequin(1.7, beard_style="zorblax")


def test_the_document_and_the_tailor_know_the_same_styles() -> None:
    for style in HAIR_STYLES:
        assert Hair(style=style).style == style  # pyright: ignore[reportArgumentType]  # what is tested
    for beard in BEARD_STYLES:
        assert Appearance(beard=beard).beard == beard  # pyright: ignore[reportArgumentType]  # as above


def test_there_are_at_least_24_outfits_and_every_role_has_one() -> None:
    assert len(OUTFITS) >= 24
    assert set(ROLES.values()) <= set(OUTFITS)
    for garments in OUTFITS.values():
        assert all(garment_id(name) in GARMENTS for name in garments)


@pytest.mark.parametrize(
    ("words", "garment"),
    [
        ("T-shirt", "t-shirt"), ("rain boots", "high_boots"), ("leather jacket", "jacket"),
        ("chef 's hat", "chef_hat"), ("hi vis vest", "hi_vis_vest"), ("sneakers", "shoes"),
        ("wedding dress", "wedding_dress"), ("zorblax", ""),
    ],
)  # fmt: skip
def test_words_name_garments(words: str, garment: str) -> None:
    assert garment_id(words) == garment


def test_what_the_wardrobe_lacks_has_a_likeness_or_none() -> None:
    assert likeness("wetsuit") == "t-shirt"
    assert likeness("coat") == ""
    assert cut("wetsuit") == GARMENTS["t-shirt"]


def test_bare_feet_show_toes() -> None:
    shod = human_mannequin(1.7, garments=("t-shirt", "jeans")).meshes
    bare = human_mannequin(1.7, garments=("t-shirt", "jeans", "bare_feet")).meshes
    assert "shoes" in shod
    assert "shoes" not in bare
    assert len(bare["skin"].positions) > len(shod["skin"].positions) + 100
    assert "bare_feet" in complete({"bare_feet": cut("bare_feet")})


def test_what_a_coat_hides_wholly_is_left_out() -> None:
    meshes = human_mannequin(1.25, garments=("coat", "shorts"), age_years=8.0).meshes
    assert "coat" in meshes
    assert "shorts" not in meshes
    assert all(len(mesh.triangles) for mesh in meshes.values())
