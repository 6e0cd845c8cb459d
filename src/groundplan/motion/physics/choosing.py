"""Which simulator there is."""

from importlib import util

from groundplan.motion.physics.backends.ballistic import BallisticSimulator
from groundplan.motion.physics.backends.mujoco_bodies import MujocoSimulator
from groundplan.motion.physics.port import Simulator

__all__ = ["simulator"]


def simulator() -> Simulator:
    """Return MuJoCo where the extra is installed, else closed forms; callers say which it was."""
    return MujocoSimulator() if util.find_spec("mujoco") is not None else BallisticSimulator()
