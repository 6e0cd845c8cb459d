"""How long a 5 s clip of every named action takes to generate: process CPU for one person.

Usage: `python benchmarks/motion.py`; the median of 5 runs each, at 24 frames per second.
"""

import time
from statistics import median

import numpy as np

from groundplan.assets.human import human_figure
from groundplan.motion.actions.library import ACTIONS
from groundplan.motion.actions.perform import perform
from groundplan.motion.actions.surroundings import Surroundings
from groundplan.motion.biped import hang_arms
from groundplan.motion.frame import resting

SECONDS, RATE, RUNS = 5.0, 24, 5
LIMIT_MS = 150.0


def main() -> None:
    """Print the slowest actions and the median of all."""
    skeleton = human_figure(1.7).skeleton
    seconds = np.arange(round(SECONDS * RATE)) / RATE
    around = Surroundings(
        grasp=np.tile([-0.1, 0.1, 0.4], (len(seconds), 1)),
        seat=np.tile([0.0, 0.45, 0.0], (len(seconds), 1)),
    )
    taken: dict[str, float] = {}
    for name, action in ACTIONS.items():
        base = resting(skeleton, len(seconds))
        none = np.zeros(len(seconds))
        hang_arms(base, swing=none, elbow=none + 0.18)
        runs: list[float] = []
        for _ in range(RUNS):
            start = time.process_time()
            perform(base, action, seconds, around=around).body_from_joint()
            runs.append(1000.0 * (time.process_time() - start))
        taken[name] = median(runs)
    slowest = sorted(taken.items(), key=lambda row: -row[1])[:8]
    print(f"{len(taken)} actions of {SECONDS:g} s at {RATE} frames/s; limit {LIMIT_MS:g} ms")
    print(f"median {median(taken.values()):.0f} ms, over the limit: "
          f"{sum(ms > LIMIT_MS for ms in taken.values())}")  # fmt: skip
    for name, ms in slowest:
        print(f"  {name:24s} {ms:6.0f} ms")


if __name__ == "__main__":
    main()
