"""The log of a run: a line per step, and none twice."""

from pathlib import Path

from groundplan.shader.adaptation.journal import Journal, StepFigures


def _figures(step: int) -> StepFigures:
    return StepFigures(step=step, loss=1.0 / step, gradient_norm=1.0, learning_rate=1, seconds=0)


def test_a_run_that_goes_on_drops_what_it_will_do_again(tmp_path: Path) -> None:
    journal = Journal(tmp_path, keep=-1)
    journal.validation(0, 2.0)
    for step in (1, 2, 3):
        journal.step(_figures(step))
    journal.validation(3, 1.5)
    again = Journal(tmp_path, keep=2)
    assert again.losses() == [1.0, 0.5]
    assert again.validations() == [(0, 2.0)]


def test_a_line_that_a_kill_cut_off_is_passed_over(tmp_path: Path) -> None:
    journal = Journal(tmp_path, keep=-1)
    journal.step(_figures(1))
    with (tmp_path / "training.log").open("ab") as file:
        file.write(b'{"step":2,"lo')
    assert journal.losses() == [1.0]
    assert Journal(tmp_path, keep=1).losses() == [1.0]
