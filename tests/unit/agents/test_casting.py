"""Bodies and assets: what the words say is kept, what is assumed is marked, nothing is swapped."""

import dataclasses

import pytest
from tests.unit.agents.brief import SPAN, called, codes, planned, thing, told

from groundplan.agents.cast_list import MOST_IN_ALL, MOST_OF_A_KIND
from groundplan.agents.colours import colour_code
from groundplan.language.facts import (
    AttributeFact,
    Dimension,
    QuantityFact,
    SettingFact,
)


def measured(role: str, value: float) -> QuantityFact:
    return QuantityFact(
        key="q1", value=value, dimension=Dimension.LENGTH, unit="m", text="1.9 m", span=SPAN,
        role=role,
    )  # fmt: skip


def test_an_unknown_noun_is_a_labelled_stand_in_and_named_as_unresolved() -> None:
    result = planned(told([thing("e1", "zorbleflux", "unknown")]))
    entity = called(result.world, "zorbleflux")
    assert entity.asset is not None
    assert entity.asset.placeholder
    assert "zorbleflux" in {u.text for u in result.world.narrative.unresolved.values()}
    assert "casting.placeholder" in codes(result)


def test_a_known_noun_is_cast_as_itself() -> None:
    result = planned(told([thing("e1", "park bench"), thing("e2", "dog", "animal")]))
    bench, dog = called(result.world, "park_bench"), called(result.world, "dog")
    assert bench.asset is not None
    assert dog.body is not None
    assert (bench.asset.catalogue_id, dog.body.species) == ("bench", "dog")


def test_an_unknown_animal_is_the_nearest_in_meaning_as_a_guess() -> None:
    result = planned(told([thing("e1", "whippet", "animal")]))
    key, whippet = next((k, e) for k, e in result.world.entities.items() if e.name == "whippet")
    assert whippet.body is not None
    assert whippet.body.species == "dog"
    assert result.world.opinions[f"entities/{key}/body/species"][0].basis == "guessed"
    finding = next(f for f in result.findings if f.code == "casting.likeness")
    assert (finding.expected, finding.measured) == ("whippet", "dog")


def test_an_unknown_thing_is_never_drawn_as_something_of_another_kind() -> None:
    result = planned(told([thing("e1", "whippet", "vehicle"), thing("e2", "cutlass")]))
    whippet, cutlass = called(result.world, "whippet"), called(result.world, "cutlass")
    assert whippet.asset is not None
    assert cutlass.asset is not None
    assert whippet.asset.placeholder
    assert (cutlass.asset.catalogue_id, cutlass.asset.placeholder) == ("sword", False)


def test_the_nearest_thing_is_a_guess_and_said() -> None:
    result = planned(told([thing("e1", "yacht", "vehicle")]))
    key, yacht = next((k, e) for k, e in result.world.entities.items() if e.name == "yacht")
    assert yacht.asset is not None
    assert (yacht.asset.catalogue_id, yacht.asset.placeholder) == ("sailboat", False)
    assert result.world.opinions[f"entities/{key}/asset/catalogue_id"][0].basis == "guessed"
    finding = next(f for f in result.findings if f.code == "casting.likeness")
    assert (finding.expected, finding.measured) == ("yacht", "sailboat")


def test_a_stand_in_of_a_known_kind_has_a_plausible_size() -> None:
    result = planned(told([thing("e1", "ketchup")]))
    size = called(result.world, "ketchup").size_m
    assert size is not None
    assert max(size) < 0.3


@pytest.mark.parametrize("noun", ["speaker", "coach", "model"])
def test_a_person_is_no_thing_of_the_same_name(noun: str) -> None:
    body = called(planned(told([thing("e1", noun, "character")])).world, noun).body
    assert body is not None
    assert body.rig == "human"


