"""Casting people from words: clothes, hair, beard and skin, with where each comes from."""

import pytest
from tests.unit.agents.brief import called, codes, planned

from groundplan.assets.garments import cut
from groundplan.assets.outfits import OUTFITS
from groundplan.language.reader import read_brief
from groundplan.world.document import World
from groundplan.world.entity import Appearance, Entity


def people(text: str, *, seed: int = 0) -> tuple[World, list[Entity]]:
    world = planned(read_brief(text), seed=seed).world
    found = [e for e in world.entities.values() if e.body is not None and e.body.rig == "human"]
    return world, sorted(found, key=lambda e: e.name)


def look(text: str, *, seed: int = 0) -> Appearance:
    _, (person, *_) = people(text, seed=seed)
    assert person.appearance is not None
    return person.appearance


def basis(world: World, entity: Entity, below: str) -> str:
    key = next(k for k, e in world.entities.items() if e is entity)
    return world.opinions[f"entities/{key}/appearance/{below}"][-1].basis


def test_a_t_shirt_is_no_shirt_and_takes_the_place_of_the_usual_one() -> None:
    for seed in range(6):
        garments = look("A man in a white T-shirt walks.", seed=seed).garments
        assert garments["t-shirt"].color == "#ffffff"
        tops = [name for name in garments if cut(name).region in {"upper", "whole"}]
        assert tops == ["t-shirt"]


@pytest.mark.parametrize(
    ("text", "garments"),
    [
        ("A man in a black suit waits.", {"suit": "#000000"}),
        ("A woman wearing a red dress and boots walks.", {"dress": "#ff0000", "boots": ""}),
        ("A child in a yellow raincoat runs.", {"raincoat": "#ffff00"}),
        ("A woman dressed in a green coat sits.", {"coat": "#008000"}),
        ("A man with a hat walks.", {"hat": ""}),
        (
            "A tall woman in a long black coat and sunglasses walks.",
            {"coat": "#000000", "sunglasses": ""},
        ),
        (
            "A woman wears blue jeans, a white shirt and red sneakers.",
            {"jeans": "#0000ff", "shirt": "#ffffff", "sneakers": "#ff0000"},
        ),
        ("A construction worker in a hi-vis vest and hard hat walks.", {"hi_vis_vest": ""}),
        ("The woman walks. Her dress is blue.", {"dress": "#0000ff"}),
    ],
)
def test_garments_of_the_words_keep_their_own_colours(text: str, garments: dict[str, str]) -> None:
    world, (person, *_) = people(text)
    assert person.appearance is not None
    worn = person.appearance.garments
    for name, color in garments.items():
        assert name in worn
        if color:
            assert worn[name].color == color
            assert basis(world, person, f"garments/{name}/color") == "extracted"


def test_a_suit_comes_with_the_shirt_and_shoes_of_its_outfit() -> None:
    worn = look("A man in a black suit waits.").garments
    for name in ("shirt", "tie", "shoes"):
        assert worn[name].color == OUTFITS["business_suit"][name]
    assert "tie" not in look("A woman in a black suit waits.").garments


def test_what_is_worn_in_one_colour_is_all_that_colour() -> None:
    garments = look("A man dressed in black stands.").garments
    body = {n: g.color for n, g in garments.items() if cut(n).region in {"upper", "lower"}}
    assert body
    assert set(body.values()) == {"#000000"}


@pytest.mark.parametrize(
    ("noun", "outfit"),
    [
        ("police officer", "police_uniform"), ("doctor", "doctor"), ("nurse", "nurse"),
        ("chef", "cook"), ("soldier", "soldier"), ("firefighter", "firefighter"),
        ("businessman", "business_suit"), ("bride", "bride"), ("monk", "monk"),
        ("construction worker", "worker"), ("astronaut", "astronaut"), ("waiter", "waiter"),
        ("student", "student"), ("farmer", "farmer"), ("king", "king"), ("knight", "knight"),
    ],
)  # fmt: skip
def test_an_occupation_chooses_an_outfit_as_a_guess(noun: str, outfit: str) -> None:
    world, (person, *_) = people(f"A {noun} walks.")
    assert person.appearance is not None
    assert {n: g.color for n, g in person.appearance.garments.items()} == dict(OUTFITS[outfit])
    for name in OUTFITS[outfit]:
        assert basis(world, person, f"garments/{name}/color") == "guessed"


