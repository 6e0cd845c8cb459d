"""A pack gives back exactly what was written, or says what is wrong."""

import contextlib
import hashlib
import json
import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from groundplan.errors import OutputError, PackError
from groundplan.passes import ControlPack
from groundplan.passes.camera_text import (
    CAMERA_FILES,
    read_colmap,
    read_realestate10k,
    read_tum,
)
from groundplan.passes.writer import PackInfo, PackWriter
from groundplan.previz.port import RENDERED_PASSES, Frame, Renderer, RenderOptions
from groundplan.scene.stage import Stage

ALL = RenderOptions(passes=RENDERED_PASSES)


def frames_of(renderer: Renderer, stage: Stage) -> list[Frame]:
    return list(renderer.render(stage, range(stage.clock.frame_count), options=ALL))


def write(folder: Path, renderer: Renderer, stage: Stage) -> list[Frame]:
    frames = frames_of(renderer, stage)
    writer = PackWriter(folder, PackInfo.of(stage, renderer, ALL, title="A ball"))
    for frame in frames:
        writer.write(frame)
    writer.finish()
    return frames


def write_all(writer: PackWriter, frames: list[Frame]) -> None:
    for frame in frames:
        writer.write(frame)


def tree(folder: Path) -> dict[str, str]:
    return {
        str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in sorted(folder.rglob("*"))
        if p.is_file()
    }


def test_every_pass_comes_back_bit_for_bit(
    tmp_path: Path, renderer: Renderer, stage: Stage
) -> None:
    frames = write(tmp_path, renderer, stage)
    pack = ControlPack.open(tmp_path)
    assert set(pack) == RENDERED_PASSES
    assert pack.frame_count == len(pack["depth"]) == 5
    for name in RENDERED_PASSES:
        for frame, stored in zip(frames, pack[name], strict=True):
            assert stored.tobytes() == getattr(frame, name).tobytes()
    pack.verify()


def test_slices_and_negative_indices_count_like_a_list(
    tmp_path: Path, renderer: Renderer, stage: Stage
) -> None:
    frames = write(tmp_path, renderer, stage)
    depth = ControlPack.open(tmp_path)["depth"]
    assert (depth.shape, depth.dtype, depth.unit) == ((5, 36, 64), np.dtype("<f4"), "m")
    np.testing.assert_array_equal(depth[-1], frames[4].depth)
    np.testing.assert_array_equal(depth[::-2], np.stack([depth[4], depth[2], depth[0]]))
    assert depth[5:].shape == (0, 36, 64)
    with pytest.raises(IndexError):
        _ = depth[5]


def test_zarr_itself_reads_the_passes(tmp_path: Path, renderer: Renderer, stage: Stage) -> None:
    frames = write(tmp_path, renderer, stage)
    zarr = pytest.importorskip("zarr")
    group = zarr.open_group(tmp_path / "passes", mode="r", zarr_format=2)
    for name in RENDERED_PASSES:
        array = np.asarray(group[name][...])
        assert array.tobytes() == np.stack([getattr(f, name) for f in frames]).tobytes()
        assert group[name].attrs["unit"] == ControlPack.open(tmp_path)[name].unit


def test_order_threads_and_repetition_do_not_change_a_byte(
    tmp_path: Path, renderer: Renderer, stage: Stage
) -> None:
    write(tmp_path / "a", renderer, stage)
    frames = frames_of(renderer, stage)
    writer = PackWriter(tmp_path / "b", PackInfo.of(stage, renderer, ALL, title="A ball"))
    threads = [
        threading.Thread(target=write_all, args=(writer, part))
        for part in (frames[:1:-1], frames[1::-1])
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    writer.finish()
    assert tree(tmp_path / "a") == tree(tmp_path / "b")
    write(tmp_path / "b", renderer, stage)
    assert tree(tmp_path / "a") == tree(tmp_path / "b")


def test_the_manifest_names_what_was_rendered_and_no_machine(
    tmp_path: Path, renderer: Renderer, stage: Stage
) -> None:
    write(tmp_path, renderer, stage)
    manifest = ControlPack.open(tmp_path).manifest
    assert (manifest.world_hash, manifest.shot, manifest.title) == ("ab" * 32, "SH010", "A ball")
    assert (manifest.clock.fps_num, manifest.clock.fps_den) == (24000, 1001)
    assert [(i.instance, i.name) for i in manifest.instances] == [(3, "floor"), (7, "ball")]
    assert str(tmp_path) not in (tmp_path / "manifest.json").read_text()
    stored = sum(p.stat().st_size for p in (tmp_path / "passes/depth").glob("[0-9]*"))
    assert manifest.passes["depth"].stored_bytes == stored


def test_an_unfinished_pack_does_not_open(tmp_path: Path, renderer: Renderer, stage: Stage) -> None:
    write(tmp_path, renderer, stage)
    writer = PackWriter(tmp_path, PackInfo.of(stage, renderer, ALL))
    writer.write(frames_of(renderer, stage)[0])
    with pytest.raises(PackError, match="no finished pack"):
        ControlPack.open(tmp_path)
    with pytest.raises(PackError, match="4 of 5 frames are missing"):
        writer.finish()
    writer.discard()
    assert tree(tmp_path) == {}


def test_a_frame_is_accepted_once_and_only_whole(
    tmp_path: Path, renderer: Renderer, stage_of: Callable[..., Stage]
) -> None:
    stage = stage_of()
    writer = PackWriter(tmp_path, PackInfo.of(stage, renderer, ALL))
    frames = frames_of(renderer, stage)
    writer.write(frames[0])
    with pytest.raises(PackError, match="came twice"):
        writer.write(frames[0])
    with pytest.raises(PackError, match=r"depth of frame 1 is nothing|is nothing"):
        writer.write(Frame(index=1, camera=frames[1].camera))
    other = frames_of(renderer, stage_of((32, 20), frames=3))[2]
    with pytest.raises(PackError, match=r"is uint8 \(20, 32, 3\)"):
        writer.write(other)


def test_a_folder_of_somebody_else_is_left_alone(
    tmp_path: Path, renderer: Renderer, stage: Stage
) -> None:
    (tmp_path / "passes").mkdir()
    (tmp_path / "passes" / "holiday.txt").write_text("mine")
    with pytest.raises(OutputError, match="not made by groundplan"):
        PackWriter(tmp_path, PackInfo.of(stage, renderer, ALL))
    assert (tmp_path / "passes" / "holiday.txt").read_text() == "mine"


def test_an_unwritable_folder_is_said_so(tmp_path: Path, renderer: Renderer, stage: Stage) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="cannot be written"):
        PackWriter(tmp_path / "file", PackInfo.of(stage, renderer, ALL))


