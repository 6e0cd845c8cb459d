"""Which errors, how large, in which look: a seeded design, balanced block by block."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from groundplan.adherence.selftest.injections import UNITS, Course, InjectionKind

__all__ = ["TOLERANCES", "Cell", "Start", "design"]

TOLERANCES: Final[dict[InjectionKind, float]] = {
    "camera.pan": 2.0, "camera.tilt": 2.0, "camera.roll": 2.0,
    "camera.truck": 0.15, "camera.pedestal": 0.15, "camera.dolly": 0.25, "camera.path": 30.0,
    "camera.focal": 5.0,
    "subject.moved": 3.0, "subject.late": 2.0, "subject.extra": 25.0,
    "clock.retime": 10.0, "clock.shift": 2.0, "cut.angle": 20.0, "cut.scene": 2.0,
    "light.warmer": 500.0, "light.exposure": 0.5, "light.flicker": 3.0,
    "picture.blur": 1.2, "picture.noise": 6.0, "picture.compressed": 30.0,
}  # fmt: skip
"""What a size of 1 means in the design, in the unit of each kind; may be given anew.

Source:
    Turns and places: `notes/adherence.md` (a gate of 2 degrees and 3 % of width). The rest is our
    choice: what a person at the monitor would just let pass.
"""

Start = Literal["first", "middle"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One clip that is to be made; who and where is chosen with the world."""

    kind: InjectionKind
    size: float
    course: Course = "constant"
    start: Start = "first"
    look: str = "beauty"


_STEPS: Final = (0.4, 1.6, 4.0)
"""Sizes, in tolerances: well within, clearly beyond (half as much is the least), and far."""
_RAMPS: Final = (0.8, 3.2, 6.4)
"""The same of ramps: what is averaged over frames sees half of them."""
_TIMES: Final = (0.5, 1.5, 2.5)
"""The same of kinds that count frames: a short clip must still share some with its plan."""
_SIGNED: Final[tuple[tuple[InjectionKind, tuple[Course, ...]], ...]] = (
    ("camera.pan", ("constant", "ramp")),
    ("camera.tilt", ("constant", "ramp")),
    ("camera.roll", ("constant", "ramp")),
    ("camera.truck", ("constant", "ramp")),
    ("camera.pedestal", ("constant",)),
    ("camera.dolly", ("constant", "ramp")),
    ("camera.path", ("constant",)),
    ("camera.focal", ("constant", "ramp")),
    ("subject.moved", ("constant", "ramp")),
    ("subject.late", ("constant",)),
    ("clock.retime", ("constant",)),
    ("clock.shift", ("constant",)),
    ("light.warmer", ("constant", "ramp")),
    ("light.exposure", ("constant", "ramp")),
)
"""Kinds whose sizes have a sign, with the courses that they come in."""
_UNSIGNED: Final[tuple[InjectionKind, ...]] = ("light.flicker", "picture.blur", "picture.noise")
_CRFS: Final = (0.7, 1.0, 1.3)
_PLAIN: Final[tuple[tuple[InjectionKind, Start], ...]] = (
    ("camera.frozen", "first"), ("camera.frozen", "middle"),
    ("subject.missing", "first"), ("subject.missing", "middle"),
    ("subject.swapped", "first"), ("subject.swapped", "middle"),
    ("subject.extra", "first"), ("subject.extra", "middle"),
    ("cut.angle", "middle"), ("cut.scene", "middle"),
    ("picture.mirrored", "first"), ("scene.other", "first"), ("scene.other", "first"),
)  # fmt: skip
_CLEAN: Final = 12
"""Clips without an error in every block: they tell how often a good clip fails."""


def design(
    looks: Sequence[str],
    *,
    seed: int,
    count: int,
    tolerances: Mapping[InjectionKind, float] = TOLERANCES,
) -> Iterator[Cell]:
    """Yield cells: all of a block once in an order of its own, then of the next.

    Looks go round, so that each meets every kind.
    """
    made, block = 0, 0
    while made < count:
        rng = np.random.default_rng([seed, block])
        cells = _block(tolerances, rng)
        for number in map(int, rng.permutation(len(cells))):
            if made == count:
                return
            # The cell's number counts, not its turn: in later blocks it meets other looks.
            look = looks[(number + block) % len(looks)]
            cell = cells[number]
            yield Cell(
                kind=cell.kind, size=cell.size, course=cell.course, start=cell.start, look=look
            )
            made += 1
        block += 1


def _block(tolerances: Mapping[InjectionKind, float], rng: np.random.Generator) -> list[Cell]:
    cells = [Cell(kind="none", size=1.0) for _ in range(_CLEAN)]
    for kind, courses in _SIGNED:
        for course in courses:
            for step in _steps(kind, course):
                sign = -1.0 if rng.random() < 0.5 else 1.0
                cells.append(Cell(kind=kind, size=sign * step * tolerances[kind], course=course))
    for kind in _UNSIGNED:
        cells += [Cell(kind=kind, size=step * tolerances[kind]) for step in _STEPS]
    cells += [
        Cell(kind="picture.compressed", size=round(step * tolerances["picture.compressed"]))
        for step in _CRFS
    ]
    cells += [
        Cell(kind=kind, size=tolerances.get(kind, 1.0), start=start) for kind, start in _PLAIN
    ]
    return cells


def _steps(kind: InjectionKind, course: Course) -> tuple[float, float, float]:
    if UNITS[kind] == "frames":
        return _TIMES
    # Drift of light is its largest value, not its mean.
    averaged = course == "ramp" and not kind.startswith("light.")
    return _RAMPS if averaged else _STEPS
