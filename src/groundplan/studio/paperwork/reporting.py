"""The camera reports of a project, with how many takes each shot has."""

from groundplan.scene.library import Library
from groundplan.studio.paperwork.camera_report import shot_report
from groundplan.studio.paperwork.report_data import ShotReport
from groundplan.studio.project import Project
from groundplan.world.queries import shot_numbered, shots_in_order

__all__ = ["project_reports", "takes_of"]


def project_reports(project: Project, *, shot: str = "") -> tuple[ShotReport, ...]:
    """Return the report of one shot, or of all in the order of the cut for an empty name.

    Raises:
        PathError: There is no such shot.
        SceneError: A camera cannot be posed.
    """
    world, library = project.world, Library(project.store.attachment)
    keys = [shot_numbered(world, shot)[0]] if shot else [key for key, _ in shots_in_order(world)]
    return tuple(
        shot_report(world, key, library=library, takes=takes_of(project, key)) for key in keys
    )


def takes_of(project: Project, shot_id: str) -> int:
    """Return the number of the last take of a shot; 0 before the first."""
    return int(project.new_take(shot_id).name) - 1