def test_any_changed_byte_of_any_file_is_noticed(
    tmp_path: Path, renderer: Renderer, stage: Stage
) -> None:
    write(tmp_path, renderer, stage)
    rng = np.random.default_rng(4)
    names = [n for n in tree(tmp_path) if not Path(n).name.startswith(".")]
    for name in names:
        if name == "manifest.json":
            continue
        path = tmp_path / name
        good = path.read_bytes()
        bad = bytearray(good)
        bad[rng.integers(len(bad))] ^= 1 << int(rng.integers(8))
        for wrong in (bytes(bad), good[:-1], good + b"x", b""):
            path.write_bytes(wrong)
            with pytest.raises(PackError):
                ControlPack.open(tmp_path).verify()
        path.unlink()
        with pytest.raises(PackError):
            ControlPack.open(tmp_path).verify()
        path.mkdir()
        with pytest.raises(PackError):
            ControlPack.open(tmp_path).verify()
        path.rmdir()
        path.write_bytes(good)
    ControlPack.open(tmp_path).verify()


def test_a_mangled_manifest_raises_nothing_but_pack_errors(
    tmp_path: Path, renderer: Renderer, stage: Stage
) -> None:
    write(tmp_path, renderer, stage)
    path = tmp_path / "manifest.json"
    good = path.read_bytes()
    rng = np.random.default_rng(5)
    for _ in range(400):
        bad = bytearray(good)
        for _ in range(int(rng.integers(1, 4))):
            bad[rng.integers(len(bad))] = int(rng.integers(256))
        path.write_bytes(bytes(bad)[: int(rng.integers(1, len(bad) + 1))])
        with contextlib.suppress(PackError):  # anything else fails the test
            ControlPack.open(tmp_path).verify()


BAD_VALUES: list[object] = [None, -1, 0, 1 << 80, 1e300, "", "../../etc/passwd", [], {}, True]


def test_wrong_values_in_the_manifest_raise_nothing_but_pack_errors(
    tmp_path: Path, renderer: Renderer, stage: Stage
) -> None:
    write(tmp_path, renderer, stage)
    path = tmp_path / "manifest.json"
    good = json.loads(path.read_bytes())
    places = [(k,) for k in good] + [
        ("clock", "frame_count"), ("size_px", 0), ("passes", "depth", "shape"),
        ("passes", "depth", "path"), ("passes", "depth", "dtype"), ("instances", 0),
        ("files", "cameras.json", "size_bytes"),
    ]  # fmt: skip
    for place in places:
        for value in BAD_VALUES:
            tree_ = json.loads(json.dumps(good))
            node = tree_
            for part in place[:-1]:
                node = node[part]
            node[place[-1]] = value
            path.write_text(json.dumps(tree_))
            with contextlib.suppress(PackError):  # anything else fails the test
                ControlPack.open(tmp_path).verify()
    good["schema"] = "groundplan.pack/2"
    path.write_text(json.dumps(good))
    with pytest.raises(PackError, match="schema"):
        ControlPack.open(tmp_path)


def test_a_pack_has_its_cameras_in_every_text_form(
    tmp_path: Path, renderer: Renderer, stage: Stage
) -> None:
    write(tmp_path, renderer, stage)
    pack = ControlPack.open(tmp_path)
    text = {path: pack.file(path).decode() for path in CAMERA_FILES}
    cameras, images, _, realestate, poses = text.values()
    assert cameras.split()[1] == "PINHOLE"
    frames = zip(
        pack.cameras.frames, read_colmap(cameras, images),
        read_realestate10k(realestate, size_px=stage.size_px), read_tum(poses), strict=True,
    )  # fmt: skip
    for frame, colmap, row, pose in frames:
        expected = np.array(frame.camera_from_world_cv)
        for found in (colmap.camera_from_world_cv, row.camera_from_world_cv, pose):
            np.testing.assert_allclose(found, expected, atol=1e-9)
