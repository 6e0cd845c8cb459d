"""Plans with exact truth."""

import pytest
from tests.unit.adherence.picture.drawn_plans import pan_plan

from groundplan.adherence.plan_view import PlanView


@pytest.fixture(scope="session")
def pan(tmp_path_factory: pytest.TempPathFactory) -> PlanView:
    """Return a pan by 3 px a frame over a wall of many colours."""
    return pan_plan(tmp_path_factory.mktemp("pan") / "pack")


@pytest.fixture(scope="session")
def still(tmp_path_factory: pytest.TempPathFactory) -> PlanView:
    """Return the same wall, seen by a camera at rest."""
    return pan_plan(tmp_path_factory.mktemp("still") / "pack", still=True)
