"""The newest checkpoint is the one of the most steps."""
# The order of the folders is asked for by itself: whole checkpoints need torch.
# pyright: reportPrivateUsage=false

from pathlib import Path

from groundplan.shader.adaptation.checkpoints import _finished


def test_checkpoints_are_ordered_by_their_steps(tmp_path: Path) -> None:
    for name in ("999500", "1000000", "999000", "000010.partial"):
        (tmp_path / name).mkdir()
    assert [one.name for one in _finished(tmp_path)] == ["999000", "999500", "1000000"]
