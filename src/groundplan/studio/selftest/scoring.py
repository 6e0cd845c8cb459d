"""From rows to the table of the exam: ceilings, read-back errors, wrong verdicts, cost."""

import math
from collections.abc import Iterable, Sequence
from typing import Final, Literal

import numpy as np
from pydantic.dataclasses import dataclass

from groundplan.adherence.selftest.injections import INJECTION_KINDS, InjectionKind
from groundplan.footage.acceptance.intervals import Interval, wilson_interval
from groundplan.studio.selftest.rows import ReadingName, Trial
from groundplan.world.base import CLOSED

__all__ = [
    "Ceiling", "Cost", "ReadBack", "SelfTestScore", "Share", "Split", "Verdicts", "scored",
]  # fmt: skip

Split = Literal["all", "tuning", "held out"]

_READ_OF: Final[dict[InjectionKind, tuple[ReadingName, ...]]] = {
    "camera.pan": ("rotation",), "camera.tilt": ("rotation",), "camera.roll": ("rotation",),
    "camera.truck": ("translation",), "camera.pedestal": ("translation",),
    "camera.dolly": ("translation",), "camera.path": ("translation",), "camera.focal": ("focal",),
    "camera.frozen": ("rotation", "translation"),
    "subject.moved": ("place",), "subject.late": ("lag", "place"), "subject.swapped": ("place",),
    "clock.retime": ("clock",), "clock.shift": ("clock",),
    "light.warmer": ("colour",), "light.exposure": ("exposure",), "light.flicker": ("flicker",),
    "picture.blur": ("rotation", "place"), "picture.noise": ("rotation", "place"),
    "picture.compressed": ("rotation", "place"),
}  # fmt: skip
"""What an error of a kind is read by; the rest is there or not, and counts as a verdict alone."""
_ASKED: Final[dict[ReadingName, tuple[float, float]]] = {
    "rotation": (0.1, 0.05), "translation": (0.0, 0.05), "focal": (0.0, 0.05),
    "place": (0.5, 0.0), "lag": (1.0, 0.0), "clock": (1.0, 0.0), "colour": (100.0, 0.03),
}  # fmt: skip
"""Largest error that is asked for: so much, or that share of what is true (issue 7)."""


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class Share:
    """How many of how many, with the 95 % Wilson interval of the share; None: of none."""

    count: int
    of: int
    interval: Interval | None


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class Ceiling:
    """Means over clips of a look that have no error in them; None: nowhere observable."""

    look: str
    clip_count: int
    iou: float | None
    place_pct: float | None
    """Distance of centres [% width]."""
    rotation_deg: float | None
    path_pct: float | None
    """Distance of camera centres [% of the planned path]."""
    focal_pct: float | None
    passed: int


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class ReadBack:
    """How well an error of a kind is read back; errors are means over a clip's frames."""

    kind: InjectionKind
    reading: ReadingName
    count: int
    """Readings that have a true value: of subjects, one each."""
    median: float | None
    p95: float | None
    within: Share
    """Of those that were read, how many are as near as the issue asks for; of none where it asks
    for nothing."""
    unseen: Share
    """Not observable."""


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class Verdicts:
    """Right and wrong verdicts of a part of the clips."""

    part: str
    clip_count: int
    either_count: int
    """Clips so near to a tolerance that no verdict is wrong."""
    false_pass: Share
    """Of those that must fail."""
    false_fail: Share
    """Of those that must pass."""
    open_bad: Share
    """Of those that must fail: nobody can tell."""
    open_good: Share
    """Of those that must pass: nobody can tell."""


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class Cost:
    """CPU seconds per frame of a clip, means over clips."""

    align_s: float
    judge_s: float


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class SelfTestScore:
    """The whole table."""

    clip_count: int
    splits: tuple[Verdicts, ...]
    kinds: tuple[Verdicts, ...]
    looks: tuple[Verdicts, ...]
    ceilings: tuple[Ceiling, ...]
    read_backs: tuple[ReadBack, ...]
    cost: Cost | None


