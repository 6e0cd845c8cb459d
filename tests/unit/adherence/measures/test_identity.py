"""Two who changed places, told by where they stand and by their colours."""

from dataclasses import replace

import numpy as np
import pytest
from tests.unit.adherence.hand_made import ADA, ADA_ID, BEN, BEN_ID, FRAMES, instance_of
from tests.unit.adherence.hand_made import with_instance as placed
from tests.unit.adherence.measures.picked import one_of, value_of
from tests.unit.adherence.report.small_report import clip_of
from tests.unit.adherence.two_people import LOOKS, SIZE, mask_of, painted, swapped

from groundplan.adherence.measures.identity import SWAPPED, identity_measurements, stands_for
from groundplan.adherence.observation import Observation
from groundplan.adherence.plan_view import PlanView

_STEPS = np.arange(FRAMES)


@pytest.fixture
def pair(walk: PlanView) -> PlanView:
    """Return a plan of two people in other colours who stand; its wall is of many."""
    ids = np.full(SIZE[::-1], 3, dtype=np.uint16)
    ids[mask_of("ada")], ids[mask_of("ben")] = ADA_ID, BEN_ID
    return replace(
        walk, size_px=SIZE, beauty=np.tile(painted(), (FRAMES, 1, 1, 1)),
        instance=np.tile(ids, (FRAMES, 1, 1)),
        depth_m=np.full((FRAMES, *SIZE[::-1]), 4.0, dtype=np.float32),
    )  # fmt: skip


@pytest.fixture
def both(pair: PlanView, seen: Observation) -> Observation:
    """Return both, seen where they were planned."""
    return replace(seen, masks=np.where(pair.instance == 3, 0, pair.instance).astype(np.uint16))


def _told(
    plan: PlanView, seen: Observation, pictures: np.ndarray | None = None
) -> list[float | None]:
    clip = clip_of(plan)
    if pictures is not None:
        clip = replace(clip, frames=np.broadcast_to(pictures, clip.frames.shape).copy())
    found = identity_measurements(plan, clip, seen)
    return [one_of(found, SWAPPED, who).value for who in (ADA, BEN)]


@pytest.mark.parametrize("look", LOOKS)
def test_both_in_their_own_clothes_are_themselves_in_any_look(
    pair: PlanView, both: Observation, look: str
) -> None:
    assert _told(pair, both, LOOKS[look](painted())) == [0.0, 0.0]


@pytest.mark.parametrize("look", LOOKS)
def test_both_in_the_clothes_of_the_other_are_swapped_in_any_look(
    pair: PlanView, both: Observation, look: str
) -> None:
    assert _told(pair, both, LOOKS[look](painted(swapped()))) == [1.0, 1.0]


def test_a_swap_for_some_frames_is_their_share(pair: PlanView, both: Observation) -> None:
    pictures = np.stack([painted(swapped()) if frame >= 15 else painted() for frame in _STEPS])
    assert _told(pair, both, pictures) == [0.25, 0.25]


def test_a_look_without_colours_hides_who_is_who(pair: PlanView, both: Observation) -> None:
    flat = np.full_like(painted(), 90)
    found = identity_measurements(pair, replace(clip_of(pair), frames=np.stack([flat] * FRAMES)),
                                  both)  # fmt: skip
    for who in (ADA, BEN):
        assert one_of(found, SWAPPED, who).value is None
        assert "hides their colours" in one_of(found, SWAPPED, who).reason


def test_who_stand_in_one_anothers_places_are_swapped_whatever_they_wear(
    walk: PlanView, seen: Observation
) -> None:
    # All is grey: Ada starts 9 px and Ben 48 px from the left; Ada walks a pixel a frame.
    apart = np.stack([39.0 - _STEPS, np.full(FRAMES, -1.0)], axis=1)
    changed = placed(placed(seen, ADA_ID, offset_px=apart), BEN_ID, offset_px=-apart)
    assert _told(walk, changed) == [1.0, 1.0]
    one, other = (instance_of(changed, number) for number in (ADA_ID, BEN_ID))
    assert stands_for(walk, one, other).all()
    # One in the place of the other is not two who changed places.
    alone = placed(seen, ADA_ID, offset_px=apart)
    assert _told(walk, alone) == [None, None]


def test_who_is_a_little_off_is_near_nobody_elses_place(walk: PlanView, seen: Observation) -> None:
    off = placed(seen, ADA_ID, offset_px=np.array([5.0, 0.0]))
    one, other = (instance_of(off, number) for number in (ADA_ID, BEN_ID))
    assert not stands_for(walk, one, other).any()


@pytest.mark.parametrize(("known", "value"), [(6, 0.0), (5, None)])
def test_it_has_to_be_told_in_three_frames_of_ten(
    pair: PlanView, both: Observation, known: int, value: float | None
) -> None:
    seen = placed(both, BEN_ID, found=np.less(_STEPS, known))
    assert _told(pair, seen) == [value, value]


def test_two_whom_the_camera_never_shows_together_have_no_value(
    pair: PlanView, both: Observation
) -> None:
    never = np.zeros(FRAMES, dtype=np.bool_)
    ben = replace(instance_of(both, BEN_ID), in_view=never, found=never)
    seen = replace(both, instances=(instance_of(both, ADA_ID), ben))
    assert _told(pair, seen) == [None, None]


def test_things_of_other_kinds_or_of_none_that_counts_are_not_compared(
    pair: PlanView, both: Observation
) -> None:
    rows = pair.instances
    mixed = replace(pair, instances=(replace(rows[0], kind="animal"), *rows[1:]))
    props = replace(pair, instances=tuple(replace(one, kind="prop") for one in rows))
    for plan in (mixed, props):
        assert identity_measurements(plan, clip_of(plan), both) == []


def test_the_value_of_three_is_of_their_worst_pair(pair: PlanView, both: Observation) -> None:
    # Cy stands in the middle, hidden by nobody, and found in too few frames to be compared.
    ids = pair.instance.copy()
    ids[:, 20:100, 84:100] = 4
    row = replace(pair.instances[1], instance=4, entity="CY", name="Cy")
    plan = replace(pair, instance=ids, instances=(*pair.instances, row))
    cy = replace(instance_of(both, BEN_ID), instance=4, entity="CY", found=_STEPS < 2)
    seen = replace(both, instances=(*both.instances, cy))
    clip = replace(clip_of(plan), frames=np.stack([painted(swapped())] * FRAMES))
    found = identity_measurements(plan, clip, seen)
    assert value_of(found, SWAPPED, ADA) == value_of(found, SWAPPED, BEN) == 1.0
    assert one_of(found, SWAPPED, "CY").value is None
