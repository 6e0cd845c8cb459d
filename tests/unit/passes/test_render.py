"""A stage becomes a whole pack, the same for any number of threads, or nothing."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest

from groundplan.errors import InputError, PackError
from groundplan.passes import ControlPack
from groundplan.passes.joints import PosedJoints
from groundplan.passes.render import PackOptions, write_pack
from groundplan.previz.port import Frame, Pass, Renderer, RenderOptions
from groundplan.scene.stage import Stage

BALL = 7


def tree(folder: Path) -> dict[str, str]:
    return {
        str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in sorted(folder.rglob("*"))
        if p.is_file()
    }


def joints_at(time: int) -> dict[str, PosedJoints]:
    center = np.array([-1.0 + 0.1 * time / 1000, 0.8, 0.0])
    points = center + np.array([[0, 0, 0], [0, 0, -2.0], [0, -0.4, 0]])
    return {"1" * 26: PosedJoints(("hips", "behind", "leftFoot"), points)}


def test_the_number_of_threads_does_not_change_a_byte(
    tmp_path: Path, renderer: Renderer, stage: Stage
) -> None:
    write_pack(renderer, stage, tmp_path / "a", options=PackOptions(threads=1))
    for threads in (2, 3, 9):
        write_pack(renderer, stage, tmp_path / "b", options=PackOptions(threads=threads))
        assert tree(tmp_path / "a") == tree(tmp_path / "b")
    assert {"previz.mp4", "contact_sheet.png", "passes/flow.mp4", "boxes.json"} <= set(
        tree(tmp_path / "a")
    )


def test_progress_counts_every_frame_once(tmp_path: Path, renderer: Renderer, stage: Stage) -> None:
    seen: list[tuple[int, int]] = []
    write_pack(
        renderer,
        stage,
        tmp_path,
        options=PackOptions(previews=(), contact_sheet=False),
        progress=lambda done, count: seen.append((done, count)),
    )
    assert seen == [(i, 5) for i in range(1, 6)]


def test_cancelling_leaves_nothing_behind(tmp_path: Path, renderer: Renderer, stage: Stage) -> None:
    write_pack(renderer, stage, tmp_path, options=PackOptions())

    def cancel(done: int, _count: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_pack(renderer, stage, tmp_path, options=PackOptions(), progress=cancel)
    assert tree(tmp_path) == {}


class RendererThatStops:
    """Gives one frame and then none, or an error."""

    name = "stops"
    version = "1"

    def __init__(self, inner: Renderer, error: Exception | None) -> None:
        """Wrap `inner`."""
        self.inner = inner
        self.error = error

    def render(
        self, stage: Stage, frames: Sequence[int], *, options: RenderOptions
    ) -> Iterator[Frame]:
        """Yield the first frame only."""
        yield from self.inner.render(stage, frames[:1], options=options)
        if self.error:
            raise self.error


def test_a_renderer_that_fails_or_stops_leaves_nothing_behind(
    tmp_path: Path, renderer: Renderer, stage: Stage
) -> None:
    with pytest.raises(ZeroDivisionError):
        write_pack(
            RendererThatStops(renderer, ZeroDivisionError()),
            stage,
            tmp_path,
            options=PackOptions(),
        )
    with pytest.raises(PackError, match="left out"):
        write_pack(RendererThatStops(renderer, None), stage, tmp_path, options=PackOptions())
    assert tree(tmp_path) == {}


def test_no_threads_are_refused(tmp_path: Path, renderer: Renderer, stage: Stage) -> None:
    with pytest.raises(InputError, match="give 1 to 256"):
        write_pack(renderer, stage, tmp_path, options=PackOptions(threads=0))


def test_joints_show_where_nothing_hides_them(
    tmp_path: Path, renderer: Renderer, stage: Stage
) -> None:
    write_pack(renderer, stage, tmp_path, options=PackOptions(), joints_at=joints_at)
    pack = ControlPack.open(tmp_path)
    (body,) = pack.joints.bodies
    assert body.entity == "1" * 26
    assert body.names == ("hips", "behind", "leftFoot")
    # The centre of the ball is inside its own body; two metres behind it the floor is nearer.
    assert all(row[0] and row[2] for row in body.visible)
    assert body.points_in_world_m[2][0] == pytest.approx((-0.8, 0.8, 0.0))
    u, v = body.points_px[2][0] or (0.0, 0.0)
    assert pack["instance"][2][int(v), int(u)] == BALL


def test_joints_without_depth_are_a_stated_finding(
    tmp_path: Path, renderer: Renderer, stage: Stage
) -> None:
    options = PackOptions(render=RenderOptions(passes=frozenset({Pass.BEAUTY})))
    manifest = write_pack(renderer, stage, tmp_path, options=options, joints_at=joints_at)
    assert [f.code for f in manifest.findings] == ["pack.no-joints"]
    with pytest.raises(PackError, match=r"no joints\.json"):
        _ = ControlPack.open(tmp_path).joints


def test_amodal_boxes_enclose_visible_ones_within_a_pixel(
    tmp_path: Path, renderer: Renderer, stage_of: Callable[..., Stage]
) -> None:
    stage = stage_of((320, 180), frames=3)
    write_pack(renderer, stage, tmp_path, options=PackOptions())
    floor, ball = ControlPack.open(tmp_path).boxes.instances
    assert (floor.instance, ball.instance) == (3, BALL)
    for seen, whole, hidden in zip(
        ball.visible_px, ball.amodal_px, ball.box_occlusion, strict=True
    ):
        assert seen is not None
        assert whole is not None
        # A tessellated ball is at most half a pixel smaller here than the exact one that is drawn.
        np.testing.assert_allclose(seen, whole, atol=1.0)
        assert hidden == pytest.approx(0.0, abs=0.03)
    # The floor runs behind the camera: cut there, it fills the width.
    whole = floor.amodal_px[0]
    assert whole is not None
    assert whole[0] < 0
    assert whole[2] > 320
    assert np.isfinite(whole).all()


@pytest.fixture
def without_video(monkeypatch: pytest.MonkeyPatch) -> None:
    def find_nothing(_name: str) -> None:
        return None

    monkeypatch.setattr("importlib.util.find_spec", find_nothing)


@pytest.mark.usefixtures("without_video")
def test_a_missing_video_extra_is_a_stated_finding(
    tmp_path: Path, renderer: Renderer, stage: Stage
) -> None:
    manifest = write_pack(renderer, stage, tmp_path, options=PackOptions())
    assert [f.code for f in manifest.findings] == ["pack.no-video"]
    assert not list(tmp_path.rglob("*.mp4"))
    ControlPack.open(tmp_path).verify()
