"""How deep one surface is inside another, however fine and long the other is."""

from itertools import pairwise

import numpy as np
import pytest

from groundplan.agents.critic.rules.penetration import deepest_m

Point = tuple[float, float, float]


def beam(length: float, half: float, steps: int) -> np.ndarray:
    """Return the triangles of a square beam along x, cut into steps, facing outwards."""
    x = np.linspace(-0.5 * length, 0.5 * length, steps + 1)
    ring = [(-half, -half), (half, -half), (half, half), (-half, half)]
    found: list[tuple[Point, Point, Point]] = []
    for a, b in pairwise(x.tolist()):
        for k in range(4):
            (y0, z0), (y1, z1) = ring[k], ring[(k + 1) % 4]
            p, q, r, s = (a, y0, z0), (a, y1, z1), (b, y1, z1), (b, y0, z0)
            found += [(p, q, r), (p, r, s)]
    for end, order in ((-0.5 * length, (0, 3, 2, 1)), (0.5 * length, (0, 1, 2, 3))):
        c = [(end, ring[k][0], ring[k][1]) for k in order]
        found += [(c[0], c[1], c[2]), (c[0], c[2], c[3])]
    return np.array(found)


@pytest.mark.parametrize("steps", [1, 4000])
def test_a_beam_however_finely_cut_holds_what_is_in_it(steps: int) -> None:
    cube = beam(0.1, 0.05, 1)
    depth = deepest_m(cube, beam(40.0, 0.2, steps), low=np.full(3, -0.051), high=np.full(3, 0.051))
    assert depth == pytest.approx(0.15, abs=0.051)


def test_what_is_beside_a_beam_is_not_in_it() -> None:
    cube = beam(0.1, 0.05, 1) + np.array([0.0, 0.5, 0.0])
    low, high = np.array([-0.051, 0.44, -0.051]), np.array([0.051, 0.56, 0.051])
    assert deepest_m(cube, beam(40.0, 0.2, 4000), low=low, high=high) == 0.0
