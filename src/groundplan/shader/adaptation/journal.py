"""`training.log`: a line of JSON per step. The only file of a run that carries times."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, cast

import orjson

from groundplan.errors import OutputError
from groundplan.passes.files import write_atomic

__all__ = ["JOURNAL_FILE", "Journal", "StepFigures"]

JOURNAL_FILE: Final = "training.log"
_MOST_BYTES: Final = 1 << 30


@dataclass(frozen=True, slots=True, kw_only=True)
class StepFigures:
    """One step in numbers."""

    step: int
    """From 1."""
    loss: float
    """Mean square of velocity error over the samples of the step."""
    gradient_norm: float
    """Before clipping."""
    learning_rate: float
    seconds: float


class Journal:
    """The log of a run, written line by line."""

    def __init__(self, folder: Path, *, keep: int) -> None:
        """Go on after step `keep`: later lines of a run that was stopped are dropped.

        Raises:
            OutputError: It cannot be written.
        """
        self._path = folder / JOURNAL_FILE
        kept = [line for line in self._lines() if line["step"] <= keep]
        write_atomic(self._path, b"".join(orjson.dumps(line) + b"\n" for line in kept))

    def step(self, figures: StepFigures) -> None:
        """Write the figures of a step.

        Raises:
            OutputError: It cannot be written.
        """
        self._append(figures)

    def validation(self, step: int, loss: float) -> None:
        """Write a validation loss after a number of steps.

        Raises:
            OutputError: It cannot be written.
        """
        self._append({"step": step, "validation_loss": loss})

    def losses(self) -> list[float]:
        """Return the loss of every step."""
        return [float(line["loss"]) for line in self._lines() if "loss" in line]

    def validations(self) -> list[tuple[int, float]]:
        """Return steps and validation losses."""
        rows = [line for line in self._lines() if "validation_loss" in line]
        return [(int(line["step"]), float(line["validation_loss"])) for line in rows]

    def _append(self, line: object) -> None:
        try:
            with self._path.open("ab") as file:
                file.write(orjson.dumps(line) + b"\n")
        except OSError as error:
            raise OutputError(
                f"{self._path} cannot be written ({error.strerror})",
                "free space and go on with --resume",
            ) from error

    def _lines(self) -> list[dict[str, Any]]:
        if not self._path.is_file() or self._path.stat().st_size > _MOST_BYTES:
            return []
        found: list[dict[str, Any]] = []
        for raw in self._path.read_bytes().splitlines():
            try:
                line: object = orjson.loads(raw)
            except orjson.JSONDecodeError:
                continue  # the last line of a killed run
            if isinstance(line, dict) and isinstance(cast("Any", line).get("step"), int):
                found.append(cast("dict[str, Any]", line))
        return found
