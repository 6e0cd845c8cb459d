"""Judged clips as continuous integration reads them."""

from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

from tests.unit.adherence.report.small_report import ball_plan, report_of

from groundplan.studio.judging_junit import judging_junit


def test_every_check_is_a_case_and_what_nobody_can_tell_is_skipped(tmp_path: Path) -> None:
    report = report_of(ball_plan(tmp_path), ball_name="<ball>")
    data = judging_junit("film", [report, replace(report, shot_name="2A")])
    root = ET.fromstring(data)  # noqa: S314  (our own file)
    assert [suite.get("name") for suite in root] == ["1A: a.mp4", "2A: a.mp4"]
    cases = {case.get("name"): [node.tag for node in case] for case in root[0]}
    assert cases == {
        "verdict": ["failure"], "clip.count": ["failure"], "camera rotation": [],
        "screen position (<ball>)": ["failure"], "colour of light": ["skipped"],
    }  # fmt: skip
    said = [node.get("message") for node in root[0].iter("failure")]
    assert said[-1] == "10.1 % W, at most 3 % W was asked; frames 4"
    assert data == judging_junit("film", [report, replace(report, shot_name="2A")])
