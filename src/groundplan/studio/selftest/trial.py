"""One clip of the exam: coded into a file and read back, judged, and held against its truth."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import numpy as np
from jaxtyping import UInt8

from groundplan.adherence.clip.aligned import AlignedClip, ClipMapping
from groundplan.adherence.clip.aligning import align_clip
from groundplan.adherence.judging import Judged, Rules, judge
from groundplan.adherence.plan_view import PlanView
from groundplan.adherence.selftest.expected import Expected, expected_status
from groundplan.adherence.selftest.injections import InjectionKind
from groundplan.adherence.selftest.truth import ClipTruth
from groundplan.errors import MissingExtraError
from groundplan.studio.selftest.readings import mean_luma, readings_of
from groundplan.studio.selftest.rows import Failure, Trial

__all__ = ["Paper", "ran_trial"]

Frames = UInt8[np.ndarray, "frame height width 3"]
Clock = Callable[[], float]

_CRF: Final = 12
_PRESET: Final = "veryfast"
_WITHOUT_LIMIT: Final[frozenset[InjectionKind]] = frozenset({
    "picture.blur", "picture.noise", "picture.compressed",
})  # fmt: skip
"""Nothing in a plan forbids them: the judge must see through."""
_FLICKER: Final = "flicker.luma/2"
_BAND: Final = 0.5


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Paper:
    """A clip that is to be judged, and what is true of it."""

    number: int
    """In its design."""
    frames: Frames
    truth: ClipTruth


def ran_trial(plan: PlanView, paper: Paper, *, direct: bool, clock: Clock) -> Trial:
    """Return a clip, judged.

    `direct` skips the file: then nothing finds a mirrored picture or another clock by its mapping.
    `clock` counts CPU seconds.

    Raises:
        MissingExtraError: PyAV, which coding needs, is not installed.
        InputError: The judge can't read our own file.
    """
    rules = Rules()
    if direct:
        started = clock()
        aligned = _unfiled(paper.frames, plan)
    else:
        with TemporaryDirectory(prefix="groundplan-") as folder:
            path = Path(folder) / "clip.mp4"
            path.write_bytes(_coded(paper.frames, plan.rate))
            started = clock()
            aligned = align_clip(path, plan)
    laid = clock()
    judged = judge(plan, aligned, rules)
    spent = laid - started, clock() - laid
    return _row(paper, aligned, judged, spent=spent, expected=_expected(paper, plan, rules))


def _row(
    paper: Paper,
    aligned: AlignedClip,
    judged: Judged,
    *,
    spent: tuple[float, float],
    expected: Expected,
) -> Trial:
    truth, report = paper.truth, judged.report
    error = truth.injection
    return Trial(
        number=paper.number,
        look=truth.look,
        world=truth.world,
        held_out=truth.held_out,
        kind=error.kind,
        size=error.size,
        course=error.course,
        first_frame=error.first_frame,
        expected=expected,
        status=report.status,
        causes=tuple(one.says for one in report.causes),
        findings=tuple(one.code for one in aligned.mapping.findings),
        failures=tuple(
            Failure(
                definition=one.definition,
                subject=one.subject,
                value=one.value,
                tolerance=one.tolerance,
            )
            for one in report.checks
            if one.status == "fail" and one.value is not None
        ),
        readings=readings_of(truth, aligned, judged),
        frame_count=report.frame_count,
        align_cpu_s=round(spent[0], 4),
        judge_cpu_s=round(spent[1], 4),
    )


def _expected(paper: Paper, plan: PlanView, rules: Rules) -> Expected:
    """Return the verdict that a clip must get; flicker follows from its size and the luma."""
    truth, limits = paper.truth, rules.tolerances
    found = expected_status(truth, plan, limits)
    if found == "either" and truth.injection.kind in _WITHOUT_LIMIT:
        return "pass"
    if found == "either" and truth.injection.kind == "light.flicker" and _FLICKER in limits:
        second_difference = 0.04 * truth.injection.size * mean_luma(paper.frames)
        share = second_difference / limits[_FLICKER].limit
        if share >= 1.0 + _BAND:
            return "fail"
        return "pass" if share <= _BAND else "either"
    return found


def _unfiled(frames: Frames, plan: PlanView) -> AlignedClip:
    """Return frames as they are, as if they had come from a file that fits."""
    count, (width, height) = len(frames), plan.size_px
    mapping = ClipMapping(
        clip_size_px=plan.size_px,
        clip_rate=(plan.rate.numerator, plan.rate.denominator),
        clip_frame_count=count,
        picture_px=(0.0, 0.0, float(width), float(height)),
        first_frame=0.0,
        frames_per_plan_frame=1.0,
    )
    return AlignedClip(
        frames=frames, source=np.arange(count), rate=plan.rate, mapping=mapping, sha256=""
    )


def _coded(frames: Frames, rate: Fraction) -> bytes:
    try:
        from groundplan.passes.video import encode_mp4  # noqa: PLC0415  (needs an extra)
    except ImportError:
        raise MissingExtraError(
            "coding needs PyAV, which is not installed", "pip install 'groundplan[video]'"
        ) from None
    return encode_mp4(frames, rate=rate, preset=_PRESET, crf=_CRF)
