"""Camera solver: placement errors on rendered ids, CPU time of solves, conflicts and paths.

Run from the repository root: `PYTHONPATH=src:. python benchmarks/camera_solver.py`.
"""

import time
from collections.abc import Callable

import numpy as np
from tests.unit.agents.framing_cases import groups, singles
from tests.unit.agents.framing_report import report_of, summary
from tests.unit.agents.framing_set import studio
from tests.unit.agents.test_camera_solving_stagings import FACING, KEPT, OVER, walking

from groundplan.agents.camera.solving.shot import prepared_floor, solve_on
from groundplan.world.document import World
from groundplan.world.intent import Intent

SINGLES, GROUPS, REPEATS = 1480, 540, 9


def milliseconds(work: Callable[[], object]) -> float:
    """Return the median CPU time of some work [ms]."""
    took: list[float] = []
    for _ in range(REPEATS):
        begun = time.process_time()
        work()
        took.append(1000.0 * (time.process_time() - begun))
    return float(np.median(took))


def timed(name: str, world: World, intents: dict[str, Intent]) -> None:
    """Print what preparing and solving one shot takes."""
    floor = prepared_floor(world, "s1", intents)
    posed = milliseconds(lambda: prepared_floor(world, "s1", intents))
    found = milliseconds(lambda: solve_on(floor, world, "s1", intents=intents))
    print(f"{name}: bodies posed {posed:.0f} ms, solved {found:.1f} ms of CPU")


def main() -> None:
    """Print all figures."""
    timed("over a shoulder", studio(FACING, last=0), OVER)
    single = {k: v for k, v in KEPT.items() if k != "i2"}
    timed("one person, five constraints", studio(FACING[:1], last=0), single)
    timed("5 s path, 80 frames", walking(), KEPT)
    begun = time.process_time()
    print(summary(report_of(singles(SINGLES))))
    print(summary(report_of(groups(GROUPS))))
    print(f"all {SINGLES + GROUPS} framings: {time.process_time() - begun:.0f} s of CPU")


if __name__ == "__main__":
    main()
