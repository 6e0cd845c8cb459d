"""Takes of a project's shots: stage, frames, control pack, and a sheet of all shots."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeVar

from groundplan.errors import InputError
from groundplan.geometry.guides import parse_aspect
from groundplan.passes.joints import PosedJoints
from groundplan.passes.pose_pictures import POSE_PARTS, POSE_POINTS, PoseParts, PosePoints
from groundplan.passes.render import PackOptions, write_pack
from groundplan.previz.port import (
    LIGHT_QUALITIES,
    TRUTH_PASSES,
    LightQuality,
    Pass,
    RenderOptions,
)
from groundplan.scene.build import build_stage
from groundplan.scene.joints import BodyPoints, bodies_of
from groundplan.scene.library import Library
from groundplan.studio.film_page import write_film_sheet
from groundplan.studio.project import Project
from groundplan.studio.provenance import words_of_shot
from groundplan.studio.registry import renderer
from groundplan.world.document import World
from groundplan.world.queries import present_in_shot, shot_numbered, shots_in_order

__all__ = [
    "RenderRequest", "parse_guides", "parse_light", "parse_passes", "parse_pose_parts",
    "parse_pose_points",
    "render_shots",
]  # fmt: skip

_Choice = TypeVar("_Choice", bound=str)

Progress = Callable[[int, int], None]

_HIGHLIGHTS: Final = ("contact_sheet.png", "previz.mp4")
"""What people look at first."""
_DEFAULT_PASSES: Final = frozenset({Pass.BEAUTY, *TRUTH_PASSES})


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderRequest:
    """How a take is drawn; threads never change the bytes."""

    renderer: str = "numba"
    threads: int = 2
    exr: bool = False
    passes: frozenset[Pass] = frozenset()
    """None: beauty, truth, and the poses of people and animals where there are any."""
    pose_points: PosePoints = "confident"
    """Which joints the pose passes draw."""
    pose_parts: PoseParts = "whole"
    """Whether people's poses show hands and faces."""
    tracks_per_entity: int = 32
    """Surface points that are followed on each thing."""
    light: LightQuality = "quick"
    """How beauty, illuminance and luminance are lit."""
    depth_of_field: bool = False
    motion_blur: bool = False
    guides: tuple[float, ...] = ()
    """Aspect ratios marked on contact sheet and beauty preview."""


def render_shots(
    project: Project, *, shot: str, request: RenderRequest, progress: Progress
) -> list[str]:
    """Draw a take of one shot (or of all, for an empty name) and return the files to look at.

    Raises:
        PathError: There is no such shot.
        RenderError: It cannot be drawn.
    """
    files: list[str] = []
    takes = list[Path]()
    library = Library(project.store.attachment)
    for shot_id in _shot_ids(project.world, shot):
        take = project.new_take(shot_id)
        stage = build_stage(project.world, shot_id, library)
        there = present_in_shot(project.world, shot_id)
        bodies = bodies_of(there, library, start=stage.clock.start_time)
        manifest = write_pack(
            renderer(request.renderer),
            stage,
            take,
            options=_pack_options(
                request,
                title=words_of_shot(project.world, shot_id),
                bodies=bodies(stage.clock.start_time).values(),
                pixel_aspect=project.world.film.pixel_aspect,
            ),
            joints_at=lambda time, at=bodies: {k: PosedJoints(*v) for k, v in at(time).items()},
            progress=progress,
        )
        files += [str(take / name) for name in _HIGHLIGHTS if name in manifest.files]
        files.append(str(take / "manifest.json"))
        takes.append(take)
    return [*write_film_sheet(project, takes), *files]


def _pack_options(
    request: RenderRequest, *, title: str, bodies: Iterable[BodyPoints], pixel_aspect: float
) -> PackOptions:
    drawn = RenderOptions(
        passes=request.passes or _default_passes(bodies),
        light=request.light,
        depth_of_field=request.depth_of_field,
        motion_blur=request.motion_blur,
    )
    return PackOptions(
        render=drawn,
        threads=request.threads,
        title=title,
        exr=request.exr,
        pose_points=request.pose_points,
        pose_parts=request.pose_parts,
        tracks_per_entity=request.tracks_per_entity,
        guides=request.guides,
        pixel_aspect=pixel_aspect,
    )


def _default_passes(bodies: Iterable[BodyPoints]) -> frozenset[Pass]:
    """Return beauty and truth, and parts and poses of whom there is."""
    schemes = {scheme for body in bodies for scheme in body.keypoints}
    poses = {"openpose18": Pass.POSE, "ap10k": Pass.POSE_ANIMAL}
    parts = {Pass.PART} if schemes else set[Pass]()
    return _DEFAULT_PASSES | parts | {name for scheme, name in poses.items() if scheme in schemes}


def parse_passes(text: str) -> frozenset[Pass]:
    """Return the passes named in a comma-separated list; none, the default, for an empty one.

    Raises:
        InputError: A name is not a pass.
    """
    names = [name.strip() for name in text.split(",") if name.strip()]
    known = {str(p) for p in Pass}
    for name in names:
        if name not in known:
            raise InputError(
                f"there is no pass {name!r}", f"choose from: {', '.join(sorted(known))}"
            )
    return frozenset(Pass(name) for name in names)


def parse_guides(text: str, world: World) -> tuple[float, ...]:
    """Return the ratios of "2.39,9:16"; of "film" the film's own, of an empty text none.

    Raises:
        InputError: One is no ratio.
    """
    if text.strip() == "film":
        return world.film.guides
    return tuple(parse_aspect(part) for part in text.split(",") if part.strip())


def parse_pose_points(text: str) -> PosePoints:
    """Return which joints pose passes draw.

    Raises:
        InputError: There is no such choice.
    """
    return _chosen(text, POSE_POINTS, of="pose points")


def parse_pose_parts(text: str) -> PoseParts:
    """Return what poses of people show.

    Raises:
        InputError: There is no such choice.
    """
    return _chosen(text, POSE_PARTS, of="pose parts")


def parse_light(text: str) -> LightQuality:
    """Return how light is worked out.

    Raises:
        InputError: There is no such choice.
    """
    return _chosen(text, LIGHT_QUALITIES, of="kinds of light")


def _chosen(text: str, choices: tuple[_Choice, ...], *, of: str) -> _Choice:
    for choice in choices:
        if text == choice:
            return choice
    raise InputError(f"there are no {of} {text!r}", f"choose from: {', '.join(choices)}")


def _shot_ids(world: World, wanted: str) -> list[str]:
    if wanted:
        return [shot_numbered(world, wanted)[0]]
    return [key for key, _ in shots_in_order(world)]
