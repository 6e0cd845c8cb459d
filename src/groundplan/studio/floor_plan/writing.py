"""Floor plans of a project as files."""

from pathlib import Path

from groundplan.scene.library import Library
from groundplan.studio.floor_plan.floor_plan import floor_plan
from groundplan.studio.paperwork.naming import file_stem
from groundplan.studio.project import Project
from groundplan.world.files import make_folder, write_atomic
from groundplan.world.queries import shot_numbered, shots_in_order

__all__ = ["write_plans"]


def write_plans(
    project: Project, *, shot: str = "", folder: Path | None = None, production: str = ""
) -> list[str]:
    """Write `<shot name>.svg` of one shot (of all, for an empty name); return the paths.

    A name that is no name of a file, or that two shots have, gives way to the id.

    Raises:
        PathError: There is no such shot.
        SceneError: A shot cannot be posed.
        OutputError: The folder cannot be written.
    """
    world, library = project.world, Library(project.store.attachment)
    keys = [shot_numbered(world, shot)[0]] if shot else [key for key, _ in shots_in_order(world)]
    into = folder or project.folder / "plans"
    make_folder(into)
    name = production or project.folder.resolve().name
    files: list[str] = []
    for key in keys:
        path = into / f"{file_stem(world, key)}.svg"
        write_atomic(path, floor_plan(world, key, production=name, library=library).encode())
        files.append(str(path))
    return files
