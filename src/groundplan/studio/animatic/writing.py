"""The animatic as a video file, or as a still of each shot."""

import importlib.util
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import numpy as np
from jaxtyping import UInt8
from PIL import Image

from groundplan.errors import InputError, MissingExtraError
from groundplan.scene.library import Library
from groundplan.studio.animatic.cut import FIRST_TIMECODE, cut_of, rate_of
from groundplan.studio.animatic.frames import (
    Look,
    animatic_pictures,
    picture_count,
    still_of,
)
from groundplan.studio.paperwork.naming import file_stem
from groundplan.studio.paperwork.reporting import takes_of
from groundplan.studio.project import Project
from groundplan.studio.registry import renderer
from groundplan.world.files import make_folder, write_atomic

__all__ = ["AnimaticRequest", "write_animatic", "write_stills"]

Progress = Callable[[int, int], None]
Picture = UInt8[np.ndarray, "height width 3"]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnimaticRequest:
    """Which shots, and how they look."""

    shot: str = ""
    """Number, name or id; empty: all."""
    start: str = FIRST_TIMECODE
    """Timecode of the first frame of the first shot."""
    look: Look
    renderer: str = "numba"


def write_animatic(
    project: Project, path: Path, *, request: AnimaticRequest, progress: Progress
) -> str:
    """Render all shots into an mp4 and return its path.

    Raises:
        MissingExtraError: PyAV is not installed.
        InputError: The file is no mp4, or the timecode is none.
        SceneError: A shot cannot be posed.
        OutputError: The file cannot be written.
    """
    if path.suffix.lower() != ".mp4":
        raise InputError(f"{path.name} is no mp4", "give a file such as animatic.mp4")
    if importlib.util.find_spec("av") is None:
        raise MissingExtraError(
            "PyAV is not installed", "pip install 'groundplan[video]', or use --stills FOLDER"
        )
    from groundplan.passes.video import encode_mp4  # noqa: PLC0415  (an extra, slow to import)

    world, look = project.world, request.look
    cut = cut_of(world, shot=request.shot, start=request.start, takes=_takes(project))
    total = picture_count(world, cut, look)
    pictures = animatic_pictures(
        world, cut, renderer(request.renderer), look=look, library=_library(project)
    )
    data = encode_mp4(_counted(pictures, total, progress), rate=rate_of(world))
    write_atomic(path, data)
    return str(path)


def write_stills(
    project: Project, folder: Path, *, request: AnimaticRequest, progress: Progress
) -> list[str]:
    """Write the middle frame of every shot as `<shot name>.png` and return the paths.

    A name that is no name of a file, or that two shots have, gives way to the id.

    Raises:
        SceneError: A shot cannot be posed.
        OutputError: The folder cannot be written.
    """
    world = project.world
    cut = cut_of(world, shot=request.shot, start=request.start, takes=_takes(project))
    make_folder(folder)
    library, draws = _library(project), renderer(request.renderer)
    files: list[str] = []
    for number, shot in enumerate(cut, start=1):
        picture = still_of(world, shot, draws, look=request.look, library=library)
        path = folder / f"{file_stem(world, shot.id)}.png"
        write_atomic(path, _png(picture))
        files.append(str(path))
        progress(number, len(cut))
    return files


def _counted(pictures: Iterator[Picture], total: int, progress: Progress) -> Iterator[Picture]:
    for number, picture in enumerate(pictures, start=1):
        yield picture
        progress(number, total)


def _takes(project: Project) -> dict[str, int]:
    return {key: takes_of(project, key) for key in project.world.shots}


def _library(project: Project) -> Library:
    return Library(project.store.attachment)


def _png(picture: Picture) -> bytes:
    file = BytesIO()
    Image.fromarray(picture).save(file, format="PNG", compress_level=6)
    return file.getvalue()
