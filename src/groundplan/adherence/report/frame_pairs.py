"""Plan and clip side by side, with outlines over the clip, frame by frame."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from jaxtyping import UInt16

from groundplan.adherence.clip.aligned import AlignedClip
from groundplan.adherence.plan_view import PlanView
from groundplan.adherence.report.markup import element, text
from groundplan.adherence.report.pictures import jpeg, outline_png, shown_size
from groundplan.adherence.report.words import clipped, number_text
from groundplan.adherence.verdict import ShotReport

__all__ = ["Footage", "footage_of", "frame_pairs"]

_QUALITIES: Final = (82, 60, 35)
_MOST_NAMED: Final = 6
_MOST_LABELS: Final = 12
_LABEL_WIDTH: Final = 600.0
_LABEL_ROOM: Final = 40.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Footage:
    """What is shown side by side."""

    report: ShotReport
    plan: PlanView
    clip: AlignedClip
    masks: UInt16[np.ndarray, "frame height width"] | None
    """Observed instances by the plan's ids; 0: nothing."""

    subjects: Mapping[int, str]
    """Names by instance of those that are drawn strong and named."""


def footage_of(
    report: ShotReport, plan: PlanView, clip: AlignedClip,
    *, masks: UInt16[np.ndarray, "frame height width"] | None,
) -> Footage:  # fmt: skip
    """Return what is shown; its subjects are those that fail, or else those that are checked.

    Where the report checks nobody, all that is no part of the set is a subject.
    """
    failed = {check.subject for check in report.checks if check.status == "fail"}
    failed |= {cause.subject for cause in report.causes}
    checked = {check.subject for check in report.checks}
    others = {row.entity for row in plan.instances if row.kind != "set"}
    known = {row.entity for row in plan.instances}
    told = next((said for said in (failed & known, checked & known) if said), others)
    subjects = {
        row.instance: report.names.get(row.entity, row.name)
        for row in plan.instances if row.entity in told
    }  # fmt: skip
    return Footage(report=report, plan=plan, clip=clip, masks=masks, subjects=subjects)


def frame_pairs(
    footage: Footage, frames: Sequence[int], *, side_px: int, most_bytes: int
) -> list[str]:
    """Return a figure per frame; pictures fit a square of `side_px`.

    JPEG quality falls until all pictures together fit `most_bytes`; the last quality is taken as
    it comes, bounded by the number of pixels.
    """
    made: list[str] = []
    for quality in _QUALITIES:
        made = [_pair(footage, frame, side_px=side_px, quality=quality) for frame in frames]
        if sum(map(len, made)) <= most_bytes:
            break
    return made


def _pair(footage: Footage, frame: int, *, side_px: int, quality: int) -> str:
    size = shown_size(footage.plan.size_px, side_px=side_px)
    plan = _picture(
        jpeg(footage.plan.beauty[frame], size_px=size, quality=quality), f"plan, frame {frame}"
    )
    labels = _labels(footage, footage.plan.instance[frame])
    return element(
        "figure",
        element("figcaption", text(_caption(footage, frame)))
        + element("div", element("b", "plan") + plan + labels, class_="side")
        + element("div", _clip_side(footage, frame, quality=quality, size=size), class_="side"),
        class_="pair", data_frame=frame,
    )  # fmt: skip


def _clip_side(footage: Footage, frame: int, *, quality: int, size: tuple[int, int]) -> str:
    shown = element("b", "clip") + _picture(
        jpeg(footage.clip.frames[frame], size_px=size, quality=quality), f"clip, frame {frame}"
    )
    subjects = frozenset(footage.subjects)
    planned = outline_png(
        footage.plan.instance[frame], subjects=subjects, size_px=size, kind="plan"
    )
    shown += _picture(planned, "", kind="plan-line")
    if footage.masks is not None:
        seen = outline_png(footage.masks[frame], subjects=subjects, size_px=size, kind="measured")
        shown += _picture(seen, "", kind="seen-line")
    if footage.clip.source[frame] < 0:
        shown += element("p", "the clip has no frame here", class_="none")
    return shown


def _picture(uri: str, alt: str, kind: str = "shown") -> str:
    return element("img", src=uri, alt=alt, class_=kind)


def _labels(footage: Footage, instances: UInt16[np.ndarray, "height width"]) -> str:
    """Return the names of the subjects where the plan has them, in one size of letters."""
    height, width = instances.shape
    scale = _LABEL_WIDTH / width
    parts: list[str] = []
    for instance, name in list(footage.subjects.items())[:_MOST_LABELS]:
        rows, columns = np.nonzero(instances == instance)
        if len(rows):
            x = float(np.clip(columns.mean() * scale, _LABEL_ROOM, _LABEL_WIDTH - _LABEL_ROOM))
            y = max(float(rows.min()) * scale - 4.0, 14.0)
            parts.append(element("text", text(clipped(name, 24)), x=x, y=y))
    box = f"0 0 {_LABEL_WIDTH:.0f} {height * scale:.0f}"
    return element("svg", "".join(parts), viewBox=box, aria_hidden="true")


def _caption(footage: Footage, frame: int) -> str:
    """Return which frame it is, and what fails on it."""
    failed = [check.name for check in footage.report.checks if frame in check.frames]
    parts = [f"frame {frame}", f"{number_text(float(frame / footage.plan.rate))} s"]
    if footage.clip.source[frame] >= 0:
        parts.append(f"clip frame {footage.clip.source[frame]}")
    if failed:
        more = len(failed) - _MOST_NAMED
        named = ", ".join(clipped(name, 60) for name in failed[:_MOST_NAMED])
        parts.append(f"✗ fails: {named}{f' and {more} more' if more > 0 else ''}")
    return " · ".join(parts)
