"""What is wrong with people, told from people who are wrong in a known way."""

from dataclasses import replace

import numpy as np
import pytest
from tests.unit.adherence.hand_made import (
    ADA,
    ADA_ID,
    BEN,
    BEN_ID,
    FRAMES,
    SIZE,
    failing,
    instance_of,
    with_camera,
    with_instance,
)

from groundplan.adherence.causes.subjects import subject_causes
from groundplan.adherence.observation import Observation
from groundplan.adherence.plan_view import PlanView
from groundplan.adherence.verdict import Cause

PLACE, MISSING, SIZES, LAG, SWAPPED = (
    "trajectory.pct/1", "layout.missing/1", "layout.size_pct/1", "timing.lag/1", "layout.swapped/1",
)  # fmt: skip
_STEPS = np.arange(FRAMES)


def _only(found: list[Cause]) -> Cause:
    (one,) = found
    return one


def test_whose_checks_pass_has_no_cause(walk: PlanView, seen: Observation) -> None:
    away = with_instance(seen, BEN_ID, offset_px=np.array([6, 0]))
    assert subject_causes(walk, away, []) == []
    assert subject_causes(walk, away, [failing(PLACE, subject=ADA)])[0].subject == ADA


@pytest.mark.parametrize(
    ("offset", "direction"),
    [
        ((8, 0), "too far right"), ((-8, 0), "too far left"), ((0, 6), "too low"),
        ((0, -6), "too high"), ((-8, 3), "too far left"),
    ],
)  # fmt: skip
def test_who_is_off_place_which_way_and_how_far(
    walk: PlanView, seen: Observation, offset: tuple[int, int], direction: str
) -> None:
    away = with_instance(seen, BEN_ID, offset_px=np.array(offset))
    found = _only(subject_causes(walk, away, [failing(PLACE, subject=BEN)]))
    share = 100 * float(np.hypot(*offset)) / SIZE[0]
    assert (found.code, found.subject) == ("subject.off_place", BEN)
    assert found.says == f"Ben is {share:.1f} % of the width {direction}"


def test_only_from_when_he_is_off_is_told(walk: PlanView, seen: Observation) -> None:
    frames = tuple(range(11, FRAMES))
    offset = np.zeros((FRAMES, 2))
    offset[11:, 0] = 8.0
    away = with_instance(seen, BEN_ID, offset_px=offset)
    found = _only(subject_causes(walk, away, [failing(PLACE, subject=BEN, frames=frames)]))
    assert found.says == "Ben is 12.5 % of the width too far right from frame 11"
    assert found.frames == frames


def test_what_the_camera_explains_is_the_cameras_fault(walk: PlanView, seen: Observation) -> None:
    blamed = with_instance(
        seen, BEN_ID, offset_px=np.array([8, 0]), own_offset_px=np.array([0.5, 0])
    )
    failed = [failing(PLACE, subject=BEN)]
    assert _only(subject_causes(walk, blamed, failed)).says.endswith(": the camera is to blame")
    own = with_instance(seen, BEN_ID, offset_px=np.array([8, 0]), own_offset_px=np.array([7, 0]))
    assert "camera" not in _only(subject_causes(walk, own, failed)).says
    unseen = with_camera(blamed, unseen=np.ones(FRAMES, dtype=np.bool_))
    assert "camera" not in _only(subject_causes(walk, unseen, failed)).says


def test_who_is_missing_from_when_and_how_unlike(walk: PlanView, seen: Observation) -> None:
    gone = _STEPS >= 8
    missing = with_instance(seen, BEN_ID, found=~gone, absent=gone, likeness=0.21)
    check = failing(MISSING, subject=BEN, frames=tuple(range(8, FRAMES)))
    found = _only(subject_causes(walk, missing, [check, failing(PLACE, subject=BEN)]))
    assert found.code == "subject.missing"
    assert found.says == "Ben is missing from frame 8: nothing there is more than 21% like it"


