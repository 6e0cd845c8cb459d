"""Places get scenery: guessed, tagged, few triangles, the same every time, and never in the way."""

from typing import cast

import numpy as np
import pytest

from groundplan.agents.figures import figures_of, sample_times
from groundplan.assets import catalogue
from groundplan.assets.sceneries import SCENERIES, scenery_of
from groundplan.scene.view import view_at
from groundplan.studio.describe import describe
from groundplan.studio.options import TakeOptions
from groundplan.studio.take import plan_world
from groundplan.world.document import World
from groundplan.world.entity import Entity

BRIEFS = (
    "The camera orbits slowly around a statue in a park.",
    "Two cars drive to the right on a street, wide shot at noon.",
    "A woman walks towards the camera on a street.",
    "A chef cooks in a kitchen.",
    "A deer walks in a forest, overhead shot.",
    "A man runs on a beach, the camera follows him.",
    "A bird flies above a lake.",
    "A camel walks in a desert.",
)


def told(text: str, *, seed: int = 0) -> World:
    return plan_world(text, options=TakeOptions(seed=seed)).world


def scenery(world: World) -> list[Entity]:
    return [e for e in world.entities.values() if "scenery" in e.tags]


@pytest.mark.parametrize("text", BRIEFS)
def test_a_place_is_dressed_with_guesses_alone(text: str) -> None:
    world = told(text)
    dressed = {key for key, e in world.entities.items() if "scenery" in e.tags}
    assert 2 <= len(dressed) <= 30
    assert {world.entities[key].kind for key in dressed} == {"set"}
    held = [o[0] for path, o in world.opinions.items() if path.split("/")[1] in dressed]
    assert {o.basis for o in held} == {"guessed"}


@pytest.mark.parametrize("text", BRIEFS)
def test_scenery_is_cheap(text: str) -> None:
    total = 0
    for entity in scenery(told(text)):
        assert entity.asset is not None
        model = catalogue.build(catalogue.entry(entity.asset.catalogue_id), size_m=entity.size_m)
        total += sum(len(part.mesh.triangles) for part in model.parts)
    assert total < 20_000


@pytest.mark.parametrize("text", BRIEFS)
def test_nothing_stands_between_the_lens_and_the_action(text: str) -> None:
    world = told(text)
    shot = next(iter(world.shots.values()))
    times = sample_times(shot.first, shot.last, count=9)
    acting = [f for f in figures_of(world, times).values() if f.kind != "set"]
    eyes = view_at(world, shot.camera, times.astype(np.float64))[:, :3, 3]
    for entity in scenery(world):
        assert entity.size_m is not None
        if entity.size_m[1] < 0.2:
            continue
        x, _, z = entity.transform.position_m
        reach = 0.5 * min(entity.size_m[0], entity.size_m[2])
        for figure in acting:
            for eye, foot in zip(eyes[:, ::2], figure.positions[:, ::2], strict=True):
                assert _distance_to_line(np.array([x, z]), eye, foot) > reach


def _distance_to_line(point: np.ndarray, start: np.ndarray, end: np.ndarray) -> float:
    way = end - start
    share = float(np.clip((point - start) @ way / max(float(way @ way), 1e-9), 0.0, 1.0))
    return float(np.linalg.norm(start + share * way - point))


def test_the_same_words_and_seed_dress_a_place_alike_and_another_seed_differently() -> None:
    assert told(BRIEFS[0]) == told(BRIEFS[0])
    spots = [{e.transform.position_m for e in scenery(told(BRIEFS[0], seed=n))} for n in (0, 1)]
    assert spots[0] != spots[1]


def test_a_brief_without_a_place_has_no_scenery() -> None:
    assert scenery(told("A horse gallops past a fence.")) == []


def test_describe_says_which_entities_are_scenery() -> None:
    entities = cast(
        "list[dict[str, object]]", describe(told("A horse stands in a park."))["entities"]
    )
    said = {e["name"] for e in entities if not e["scenery"]}
    assert said == {"horse", "park", "camera", "sun", "sky", "ground"}


def test_a_forest_is_no_longer_a_stand_in() -> None:
    world = told("A deer walks in a forest.")
    forest = next(e for e in world.entities.values() if e.name == "forest")
    assert forest.asset is not None
    assert not forest.asset.placeholder
    assert world.narrative.unresolved == {}


def test_every_dressing_names_assets_of_the_catalogue() -> None:
    for entry in SCENERIES:
        assert {p.asset for p in entry.pieces} <= set(catalogue.ENTRIES)
        assert all(scenery_of(noun) is not None for noun in entry.nouns)
