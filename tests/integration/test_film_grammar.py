"""The example scripts cut: no camera crosses the line, and nobody turns about on screen."""

from pathlib import Path

import pytest

from groundplan.agents.cuts import cuts_of
from groundplan.studio.options import TakeOptions
from groundplan.studio.script import plan_script

SCRIPTS = Path(__file__).parents[2] / "examples" / "scripts"


@pytest.mark.parametrize(
    "name", ["chase.fountain", "field.fountain", "kitchen.fountain", "museum.txt", "office.fdx"]
)
def test_the_line_is_kept_in_all_cuts_of_a_scene(name: str) -> None:
    planned = plan_script((SCRIPTS / name).read_bytes(), name=name, options=TakeOptions())
    cuts = cuts_of(planned.world)
    assert len(cuts) >= 3
    assert [cut.after for cut in cuts if cut.crosses_line] == []
    assert [cut.after for cut in cuts if cut.turns_about] == []
    assert max(cut.jump for cut in cuts) < 0.1
