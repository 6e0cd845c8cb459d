"""docs/judged.md says what its five reports say, and they say what was put in."""

from pathlib import Path

from tools.judge_examples import EXAMPLES, examples_page

from groundplan.adherence.report.saved import parse_report
from groundplan.adherence.verdict import ShotReport

DOCS = Path(__file__).parents[3] / "docs"
EXPECTED = {
    "good": None,
    "camera": "camera.frozen",
    "missing": "subject.missing",
    "late": "subject.late",
    "scene": "scene.other",
}
"""The first cause of each."""


def _reports() -> dict[str, ShotReport]:
    names = [one.name for one in EXAMPLES]
    return {name: parse_report((DOCS / f"judged/{name}.json").read_bytes()) for name in names}


def test_the_page_is_made_of_its_reports() -> None:
    page = (DOCS / "judged.md").read_text()
    assert page == examples_page(_reports()), "run `python tools/judge_examples.py`"


def test_every_example_is_judged_by_what_was_put_in() -> None:
    for name, report in _reports().items():
        causes = [one.code for one in report.causes]
        assert (causes or [None])[0] == EXPECTED[name], name
        assert report.status == ("fail" if causes else "pass"), name


def test_the_examples_are_small() -> None:
    files = [*(DOCS / "judged").iterdir(), DOCS / "images/judged.jpg"]
    assert sum(path.stat().st_size for path in files) < 1_000_000
