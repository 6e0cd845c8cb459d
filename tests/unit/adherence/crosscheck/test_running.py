"""The reconstructing process may crash, hang or talk nonsense: one line says so."""

import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from groundplan.adherence.crosscheck.messages import ANSWER, MASKS, PICTURES, Request
from groundplan.adherence.crosscheck.running import (
    Finished,
    NotApplicable,
    Shown,
    reconstruct,
    run_process,
)

_FRAMES = {
    3: Shown(picture=np.zeros((4, 6, 3), dtype=np.uint8), still=np.ones((4, 6), dtype=np.bool_))
}
_REQUEST = Request(size_px=(6, 4), focal_px=7.0, focal_is_free=False)


@pytest.mark.parametrize(
    ("finished", "words"),
    [
        (Finished(status=None), "was not done after 9 s"),
        (Finished(status=-6), "crashed (SIGABRT)"),
        (Finished(status=-99), "crashed (signal 99)"),
        (Finished(status=1, said="RuntimeError: no memory"), "failed: RuntimeError: no memory"),
        (Finished(status=0), "left no answer that can be read"),
    ],
)
def test_whatever_ends_the_process_is_the_reason(finished: Finished, words: str) -> None:
    answer = reconstruct(_FRAMES, _REQUEST, limit_s=9.0, run=lambda _command, _limit: finished)

    assert isinstance(answer, NotApplicable)
    assert words in answer.reason


@pytest.mark.parametrize("nonsense", [b"", b"{", b'{"point_count": "many"}', b"[1, 2]"])
def test_an_answer_that_is_none_is_refused(nonsense: bytes) -> None:
    def run(command: Sequence[str], _limit_s: float) -> Finished:
        (Path(command[-1]) / ANSWER).write_bytes(nonsense)
        return Finished(status=0)

    answer = reconstruct(_FRAMES, _REQUEST, limit_s=9.0, run=run)

    assert answer == NotApplicable(reason="pycolmap left no answer that can be read")


def test_pictures_and_masks_lie_where_they_are_looked_for_and_nothing_stays() -> None:
    seen: list[Path] = []

    def run(command: Sequence[str], _limit_s: float) -> Finished:
        folder = Path(command[-1])
        assert (folder / PICTURES / "00003.png").is_file()
        assert (folder / MASKS / "00003.png.png").is_file()
        seen.append(folder)
        return Finished(status=None)

    reconstruct(_FRAMES, _REQUEST, limit_s=9.0, run=run)

    assert len(seen) == 1
    assert not seen[0].exists()


def test_a_process_that_aborts_is_told_from_one_that_fails() -> None:
    aborted = run_process((sys.executable, "-c", "import os; os.abort()"), 60.0)
    failed = run_process((sys.executable, "-c", "import sys; sys.exit('too dark')"), 60.0)

    assert aborted.status is not None
    assert aborted.status < 0
    assert failed == Finished(status=1, said="too dark")


def test_a_process_that_never_ends_is_ended() -> None:
    assert run_process((sys.executable, "-c", "while True: pass"), 0.5) == Finished(status=None)
