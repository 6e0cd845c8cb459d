"""Baked props: every file is used, named in the manifest, and as large as the catalogue says."""

import hashlib
import json
from importlib.resources import files

import numpy as np
import pytest

from groundplan.assets import catalogue
from groundplan.assets.baked_props import baked
from groundplan.assets.draft import Draft
from groundplan.assets.kits.baked import ENTRIES
from groundplan.errors import SceneError

_FOLDER = files("groundplan.assets") / "data" / "props"
_MOST_BYTES = 6_000_000
_MOST_ERROR = 0.05


def _listed() -> dict[str, dict[str, object]]:
    manifest = json.loads((_FOLDER / "manifest.json").read_text("utf-8"))
    assert manifest["schema"] == "groundplan.assets/1"
    return {row["file"]: row for row in manifest["files"]}


def test_the_manifest_lists_every_file_as_it_is() -> None:
    listed = _listed()
    present = {f.name for f in _FOLDER.iterdir()} - {"manifest.json"}
    assert set(listed) == present
    for name, row in listed.items():
        data = (_FOLDER / name).read_bytes()
        assert row["sha256"] == hashlib.sha256(data).hexdigest()
        assert row["size_bytes"] == len(data)
        assert (row["spdx"], row["use"]) == ("CC0-1.0", "ship")


def test_the_props_stay_within_their_share_of_the_wheel() -> None:
    assert sum(len(f.read_bytes()) for f in _FOLDER.iterdir()) <= _MOST_BYTES


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda e: e.id)
def test_a_baked_prop_keeps_its_proportions(entry: catalogue.Entry) -> None:
    draft = Draft()
    entry.draw(draft)
    points = np.concatenate([solid.points for _, solid in draft.shapes])
    factors = np.array(entry.size_m) / np.ptp(points, axis=0)
    assert float(factors.max() / factors.min()) - 1.0 <= _MOST_ERROR


def test_seats_lie_on_the_thing_that_they_belong_to() -> None:
    for entry in ENTRIES:
        seat = catalogue.build(entry).anchors.get("seat")
        if seat is not None:
            assert 0.05 < seat[1] <= entry.size_m[1]
            assert abs(seat[0]) <= 0.5 * entry.size_m[0]
            assert abs(seat[2]) <= 0.5 * entry.size_m[2]


def test_a_missing_file_is_said() -> None:
    with pytest.raises(SceneError, match="no baked prop is called 'zorblax'"):
        baked("zorblax")(Draft())
