"""Briefs of real worlds, saved: `test_briefing.py` holds that worlds still give them."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

import pytest
from pydantic import TypeAdapter

from groundplan.shader.brief import ShotBrief

_BRIEFS: Final = Path(__file__).parents[3] / "golden" / "shot_briefs.json"


@pytest.fixture(scope="session")
def example_briefs() -> Mapping[str, ShotBrief]:
    """Return the briefs of shots of `examples/`, by world and shot: `03_red_ball/s1`."""
    return TypeAdapter(dict[str, ShotBrief]).validate_json(_BRIEFS.read_bytes())
