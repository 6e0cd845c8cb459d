"""Plans with exact truth."""

import numpy as np
import pytest
from tests.unit.adherence.picture.drawn_plans import ball_plan, pan_plan

from groundplan.adherence.plan_view import PlanView

KEY = np.array([0.6, 0.5, 0.62])


@pytest.fixture(scope="session")
def pan(tmp_path_factory: pytest.TempPathFactory) -> PlanView:
    """Return a pan by 3 px a frame over a wall of many colours."""
    return pan_plan(tmp_path_factory.mktemp("pan") / "pack")


@pytest.fixture(scope="session")
def lit_ball(tmp_path_factory: pytest.TempPathFactory) -> PlanView:
    """Return a ball lit from upper right."""
    return ball_plan(tmp_path_factory.mktemp("ball") / "pack", KEY)
