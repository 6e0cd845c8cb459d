"""The table of the exam, from rows whose figures are known."""

from dataclasses import replace

import pytest

from groundplan.adherence.selftest.injections import InjectionKind
from groundplan.adherence.verdict import Status
from groundplan.studio.selftest.rows import Failure, Reading, ReadingName, Trial
from groundplan.studio.selftest.scoring import ReadBack, Verdicts, scored
from groundplan.studio.selftest.telling import score_lines, wrong_lines

CLEAN = Trial(
    number=0, look="ink", world="A man.", held_out=False, kind="none", size=1.0,
    course="constant", first_frame=0, expected="pass", status="pass", causes=(), findings=(),
    failures=(), readings=(), frame_count=10, align_cpu_s=0.1, judge_cpu_s=0.5,
)  # fmt: skip
BAD = replace(CLEAN, kind="camera.pan", size=8.0, expected="fail", status="fail")


def reading(name: ReadingName, error: float | None, true: float = 0.0) -> Reading:
    seen = None if error is None else true + error
    return Reading(name=name, true=true, seen=seen, error=error)


def verdicts(*trials: Trial) -> Verdicts:
    return scored(trials).splits[0]


def read_back(kind: InjectionKind, *readings: Reading) -> ReadBack:
    return scored([replace(BAD, kind=kind, readings=readings)]).read_backs[0]


def test_a_bad_clip_that_passes_is_a_false_pass_and_a_good_one_that_fails_a_false_fail() -> None:
    found = verdicts(
        CLEAN, replace(CLEAN, status="fail"), BAD, BAD, BAD, replace(BAD, status="pass")
    )
    assert (found.false_pass.count, found.false_pass.of) == (1, 4)
    assert (found.false_fail.count, found.false_fail.of) == (1, 2)


def test_what_nobody_can_tell_is_neither_wrong_nor_right() -> None:
    found = verdicts(replace(CLEAN, status="cannot_tell"), replace(BAD, status="cannot_tell"))
    assert found.false_pass.count == found.false_fail.count == 0
    assert found.open_good.count == found.open_bad.count == 1


@pytest.mark.parametrize("status", ["pass", "fail", "cannot_tell"])
def test_a_clip_between_counts_for_nothing(status: Status) -> None:
    found = verdicts(replace(BAD, expected="either", status=status))
    assert (found.clip_count, found.either_count) == (1, 1)
    assert found.false_pass.of == found.false_fail.of == 0
    assert found.false_pass.interval is None


def test_no_false_pass_in_ten_leaves_room_for_28_percent() -> None:
    interval = verdicts(*[BAD] * 10).false_pass.interval
    assert interval is not None
    assert interval.low == 0.0
    assert interval.high == pytest.approx(1.96**2 / (10 + 1.96**2), abs=1e-4)


def test_held_out_clips_have_a_row_of_their_own() -> None:
    held = replace(BAD, held_out=True, status="pass")
    everything, tuning, kept = scored([CLEAN, held]).splits
    assert [one.clip_count for one in (everything, tuning, kept)] == [2, 1, 1]
    assert (tuning.false_pass.of, kept.false_pass.count) == (0, 1)


def test_the_ceiling_of_a_look_is_the_mean_of_its_clean_clips_alone() -> None:
    readings = (reading("rotation", 0.1), reading("place", 0.5), reading("iou", -0.1, 1.0))
    one = replace(CLEAN, readings=readings)
    other = replace(CLEAN, readings=(reading("rotation", 0.3), reading("place", None)))
    ink, everything = scored(
        [one, other, replace(BAD, readings=(reading("rotation", 9.0),))]
    ).ceilings
    assert ink == replace(everything, look="ink")
    assert (ink.clip_count, ink.rotation_deg, ink.place_pct) == (2, 0.2, 0.5)
    assert (ink.iou, ink.path_pct) == (0.9, None)


def test_read_back_has_median_95_percent_and_what_was_not_observable() -> None:
    errors = [0.01 * k for k in range(101)]
    found = read_back(
        "camera.pan", *(reading("rotation", error) for error in errors), reading("rotation", None)
    )
    assert (found.count, found.median, found.p95) == (102, 0.5, 0.95)
    assert (found.unseen.count, found.unseen.of) == (1, 102)
    assert (found.within.count, found.within.of) == (11, 101)


@pytest.mark.parametrize(
    ("kind", "name", "true", "error", "near"),
    [
        ("camera.roll", "rotation", 1.0, 0.1, True),
        ("camera.roll", "rotation", 8.0, 0.39, True),
        ("camera.roll", "rotation", 8.0, 0.41, False),
        ("camera.truck", "translation", 1.0, 0.04, True),
        ("camera.truck", "translation", 1.0, 0.06, False),
        ("subject.moved", "place", 12.0, 0.51, False),
        ("light.warmer", "colour", 4500.0, 130.0, True),
        ("light.warmer", "colour", 4500.0, 140.0, False),
    ],
)
def test_near_is_what_the_issue_asks_for(
    kind: InjectionKind, name: ReadingName, true: float, *, error: float, near: bool
) -> None:
    assert read_back(kind, reading(name, error, true)).within.count == int(near)


@pytest.mark.parametrize(
    ("kind", "name"), [("light.exposure", "exposure"), ("light.flicker", "flicker")]
)
def test_of_what_nothing_was_asked_nothing_is_near_enough(
    kind: InjectionKind, name: ReadingName
) -> None:
    found = read_back(kind, reading(name, 0.1, 1.0))
    assert (found.count, found.within.of, found.within.interval) == (1, 0, None)


def test_cost_is_per_frame() -> None:
    cost = scored([CLEAN, replace(CLEAN, frame_count=30, judge_cpu_s=1.5)]).cost
    assert cost is not None
    assert (cost.align_s, cost.judge_s) == (0.005, 0.05)
    assert scored([]).cost is None


def test_rows_in_any_order_give_the_same_table() -> None:
    rows = [replace(BAD, number=k, look=look) for k, look in enumerate(["ink", "clay", "film"])]
    assert scored(rows) == scored(rows[::-1])


def test_every_table_has_as_many_cells_in_each_row_as_in_its_head() -> None:
    rows = [replace(CLEAN, readings=(reading("iou", 0.0, 1.0),)), BAD]
    lines = score_lines(scored(rows))
    blocks = "\n".join(lines).split("\n\n")
    tables = [block.splitlines() for block in blocks if block.startswith("|")]
    assert len(tables) >= 4
    for table in tables:
        assert len({line.count("|") for line in table}) == 1


def test_false_passes_are_told_first_with_what_was_found() -> None:
    failure = Failure(definition="trajectory.pct/1", subject="ben", value=4.0, tolerance=3.0)
    failing = replace(CLEAN, status="fail", failures=(failure,), causes=("Ben is too far left",))
    lines = wrong_lines([CLEAN, failing, replace(BAD, status="pass")])
    assert [line.split(":")[0] for line in lines] == ["- false pass #0", "- false fail #0"]
    assert "Ben is too far left [trajectory.pct/1 of ben 4 > 3]" in lines[1]