def scored(trials: Sequence[Trial]) -> SelfTestScore:
    """Return the table of rows; their order does not matter."""
    rows = sorted(trials, key=lambda one: one.number)
    looks = sorted({one.look for one in rows})
    there = {one.kind for one in rows}
    kinds: list[InjectionKind] = [kind for kind in INJECTION_KINDS if kind in there]
    splits: dict[Split, list[Trial]] = {
        "all": rows,
        "tuning": [one for one in rows if not one.held_out],
        "held out": [one for one in rows if one.held_out],
    }
    clean = [one for one in rows if one.kind == "none"]
    return SelfTestScore(
        clip_count=len(rows),
        splits=tuple(_verdicts(part, own) for part, own in splits.items()),
        kinds=tuple(_verdicts(k, [one for one in rows if one.kind == k]) for k in kinds),
        looks=tuple(_verdicts(look, [one for one in rows if one.look == look]) for look in looks),
        ceilings=(
            *(_ceiling(look, [one for one in clean if one.look == look]) for look in looks),
            _ceiling("all", clean),
        ),
        read_backs=tuple(
            _read_back(kind, name, [one for one in rows if one.kind == kind])
            for kind in kinds
            for name in _READ_OF.get(kind, ())
        ),
        cost=_cost(rows),
    )


def _verdicts(part: str, rows: Sequence[Trial]) -> Verdicts:
    bad = [one for one in rows if one.expected == "fail"]
    good = [one for one in rows if one.expected == "pass"]
    return Verdicts(
        part=part,
        clip_count=len(rows),
        either_count=len(rows) - len(bad) - len(good),
        false_pass=_share((one.false_pass for one in bad), len(bad)),
        false_fail=_share((one.false_fail for one in good), len(good)),
        open_bad=_share((one.status == "cannot_tell" for one in bad), len(bad)),
        open_good=_share((one.status == "cannot_tell" for one in good), len(good)),
    )


def _ceiling(look: str, clean: Sequence[Trial]) -> Ceiling:
    def mean(name: ReadingName, *, error: bool = True) -> float | None:
        values = [
            one.error if error else one.seen
            for row in clean
            for one in row.readings
            if one.name == name
        ]
        known = [value for value in values if value is not None]
        return round(math.fsum(known) / len(known), 4) if known else None

    return Ceiling(
        look=look,
        clip_count=len(clean),
        iou=mean("iou", error=False),
        place_pct=mean("place"),
        rotation_deg=mean("rotation"),
        path_pct=mean("path"),
        focal_pct=mean("focal"),
        passed=sum(one.status == "pass" for one in clean),
    )


def _read_back(kind: InjectionKind, name: ReadingName, rows: Sequence[Trial]) -> ReadBack:
    found = [one for row in rows for one in row.readings if one.name == name]
    read = [(one.error, abs(one.true)) for one in found if one.error is not None]
    errors = np.array([error for error, _ in read])
    return ReadBack(
        kind=kind,
        reading=name,
        count=len(found),
        median=round(float(np.median(errors)), 4) if len(errors) else None,
        p95=round(float(np.quantile(errors, 0.95)), 4) if len(errors) else None,
        within=_near(name, read),
        unseen=_share((one.error is None for one in found), len(found)),
    )


def _near(name: ReadingName, read: Sequence[tuple[float, float]]) -> Share:
    """Return how many of the readings, error and true value, are as near as is asked for."""
    if name not in _ASKED:
        return _share((), 0)
    most, share = _ASKED[name]
    return _share((error <= max(most, share * true) for error, true in read), len(read))


def _cost(rows: Sequence[Trial]) -> Cost | None:
    frames = sum(one.frame_count for one in rows)
    if not frames:
        return None
    return Cost(
        align_s=round(math.fsum(one.align_cpu_s for one in rows) / frames, 4),
        judge_s=round(math.fsum(one.judge_cpu_s for one in rows) / frames, 4),
    )


def _share(flags: Iterable[bool], of: int) -> Share:
    count = sum(flags)
    return Share(count=count, of=of, interval=wilson_interval(count, of) if of else None)
