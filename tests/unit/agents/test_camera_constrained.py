"""What the agent makes of a camera that the solver found: its rig, and what it is said to do."""

import numpy as np
import pytest

from groundplan.agents.camera.constrained import path_of
from groundplan.agents.camera.solving.solved import Solved
from groundplan.studio.options import TakeOptions
from groundplan.studio.take import plan_world


def test_a_rig_that_was_said_carries_a_camera_that_the_solver_placed() -> None:
    text = "Anna talks to Ben. Medium close-up of Ben over Anna's shoulder, shot on a crane."
    world = plan_world(text, options=TakeOptions()).world
    shot = world.shots["s1"]
    rig = world.entities[shot.camera].rig
    assert shot.framing.staging == "over_shoulder"
    assert rig is not None
    assert rig.kind == "crane"


def solved(first: list[float], last: list[float], *, focus: tuple[float, float]) -> Solved:
    return Solved(
        subject="", times=np.array([0, 80000]), numbers=np.array([first, last]),
        focus_m=np.array(focus), held=(), fstop=None, moves=first != last,
    )  # fmt: skip


STILL = [0.0, 1.5, 4.0, 0.0, 0.0, 0.0, 3.5]
"""x, y, z [m], yaw, pitch, roll [rad], log of the focal length in mm; it looks along -Z."""


@pytest.mark.parametrize(
    ("changes", "focus", "move"),
    [
        ({}, (4.0, 4.0), "static"),
        ({3: 0.3}, (4.0, 4.0), "pan_left"),
        ({3: -0.3, 4: 0.1}, (4.0, 4.0), "pan_right"),
        ({4: 0.3}, (4.0, 4.0), "tilt_up"),
        ({4: -0.3, 3: 0.1}, (4.0, 4.0), "tilt_down"),
        ({2: 2.0}, (4.0, 2.0), "dolly_in"),
        ({2: 6.0}, (4.0, 6.0), "dolly_out"),
        ({2: 2.0}, (4.0, 4.0), "follow"),
        ({0: 3.0}, (4.0, 4.0), "follow"),
    ],
)
def test_a_solved_camera_is_called_by_what_it_does(
    changes: dict[int, float], focus: tuple[float, float], move: str
) -> None:
    last = [changes.get(k, v) for k, v in enumerate(STILL)]
    assert path_of(solved(STILL, last, focus=focus)).move == move
