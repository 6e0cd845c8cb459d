"""What the judge knows of a plan."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from tests.unit.adherence.hand_made import ADA_ID, BEN_ID, FRAMES
from tests.unit.passes.conftest import BALL, RendererFake, make_stage

from groundplan.adherence.moving import moving_instances
from groundplan.adherence.plan_view import NEEDED_PASSES, PlanView, plan_view
from groundplan.errors import PackError
from groundplan.passes.pack import ControlPack
from groundplan.passes.render import PackOptions, write_pack
from groundplan.previz.port import RENDERED_PASSES, Pass, RenderOptions


@pytest.fixture(scope="module")
def ball(tmp_path_factory: pytest.TempPathFactory) -> ControlPack:
    return _pack(tmp_path_factory.mktemp("ball") / "pack")


def _pack(folder: Path, *, without: str = "") -> ControlPack:
    passes = frozenset(one for one in RENDERED_PASSES if one != without)
    options = PackOptions(
        render=RenderOptions(passes=passes), threads=1, previews=(), contact_sheet=False
    )
    write_pack(RendererFake(), make_stage(), folder, options=options)
    return ControlPack.open(folder)


def test_a_pack_is_read_whole(ball: ControlPack) -> None:
    plan = plan_view(ball)
    assert plan.frame_count == 5
    assert plan.size_px == (64, 36)
    assert float(plan.rate) == pytest.approx(23.976, abs=1e-3)
    np.testing.assert_array_equal(plan.instance[2], ball["instance"][2])
    np.testing.assert_array_equal(plan.beauty[4], ball["beauty"][4])
    assert plan.intrinsics_px[0, 0, 2] == 32.0


def test_the_ball_moves_and_the_floor_does_not_though_the_camera_does(ball: ControlPack) -> None:
    assert plan_view(ball).moving == {BALL}


def test_what_only_the_camera_moves_keeps_still(ball: ControlPack) -> None:
    plan = plan_view(ball)
    # By cameras that are wrong everything moves: the flow is not theirs.
    poses = plan.camera_from_world_cv.copy()
    poses[:, 1, 3] += 0.1 * np.arange(5)
    wrong = moving_instances(ball, intrinsics_px=plan.intrinsics_px, camera_from_world_cv=poses)
    assert len(wrong) > 1


@pytest.mark.parametrize("name", ["depth", "instance", "normal"])
def test_a_pack_that_lacks_a_pass_is_refused_by_name(tmp_path: Path, name: str) -> None:
    assert name in NEEDED_PASSES
    with pytest.raises(PackError, match=f"the pack lacks {name}"):
        plan_view(_pack(tmp_path / "pack", without=Pass(name)))


def test_people_are_loose_even_where_they_stand(walk: PlanView) -> None:
    assert walk.animate == {ADA_ID, BEN_ID}
    for frame in (0, FRAMES - 1):
        loose = walk.loose(frame)
        np.testing.assert_array_equal(loose, walk.instance[frame] <= BEN_ID)
        np.testing.assert_array_equal(walk.static(frame), ~loose)


def test_sky_is_neither_loose_nor_static(walk: PlanView) -> None:
    depth, ids = walk.depth_m.copy(), walk.instance.copy()
    depth[:, :5], ids[:, :5] = np.inf, 0
    sky = replace(walk, depth_m=depth, instance=ids)
    assert not sky.loose(0)[:5].any()
    assert not sky.static(0)[:5].any()


def test_a_frame_that_does_not_show_who_moves_is_no_error(walk: PlanView) -> None:
    far = replace(walk, moving=frozenset({ADA_ID, 60_000}))
    np.testing.assert_array_equal(far.loose(0), walk.loose(0))
