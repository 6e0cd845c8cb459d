"""MuJoCo: rigid bodies that collide, tumble, bounce, roll and come to rest (extra: physics)."""

# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false
# pyright: reportUnknownVariableType=false, reportAttributeAccessIssue=false
# pyright: reportUnknownArgumentType=false, reportMissingImports=false
# The bindings are not typed.

from collections.abc import Sequence
from typing import Final, Protocol, runtime_checkable

import numpy as np
from jaxtyping import Float

from groundplan.errors import MissingExtraError
from groundplan.motion.physics.port import GRAVITY_MPS2, Flight, RigidBody

__all__ = ["MujocoSimulator"]

_STEP_S: Final = 0.002
_ROLLING: Final = (0.01, 0.003)
"""Friction against twisting and rolling [m], over the size: our engineering defaults."""
_BOUNCE: Final = {"ball": 0.25, "box": 0.9, "cylinder": 0.7}
"""Damping ratio of contacts: 1 does not bounce."""
_CONTACT_S: Final = 0.012
_UPRIGHT: Final = "0.7071067811865476 -0.7071067811865475 0 0"
"""Turns MuJoCo's +Z to our +Y (wxyz)."""


@runtime_checkable
class _State(Protocol):
    """What is set of MuJoCo's state: places and speeds, one body after another."""

    qpos: np.ndarray
    qvel: np.ndarray


class MujocoSimulator:
    """Steps MuJoCo on one thread: the same bodies give the same bytes."""

    name = "mujoco"
    collides = True

    def simulate(
        self, bodies: Sequence[RigidBody], seconds: Float[np.ndarray, " time"]
    ) -> dict[str, Flight]:
        """Return the moving bodies by key at times [s].

        Raises:
            MissingExtraError: MuJoCo is not installed.
        """
        try:
            import mujoco  # noqa: PLC0415  # an extra, imported where it is used
        except ImportError:
            raise MissingExtraError(
                "MuJoCo is not installed", "pip install 'groundplan[physics]'"
            ) from None
        moving = [body for body in bodies if not body.fixed]
        model = mujoco.MjModel.from_xml_string(_model(bodies))
        data = mujoco.MjData(model)
        _start(moving, data)
        poses = np.empty((len(seconds), len(moving), 7))
        for row, at in enumerate(seconds.tolist()):
            while data.time < at - 0.5 * _STEP_S:
                mujoco.mj_step(model, data)
            poses[row] = data.qpos.reshape(len(moving), 7)
        return {
            body.key: Flight(centres=poses[:, k, :3], rotations=poses[:, k, [4, 5, 6, 3]])
            for k, body in enumerate(moving)
        }


def _start(moving: Sequence[RigidBody], data: "_State") -> None:
    for k, body in enumerate(moving):
        x, y, z, w = body.rotation
        data.qpos[7 * k : 7 * k + 7] = (*body.centre_m, w, x, y, z)
        spin = _own(np.array(body.spin_radps), np.array([x, y, z, w]))
        data.qvel[6 * k : 6 * k + 6] = (*body.velocity_mps, *spin)


def _own(vector: Float[np.ndarray, " 3"], q: Float[np.ndarray, " 4"]) -> Float[np.ndarray, " 3"]:
    """Return a world vector in the body's own axes, as a free joint has its spin."""
    u, w = -q[:3], q[3]
    across = 2.0 * np.cross(u, vector)
    return vector + w * across + np.cross(u, across)


def _model(bodies: Sequence[RigidBody]) -> str:
    """Return the scene in MuJoCo's words; only numbers go into it."""
    ground = f'type="plane" size="0 0 1" quat="{_UPRIGHT}" condim="6" friction="0.7 0.005 0.001"'
    rows = [
        "<mujoco>",
        f'<option timestep="{_STEP_S}" gravity="0 {-GRAVITY_MPS2} 0" cone="elliptic"/>',
        f"<worldbody><geom {ground}/>",
    ]
    for body in bodies:
        geom = _geom(body)
        place = " ".join(f"{v:.9g}" for v in body.centre_m)
        x, y, z, w = body.rotation
        turn = f"{w:.9g} {x:.9g} {y:.9g} {z:.9g}"
        joint = "" if body.fixed else "<freejoint/>"
        rows.append(f'<body pos="{place}" quat="{turn}">{joint}{geom}</body>')
    rows.append("</worldbody></mujoco>")
    return "\n".join(rows)


def _geom(body: RigidBody) -> str:
    half = [max(0.5 * length, 1e-3) for length in body.size_m]
    kind, size, turn = "box", " ".join(f"{v:.9g}" for v in half), ""
    if body.shape == "ball":
        kind, size = "sphere", f"{max(half):.9g}"
    if body.shape == "cylinder":
        # MuJoCo's cylinders stand along Z, ours along Y.
        kind, size = "cylinder", f"{max(half[0], half[2]):.9g} {half[1]:.9g}"
        turn = f' quat="{_UPRIGHT}"'
    span = 2.0 * max(half)
    twist, roll = (v * span for v in _ROLLING)
    # A ball bounces as it is, on whatever; others share the ground's contact.
    first = int(body.shape == "ball")
    return (
        f'<geom priority="{first}" type="{kind}" size="{size}"{turn} condim="6" '
        f'mass="{body.mass_kg:.9g}" friction="{body.friction:.9g} {twist:.9g} {roll:.9g}" '
        f'solref="{_CONTACT_S} {_BOUNCE[body.shape]}"/>'
    )
