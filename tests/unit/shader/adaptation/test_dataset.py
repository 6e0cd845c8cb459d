"""Our own training set: a round trip, the same bytes, and no trust in what lies on disk."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundplan.errors import InputError, OutputError
from groundplan.shader.adaptation.clips import clip_bytes, clip_record, read_clip
from groundplan.shader.adaptation.dataset import Dataset, new_folder, write_dataset
from groundplan.shader.adaptation.sample import Sample

Maker = Callable[..., Sample]


def test_a_dataset_comes_back_as_it_was_written(tmp_path: Path, sample: Maker) -> None:
    given_ = [sample("a", references=1), sample("b", frames=9)]
    write_dataset(given_, tmp_path / "set")
    back = list(Dataset.open(tmp_path / "set").samples())
    assert [one.name for one in back] == ["a", "b"]
    for one, two in zip(given_, back, strict=True):
        assert (one.caption, one.control, one.rate, one.source, one.licence) == (
            two.caption, two.control, two.rate, two.source, two.licence,
        )  # fmt: skip
        assert np.array_equal(one.control_clip, two.control_clip)
        assert np.array_equal(one.target, two.target)
        assert len(one.references) == len(two.references)
        assert all(
            np.array_equal(p, q) for p, q in zip(one.references, two.references, strict=True)
        )


def test_the_same_samples_give_the_same_bytes(tmp_path: Path, sample: Maker) -> None:
    for name in ("one", "two"):
        write_dataset([sample("a", references=1)], tmp_path / name)
    files = [
        {p.relative_to(tmp_path / name): p.read_bytes() for p in (tmp_path / name).rglob("*.*")}
        for name in ("one", "two")
    ]
    assert files[0] == files[1]
    assert len(files[0]) == 4


@given(
    shape=st.tuples(st.integers(1, 4), st.integers(1, 9), st.integers(1, 9)),
    seed=st.integers(0, 9),
)
def test_any_clip_comes_back(
    tmp_path_factory: pytest.TempPathFactory, shape: tuple[int, int, int], seed: int
) -> None:
    folder = tmp_path_factory.mktemp("clip")
    clip = np.random.default_rng(seed).integers(0, 256, (*shape, 3), dtype=np.uint8)
    data = clip_bytes(clip)
    (folder / "clips" / "x").mkdir(parents=True)
    (folder / "clips/x/control.npz").write_bytes(data)
    record = clip_record("clips/x/control.npz", clip, data)
    assert np.array_equal(read_clip(folder, record), clip)


def test_control_and_target_must_be_alike(sample: Maker) -> None:
    one = sample()
    with pytest.raises(InputError, match="nothing is cropped or resampled"):
        Sample(
            name="x", caption="", control="depth", control_clip=one.control_clip,
            target=one.target[:-1], rate=one.rate, source=one.source,
        )  # fmt: skip


def _change(folder: Path, place: str, value: object) -> None:
    """Set one value of the manifest; `place` is keys and indices with `/` between."""
    path = folder / "manifest.json"
    data: Any = json.loads(path.read_bytes())
    *parts, last = place.split("/")
    inner = data
    for part in parts:
        inner = inner[int(part) if part.isdigit() else part]
    inner[last] = value
    path.write_bytes(orjson.dumps(data))


@pytest.mark.parametrize(
    "path",
    [
        "../secret.npz",
        "/etc/passwd",
        "clips/../../x/control.npz",
        "clips/a/b/c.npz",
        "clips\\a.npz",
    ],
)
def test_a_path_that_leaves_the_folder_is_refused(tmp_path: Path, sample: Maker, path: str) -> None:
    write_dataset([sample()], tmp_path / "set")
    _change(tmp_path / "set", "items/0/target/path", path)
    with pytest.raises(InputError, match="is no dataset"):
        Dataset.open(tmp_path / "set")


def test_a_link_out_of_the_folder_is_refused(tmp_path: Path, sample: Maker) -> None:
    write_dataset([sample()], tmp_path / "set")
    clip = tmp_path / "set/clips/a/target.npz"
    clip.rename(tmp_path / "outside.npz")
    clip.symlink_to(tmp_path / "outside.npz")
    with pytest.raises(InputError, match="leads out of the dataset"):
        Dataset.open(tmp_path / "set").verify()


def test_a_changed_clip_is_refused(tmp_path: Path, sample: Maker) -> None:
    write_dataset([sample()], tmp_path / "set")
    path = tmp_path / "set/clips/a/target.npz"
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(bytes(data))
    with pytest.raises(InputError, match="is not the file that the manifest names"):
        Dataset.open(tmp_path / "set").verify()


def test_a_missing_clip_is_refused(tmp_path: Path, sample: Maker) -> None:
    write_dataset([sample()], tmp_path / "set")
    (tmp_path / "set/clips/a/control.npz").unlink()
    with pytest.raises(InputError, match="is missing"):
        Dataset.open(tmp_path / "set").verify()


def test_a_clip_of_another_shape_is_refused_before_it_is_unpacked(
    tmp_path: Path, sample: Maker
) -> None:
    write_dataset([sample()], tmp_path / "set")
    for part in ("target", "control_clip"):
        _change(tmp_path / "set", f"items/0/{part}/frame_count", 1)
    with pytest.raises(InputError, match="unpacked"):
        Dataset.open(tmp_path / "set").verify()


@pytest.mark.parametrize(
    ("place", "value"),
    [
        ("schema", "groundplan.dataset/2"),
        ("more", 1),
        ("items", []),
        ("items/0/licence", ""),
        ("items/0/control", "sound"),
        ("items/0/name", "../a"),
        ("items/0/target/frame_count", 0),
        ("items/0/target/size_bytes", 1 << 40),
    ],
)
def test_a_manifest_of_another_form_is_refused(
    tmp_path: Path, sample: Maker, place: str, value: object
) -> None:
    write_dataset([sample()], tmp_path / "set")
    _change(tmp_path / "set", place, value)
    with pytest.raises(InputError, match="is no dataset"):
        Dataset.open(tmp_path / "set")


def test_items_of_one_name_and_unequal_pairs_are_refused(tmp_path: Path, sample: Maker) -> None:
    with pytest.raises(InputError, match="one name"):
        write_dataset([sample("a"), sample("a")], tmp_path / "set")
    write_dataset([sample()], tmp_path / "set")
    _change(tmp_path / "set", "items/0/target/frame_count", 4)
    with pytest.raises(InputError, match="differ in size or length"):
        Dataset.open(tmp_path / "set")


def test_a_failed_export_leaves_nothing(tmp_path: Path, sample: Maker) -> None:
    with pytest.raises(InputError):
        write_dataset([sample("a"), sample("a")], tmp_path / "set")
    with pytest.raises(InputError, match="nothing to export"):
        write_dataset([], tmp_path / "set")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_in_use_is_not_touched(tmp_path: Path, sample: Maker) -> None:
    (tmp_path / "set").mkdir()
    (tmp_path / "set/mine.txt").write_text("x")
    with pytest.raises(OutputError, match="is not empty"):
        write_dataset([sample()], tmp_path / "set")
    assert (tmp_path / "set/mine.txt").read_text() == "x"


def test_an_unfinished_folder_is_no_dataset(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no finished dataset"):
        Dataset.open(tmp_path)


def test_a_folder_of_another_is_left_alone(tmp_path: Path) -> None:
    other = tmp_path / "set.partial"
    for folder in (other, tmp_path / "set"):
        folder.mkdir()
        (folder / "mine").write_text("x")
    with pytest.raises(OutputError, match="is not empty"), new_folder(tmp_path / "set"):
        pass
    assert (other / "mine").read_text() == "x"
    with new_folder(tmp_path / "new") as place:
        (place / "x").write_text("x")
    assert sorted(one.name for one in tmp_path.iterdir()) == ["new", "set", "set.partial"]
