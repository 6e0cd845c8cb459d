"""The plan of the ball, rendered once."""

import pytest
from tests.unit.adherence.report.small_report import ball_plan

from groundplan.adherence.plan_view import PlanView


@pytest.fixture(scope="session")
def plan(tmp_path_factory: pytest.TempPathFactory) -> PlanView:
    return ball_plan(tmp_path_factory.mktemp("judged") / "pack")
