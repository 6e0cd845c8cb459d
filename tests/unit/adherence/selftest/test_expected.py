"""What verdict a clip must get follows from its truth."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from tests.unit.adherence.selftest.small_shot import injected, stage
from tests.unit.studio.small_film import ANNA, BEN

from groundplan.adherence.plan_view import PlanView, plan_view
from groundplan.adherence.selftest.expected import Expected, expected_status, true_values
from groundplan.adherence.selftest.injections import Course, Injection, InjectionKind
from groundplan.adherence.tolerances import DEFAULT_TOLERANCES
from groundplan.passes.pack import ControlPack
from groundplan.passes.render import PackOptions, write_pack
from groundplan.previz.backends.numba_tiles import NumbaRenderer


def _planned(folder: Path, shot: str, *, ben_walks: bool = False) -> PlanView:
    options = PackOptions(threads=1, previews=(), contact_sheet=False)
    write_pack(NumbaRenderer(), stage(shot, ben_walks=ben_walks), folder, options=options)
    return plan_view(ControlPack.open(folder))


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> PlanView:
    return _planned(tmp_path_factory.mktemp("pack"), "s1")


def test_true_values_are_what_was_put_in(plan: PlanView) -> None:
    _, _, truth = injected(Injection(kind="camera.roll", size=3.0))
    values = true_values(truth, plan)
    assert values["camera.rotation.mean_deg/1", ""] == pytest.approx(3.0)
    assert values["camera.focal_pct/1", ""] == pytest.approx(0.0)
    assert values["layout.missing/1", ANNA] == 0.0


def test_who_is_missing_from_the_third_frame_is_missing_in_two_thirds(plan: PlanView) -> None:
    _, _, truth = injected(Injection(kind="subject.missing", subject=BEN, first_frame=2))
    assert true_values(truth, plan)["layout.missing/1", BEN] == pytest.approx(2.0 / 3.0)


def test_a_constant_change_of_light_is_no_drift(plan: PlanView) -> None:
    _, _, truth = injected(Injection(kind="light.exposure", size=2.0))
    assert true_values(truth, plan)["light.exposure_stops/2", ""] == 0.0
    assert expected_status(truth, plan, DEFAULT_TOLERANCES) == "pass"


@pytest.mark.parametrize(
    ("kind", "size", "course", "status"),
    [
        ("none", 1.0, "constant", "pass"),
        ("camera.roll", 0.9, "constant", "pass"),
        ("camera.roll", 2.0, "constant", "either"),
        ("camera.roll", 3.1, "constant", "fail"),
        ("camera.roll", 3.1, "ramp", "either"),
        ("light.exposure", 0.2, "ramp", "pass"),
        ("light.exposure", 0.8, "ramp", "fail"),
        ("clock.shift", 1.0, "constant", "either"),
        ("clock.shift", 3.0, "constant", "fail"),
        ("picture.blur", 2.0, "constant", "either"),
        ("picture.mirrored", 1.0, "constant", "fail"),
        ("scene.other", 1.0, "constant", "fail"),
    ],
)
def test_far_errors_fail_small_ones_pass_and_those_between_may_do_either(
    plan: PlanView, kind: InjectionKind, size: float, course: Course, status: Expected
) -> None:
    _, _, truth = injected(Injection(kind=kind, size=size, course=course))
    assert expected_status(truth, plan, DEFAULT_TOLERANCES) == status


@pytest.mark.parametrize(
    ("ben_walks", "size", "status"),
    [(False, 3.0, "either"), (False, 0.4, "either"), (True, 3.0, "fail")],
)
def test_a_wrong_clock_must_fail_only_where_somebody_shows_it(
    tmp_path: Path, size: float, status: Expected, *, ben_walks: bool
) -> None:
    # The camera of s2 stands: where nobody walks, all moments are one picture.
    still = _planned(tmp_path / "pack", "s2", ben_walks=ben_walks)
    late = Injection(kind="clock.shift", size=size)
    _, _, truth = injected(late, "s2", ben_walks=ben_walks)
    assert true_values(truth, still)["timing.lag/1", ""] == pytest.approx(size)
    assert expected_status(truth, still, DEFAULT_TOLERANCES) == status


def test_a_clock_that_does_not_show_hides_nothing_else_that_is_wrong(tmp_path: Path) -> None:
    still = _planned(tmp_path / "pack", "s2")
    _, _, truth = injected(Injection(kind="clock.shift", size=3.0), "s2")
    turned = replace(truth, camera_rotation_deg=np.full_like(truth.shown_frame, 3.1))
    assert expected_status(turned, still, DEFAULT_TOLERANCES) == "fail"
    # As soon as anything shows, the clock's own limit counts: here 3 frames of one.
    slightly = replace(truth, camera_rotation_deg=np.full_like(truth.shown_frame, 1.1))
    assert expected_status(slightly, still, DEFAULT_TOLERANCES) == "fail"


@pytest.mark.parametrize(("size", "cuts"), [(2.0, 2.0), (4.0, 1.0)])
def test_another_scene_in_between_is_two_cuts_and_at_the_end_one(
    plan: PlanView, size: float, cuts: float
) -> None:
    _, _, truth = injected(Injection(kind="cut.scene", size=size, first_frame=2))
    assert true_values(truth, plan)["picture.cuts/1", ""] == cuts
    assert expected_status(truth, plan, DEFAULT_TOLERANCES) == "fail"
