"""Words that causes share."""

import pytest
from tests.unit.adherence.hand_made import failing

from groundplan.adherence.causes.phrases import failed_check, sideways, since


@pytest.mark.parametrize(
    ("frames", "words"),
    [
        ((), ""), (tuple(range(20)), ""), (tuple(range(19)), ""), ((7,), " in frame 7"),
        ((3, 4, 9), " in frames 3 to 4 and 9"), ((12, 19), " in frames 12 and 19"),
        ((3, 4, 5, 6, 9, 12), " in frames 3 to 6, 9 and 12"), ((19,), " from frame 19"),
        ((10, 11, 12, 13, 15, 16, 17, 18, 19), " from frame 10"),
        ((1, 3, 5, 7, 9), " in 5 of frames 1 to 9"),
    ],
)  # fmt: skip
def test_when_it_is_so(frames: tuple[int, ...], words: str) -> None:
    assert since(frames, 20) == words


@pytest.mark.parametrize(
    ("across", "down", "words"),
    [
        (3, 1, "too far right"), (-3, 1, "too far left"), (1, 3, "too low"), (1, -3, "too high"),
        (2, -2, "too far right"),
    ],
)  # fmt: skip
def test_which_way_it_is_off(across: float, down: float, words: str) -> None:
    assert sideways(across, down) == words


def test_a_check_is_of_a_definition_and_a_subject() -> None:
    failed = [failing("a/1", subject="x"), failing("a/1")]
    assert failed_check(failed, "a/1", "x") is failed[0]
    assert failed_check(failed, "a/1") is failed[1]
    assert failed_check(failed, "b/1") is None