@pytest.mark.parametrize(("lag", "word"), [(4.0, "late"), (-3.0, "early")])
def test_who_is_late_or_early_by_how_much(
    walk: PlanView, seen: Observation, lag: float, word: str
) -> None:
    failed = [failing(PLACE, subject=ADA), failing(LAG, subject=ADA, value=lag)]
    found = _only(subject_causes(walk, seen, failed))
    assert (found.code, found.says) == (
        f"subject.{word}", f"Ada is {abs(lag):.0f} frames {word}",
    )  # fmt: skip


def test_who_has_another_size(walk: PlanView, seen: Observation) -> None:
    larger = with_instance(seen, BEN_ID, scale=1.4)
    found = _only(subject_causes(walk, larger, [failing(SIZES, subject=BEN)]))
    assert (found.code, found.says) == ("subject.size", "Ben has 140% of the planned size")


def _changed_places(seen: Observation) -> Observation:
    # Ada starts 9 px and Ben 48 px from the left; Ada walks a pixel a frame.
    apart = np.stack([39.0 - _STEPS, np.full(FRAMES, -1.0)], axis=1)
    return with_instance(with_instance(seen, ADA_ID, offset_px=apart), BEN_ID, offset_px=-apart)


def test_two_who_changed_places_are_swapped(walk: PlanView, seen: Observation) -> None:
    failed = [failing(name, subject=who) for name in (PLACE, SWAPPED) for who in (ADA, BEN)]
    found = subject_causes(walk, _changed_places(seen), failed)
    assert [one.code for one in found] == ["subject.swapped"] * 2
    assert [one.says for one in found] == [
        "Ada is where Ben was planned", "Ben is where Ada was planned",
    ]  # fmt: skip


def test_two_who_are_known_by_their_colours_alone_are_swapped(
    walk: PlanView, seen: Observation
) -> None:
    found = subject_causes(walk, seen, [failing(SWAPPED, subject=who) for who in (ADA, BEN)])
    assert [(one.code, one.says) for one in found] == [
        ("subject.swapped", "Ada is where Ben was planned"),
        ("subject.swapped", "Ben is where Ada was planned"),
    ]


def test_who_failed_by_place_alone_is_not_called_swapped(walk: PlanView, seen: Observation) -> None:
    failed = [failing(PLACE, subject=who) for who in (ADA, BEN)]
    found = subject_causes(walk, _changed_places(seen), failed)
    assert [one.code for one in found] == ["subject.off_place"] * 2


def test_of_three_nobody_says_who_is_whom_but_that_they_are_swapped(
    walk: PlanView, seen: Observation
) -> None:
    cy = replace(instance_of(seen, BEN_ID), instance=4, entity="CY")
    ids = walk.instance.copy()
    ids[:, 2:8, 20:30] = 4
    plan = replace(
        walk, instance=ids,
        instances=(*walk.instances, replace(walk.instances[1], instance=4, entity="CY", name="Cy")),
    )  # fmt: skip
    three = replace(seen, instances=(*seen.instances, cy))
    failed = [failing(SWAPPED, subject=who, frames=(3,)) for who in (ADA, BEN, "CY")]
    found = subject_causes(plan, three, failed)
    assert [one.says.split()[0] for one in found] == ["Ada", "Ben", "Cy"]
    assert {(one.code, one.frames) for one in found} == {("subject.swapped", (3,))}
    assert all("another of its kind" in one.says for one in found)


def test_one_who_stands_in_anothers_place_is_not_swapped(walk: PlanView, seen: Observation) -> None:
    apart = np.stack([39.0 - _STEPS, np.full(FRAMES, -1.0)], axis=1)
    found = subject_causes(
        walk, with_instance(seen, ADA_ID, offset_px=apart), [failing(PLACE, subject=ADA)]
    )
    assert _only(found).code == "subject.off_place"
