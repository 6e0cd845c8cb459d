"""Measurements are held to tolerances."""

from dataclasses import replace

import pytest
from tests.unit.adherence.hand_made import ADA, BEN

from groundplan.adherence.checking import checks_of, status_of
from groundplan.adherence.measurement import Measurement
from groundplan.adherence.tolerances import DEFAULT_TOLERANCES, Tolerance
from groundplan.adherence.verdict import Check, Status

PLACE, MISSING, TURN = "trajectory.pct/1", "layout.missing/1", "camera.rotation.mean_deg/1"
_LIMITS = {PLACE: Tolerance(definition=PLACE, name="place", limit=3.0, source="intent screen_x")}


def _measured(value: float | None, *, definition: str = PLACE, subject: str = BEN) -> Measurement:
    return Measurement(
        definition=definition, value=value, unit="% W", sample_count=4, confidence=0.9,
        observer="by-hand/1", subject=subject, reason="" if value is not None else "it is dark",
        series=(1.0, 3.0, -3.5, None),
    )  # fmt: skip


def _check(one: Measurement) -> Check:
    (found,) = checks_of([one], _LIMITS, {BEN: "Ben"})
    return found


@pytest.mark.parametrize(
    ("value", "status"),
    [(0.0, "pass"), (3.0, "pass"), (-3.0, "pass"), (3.0001, "fail"), (-4.0, "fail"),
     (None, "cannot_tell")],
)  # fmt: skip
def test_a_limit_passes_and_more_fails_either_way(value: float | None, status: Status) -> None:
    assert _check(_measured(value)).status == status


def test_frames_beyond_the_limit_are_told_of_what_fails_alone() -> None:
    assert _check(_measured(4.0)).frames == (2,)
    assert _check(_measured(2.0)).frames == ()


def test_a_check_says_whose_and_what_from() -> None:
    found = _check(_measured(4.0))
    assert (found.name, found.subject) == ("place of Ben", BEN)
    assert (found.tolerance, found.source, found.unit) == (3.0, "intent screen_x", "% W")
    assert _check(_measured(None)).reason == "it is dark"


def test_what_has_no_tolerance_is_not_checked() -> None:
    assert checks_of([_measured(9.0, definition="layout.iou_frame/1")], _LIMITS, {}) == ()


@pytest.mark.parametrize("definition", ["light.exposure_stops/2", "flicker.luma/2"])
def test_light_is_held_to_limits_for_the_whole_picture_alone(definition: str) -> None:
    rows = [_measured(99.0, definition=definition, subject=name) for name in ("", BEN)]
    (found,) = checks_of(rows, DEFAULT_TOLERANCES, {BEN: "Ben"})
    assert (found.subject, found.status) == ("", "fail")


def _checks(**statuses: Status) -> list[Check]:
    """Return checks of turn, and of place and presence of Ada and Ben, that pass but for some."""
    whose = {
        "turn": (TURN, ""), "ada": (PLACE, ADA), "ben": (PLACE, BEN),
        "ada_there": (MISSING, ADA), "ben_there": (MISSING, BEN), "cuts": ("picture.cuts/1", ""),
    }  # fmt: skip
    one = _check(_measured(0.0))
    return [
        replace(one, definition=name, subject=subject, status=statuses.get(key, "pass"))
        for key, (name, subject) in whose.items()
    ]


def test_all_that_passes_passes() -> None:
    assert status_of(_checks(), failing_findings=False, leads={ADA, BEN}) == "pass"


@pytest.mark.parametrize("key", ["turn", "ada", "ben_there", "cuts"])
def test_one_failure_fails(key: str) -> None:
    others: dict[str, Status] = {"ada_there": "cannot_tell", key: "fail"}
    assert status_of(_checks(**others), failing_findings=False, leads={ADA}) == "fail"


def test_a_finding_of_the_file_fails() -> None:
    assert status_of(_checks(), failing_findings=True) == "fail"
    assert status_of([], failing_findings=True) == "fail"


def test_where_nothing_that_matters_was_seen_nobody_can_tell() -> None:
    unseen: dict[str, Status] = dict.fromkeys(
        ("turn", "ada", "ben", "ada_there", "ben_there"), "cannot_tell"
    )
    assert status_of(_checks(**unseen), failing_findings=False) == "cannot_tell"
    assert status_of([], failing_findings=False) == "cannot_tell"


def test_of_a_lead_one_has_to_know_whether_he_is_there() -> None:
    unsure = _checks(ben_there="cannot_tell")
    assert status_of(unsure, failing_findings=False, leads={BEN}) == "cannot_tell"
    assert status_of(unsure, failing_findings=False, leads={ADA}) == "pass"


def test_an_unseen_camera_before_known_people_leaves_a_pass() -> None:
    assert status_of(_checks(turn="cannot_tell"), failing_findings=False, leads={ADA}) == "pass"
