"""What every simulator gives: gravity, rest on what is below, and the same bytes twice."""

from importlib import util

import numpy as np
import pytest

from groundplan.motion.physics.backends.ballistic import BallisticSimulator
from groundplan.motion.physics.backends.mujoco_bodies import MujocoSimulator
from groundplan.motion.physics.port import GRAVITY_MPS2, RigidBody, Simulator

HAS_MUJOCO = util.find_spec("mujoco") is not None
needs_mujoco = pytest.mark.skipif(not HAS_MUJOCO, reason="extra physics is not installed")
SIMULATORS = [
    pytest.param(BallisticSimulator(), id="ballistic"),
    pytest.param(MujocoSimulator(), id="mujoco", marks=needs_mujoco),
]
TIMES = np.arange(0.0, 4.0, 1.0 / 16.0)
every = pytest.mark.parametrize("simulator", SIMULATORS)


def box(**more: object) -> RigidBody:
    return RigidBody(**{"key": "b", "shape": "box", "size_m": (0.2, 0.2, 0.2),  # pyright: ignore[reportArgumentType]  # fields by name
                        "centre_m": (0.0, 3.0, 0.0)} | more)  # fmt: skip


@every
def test_what_is_let_go_falls_as_gravity_says(simulator: Simulator) -> None:
    flight = simulator.simulate([box()], TIMES)["b"]
    t = TIMES[TIMES < 0.7]
    fallen = 3.0 - flight.centres[: len(t), 1]
    np.testing.assert_allclose(fallen, 0.5 * GRAVITY_MPS2 * t * t, atol=0.012)


@every
def test_it_comes_to_rest_on_the_ground(simulator: Simulator) -> None:
    flight = simulator.simulate([box()], TIMES)["b"]
    assert flight.centres[-1, 1] == pytest.approx(0.1, abs=0.005)
    assert np.ptp(flight.centres[-8:], axis=0).max() < 1e-3


@every
def test_it_comes_to_rest_on_what_is_below(simulator: Simulator) -> None:
    table = RigidBody(key="t", shape="box", size_m=(1.0, 0.8, 1.0), centre_m=(0.0, 0.4, 0.0),
                      fixed=True)  # fmt: skip
    flight = simulator.simulate([table, box()], TIMES)["b"]
    assert flight.centres[-1, 1] == pytest.approx(0.9, abs=0.005)


@every
def test_what_is_thrown_flies_as_far_as_the_parabola(simulator: Simulator) -> None:
    thrown = box(centre_m=(0.0, 1.5, 0.0), velocity_mps=(3.0, 2.0, 0.0))
    flight = simulator.simulate([thrown], TIMES)["b"]
    t = TIMES[TIMES < 0.75]
    np.testing.assert_allclose(flight.centres[: len(t), 0], 3.0 * t, atol=0.02)
    assert flight.centres[-1, 1] == pytest.approx(0.1, abs=0.01)


@every
def test_what_slides_over_an_edge_falls_off_it(simulator: Simulator) -> None:
    table = RigidBody(key="t", shape="box", size_m=(1.0, 0.8, 1.0), centre_m=(0.0, 0.4, 0.0),
                      fixed=True)  # fmt: skip
    ball = RigidBody(key="b", shape="ball", size_m=(0.2, 0.2, 0.2), centre_m=(0.2, 0.9, 0.0),
                     velocity_mps=(1.0, 0.0, 0.0))  # fmt: skip
    flight = simulator.simulate([table, ball], TIMES)["b"]
    assert flight.centres[0, 1] == pytest.approx(0.9, abs=1e-3)
    assert flight.centres[-1, 0] > 0.6
    assert flight.centres[-1, 1] == pytest.approx(0.1, abs=0.01)


@every
def test_the_same_bodies_give_the_same_bytes(simulator: Simulator) -> None:
    bodies = [box(key=f"b{k}", centre_m=(0.01 * k, 0.5 + 0.3 * k, 0.0)) for k in range(4)]
    first, again = (simulator.simulate(bodies, TIMES) for _ in range(2))
    for key, flight in first.items():
        assert flight.centres.tobytes() == again[key].centres.tobytes()
        assert flight.rotations.tobytes() == again[key].rotations.tobytes()


@needs_mujoco
def test_a_stack_of_three_that_is_hit_topples_and_nothing_sinks_or_overlaps() -> None:
    stack = [box(key=f"b{k}", centre_m=(0.0, 0.1 + 0.2 * k, 0.0), mass_kg=1.0) for k in range(3)]
    hit = RigidBody(key="ball", shape="ball", size_m=(0.2, 0.2, 0.2), centre_m=(-1.0, 0.5, 0.02),
                    velocity_mps=(5.0, 0.0, 0.0), mass_kg=1.0)  # fmt: skip
    flights = MujocoSimulator().simulate([*stack, hit], TIMES)
    ends = [flights[f"b{k}"].centres[-1] for k in range(3)]
    assert ends[2][1] < 0.3
    assert all(end[1] > 0.09 for end in ends)
    for a in range(3):
        for b in range(a):
            assert np.linalg.norm(ends[a] - ends[b]) > 0.19


@needs_mujoco
def test_a_ball_bounces_and_then_lies_still() -> None:
    ball = RigidBody(key="b", shape="ball", size_m=(0.2, 0.2, 0.2), centre_m=(0.0, 1.5, 0.0))
    heights = MujocoSimulator().simulate([ball], TIMES)["b"].centres[:, 1]
    landed = int(np.argmin(heights[:16]))
    assert heights[landed : landed + 10].max() > 0.25
    assert np.ptp(heights[-8:]) < 5e-3
