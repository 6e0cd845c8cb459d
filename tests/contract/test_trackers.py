"""Every registered tracker keeps the contract of the judge's observers."""

from fractions import Fraction

import numpy as np
import pytest

from groundplan.adherence.clip.aligned import AlignedClip, ClipMapping
from groundplan.adherence.observation import Observation
from groundplan.adherence.plan_view import PlanView, plan_view
from groundplan.adherence.port import Tracker
from groundplan.studio.registry import tracker, tracker_names
from groundplan.studio.selftest.material import SelfTestWorlds

SIZE, FRAMES = (208, 120), 5


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> PlanView:
    folder = tmp_path_factory.mktemp("plans")
    return plan_view(SelfTestWorlds(folder, size_px=SIZE, frames=FRAMES)[0].pack)


@pytest.fixture(params=tracker_names())
def observer(request: pytest.FixtureRequest) -> Tracker:
    return tracker(request.param)


def aligned(plan: PlanView, frames: np.ndarray, *, lacks: tuple[int, ...] = ()) -> AlignedClip:
    source = np.arange(plan.frame_count)
    source[list(lacks)] = -1
    mapping = ClipMapping(
        clip_size_px=plan.size_px,
        clip_rate=(16, 1),
        clip_frame_count=plan.frame_count,
        picture_px=(0.0, 0.0, float(plan.size_px[0]), float(plan.size_px[1])),
        first_frame=0.0,
        frames_per_plan_frame=1.0,
    )
    return AlignedClip(
        frames=frames, source=source, rate=Fraction(16), mapping=mapping, sha256="0" * 64
    )


def seen(observer: Tracker, plan: PlanView, clip: AlignedClip) -> Observation:
    return observer.observe(plan, clip, progress=lambda _done, _total: None)


def test_the_plan_itself_is_seen_where_it_was_planned(observer: Tracker, plan: PlanView) -> None:
    found = seen(observer, plan, aligned(plan, plan.beauty))
    assert "/" in found.observer
    assert found.camera.seen.all()
    assert found.instances
    for one in found.instances:
        assert one.found[one.asked].all()
        assert np.nanmax(np.abs(one.offset_px)) < 1.0


def test_looking_twice_sees_the_same(observer: Tracker, plan: PlanView) -> None:
    first, second = (seen(observer, plan, aligned(plan, plan.beauty)) for _ in range(2))
    assert np.array_equal(first.masks, second.masks)
    assert np.array_equal(
        first.camera.camera_from_world_cv, second.camera.camera_from_world_cv, equal_nan=True
    )


def test_noise_is_nothing_of_the_plan(observer: Tracker, plan: PlanView) -> None:
    noise = np.random.default_rng(0).integers(0, 256, plan.beauty.shape, dtype=np.uint8)
    found = seen(observer, plan, aligned(plan, noise))
    assert not found.camera.seen.any()
    assert not any(one.found.any() for one in found.instances)
    assert not found.masks.any()


def test_frames_that_a_clip_lacks_show_nothing(observer: Tracker, plan: PlanView) -> None:
    found = seen(observer, plan, aligned(plan, plan.beauty, lacks=(2,)))
    assert not found.camera.seen[2]
    assert not found.masks[2].any()
    assert not any(one.found[2] for one in found.instances)


def test_progress_is_told_and_may_cancel(observer: Tracker, plan: PlanView) -> None:
    class CancelledError(Exception):
        """Somebody has enough."""

    def cancel(done: int, total: int) -> None:
        assert total == plan.frame_count
        if done == 1:
            raise CancelledError

    with pytest.raises(CancelledError):
        observer.observe(plan, aligned(plan, plan.beauty), progress=cancel)