@pytest.mark.parametrize(
    ("text", "hair", "color", "beard"),
    [
        ("A bald man with a white beard sits.", "bald", "#dedbd5", "full"),
        ("A woman with long blond hair dances.", "long", "#b39a72", ""),
        ("A girl with a ponytail jumps.", "ponytail", "", ""),
        ("A red-haired woman walks.", "", "#6e4028", ""),
        ("A woman with short curly black hair walks.", "curly", "#1a1512", ""),
        ("A woman with her hair in a bun sits.", "bun", "", ""),
        ("A bearded man waves.", "", "", "full"),
        ("A man with an afro and a moustache dances.", "afro", "", "moustache"),
        ("The blonde woman walks.", "", "#b39a72", ""),
    ],
)
def test_words_choose_hair_and_beard(text: str, hair: str, color: str, beard: str) -> None:
    world, (person, *_) = people(text)
    own = person.appearance
    assert own is not None
    for said, found, below in (
        (hair, own.hair.style, "hair/style"),
        (color, own.hair.color, "hair/color"),
        (beard, own.beard, "beard"),
    ):
        if said:
            assert found == said
            assert basis(world, person, below) == "extracted"


def test_skin_words_are_surfaces_from_pale_to_dark() -> None:
    tones = [
        look(f"A {word} walks.").skin
        for word in ("pale man", "tanned man", "man with brown skin", "dark-skinned man")
    ]
    light = [sum(int(tone[i : i + 2], 16) for i in (1, 3, 5)) for tone in tones if tone]
    assert light == sorted(light, reverse=True)
    assert len(set(light)) == 4


def test_barefoot_means_no_shoes() -> None:
    garments = look("A barefoot boy runs on the beach.").garments
    assert "bare_feet" in garments
    assert [n for n in garments if cut(n).region == "feet"] == ["bare_feet"]


def test_without_a_hat_takes_the_hat_of_the_role_away() -> None:
    assert "cap" in look("A police officer walks.").garments
    assert "cap" not in look("A police officer without a hat walks.").garments


def test_people_of_whom_nothing_is_said_differ_and_are_guesses() -> None:
    world, found = people("Three men stand in a row.")
    looks = [person.appearance for person in found]
    assert len(looks) == 3
    assert len({a.skin for a in looks if a}) == 3
    assert len({a.hair.color for a in looks if a}) == 3
    clothes = {tuple((n, g.color) for n, g in a.garments.items()) for a in looks if a}
    assert len(clothes) == 3
    for person in found:
        for below in ("skin", "hair/style", "hair/color"):
            assert basis(world, person, below) == "guessed"


def test_the_same_brief_and_seed_dress_people_alike() -> None:
    text = "A man and a woman walk."
    assert people(text, seed=5)[1] == people(text, seed=5)[1]
    assert [p.appearance for p in people(text, seed=5)[1]] != [
        p.appearance for p in people(text, seed=6)[1]
    ]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("A woman wearing a flowing purple zorbdress walks.", "casting.unknown-garment"),
        ("A man wearing a wetsuit walks.", "casting.garment-likeness"),
        ("A woman in a striped sweater walks.", "casting.garment-detail"),
        ("A shirtless man runs.", "casting.always-clothed"),
        ("A dog in a red sweater runs.", "casting.unworn-garment"),
        ("A woman with blue eyes walks.", "casting.face-detail"),
    ],
)
def test_what_cannot_be_worn_is_said(text: str, code: str) -> None:
    assert code in codes(planned(read_brief(text)))


def test_a_name_that_wears_something_is_a_person() -> None:
    world = planned(read_brief("Anna in a yellow raincoat walks to Ben in a black suit.")).world
    for name, garment in (("anna", "raincoat"), ("ben", "suit")):
        person = called(world, name)
        assert person.kind == "character"
        assert person.appearance is not None
        assert garment in person.appearance.garments
