"""Whether the surroundings are the plan's is told by the share of landmarks that agree."""

from dataclasses import replace

import numpy as np
import pytest
from tests.unit.adherence.hand_made import FRAMES
from tests.unit.adherence.measures.picked import one_of, value_of

from groundplan.adherence.checking import checks_of
from groundplan.adherence.measures.recognition import UNLIKE, recognition_measurements
from groundplan.adherence.observation import Observation
from groundplan.adherence.tolerances import DEFAULT_TOLERANCES

_STEPS = np.arange(FRAMES)


def _agreeing(
    seen: Observation, share: np.ndarray | float, *, landmarks: np.ndarray | float = 100.0
) -> Observation:
    of_all = np.ones(FRAMES)
    camera = replace(seen.camera, confidence=share * of_all, landmark_count=landmarks * of_all)
    return replace(seen, camera=camera)


def test_a_scene_that_agrees_in_all_its_landmarks_is_not_unlike(seen: Observation) -> None:
    assert value_of(recognition_measurements(seen), UNLIKE) == 0.0


@pytest.mark.parametrize(("share", "status"), [(0.3, "fail"), (0.35, "fail"), (0.37, "pass"),
                                               (1.0, "pass")])  # fmt: skip
def test_less_than_36_of_100_landmarks_is_another_scene(
    seen: Observation, share: float, status: str
) -> None:
    found = recognition_measurements(_agreeing(seen, share))
    assert value_of(found, UNLIKE) == pytest.approx(1.0 - share)
    (check,) = checks_of(found, DEFAULT_TOLERANCES, {})
    assert check.status == status
    assert check.frames == (tuple(range(FRAMES)) if status == "fail" else ())


def test_it_is_a_median_so_that_a_few_lost_frames_are_no_other_scene(seen: Observation) -> None:
    found = recognition_measurements(_agreeing(seen, np.where(_STEPS < 9, 0.0, 0.9)))
    assert value_of(found, UNLIKE) == pytest.approx(0.1)
    assert one_of(found, UNLIKE).series[8:10] == (1.0, pytest.approx(0.1))


def test_frames_with_a_handful_of_landmarks_say_nothing(seen: Observation) -> None:
    few = np.where(_STEPS < 8, 23.0, 24.0)
    found = one_of(
        recognition_measurements(_agreeing(seen, np.where(_STEPS < 8, 0.0, 0.8), landmarks=few)),
        UNLIKE,
    )
    assert found.value == pytest.approx(0.2)
    assert found.series[:8] == (None,) * 8
    assert found.sample_count == 12
    assert found.confidence == pytest.approx(0.6)


def test_where_most_frames_have_too_few_nobody_can_tell(seen: Observation) -> None:
    few = np.where(_STEPS < 11, 23.0, 100.0)
    found = one_of(recognition_measurements(_agreeing(seen, 0.1, landmarks=few)), UNLIKE)
    assert found.value is None
    assert "too little that stands still" in found.reason
