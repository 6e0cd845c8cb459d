"""The report as JSON."""

import json
from dataclasses import replace

import pytest
from tests.unit.adherence.report.small_report import report_of

from groundplan.adherence.plan_view import PlanView
from groundplan.adherence.report.saved import parse_report, report_json
from groundplan.errors import InputError


def test_a_report_reads_back_exactly(plan: PlanView) -> None:
    report = report_of(plan, ball_name="Zoë \x00 <b> 球")
    third = replace(report.measurements[0], value=1 / 3, series=(0.1 + 0.2, None, 5e-324))
    report = replace(report, measurements=(third, *report.measurements[1:]))
    assert parse_report(report_json(report)) == report


def test_equal_reports_have_equal_bytes_whatever_the_order_of_their_names(plan: PlanView) -> None:
    report = report_of(plan)
    one, other = {"a": "x", "b": "y"}, {"b": "y", "a": "x"}
    assert report_json(replace(report, names=one)) == report_json(replace(report, names=other))


@pytest.mark.parametrize(
    "data",
    [
        b"", b"{}", b"[1]", b"\xff\xfe", b'{"schema": "groundplan.adherence/9"}',
        b"[" * 100_000, b"null",
    ],
    ids=lambda data: data[:12],
)  # fmt: skip
def test_what_is_no_report_is_refused_in_one_line(data: bytes) -> None:
    with pytest.raises(InputError) as caught:
        parse_report(data)
    assert "no report" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_numbers_as_text_and_unknown_fields_are_refused(plan: PlanView) -> None:
    good = json.loads(report_json(report_of(plan)))
    for change in ({"frame_count": "5"}, {"more": 1}, {"status": "fine"}):
        with pytest.raises(InputError):
            parse_report(json.dumps({**good, **change}).encode())


def test_a_file_name_that_is_no_text_is_refused_in_one_line(plan: PlanView) -> None:
    with pytest.raises(InputError, match="no Unicode text"):
        report_json(report_of(plan, clip_name="a\udcff.mp4"))
