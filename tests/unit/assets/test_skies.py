"""Environment maps are normalised, listed, small, and without a sun."""

import hashlib
import json
from importlib.resources import files

import numpy as np
import pytest

from groundplan.assets.skies import dome, sky_map, sky_names
from groundplan.errors import SceneError

_FOLDER = files("groundplan.assets") / "data" / "skies"
_LUMINANCE = np.array([0.2126, 0.7152, 0.0722])


def _luminance(name: str) -> np.ndarray:
    return np.sum(sky_map(name).radiance.astype(np.float64) * _LUMINANCE, axis=2)


def test_there_are_eighteen_maps_within_their_share_of_the_wheel() -> None:
    assert len(sky_names()) == 18
    assert sum(len(f.read_bytes()) for f in _FOLDER.iterdir()) <= 3_100_000


def test_the_manifest_lists_every_map_as_it_is() -> None:
    manifest = json.loads((_FOLDER / "manifest.json").read_text("utf-8"))
    assert {row["file"] for row in manifest["files"]} == {f"{name}.npz" for name in sky_names()}
    for row in manifest["files"]:
        data = (_FOLDER / row["file"]).read_bytes()
        assert row["sha256"] == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize("name", sky_names())
def test_a_map_lights_a_level_plane_with_one_lux(name: str) -> None:
    luminance = _luminance(name)
    rows, columns = len(luminance), luminance[0].size
    polar = np.pi * (np.arange(rows) + 0.5) / rows
    solid = np.sin(polar) * (np.pi / rows) * (2.0 * np.pi / columns)
    level = (luminance * (np.clip(np.cos(polar), 0.0, None) * solid)[:, None]).sum()
    assert level == pytest.approx(1.0, abs=0.01)


@pytest.mark.parametrize("name", sky_names())
def test_no_sun_is_left_in_a_map(name: str) -> None:
    luminance = _luminance(name)
    assert np.all(np.isfinite(luminance))
    assert luminance.max() <= 75.0 * np.median(luminance[: len(luminance) // 2])
    assert np.linalg.norm(sky_map(name).towards_sun) == pytest.approx(1.0)


@pytest.mark.parametrize("name", ["dawn", "sunset"])
def test_a_low_sun_reddens_the_horizon_and_not_the_zenith(name: str) -> None:
    found = dome(name)
    assert found.horizon[0] > found.horizon[1]
    assert found.zenith[0] < found.zenith[2]


def test_an_unknown_sky_is_an_error() -> None:
    with pytest.raises(SceneError, match="no sky is called 'zorblax'"):
        sky_map("zorblax")
