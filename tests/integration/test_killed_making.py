"""A process that makes a project is killed: there is the whole project, or none."""

import subprocess
import sys
from pathlib import Path

import pytest

from groundplan.agents.director import PlanOptions, plan
from groundplan.inputs.text import facts_from_text
from groundplan.studio.project import Project

BRIEF = "A woman walks to a tree 5 m away, 4 m away."

# Ends the process, as a kill would, when the file system is about to be asked for the n-th change.
_KILLED = """
import os, sys
from pathlib import Path

from groundplan.agents.director import PlanOptions, plan
from groundplan.inputs.text import facts_from_text
from groundplan.studio.project import Project

planned = plan(facts_from_text(sys.argv[1]), seed=0, options=PlanOptions())
left = int(sys.argv[3])

def audit(event, arguments):
    global left
    changes = event in ("os.mkdir", "os.rename") or event == "open" and arguments[2] & os.O_CREAT
    if changes and str(arguments[0]).startswith(sys.argv[2]):
        left -= 1
        if left == 0:
            os._exit(9)

sys.addaudithook(audit)
Project.create(Path(sys.argv[2]), planned)
"""


@pytest.mark.parametrize("change", [2, 3, 4, 5, 6, 7, 8])
def test_a_project_is_whole_or_can_be_made_again(change: int, tmp_path: Path) -> None:
    folder = tmp_path / "take"
    planned = plan(facts_from_text(BRIEF), seed=0, options=PlanOptions())
    killed = subprocess.run(  # noqa: S603  (our own program)
        [sys.executable, "-c", _KILLED, BRIEF, str(folder), str(change)], check=False
    )
    assert killed.returncode == 9
    made_whole = (folder / "ops.jsonl").exists()
    with Project.open(folder) if made_whole else Project.create(folder, planned) as project:
        assert project.world == planned.world
        kept = [f for f in planned.findings if f not in planned.measured]
        assert kept
        assert [f for f in project.findings() if f.code != "store.repaired"] == kept
