"""The film of a project: the newest clip of every shot, handles off, in the order of the cut."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import numpy as np
from jaxtyping import UInt8

from groundplan.errors import InputError, MissingExtraError
from groundplan.footage.clip_facts import read_clip
from groundplan.footage.clips import shot_folder, write_whole
from groundplan.footage.provenance import Provenance, read_provenance
from groundplan.shader.windows import decoded_video
from groundplan.studio.project import Project
from groundplan.world.canonical import world_hash
from groundplan.world.queries import shots_in_order

__all__ = ["Assembled", "assemble"]

Picture = UInt8[np.ndarray, "height width 3"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Assembled:
    """A film of clips."""

    film: Path
    frame_count: int
    clips: tuple[Path, ...]
    """In the order of the cut."""
    notes: tuple[str, ...]
    """What a person should know, a line each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """The frames of one shot in its clip."""

    name: str
    clip: Path
    provenance: Provenance
    lead_frames: int
    shot_frame_count: int

    @property
    def rate(self) -> Fraction:
        return Fraction(*self.provenance.clip.rate)

    def frames(self) -> Iterator[Picture]:
        """Yield the frames of the shot: what is before and after is its handles."""
        record = self.provenance.clip
        data = read_clip(self.clip)
        frames = decoded_video(data, size_px=record.size_px, most_frames=record.frame_count)
        yield from frames[self.lead_frames : self.lead_frames + self.shot_frame_count]


def assemble(project: Project, out: Path, *, backend: str = "") -> Assembled:
    """Write the film of a project; with `backend`, of that backend's clips alone.

    Raises:
        InputError: A shot has no clip, or the clips differ in size or rate: nothing is scaled.
        MissingExtraError: PyAV is not installed.
        OutputError: The film cannot be written.
    """
    parts = [
        _part(project, shot_id, name=shot.name, backend=backend)
        for shot_id, shot in shots_in_order(project.world)
    ]
    _check_alike(parts)
    try:
        from groundplan.passes.video import encode_mp4  # noqa: PLC0415 (an extra, slow to import)
    except ImportError:
        raise MissingExtraError(
            "PyAV is not installed", "pip install 'groundplan[video]'"
        ) from None
    frames = (frame for part in parts for frame in part.frames())
    write_whole(out, encode_mp4(frames, rate=parts[0].rate))
    now = world_hash(project.world)
    return Assembled(
        film=out,
        frame_count=sum(part.shot_frame_count for part in parts),
        clips=tuple(part.clip for part in parts),
        notes=tuple(
            f"{part.name} was filmed before the world was changed: shade it again"
            for part in parts
            if part.provenance.world_hash != now
        ),
    )


def _part(project: Project, shot_id: str, *, name: str, backend: str) -> _Part:
    folder = shot_folder(project.folder, shot_id)
    clips = sorted((p for p in folder.glob("*.mp4") if p.stem.isdigit()), reverse=True)
    for clip in clips:
        provenance = read_provenance(clip)
        if provenance is not None and backend in {"", provenance.backend}:
            plan = provenance.plan
            return _Part(
                name=name,
                clip=clip,
                provenance=provenance,
                lead_frames=_whole(plan.get("lead_frames", 0)),
                shot_frame_count=_whole(plan["shot_frame_count"]),
            )
    by = f" of {backend}" if backend else ""
    raise InputError(f"{name} has no clip{by}", f"film it: groundplan shade DIR --shot {name}")


def _whole(value: object) -> int:
    if not isinstance(value, int):
        raise InputError("a clip's provenance has no counts of frames", "shade the shot again")
    return value


def _check_alike(parts: list[_Part]) -> None:
    first = parts[0]
    for part in parts:
        size, wanted = part.provenance.clip.size_px, first.provenance.clip.size_px
        if (size, part.rate) != (wanted, first.rate):
            raise InputError(
                f"{part.name} is {size[0]}x{size[1]} at {part.rate} frames/s, {first.name} is "
                f"{wanted[0]}x{wanted[1]} at {first.rate}",
                "shade them alike with --size and --fps; nothing is scaled",
            )
