"""Clips go the whole way: made, coded, judged, and held against their truth."""

from contextlib import closing
from itertools import islice
from pathlib import Path

import numpy as np
import pytest

from groundplan.adherence.plan_view import plan_view
from groundplan.adherence.selftest.injections import NO_INJECTION, Injection
from groundplan.errors import InputError
from groundplan.studio.selftest.material import SelfTestWorlds, injected_clip
from groundplan.studio.selftest.readings import flicker_of_luma
from groundplan.studio.selftest.rows import Reading, ReadingName, Trial
from groundplan.studio.selftest.running import SelfTest, trials_of
from groundplan.studio.selftest.saved import selftest_json, selftest_report
from groundplan.studio.selftest.trial import Paper, ran_trial
from groundplan.studio.selftest.worlds import PlannedClip, SelfTestWorld

WORLDS = (
    SelfTestWorld(brief="Full shot. A man and a woman stand in a park. The camera trucks right."),
)
SIZE = (192, 112)
FRAMES = 6


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("packs")


@pytest.fixture(scope="module")
def planned(folder: Path) -> PlannedClip:
    return SelfTestWorlds(folder, size_px=SIZE, frames=FRAMES, worlds=WORLDS)[0]


def exam(folder: Path, count: int, first: int = 0) -> SelfTest:
    return SelfTest(
        count=count, first=first, folder=folder, direct=True, worlds=WORLDS, looks=("beauty",),
        size_px=SIZE, frames=FRAMES,
    )  # fmt: skip


def still() -> float:
    return 0.0


def tried(planned: PlannedClip, injection: Injection, *, direct: bool = True) -> Trial:
    made = injected_clip(planned, injection, look="beauty", rng=np.random.default_rng(0))
    paper = Paper(number=0, frames=made.frames, truth=made.truth)
    return ran_trial(plan_view(made.plan), paper, direct=direct, clock=still)


def read(trial: Trial, name: ReadingName) -> list[Reading]:
    return [one for one in trial.readings if one.name == name]


def test_a_clean_clip_passes_through_a_file_and_reads_right(planned: PlannedClip) -> None:
    trial = tried(planned, NO_INJECTION, direct=False)
    assert (trial.expected, trial.status) == ("pass", "pass")
    (rotation,) = read(trial, "rotation")
    assert rotation.error == pytest.approx(0.0, abs=0.1)
    places = read(trial, "place")
    assert len(places) == 2
    assert all(one.error is not None and one.error < 0.5 for one in places)


def test_a_turned_camera_fails_and_its_angle_is_read_back(planned: PlannedClip) -> None:
    trial = tried(planned, Injection(kind="camera.roll", size=4.0))
    assert (trial.expected, trial.status) == ("fail", "fail")
    (rotation,) = read(trial, "rotation")
    assert rotation.true == pytest.approx(4.0)
    assert rotation.error == pytest.approx(0.0, abs=0.3)


def test_a_mirrored_clip_is_found_in_its_file_and_has_no_readings(planned: PlannedClip) -> None:
    trial = tried(planned, Injection(kind="picture.mirrored"), direct=False)
    assert (trial.expected, trial.status) == ("fail", "fail")
    assert "clip.mirrored" in trial.findings
    assert trial.readings == ()


def test_of_another_clock_only_the_clock_is_read(planned: PlannedClip) -> None:
    trial = tried(planned, Injection(kind="clock.shift", size=2.0))
    (clock,) = trial.readings
    assert (clock.name, clock.true, clock.seen) == ("clock", 2.0, None)


def test_noise_must_pass_for_no_plan_forbids_it(planned: PlannedClip) -> None:
    assert tried(planned, Injection(kind="picture.noise", size=2.0)).expected == "pass"


@pytest.mark.parametrize(("size", "expected"), [(0.5, "pass"), (30.0, "fail")])
def test_flicker_must_fail_where_its_luma_steps_beyond_the_limit(
    planned: PlannedClip, size: float, expected: str
) -> None:
    assert tried(planned, Injection(kind="light.flicker", size=size)).expected == expected


def test_ten_percent_of_flicker_at_luma_100_is_a_second_difference_of_40() -> None:
    lumas = 100.0 * np.array([1.1, 0.9, 1.1, 0.9])
    second = float(np.abs(np.diff(lumas, 2)).mean())
    assert flicker_of_luma(second, 100.0) == pytest.approx(10.0)


def test_parts_give_the_rows_of_the_whole(folder: Path) -> None:
    whole = list(trials_of(exam(folder, 3), clock=still))
    part = list(trials_of(exam(folder, 2, first=1), clock=still))
    assert [one.number for one in whole] == [0, 1, 2]
    assert part == whole[1:]
    report = selftest_report(exam(folder, 3), tuple(whole[::-1]))
    assert report.trials == tuple(whole)
    assert selftest_json(report) == selftest_json(selftest_report(exam(folder, 3), tuple(whole)))


def test_an_exam_can_be_left_early(folder: Path) -> None:
    with closing(trials_of(exam(folder, 100_000), clock=still)) as trials:
        assert [one.number for one in islice(trials, 1)] == [0]


def test_an_exam_without_clips_or_processes_is_refused(folder: Path) -> None:
    with pytest.raises(InputError, match="0 clips"):
        exam(folder, 0)
    with pytest.raises(InputError, match="0 processes"):
        next(trials_of(exam(folder, 1), processes=0))
