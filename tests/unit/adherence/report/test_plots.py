"""Plots over time."""

from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from groundplan.adherence.report.plots import Plot, time_plot
from groundplan.adherence.report.words import frames_text, limit_text, number_text
from groundplan.adherence.verdict import Check

CHECK = Check(
    name="position", definition="trajectory.pct/1", value=9.0, tolerance=3.0, unit="% W",
    status="fail", frames=(4, 5, 6, 9),
)  # fmt: skip


def drawn(
    series: tuple[float | None, ...], check: Check | None = None, *, count: int | None = None
) -> ET.Element:
    plot = Plot(title="t", series=series, check=check, frame_count=count or len(series))
    return ET.fromstring(time_plot(plot))  # noqa: S314  (our own drawing)


def of(root: ET.Element, kind: str) -> list[ET.Element]:
    return [node for node in root.iter() if node.get("class") == kind]


def test_a_value_on_its_tolerance_is_drawn_on_the_line() -> None:
    root = drawn((3.0, 3.0), CHECK)
    level = of(root, "limit")[0].get("y1")
    points = of(root, "value")[0].get("points", "").split()
    assert {point.split(",")[1] for point in points} == {level}


def test_failing_frames_are_shaded_as_stretches() -> None:
    said = [node.findtext("title") for node in of(drawn((0.0,) * 10, CHECK), "failing")]
    assert said == ["fails on frames 4 to 6", "fails on frames 9"]


def test_a_gap_breaks_the_line_and_is_said() -> None:
    root = drawn((1.0, 2.0, None, 2.0, 1.0))
    assert len(of(root, "value")) == 2
    assert [node.findtext("title") for node in of(root, "unseen")] == ["not observable: 2"]


def test_a_signed_series_has_its_tolerance_on_both_sides() -> None:
    assert len(of(drawn((-1.0, 1.0), CHECK), "limit")) == 2
    assert len(of(drawn((1.0, 1.0), CHECK), "limit")) == 1


def test_a_single_peak_of_a_long_series_is_drawn() -> None:
    series = tuple(100.0 * (frame == 54_321) for frame in range(65_536))
    points = of(drawn(series), "value")[0].get("points", "").split()
    assert len(points) <= 1000
    assert min(float(point.split(",")[1]) for point in points) < 30.0


@pytest.mark.parametrize(
    "series", [(), (None,), (0.0,), (1.7e308, -1.7e308), (5e-324,), (-5.0,), (1e-320, 0.0)]
)
def test_odd_series_are_drawn_inside_the_picture(series: tuple[float | None, ...]) -> None:
    for check in (None, CHECK, replace(CHECK, tolerance=0.0)):
        for node in drawn(series, check, count=1).iter():
            for key in ("x", "y", "x1", "y1", "x2", "y2", "cx", "cy"):
                assert -1.0 <= float(node.get(key, "0")) <= 600.0


@pytest.mark.parametrize(
    ("value", "said"),
    [(0.0, "0"), (-0.0, "0"), (9.41, "9.41"), (1234.5, "1234"), (-0.2, "-0.2"), (1e9, "1e+09"),
     (0.00001, "1e-05"), (23.976, "23.98")],
)  # fmt: skip
def test_numbers_are_said_with_four_figures(value: float, said: str) -> None:
    assert number_text(value) == said


def test_frames_are_said_as_stretches_and_many_are_counted() -> None:
    assert frames_text((3, 31, 32, 33)) == "3, 31 to 33"
    assert frames_text(range(0, 40, 2)) == "0, 2, 4, 6, 8, 10, 12, 14 and 12 more"


def test_the_direction_of_a_tolerance_follows_from_the_status() -> None:
    assert limit_text(CHECK) == "at most 3 % W"
    assert limit_text(replace(CHECK, value=1.0)) == "at least 3 % W"
    assert limit_text(replace(CHECK, status="pass")) == "at least 3 % W"
    assert limit_text(replace(CHECK, value=None, status="cannot_tell")) == "3 % W"
