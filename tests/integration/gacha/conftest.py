"""Small worlds painted here, for the gacha experiment's own scripts."""

# The experiment is no package of ours: it is found by its folder, and torch is typed in part.
# pyright: reportMissingImports=false, reportUnknownVariableType=false
# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false
# pyright: reportUnknownParameterType=false

import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

EXPERIMENTS = Path(__file__).parents[3] / "experiments"


@pytest.fixture(autouse=True)
def found_experiments() -> Iterator[None]:
    """Let `gacha` be imported."""
    if importlib.util.find_spec("torch") is None:
        pytest.skip("torch is not installed")
    sys.path.insert(0, str(EXPERIMENTS))
    yield
    sys.path.remove(str(EXPERIMENTS))


@pytest.fixture
def painted_worlds():  # noqa: ANN201 - its type is imported by the fixture above
    """Return worlds of a block that crosses the picture beside another that stands."""
    from gacha.briefs import briefs  # noqa: PLC0415 - found by the fixture above
    from gacha.shards import LANDMARK, MOVER, FilmedWorld  # noqa: PLC0415 - likewise

    worlds: list[FilmedWorld] = []
    for index, brief in enumerate(briefs("held_out", 4, seed=1)):
        labels = np.zeros((6, 45, 80), np.uint8)
        labels[:, 20:30, 50 + index : 60] = LANDMARK
        for frame in range(6):
            labels[frame, 18:30, 14 + 4 * frame : 20 + 4 * frame] = MOVER
        colours = np.array([[90, 140, 80], [200, 30, 40], [40, 60, 200]], np.uint8)
        worlds.append(
            FilmedWorld(
                brief=brief, pictures=colours[labels], nearness=(labels * 80), labels=labels
            )
        )
    return tuple(worlds)
