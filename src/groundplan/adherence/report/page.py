"""One HTML file that shows a verdict: no network, no other file; works without script.

Valid as HTML and as XML. The one script only moves through the frames; a browser runs no other,
because the page's own policy names its hash.
"""

from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from importlib import resources
from typing import Final

import numpy as np
from jaxtyping import UInt16

from groundplan.adherence.clip.aligned import AlignedClip
from groundplan.adherence.plan_view import PlanView
from groundplan.adherence.report.frame_pairs import Footage, footage_of, frame_pairs
from groundplan.adherence.report.markup import element, text
from groundplan.adherence.report.plot_list import plots_part
from groundplan.adherence.report.shown_frames import strip_frames, worst_frames
from groundplan.adherence.report.tables import (
    checks_table,
    hashes_table,
    mapping_part,
    measurements_table,
)
from groundplan.adherence.report.words import STATUS_WORDS, VERDICTS, frames_text
from groundplan.adherence.verdict import Cause, ShotReport
from groundplan.errors import InputError

__all__ = ["report_page"]

_STRIP_SIDE_PX: Final = 600
_WORST_SIDE_PX: Final = 1280
_STRIP_BYTES: Final = 4 << 20
_WORST_BYTES: Final = 3 << 20
_MOST_CAUSES: Final = 100


def report_page(
    report: ShotReport, plan: PlanView, clip: AlignedClip,
    *, masks: UInt16[np.ndarray, "frame height width"] | None = None,
) -> bytes:  # fmt: skip
    """Return the page, UTF-8; equal inputs give equal bytes.

    `masks` are the observed instances by the plan's ids, 0 for nothing; without them only the
    plan's outlines are drawn over the clip.

    Raises:
        InputError: The report, the clip or the masks are not of this plan: they differ in frames.
    """
    _check_frames(plan, report.frame_count, "report")
    _check_frames(plan, len(clip.frames), "clip")
    if masks is not None:
        _check_frames(plan, len(masks), "masks")
    footage = footage_of(report, plan, clip, masks=masks)
    head = "".join(_head(report))
    body = element("main", "".join(_body(footage)))
    script = element("script", _held("scrub.js"))
    page = element("html", element("head", head) + element("body", body + script), lang="en")
    return f"<!DOCTYPE html>\n{page}\n".encode()


def _check_frames(plan: PlanView, count: int, what: str) -> None:
    if count != plan.frame_count:
        raise InputError(
            f"the {what} has {count} frames and the plan {plan.frame_count}",
            "judge the clip against this plan first",
        )


def _held(name: str) -> str:
    return resources.files("groundplan.adherence.report").joinpath(name).read_text("utf-8")


def _head(report: ShotReport) -> Iterator[str]:
    digest = b64encode(sha256(_held("scrub.js").encode()).digest()).decode()
    policy = (
        "default-src 'none'; img-src data:; style-src 'unsafe-inline'; "
        f"script-src 'sha256-{digest}'"
    )
    yield element("meta", charset="utf-8")
    yield element("meta", name="viewport", content="width=device-width, initial-scale=1")
    yield element("meta", http_equiv="Content-Security-Policy", content=policy)
    yield element("title", text(f"{_shot(report)}: {VERDICTS[report.status].lower()}"))
    yield element("style", _held("style.css"))


def _body(footage: Footage) -> Iterator[str]:
    report = footage.report
    yield from _verdict(report)
    yield element("h2", "Plan and clip")
    yield _strip(footage)
    yield element("h2", "Checks") + checks_table(report)
    yield plots_part(report)
    yield from _worst(footage)
    yield element("h2", "How the clip was mapped to the plan")
    yield mapping_part(report, footage.clip)
    yield element("h2", "All measurements") + measurements_table(report)
    yield element("h2", "What was compared") + hashes_table(report)


def _verdict(report: ShotReport) -> Iterator[str]:
    counts = [
        f"{sum(check.status == status for check in report.checks)} {words}"
        for status, words in (("fail", "fail"), ("cannot_tell", "can't be told"), ("pass", "pass"))
    ]
    shown = element("span", STATUS_WORDS[report.status], class_=f"badge {report.status}")
    yield element("p", text(f"{_shot(report)} · {report.clip_name}"), class_="what")
    yield element("h1", f"{VERDICTS[report.status]} {shown}")
    of = f"Of {len(report.checks)} checks {', '.join(counts)}. Frames count from 0."
    yield element("p", of, class_="what")
    if report.causes:
        causes = "".join(map(_cause, report.causes[:_MOST_CAUSES]))
        more = len(report.causes) - _MOST_CAUSES
        yield element("h2", "Why") + element("ul", causes, class_="causes")
        yield element("p", f"and {more} more: the JSON has them all") if more > 0 else ""


def _cause(cause: Cause) -> str:
    frames = f"frames {frames_text(cause.frames)}" if cause.frames else "the whole shot"
    about = element("small", text(frames) + " " + element("code", text(cause.code)))
    return element("li", text(cause.says) + about)


def _shot(report: ShotReport) -> str:
    return f"Shot {report.shot_name or report.shot}"


def _strip(footage: Footage) -> str:
    """Return an even choice of frames; the script shows them one at a time."""
    frames = strip_frames(footage.plan.frame_count)
    pairs = frame_pairs(footage, frames, side_px=_STRIP_SIDE_PX, most_bytes=_STRIP_BYTES)
    first = next(iter(worst_frames(footage.report, shown=footage.clip.source >= 0)), 0)
    said = f"{len(frames)} of {footage.plan.frame_count} frames, evenly spaced."
    slider = element(
        "input", type="range", id="scrub", min=0, max=len(frames) - 1, value=0, hidden="hidden",
        aria_label="frame",
    )  # fmt: skip
    return (
        element("p", said, class_="what") + _switches(footage) + slider
        + element("div", "".join(pairs), class_="pairs", id="strip", data_first=first)
    )  # fmt: skip


def _switches(footage: Footage) -> str:
    """Return boxes that turn the outlines on and off, by style alone."""
    made = _switch("plan-on", "outline of the plan (solid)")
    if footage.masks is not None:
        made += _switch("seen-on", "outline as measured (dashed)")
    return element("p", made, class_="switches")


def _switch(key: str, words: str) -> str:
    box = element("input", type="checkbox", id=key, checked="checked")
    return element("label", f"{box} {words}", class_=key)


def _worst(footage: Footage) -> Iterator[str]:
    frames = worst_frames(footage.report, shown=footage.clip.source >= 0)
    if frames:
        failing = any(check.status == "fail" for check in footage.report.checks)
        yield element("h2", "Worst frames" if failing else "Frames nearest to a tolerance")
        pairs = frame_pairs(footage, frames, side_px=_WORST_SIDE_PX, most_bytes=_WORST_BYTES)
        yield element("div", "".join(pairs), class_="pairs full")