def test_a_stated_height_is_exact_and_a_number_of_the_text() -> None:
    facts = dataclasses.replace(
        told([thing("e1", "man", "character")]), quantities=(measured("entity:e1.height", 1.9),)
    )
    world = planned(facts).world
    key, man = next((k, e) for k, e in world.entities.items() if e.name == "man")
    assert man.body is not None
    assert man.size_m is not None
    assert (man.body.height_m, man.size_m[1]) == (1.9, 1.9)
    opinion = world.opinions[f"entities/{key}/body/height_m"][0]
    assert (opinion.origin, opinion.basis) == ("quantity", "extracted")


def test_a_stated_size_scales_a_thing_in_proportion() -> None:
    facts = dataclasses.replace(
        told([thing("e1", "fountain")]), quantities=(measured("entity:e1.height", 1.0),)
    )
    size = called(planned(facts).world, "fountain").size_m
    usual = called(planned(told([thing("e1", "fountain")])).world, "fountain").size_m
    assert size is not None
    assert usual is not None
    assert size == pytest.approx([length / usual[1] for length in usual])


def test_a_person_of_50_m_is_refused_and_said() -> None:
    facts = dataclasses.replace(
        told([thing("e1", "man", "character")]), quantities=(measured("entity:e1.height", 50.0),)
    )
    assert "casting.impossible-size" in codes(planned(facts))


@pytest.mark.parametrize(("noun", "low", "high"), [("child", 1.1, 1.4), ("baby", 0.5, 0.9)])
def test_children_are_smaller(noun: str, low: float, high: float) -> None:
    body = called(planned(told([thing("e1", noun, "character")])).world, noun).body
    assert body is not None
    assert low < body.height_m < high


def test_ten_thousand_horses_are_capped_and_said() -> None:
    result = planned(told([thing("e1", "horse", "animal", count=10_000)]))
    horses = [e for e in result.world.entities.values() if e.kind == "animal"]
    assert len(horses) == MOST_OF_A_KIND
    finding = next(f for f in result.findings if f.code == "casting.too-many")
    assert (finding.severity, finding.measured) == ("error", 10_000.0)


def test_all_bodies_together_are_bounded() -> None:
    result = planned(told([thing(f"e{i}", "ball", count=60) for i in range(8)]))
    assert sum(e.kind == "prop" for e in result.world.entities.values()) == MOST_IN_ALL


def test_one_red_and_one_blue_give_each_body_its_own_colour() -> None:
    colours = tuple(
        AttributeFact(name="color", value=value, span=SPAN) for value in ("red", "blue")
    )
    facts = told([dataclasses.replace(thing("e1", "ball", count=2), attributes=colours)])
    world = planned(facts).world
    seen = {e.name: e.appearance.color for e in world.entities.values()
            if e.appearance and e.kind == "prop"}  # fmt: skip
    assert seen == {"ball": "#ff0000", "ball_2": "#0000ff"}


def test_a_place_named_by_the_setting_is_among_the_entities() -> None:
    facts = dataclasses.replace(
        told([thing("e1", "dog", "animal")]),
        settings=(SettingFact(facet="place", value="kitchen", span=SPAN),),
    )
    world = planned(facts).world
    assert called(world, "kitchen").kind == "set"
    assert world.narrative.setting.place == "kitchen"


def test_what_is_absent_is_not_placed() -> None:
    facts = told([dataclasses.replace(thing("e1", "dog", "animal"), absent=True)])
    assert all(e.kind != "animal" for e in planned(facts).world.entities.values())


@pytest.mark.parametrize(
    ("words", "code"),
    [("red", "#ff0000"), ("Navy", "#000080"), ("sage green", "#9caf88"), ("loud", None)],
)
def test_colour_words_have_codes(words: str, code: str | None) -> None:
    assert colour_code(words) == code


def test_shades_darken_and_lighten() -> None:
    assert colour_code("dark red") == "#800000"
    light = colour_code("light blue")
    assert light is not None
    assert light not in {"#0000ff", "#ffffff"}
