"""Import and export on the command line, and what the world then shows."""

from pathlib import Path

import numpy as np
import pytest
from tests.unit.assets.glb_files import box, packed
from tests.unit.motion.bvh_bodies import walking_file

from groundplan.cli import main
from groundplan.scene.joints import joints_of
from groundplan.scene.library import Library
from groundplan.studio.project import Project
from groundplan.units import Subframes


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr("sys.argv", ["groundplan", *arguments])
    with pytest.raises(SystemExit) as stopped:
        main()
    return int(stopped.value.code or 0)


@pytest.fixture
def take(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "take"
    assert run(monkeypatch, "make", "A man stands next to a crate.", "-o", str(folder),
               "--no-render") == 0  # fmt: skip
    return folder


def joints(folder: Path, frame: int) -> np.ndarray:
    with Project.open(folder, writable=False) as project:
        world = project.world
        at = joints_of(world, Library(project.store.attachment))(Subframes(1000 * frame))
        (key,) = [k for k, e in world.entities.items() if e.name == "man"]
        return at[key][1]


def test_motion_comes_in_goes_out_and_comes_in_again_unchanged(
    take: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "walk.bvh").write_bytes(walking_file(frames=60))
    before = joints(take, 10)
    assert run(monkeypatch, "import", str(take), str(tmp_path / "walk.bvh")) == 0
    frames = [0, 7, 20, 31]
    moved = [joints(take, frame) for frame in frames]
    assert np.abs(moved[1] - before).max() > 0.1
    out = tmp_path / "out.bvh"
    assert run(monkeypatch, "export", str(take), "man", str(out)) == 0
    assert run(monkeypatch, "undo", str(take)) == 0
    np.testing.assert_array_equal(joints(take, 10), before)
    assert run(monkeypatch, "import", str(take), str(out), "--as", "man") == 0
    for frame, was in zip(frames, moved, strict=True):
        assert np.abs(joints(take, frame) - was).max() <= 1e-4


def test_a_body_comes_in_as_a_new_thing_or_for_an_old_one(
    take: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "My Post.glb"
    file.write_bytes(packed(*box()))
    assert run(monkeypatch, "import", str(take), str(file), "--licence", "CC0-1.0") == 0
    assert "my_post is drawn with My Post.glb: 12 triangles" in capsys.readouterr().out
    assert run(monkeypatch, "import", str(take), str(file), "--as", "crate") == 0
    with Project.open(take, writable=False) as project:
        named = {entity.name: entity for entity in project.world.entities.values()}
    for name in ("my_post", "crate"):
        assert named[name].geometry is not None
        assert named[name].size_m == pytest.approx((1.0, 2.0, 0.5))
        assert named[name].asset is None


@pytest.mark.parametrize("name", ["walk.bvh", "walk.glb", "walk.fbx", "../../nothing.bvh"])
def test_a_wrong_file_is_one_line_and_changes_nothing(
    take: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str], name: str,
) -> None:  # fmt: skip
    if "/" not in name:
        (tmp_path / name).write_bytes(b"\x00 nothing of the kind")
    with Project.open(take, writable=False) as project:
        revision = project.world.revision
    assert run(monkeypatch, "import", str(take), str(tmp_path / name), "--as", "man") == 2
    error = capsys.readouterr().err
    assert error.startswith("groundplan: ")
    assert error.count("\n") == 1
    with Project.open(take, writable=False) as project:
        assert project.world.revision == revision
