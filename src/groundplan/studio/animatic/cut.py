"""The cut: which picture comes when, what its slate and its burn-ins say."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from groundplan.errors import InputError
from groundplan.geometry.timecode import frame_of_timecode, timecode
from groundplan.passes.burn_in import BurnIn
from groundplan.scene.stage import CameraPose
from groundplan.studio.paperwork.naming import lines_in, slate_of, speaker_name
from groundplan.units import SUBFRAMES_PER_FRAME
from groundplan.world.document import World
from groundplan.world.narrative import Line
from groundplan.world.queries import shot_numbered, shots_in_order

__all__ = ["FIRST_TIMECODE", "CutShot", "cut_of", "rate_of", "slate_rows", "words_on"]

FIRST_TIMECODE: Final = "01:00:00:00"
"""Of the first picture: hour one, as film programmes begin."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CutShot:
    """A shot in the cut."""

    id: str
    name: str
    slate: str
    take: int
    """That is shown: the next one, since what is drawn is the world as it is now."""
    first: int
    """Subframes."""
    first_frame: int
    """As people count it."""
    frames: int
    at: int
    """Frames of picture before it, slates not counted."""
    lines: tuple[tuple[Line, str], ...]
    """What is spoken in it, with who speaks."""


def rate_of(world: World) -> Fraction:
    """Return the frame rate, exact."""
    return Fraction(world.timebase.fps_num, world.timebase.fps_den)


def cut_of(
    world: World,
    *,
    shot: str = "",
    start: str = FIRST_TIMECODE,
    takes: dict[str, int] | None = None,
) -> tuple[CutShot, ...]:
    """Return the shots in the order of the cut; one alone keeps its place in it.

    Raises:
        PathError: There is no such shot.
        InputError: The world has no shots, or `start` is no timecode of its rate.
    """
    wanted = shot_numbered(world, shot)[0] if shot else ""
    at = frame_of_timecode(start, rate_of(world))
    found: list[CutShot] = []
    for key, one in shots_in_order(world):
        frames = (one.last - one.first) // SUBFRAMES_PER_FRAME + 1
        spoken = tuple((line, speaker_name(world, line)) for line in lines_in(world, key))
        found.append(
            CutShot(
                id=key, name=one.name, slate=slate_of(world, key),
                take=(takes or {}).get(key, 0) + 1, first=one.first,
                first_frame=world.timebase.start_frame + one.first // SUBFRAMES_PER_FRAME,
                frames=frames, at=at, lines=spoken,
            )
        )  # fmt: skip
        at += frames
    if not found:
        raise InputError("the world has no shots", "make a take first")
    return tuple(cut for cut in found if not wanted or cut.id == wanted)


def words_on(
    cut: CutShot, index: int, pose: CameraPose, *, world: World, guides: tuple[float, ...]
) -> BurnIn:
    """Return what stands on frame `index` of a shot."""
    label = cut.name if cut.slate == cut.name else f"{cut.name}   {cut.slate}"
    lens = f"{pose.focal_mm:.1f}".removesuffix(".0") + " mm"
    time = cut.first + SUBFRAMES_PER_FRAME * index
    spoken = [f"{who}: {line.text}" for line, who in cut.lines if line.start <= time < line.end]
    return BurnIn(
        top_left=label,
        top_right=timecode(cut.at + index, rate_of(world)),
        bottom_left=f"{lens}   f/{pose.fstop:.2g}   focus {_metres(pose.focus_m)}",
        bottom_right=str(cut.first_frame + index),
        subtitle="   ".join(spoken),
        guides=guides,
        pixel_aspect=world.film.pixel_aspect,
    )


def slate_rows(
    cut: CutShot, pose: CameraPose, *, world: World, production: str
) -> tuple[tuple[tuple[str, str], ...], ...]:
    """Return the rows of a shot's slate, which has no date: the same world gives the same card."""
    one, rate = world.shots[cut.id], rate_of(world)
    scene = world.narrative.scenes.get(one.scene)
    camera = world.entities[one.camera].camera
    lens = f"{pose.focal_mm:.1f}".removesuffix(".0") + " mm"
    named = "" if camera is None or not camera.lens_name else f"  {camera.lens_name}"
    seconds = float(cut.frames / rate)
    framing = ", ".join(
        w.replace("_", " ") for w in (one.framing.size, one.framing.angle, one.framing.move) if w
    )
    return (
        (("production", production),),
        (("scene", cut.slate), ("shot", cut.name), ("take", str(cut.take))),
        *(((("", scene.heading),),) if scene is not None else ()),
        (("lens", lens + named), ("stop", f"f/{pose.fstop:.2g}"), ("fps", _rate(rate))),
        (("framing", framing), ("length", f"{seconds:.2f} s"), ("frames", str(cut.frames))),
    )


def _rate(rate: Fraction) -> str:
    return f"{float(rate):.3f}".rstrip("0").rstrip(".")


def _metres(distance: float) -> str:
    return f"{distance:.2f} m" if distance < 1000.0 else "inf"
