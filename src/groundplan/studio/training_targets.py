"""What a shot should become: a clip that came back, or a video that a person gives."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import numpy as np
from jaxtyping import UInt8

from groundplan.errors import GroundplanError, InputError
from groundplan.footage.clip_facts import clip_facts, read_clip
from groundplan.footage.clips import shot_folder
from groundplan.footage.ledger import Ledger
from groundplan.footage.provenance import read_provenance
from groundplan.passes.files import sha256_of
from groundplan.shader.plan import ShadePlan, Window
from groundplan.shader.windows import decoded_video
from groundplan.studio.project import Project
from groundplan.studio.registry import shader

__all__ = ["TargetClip", "footage_target", "video_target"]

Clip = UInt8[np.ndarray, "frame height width 3"]

_CLIP: Final = re.compile(r"\d{3,}\.mp4")


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetClip:
    """A target at the plan's size, rate and length."""

    frames: Callable[[Window], Clip]
    name: str
    """Of the file; empty: it was rendered."""
    sha256: str
    licence: str


def video_target(
    data: bytes, plan: ShadePlan, *, name: str, licence: str = "not stated"
) -> TargetClip:
    """Return a video as the target of a plan.

    Raises:
        InputError: It has another size, rate or number of frames: nothing is resampled.
        MissingExtraError: PyAV is not installed.
    """
    facts = clip_facts(data, most_frames=plan.frame_count)
    pairs = (
        ("size in px", "x".join(map(str, facts.size_px)), "x".join(map(str, plan.size_px))),
        ("rate in frames/s", str(facts.rate), str(plan.fps)),
        ("number of frames", str(facts.frame_count), str(plan.frame_count)),
    )
    for what, there, wanted in pairs:
        if there != wanted:
            raise InputError(
                f"{name} has another {what} than the plan: {there}",
                f"give {wanted}, or choose --size, --fps and --frames to fit the video",
            )
    clip = decoded_video(data, size_px=plan.size_px, most_frames=plan.frame_count)
    return TargetClip(
        frames=lambda window: clip[window.first : window.first + window.count],
        name=name,
        sha256=sha256_of(data),
        licence=licence,
    )


def footage_target(project: Project, plan: ShadePlan, *, accepted: bool) -> TargetClip:
    """Return the newest clip of a shot that nobody refused; with `accepted`, that was accepted.

    Raises:
        InputError: There is none, it was filmed of another world, or it does not fit the plan.
        MissingExtraError: PyAV is not installed.
    """
    path = _newest(project, plan.shot, accepted=accepted)
    made = read_provenance(path)
    if made is None:
        raise InputError(f"{path.name} of {plan.shot} has no provenance", "shade the shot again")
    if made.world_hash != plan.world_hash:
        raise InputError(
            f"{path.name} of {plan.shot} was filmed before the world was changed",
            "shade the shot again: its control would show something else",
        )
    return video_target(read_clip(path), plan, name=path.name, licence=_terms(made.backend))


def _newest(project: Project, shot: str, *, accepted: bool) -> Path:
    folder = shot_folder(project.folder, shot)
    found = sorted(folder.iterdir(), reverse=True) if folder.is_dir() else []
    clips = [path for path in found if _CLIP.fullmatch(path.name)]
    verdicts = _verdicts(project, shot)
    for path in clips:
        verdict = verdicts.get(path.relative_to(project.folder).as_posix())
        if verdict or (verdict is None and not accepted):
            return path
    what = "accepted footage" if accepted else "footage that was not refused"
    raise InputError(
        f"{shot} has no {what}", "film it with `groundplan shade`, or give --target previz"
    )


def _verdicts(project: Project, shot: str) -> dict[str, bool]:
    """Return clips that were judged, by path in the project."""
    with Ledger(project.folder, clock=lambda: datetime.now(UTC)) as ledger:
        rows = ledger.rows(shot=shot)
    return {
        row.clip: row.judgement.accepted for row in rows if row.clip and row.judgement is not None
    }


def _terms(backend: str) -> str:
    """Return what is known of the terms of a backend's footage."""
    try:
        licence = shader(backend).capabilities.licence
    except GroundplanError:
        return f"footage of {backend}, terms not stated"
    return f"footage of {backend}: {licence.name}"[:400]
