"""Vendors' layouts: the columns that they name, clips that come back, and no reference lost."""
# PyAV's packets are generics without arguments.
# pyright: reportUnknownMemberType=false

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import cast

import av
import numpy as np
import pytest
from PIL import Image

from groundplan.errors import InputError
from groundplan.shader.adaptation.layouts import Layout, write_layout
from groundplan.shader.adaptation.sample import Sample

Maker = Callable[..., Sample]


def _rows(folder: Path, layout: Layout) -> list[dict[str, str]]:
    if layout == "diffsynth":
        with (folder / "metadata_vace.csv").open(newline="") as file:
            return list(csv.DictReader(file))
    name = {"videox-fun": "metadata_control.json", "ltx": "dataset.json"}[layout]
    return cast("list[dict[str, str]]", json.loads((folder / name).read_bytes()))


def _decoded(path: Path) -> tuple[np.ndarray, float]:
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        rate = float(stream.average_rate or 0)
        frames = [frame.to_ndarray(format="rgb24") for frame in container.decode(stream)]
    return np.stack(frames), rate


KEYS: dict[Layout, tuple[str, str, str]] = {
    "videox-fun": ("file_path", "control_file_path", "text"),
    "diffsynth": ("video", "vace_video", "prompt"),
    "ltx": ("video", "reference_video", "caption"),
}


@pytest.mark.parametrize("layout", ["videox-fun", "diffsynth", "ltx"])
def test_a_layout_reads_back_as_the_samples(tmp_path: Path, sample: Maker, layout: Layout) -> None:
    given = [sample("a"), sample("b", frames=9)]
    assert write_layout(layout, given, tmp_path / "set") == 2
    target_key, control_key, caption_key = KEYS[layout]
    rows = _rows(tmp_path / "set", layout)
    assert len(rows) == 2
    for one, row in zip(given, rows, strict=True):
        assert row[caption_key] == "a woman, in red; walks"
        for key, clip in ((target_key, one.target), (control_key, one.control_clip)):
            frames, rate = _decoded(tmp_path / "set" / row[key])
            assert frames.shape == clip.shape
            assert rate == 16.0
            error = np.abs(frames.astype(int) - clip.astype(int)).mean()
            assert error < 12.0  # 4:2:0 colour of hard edges


def test_columns_are_those_that_the_trainers_name(tmp_path: Path, sample: Maker) -> None:
    expected: dict[Layout, set[str]] = {
        "videox-fun": {"file_path", "control_file_path", "text", "type"},
        "diffsynth": {"video", "prompt", "vace_video"},
        "ltx": {"caption", "video", "reference_video"},
    }
    for layout, keys in expected.items():
        write_layout(layout, [sample()], tmp_path / layout)
        assert set(_rows(tmp_path / layout, layout)[0]) == keys
    assert _rows(tmp_path / "videox-fun", "videox-fun")[0]["type"] == "video"


def test_diffsynth_takes_one_reference_losslessly(tmp_path: Path, sample: Maker) -> None:
    one = sample(references=1)
    write_layout("diffsynth", [one], tmp_path / "set")
    path = tmp_path / "set" / _rows(tmp_path / "set", "diffsynth")[0]["vace_reference_image"]
    assert np.array_equal(np.asarray(Image.open(path)), one.references[0])


@pytest.mark.parametrize(
    ("layout", "references"), [("videox-fun", 1), ("ltx", 1), ("diffsynth", 2)]
)
def test_a_reference_without_a_place_is_refused(
    tmp_path: Path, sample: Maker, layout: Layout, references: int
) -> None:
    with pytest.raises(InputError, match="place for"):
        write_layout(layout, [sample(references=references)], tmp_path / "set")
    assert not (tmp_path / "set").exists()


def test_a_column_is_for_all_or_for_none(tmp_path: Path, sample: Maker) -> None:
    with pytest.raises(InputError, match="one column for all"):
        write_layout("diffsynth", [sample("a", references=1), sample("b")], tmp_path / "set")


def test_odd_sizes_are_not_padded(tmp_path: Path, sample: Maker) -> None:
    with pytest.raises(InputError, match="even sizes"):
        write_layout("ltx", [sample(width=63)], tmp_path / "set")


@pytest.mark.parametrize("layout", ["videox-fun", "diffsynth", "ltx"])
def test_a_layout_has_the_same_bytes_twice(tmp_path: Path, sample: Maker, layout: Layout) -> None:
    for name in ("one", "two"):
        write_layout(layout, [sample()], tmp_path / name)
    one, two = (
        {p.relative_to(tmp_path / name): p.read_bytes() for p in (tmp_path / name).rglob("*.*")}
        for name in ("one", "two")
    )
    assert one == two


def test_sources_and_licences_lie_beside_the_clips(tmp_path: Path, sample: Maker) -> None:
    write_layout("ltx", [sample()], tmp_path / "set")
    told = json.loads((tmp_path / "set/provenance.json").read_bytes())
    assert told["items"][0]["licence"] == "CC0-1.0"
    assert set(told["items"][0]["files"]) == {"videos/a.mp4", "references/a.mp4"}
