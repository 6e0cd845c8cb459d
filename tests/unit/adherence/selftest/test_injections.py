"""Only errors that mean something can be asked for."""

import pytest

from groundplan.adherence.selftest.injections import (
    INJECTION_KINDS,
    UNITS,
    Course,
    Injection,
    InjectionKind,
)
from groundplan.errors import InputError


def test_every_kind_has_a_unit() -> None:
    assert set(UNITS) == set(INJECTION_KINDS)


@pytest.mark.parametrize(
    ("kind", "size", "subject", "other"),
    [
        ("camera.focal", -100.0, "", ""),
        ("camera.pan", float("nan"), "", ""),
        ("picture.compressed", 52.0, "", ""),
        ("light.flicker", -1.0, "", ""),
        ("subject.moved", 1.0, "", ""),
        ("subject.swapped", 1.0, "anna", ""),
        ("subject.moved", 1.0, "anna", "ben"),
    ],
)
def test_an_error_that_means_nothing_is_refused(
    kind: InjectionKind, size: float, subject: str, other: str
) -> None:
    with pytest.raises(InputError):
        Injection(kind=kind, size=size, subject=subject, other=other)


def test_what_is_there_or_not_has_no_ramp() -> None:
    with pytest.raises(InputError, match="no ramp"):
        Injection(kind="picture.mirrored", course="ramp")


def test_no_error_begins_before_the_clip() -> None:
    with pytest.raises(InputError, match="frame -1"):
        Injection(kind="camera.pan", first_frame=-1)


@pytest.mark.parametrize(
    ("course", "shares"), [("constant", [0, 0, 1, 1, 1, 1]), ("ramp", [0, 0, 0, 1 / 3, 2 / 3, 1])]
)
def test_an_error_is_whole_at_once_or_in_the_last_frame(
    course: Course, shares: list[float]
) -> None:
    injection = Injection(kind="camera.pan", first_frame=2, course=course)
    found = [injection.share(frame, last_frame=5) for frame in range(6)]
    assert found == pytest.approx(shares)
