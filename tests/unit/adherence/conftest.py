"""The plan by hand, its pack written once; and a shot that is rendered once."""

import pytest
from tests.unit.adherence.filmed import Filmed, filmed_house
from tests.unit.adherence.hand_made import hand_pack, hand_plan, seen_as_planned

from groundplan.adherence.observation import Observation
from groundplan.adherence.plan_view import PlanView


@pytest.fixture(scope="session")
def walk(tmp_path_factory: pytest.TempPathFactory) -> PlanView:
    return hand_plan(hand_pack(tmp_path_factory.mktemp("by-hand") / "pack"))


@pytest.fixture
def seen(walk: PlanView) -> Observation:
    return seen_as_planned(walk)


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Filmed:
    return filmed_house(tmp_path_factory.mktemp("films") / "house")
