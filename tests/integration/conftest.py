"""Worlds that several integration tests look at, planned once."""

import json
from pathlib import Path
from typing import Any

import pytest

from groundplan.studio.describe import describe
from groundplan.studio.options import TakeOptions
from groundplan.studio.take import plan_world

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture(scope="session")
def described() -> dict[str, dict[str, Any]]:
    """Return every example's description by folder name."""
    found: dict[str, dict[str, Any]] = {}
    for folder in sorted(path.parent for path in EXAMPLES.glob("*/brief.txt")):
        brief = (folder / "brief.txt").read_text()
        description = describe(plan_world(brief, options=TakeOptions()).world)
        found[folder.name] = json.loads(json.dumps(description))
    return found
