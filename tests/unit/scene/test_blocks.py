"""Frames are solved together, and nobody can tell."""

import numpy as np
from jaxtyping import Float

from groundplan.scene.blocks import FrameBlocks
from groundplan.units import Subframes

Times = Float[np.ndarray, " time"]


def test_every_time_gets_its_own_answer() -> None:
    blocks = FrameBlocks(lambda times: [float(t) for t in times], start=Subframes(300))
    for frame in (-40, -1, 0, 30, 31, 80, 0):
        time = Subframes(300 + 1000 * frame)
        assert blocks.at(time) == time
    assert blocks.at(Subframes(777)) == 777


def test_the_frames_of_a_shot_and_their_neighbours_share_few_blocks() -> None:
    solved: list[int] = []

    def solve(times: Times) -> list[float]:
        solved.append(len(times))
        return [float(t) for t in times]

    blocks = FrameBlocks(solve, start=Subframes(0))
    for frame in range(-1, 82):
        blocks.at(Subframes(1000 * frame))
    assert solved == [32, 32, 32]


def test_a_time_between_frames_is_solved_alone() -> None:
    solved: list[int] = []

    def solve(times: Times) -> list[float]:
        solved.append(len(times))
        return [float(t) for t in times]

    FrameBlocks(solve, start=Subframes(0)).at(Subframes(250))
    assert solved == [1]
