"""Every prop can be built, has its size, faces ahead and is found by its names."""

import numpy as np
import pytest

from groundplan.assets import catalogue
from groundplan.assets.surfaces import SURFACES
from groundplan.errors import SceneError


def _points(model: catalogue.Model) -> np.ndarray:
    return np.concatenate([part.mesh.positions for part in model.parts])


@pytest.mark.parametrize("name", sorted(catalogue.ENTRIES))
def test_an_entry_is_as_large_as_the_catalogue_says(name: str) -> None:
    entry = catalogue.ENTRIES[name]
    points = _points(catalogue.build(entry))
    assert np.ptp(points, axis=0) == pytest.approx(entry.size_m, abs=1e-3)
    low, high = points.min(axis=0), points.max(axis=0)
    assert low[1] == pytest.approx(0.0, abs=1e-4)
    middle = (low + high)[[0, 2]] / 2.0
    assert middle == pytest.approx((0.0, 0.0), abs=1e-4 * max(entry.size_m))


@pytest.mark.parametrize("name", sorted(catalogue.ENTRIES))
def test_an_entry_has_clean_meshes_in_known_materials(name: str) -> None:
    for part in catalogue.build(catalogue.ENTRIES[name]).parts:
        mesh = part.mesh
        assert part.role in SURFACES
        assert np.all(np.isfinite(mesh.positions))
        assert np.allclose(np.linalg.norm(mesh.normals, axis=1), 1.0, atol=1e-4)
        assert mesh.triangles.min() >= 0
        assert mesh.triangles.max() < len(mesh.positions)


def test_there_are_more_than_three_hundred_entries() -> None:
    assert len(catalogue.ENTRIES) >= 300


def test_no_word_names_two_things() -> None:
    ids = {name.replace("_", " ") for name in catalogue.ENTRIES}
    said = [noun for entry in catalogue.ENTRIES.values() for noun in entry.nouns]
    assert sorted({noun for noun in said if said.count(noun) > 1 or noun in ids}) == []


def _narrowness(name: str, *, ahead: bool) -> float:
    """Return the width of the front or rear tenth of a thing over its whole width."""
    points = _points(catalogue.build(catalogue.ENTRIES[name]))
    depth = catalogue.ENTRIES[name].size_m[2]
    part = points[points[:, 2] > 0.4 * depth] if ahead else points[points[:, 2] < -0.4 * depth]
    return float(np.ptp(part[:, 0]) / np.ptp(points[:, 0]))


@pytest.mark.parametrize("name", ["boat", "sailboat", "ship", "speedboat", "jet_ski"])
def test_a_hull_is_pointed_ahead_and_broad_behind(name: str) -> None:
    assert _narrowness(name, ahead=True) < 0.75 * _narrowness(name, ahead=False)


@pytest.mark.parametrize("name", ["airplane", "fighter_jet", "space_shuttle"])
def test_wings_are_swept_back(name: str) -> None:
    points = _points(catalogue.build(catalogue.ENTRIES[name]))
    tips = points[np.abs(points[:, 0]) > 0.48 * catalogue.ENTRIES[name].size_m[0]]
    assert float(tips[:, 2].mean()) < 0.0


@pytest.mark.parametrize(
    ("noun", "expected"),
    [("bench", "bench"), ("park benches", "bench"), ("Couch", "sofa"),
     ("street-light", "street_lamp"),
     ("shelves", "bookcase"), ("knives", "knife"), ("bike", "bicycle"),
     ("traffic lights", "traffic_light")],
)  # fmt: skip
def test_nouns_and_plurals_find_their_entry(noun: str, expected: str) -> None:
    found = catalogue.find(noun)
    assert found is not None
    assert found.id == expected


def test_an_unknown_noun_is_not_another_thing() -> None:
    assert catalogue.find("zorblax") is None


def test_a_placeholder_is_plausible_and_shows_its_front() -> None:
    entry = catalogue.placeholder("zorblax", "vehicle")
    model = catalogue.build(entry)
    assert model.size_m == catalogue.placeholder_size("vehicle")
    label = next(part.mesh for part in model.parts if part.role == "label")
    assert label.positions[:, 2].min() > 0.0


def test_anchors_scale_with_the_asset() -> None:
    bench = catalogue.entry("bench")
    usual = catalogue.build(bench).anchors["seat"]
    double = catalogue.build(bench, size_m=(3.2, 1.72, 1.24)).anchors["seat"]
    assert usual[1] == pytest.approx(0.45, abs=0.01)
    assert double == pytest.approx(tuple(2.0 * x for x in usual))


def test_detail_adds_triangles_and_keeps_the_size() -> None:
    vase = catalogue.entry("vase")
    plain, fine = (catalogue.build(vase, detail=d) for d in (0, 1))
    assert sum(len(p.mesh.triangles) for p in fine.parts) > 1.5 * sum(
        len(p.mesh.triangles) for p in plain.parts
    )
    assert np.ptp(_points(fine), axis=0) == pytest.approx(vase.size_m, abs=1e-3)


@pytest.mark.parametrize("size", [(0.0, 1.0, 1.0), (float("nan"), 1.0, 1.0), (1e9, 1.0, 1.0)])
def test_impossible_sizes_are_refused(size: tuple[float, float, float]) -> None:
    with pytest.raises(SceneError, match="bench has size"):
        catalogue.build(catalogue.entry("bench"), size_m=size)


def test_an_unknown_id_is_an_error() -> None:
    with pytest.raises(SceneError, match="no entry 'zorblax'"):
        catalogue.entry("zorblax")
